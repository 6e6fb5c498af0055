"""The command line of the guard: may these figures be shown? And the cases that ship, judged again."""

import sys
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any

from civics import canonical, console
from civics.disclosure.cases import SEED, refresh_cases, result_cases, subtotal_cases
from civics.disclosure.figures import Figure, Question
from civics.disclosure.guard import Verdict, judge
from civics.disclosure.outlook import gives_away
from civics.disclosure.reading import from_csv, from_json
from civics.faults import Fault


def run(arguments: Sequence[str]) -> int:
    """Judge FILE and write the verdict; 0 whether the figures may be shown or not.

    Raises:
        Misasked: neither a file nor --cases is given.
        Fault: the file or the figures cannot stand; each by its own name.
    """
    told = vars(_parser().parse_args(arguments))
    file, as_json = told.pop("file"), told.pop("json")
    if told.pop("cases"):
        sys.stdout.write(_cases(as_json=as_json))
        return 0
    if file is None:
        raise console.Misasked("Name the file to judge, or --cases; see --help.")
    text = console.read_text(file)
    words = {name: value for name, value in told.items() if value is not None}
    reading = from_csv(text, words) if file.lower().endswith(".csv") else from_json(text)
    try:
        verdict = judge(reading.question)
    except Fault as fault:
        raise reading.place(fault) from None
    sys.stdout.write(
        canonical.dumps(document(reading.question, verdict)).decode() + "\n" if as_json else _words(verdict)
    )
    return 0


def _parser() -> console.Parser:
    parser = console.Parser(prog="python -m civics.disclosure", description=__doc__)
    parser.add_argument(
        "file", nargs="?", metavar="FILE.(json|csv)", help="- for JSON on standard input; CSV: the voters"
    )
    parser.add_argument("--option", help="with CSV: for (default), another option, or took_part")
    parser.add_argument("--heads", help="with CSV: how many said so")
    parser.add_argument("--area-m2", dest="area_m2", help="with CSV: with how much area")
    parser.add_argument(
        "--step-m2", dest="step_m2", help="with CSV: the area is rounded down to a multiple of this"
    )
    parser.add_argument(
        "--cases", action="store_true", help="judge the cases that ship and count needless refusals"
    )
    parser.add_argument("--json", action="store_true", help="answer in canonical JSON")
    return parser


def document(question: Question, verdict: Verdict) -> dict[str, Any]:
    """Write a verdict as a canonical document. `exposed` is for insiders and is never published.

    Raises:
        NotCanonical: a name has no canonical form.
    """
    asked = {
        "occasion": question.occasion,
        "protects": question.protects,
        "options": sorted(question.options),
        "voters": sorted([voter.id, voter.area, voter.group] for voter in question.voters),
        "figures": sorted((_figure(figure) for figure in question.figures), key=canonical.dumps),
        "piles": sorted([pile.option, pile.area, pile.group, pile.heads] for pile in question.piles),
    }
    outcome = {
        "may_show": verdict.may_show,
        "method": verdict.method,
        "exposed": list(verdict.exposed),
        "reason": verdict.reason,
    }
    return canonical.outcome_document(
        rule="disclosure", rule_set=None, seed=None, question=asked, outcome=outcome
    )


def _figure(figure: Figure) -> list[Any]:
    return [figure.option, figure.heads, figure.area, figure.step, figure.group, figure.moment]


def _words(verdict: Verdict) -> str:
    lines = [
        f"{'May be shown' if verdict.may_show else 'NOT to be shown'} ({verdict.method}): {verdict.reason}"
    ]
    if verdict.exposed:
        lines.append(f"would be known: {'、'.join(verdict.exposed)}")
    return "\n".join(lines) + "\n"


def _cases(*, as_json: bool) -> str:
    counts: Counter[str] = Counter()
    for case in result_cases():
        areas = [voter.area for voter in case.question.voters]
        figure = case.question.asked[0]
        leaks = gives_away(areas, heads=figure.heads or 0, area=figure.area or 0, step=figure.step)
        shown = judge(case.question).may_show
        counts["results"] += 1
        counts["results leaking"] += leaks
        counts["results leaking and shown"] += leaks and shown
        counts["results refused needlessly"] += not leaks and not shown
    for case in chain(subtotal_cases(), refresh_cases()):
        counts["subtotals and refreshes"] += 1
        counts["subtotals and refreshes shown"] += judge(case.question).may_show
    if as_json:
        return canonical.dumps({"seed": SEED, "counts": counts}).decode() + "\n"
    return f"seed: {SEED}\n" + "".join(f"{name}: {number}\n" for name, number in counts.items())
