"""The command line of voting: a register or roll with papers goes in, the decision with its numbers comes out."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from civics import canonical, console
from civics.faults import Fault
from civics.voting.ballots import Outcome, settle
from civics.voting.bundle import published
from civics.voting.decision import Decision, Reading
from civics.voting.election import Election
from civics.voting.library import find, select, shipped
from civics.voting.reading import Asked, from_csv, from_json
from civics.voting.rulesets import NoSuchRuleSet, RuleSet
from civics.voting.thresholds import Test


def run(arguments: Sequence[str]) -> int:
    """Count FILE and write the outcome; 0 whatever was decided.

    Raises:
        Misasked: no file is named.
        Fault: the file, the rules or the question cannot stand; each by its own name.
    """
    told = _parser().parse_args(arguments)
    if told.list:
        sys.stdout.write(
            "".join(
                f"{rules.id}\t{rules.begins}–{rules.until}\t{rules.title}\n" for rules in shipped().values()
            )
        )
        return 0
    if told.file is None:
        raise console.Misasked("Name the file to count, or --list; see --help.")
    text = console.read_text(told.file)
    reading = (from_csv if told.file.lower().endswith(".csv") else from_json)(text, _asked(told))
    asked = reading.asked
    rules = _rules(asked)
    try:
        outcome = settle(
            reading.question, rules,
            mode=asked.mode, matter=asked.matter, matter_class=asked.matter_class, seed=asked.seed,
        )  # fmt: skip
    except Fault as fault:
        raise reading.place(fault) from None
    if told.bundle:
        _write(told.bundle, canonical.dumps(published(reading.question, outcome)) + b"\n")
    sys.stdout.write(canonical.dumps(outcome.document).decode() + "\n" if told.json else words(outcome))
    return 0


def _parser() -> console.Parser:
    parser = console.Parser(prog="python -m civics.voting", description=__doc__)
    parser.add_argument("file", nargs="?", metavar="FILE.(csv|json)", help="- for JSON on standard input")
    parser.add_argument("--rules", help="a rule set by name, or a .toml file of your own")
    parser.add_argument(
        "--kind", help="choose the rules by kind (owners, residents_assembly, …), place and day"
    )
    parser.add_argument("--jurisdiction", default="CN", help="CN and the official code, as CN-310114")
    parser.add_argument("--on", metavar="DAY", help="the day of the vote, as 2026-05-01")
    parser.add_argument("--mode", help="who votes: owners, voters, households, representatives")
    parser.add_argument("--matter", help="what is decided, as use_fund or rebuild")
    parser.add_argument(
        "--class", dest="matter_class", help="ordinary, special or unanimous, in place of --matter"
    )
    parser.add_argument("--contest", default="", help="the name of this ballot; goes into a lot")
    parser.add_argument("--seed", help="the published seed, where the rules settle ties by lot")
    parser.add_argument(
        "--roll", type=int, default=0, metavar="N", help="how many may vote, for papers without a roll"
    )
    parser.add_argument("--candidates", default="", help="who stands, parted by 、 or |")
    parser.add_argument("--seats", type=int, help="how many seats are filled")
    parser.add_argument("--limit", help="at most so many names a paper (as many as seats); any")
    parser.add_argument("--round", default="first", choices=("first", "runoff"))
    parser.add_argument("--bundle", metavar="OUT.json", help="write the bundle that civics.verify recounts")
    parser.add_argument("--json", action="store_true", help="answer in canonical JSON")
    parser.add_argument("--list", action="store_true", help="list the rule sets that ship")
    return parser


def _asked(told: argparse.Namespace) -> Asked:
    if told.roll < 0 or (told.seats is not None and told.seats < 1):
        raise console.Misasked("--roll and --seats are whole numbers above nothing.")
    names = told.candidates.replace("、", "|").split("|")
    return Asked(
        contest=told.contest, rules=told.rules, kind=told.kind, jurisdiction=told.jurisdiction, on=told.on,
        mode=told.mode, matter=told.matter, matter_class=told.matter_class, seed=told.seed, size=told.roll,
        candidates=tuple(name.strip() for name in names if name.strip()), seats=told.seats, limit=told.limit,
        round=told.round,
    )  # fmt: skip


def _rules(asked: Asked) -> RuleSet:
    if asked.rules:
        return find(asked.rules)
    if asked.kind and asked.on:
        return select(asked.kind, jurisdiction=asked.jurisdiction, on=asked.on)
    raise NoSuchRuleSet("Say --rules, or --kind with --on; --list shows what there is.")


def _write(path: str, content: bytes) -> None:
    try:
        Path(path).write_bytes(content)
    except (OSError, ValueError) as closed:
        raise console.Unreadable(f"{path} cannot be written.") from closed


def words(outcome: Outcome) -> str:
    """Write an outcome as lines for people."""
    lines = _decision(outcome.decision) if outcome.decision else []
    lines += _election(outcome.election) if outcome.election else []
    return "\n".join(lines) + "\n"


def _decision(decision: Decision) -> list[str]:
    lines = [
        f"{decision.verdict} under {decision.rules.id} ({decision.rules.title}), {decision.matter_class.name}."
    ]
    for name, reading in (("statutory", decision.statutory), ("with silent", decision.with_silent)):
        mark = "*" if name.startswith(decision.decisive.partition("_")[0]) else " "
        lines.append(f"{mark} {name}: {reading.verdict}")
        lines += _reading(reading)
    return lines


def _reading(reading: Reading) -> list[str]:
    lines = []
    for count in reading.counts:
        turnout = _test(count.quorum) if count.quorum else "no quorum asked"
        lines.append(f"    {count.measure}: took part {turnout}; in favour {_test(count.passing)}")
    return lines


def _test(test: Test) -> str:
    share = f"{test.threshold.numerator}/{test.threshold.denominator}"
    asks = f"{'at least' if test.threshold.inclusive else 'more than'} {share}"
    state = "holds" if test.holds else f"{test.missing} missing"
    return f"{test.part} of {test.whole} ({asks}: {state})"


def _election(election: Election) -> list[str]:
    lines = [f"{len(election.elected)} of {election.seats} seats filled under {election.rules.id}."]
    lines += [f"  turnout: {_test(test)}" for test in election.quorum]
    for one in election.standings:
        mark = "*" if one.elected else " "
        area = f", {one.votes.area} × 0.01 m²" if one.votes.area else ""
        bar = "".join(f"; {_test(test)}" for test in one.bar)
        lines.append(f"{mark} {one.candidate}: {one.votes.heads} votes{area}{bar}")
    lines += [f"  lot: {ticket.candidate} drew {ticket.number[:12]}" for ticket in election.lot]
    lines += [
        f"next: {one.kind} for {one.seats}: {'、'.join(one.candidates)}" for one in election.next_rounds
    ]
    return lines
