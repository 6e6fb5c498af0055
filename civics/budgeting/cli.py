"""Share a budget among the projects of a Pabulib file, exactly, and say why."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from civics import canonical, console
from civics.budgeting import explain, pabulib
from civics.budgeting.election import Election
from civics.budgeting.equal_shares import equal_shares
from civics.budgeting.greedy import greedy
from civics.budgeting.outcome import Completion, Outcome, Satisfaction, document
from civics.budgeting.phragmen import phragmen
from civics.budgeting.reading import Reading, ballot_of, election
from civics.budgeting.ties import CheapestMostVotesLot, NameAsString, TieRule


def run(arguments: Sequence[str]) -> int:
    """Count one file and print the answer.

    Raises:
        Misasked: the words on the command line do not go together.
    """
    told = _parser().parse_args(arguments)
    if told.rule != "equal-shares" and told.completion != Completion.NONE:
        raise console.Misasked("--completion belongs to --rule equal-shares.")
    sheet = pabulib.parse(_bytes(told.file))
    outcome = count(election(sheet, reading=Reading(told.ballots)), told.rule, told, _ties(told))
    written = canonical.dumps(document(outcome)) + b"\n" if told.json or told.outcome else b""
    if told.outcome:
        _write(told.outcome, written)
    asked = []
    if told.explain is not None:
        asked.append(explain.tell_project(explain.project(outcome, told.explain), outcome.election))
    if told.explain_voter is not None:
        ballot = ballot_of(sheet, told.explain_voter, reading=Reading(told.ballots))
        asked.append(explain.tell_voter(explain.voter(outcome, ballot)))
    _say(_as_json(outcome, written, asked) if told.json else "\n".join(asked or [_words(outcome)]))
    return 0


def count(vote: Election, rule: str, told: argparse.Namespace, ties: TieRule) -> Outcome:
    """Count a vote under the rule of that name."""
    satisfaction = Satisfaction(told.satisfaction)
    if rule == "greedy":
        return greedy(vote, satisfaction=satisfaction, ties=ties)
    if rule == "phragmen":
        return phragmen(vote, ties=ties)
    return equal_shares(vote, satisfaction=satisfaction, completion=Completion(told.completion), ties=ties)


def _parser() -> console.Parser:
    parser = console.Parser(prog="python -m civics.budgeting", description=__doc__)
    parser.add_argument("file", metavar="FILE.pb", help="- for standard input")
    parser.add_argument("--rule", default="equal-shares", choices=("equal-shares", "greedy", "phragmen"))
    parser.add_argument("--satisfaction", default="cost", choices=[one.value for one in Satisfaction])
    parser.add_argument("--completion", default="none", choices=[one.value for one in Completion])
    parser.add_argument(
        "--ballots", default="points", choices=[one.value for one in Reading],
        help="whether points and ranks count as they are, or only as approval",
    )  # fmt: skip
    parser.add_argument(
        "--ties", default="name-as-string", choices=("name-as-string", "cheapest-most-votes-lot")
    )
    parser.add_argument("--seed", help="what was published for the lot, with --ties cheapest-most-votes-lot")
    parser.add_argument("--explain", metavar="PROJECT", help="why this project was funded or missed")
    parser.add_argument("--explain-voter", metavar="ID", help="what became of this voter's share")
    parser.add_argument(
        "--outcome", metavar="OUT.json", help="write the canonical outcome; re-runs to the same bytes"
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON: selected, cost, and the outcome")
    return parser


def _ties(told: argparse.Namespace) -> TieRule:
    """Make the tie rule; a lot needs its seed, and a seed its lot."""
    if told.ties == "name-as-string":
        if told.seed is not None:
            raise console.Misasked("--seed belongs to --ties cheapest-most-votes-lot.")
        return NameAsString()
    if told.seed is None:
        raise console.Misasked("--ties cheapest-most-votes-lot needs --seed, published before the count.")
    return CheapestMostVotesLot(seed=told.seed)


def _bytes(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except (OSError, ValueError) as closed:
        raise console.Unreadable(f"{path} cannot be read.") from closed


def _write(path: str, content: bytes) -> None:
    try:
        Path(path).write_bytes(content)
    except (OSError, ValueError) as closed:
        raise console.Unreadable(f"{path} cannot be written.") from closed


def _as_json(outcome: Outcome, written: bytes, asked: list[str]) -> str:
    """Put the selection and its cost before the canonical outcome, unchanged inside."""
    total = outcome.election.money(outcome.cost)
    answer = {
        "selected": list(outcome.names),
        "cost": total.numerator if total.denominator == 1 else float(total),
        **({"explanation": "\n".join(asked)} if asked else {}),
    }
    return (
        json.dumps(answer, ensure_ascii=False)[:-1] + ', "document": ' + written.decode().rstrip("\n") + "}"
    )


def _words(outcome: Outcome) -> str:
    vote = outcome.election
    lines = [
        f"{turn}. {vote.projects[project]}: {explain.amount(vote.money(int(vote.cost[project])))}"
        for turn, project in enumerate(outcome.selected, 1)
    ]
    spent, budget = vote.money(outcome.cost), vote.money(vote.budget)
    lines.append(
        f"{len(lines)} of {len(vote.projects)} projects for {explain.amount(spent)} of {explain.amount(budget)}; "
        f"{explain.amount(budget - spent)} left. {vote.voters} voters."
    )
    return "\n".join(lines)


def _say(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.flush()
