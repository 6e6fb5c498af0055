"""The command line of sharing: payers go in, what each pays comes out, to the fen."""

import sys
from collections.abc import Sequence
from typing import Any

from civics import canonical, console
from civics.faults import Fault
from civics.sharing.reading import Reading, read
from civics.sharing.split import Line, Split, split


def run(arguments: Sequence[str]) -> int:
    """Split the cost in FILE or on the command line and write who pays what.

    Raises:
        Fault: the file, the terms or the payers cannot stand; each by its own name.
    """
    parser = _parser()
    told = vars(parser.parse_args(arguments))
    file, as_json = told.pop("file"), told.pop("json")
    words = {name: value for name, value in told.items() if value is not None}
    reading = read(console.read_text(file), words, as_csv=file.lower().endswith(".csv"))
    try:
        found = split(reading.cost, reading.payers, reading.terms)
    except Fault as fault:
        raise reading.place(fault) from None
    written = canonical.dumps(document(reading, found)).decode() + "\n" if as_json else _words(found)
    sys.stdout.write(written)
    return 0


def _parser() -> console.Parser:
    parser = console.Parser(prog="python -m civics.sharing", description=__doc__)
    parser.add_argument("file", metavar="FILE.(csv|json)", help="- for JSON on standard input")
    parser.add_argument("--cost", dest="cost_yuan", metavar="YUAN", help="the cost, as 600000.00")
    parser.add_argument("--by", help="area (default), equal, units, agreed")
    parser.add_argument("--purpose", help="repair (default), operation, retrofit")
    parser.add_argument(
        "--floors", metavar="3=0.7,4=0.8", help="coefficients by floor, for a retrofit; 1-2=0 is a range"
    )
    parser.add_argument("--relief", help="who bears what exempt and capped do not: others (default), fund")
    parser.add_argument("--ties", help="who bears a left-over fen among equals: id (default), heavier, lot")
    parser.add_argument("--seed", help="the published seed of the lot")
    parser.add_argument("--json", action="store_true", help="answer in canonical JSON, amounts in fen")
    return parser


def document(reading: Reading, found: Split) -> dict[str, Any]:
    """Write a split as a canonical document: terms, every line with its quota, and the sums.

    Raises:
        NotCanonical: a name has no canonical form.
    """
    terms = reading.terms
    rules = {
        "by": terms.by,
        "purpose": terms.purpose,
        "relief": terms.relief,
        "ties": terms.ties,
        "floors": sorted([floor, hundredths] for floor, hundredths in terms.floors.items()),
        "article": "民法典 283",
    }
    question = {
        "cost": reading.cost,
        "payers": sorted(
            (
                [one.id, one.area, one.units, one.share, one.floor, one.cap, one.exempt]
                for one in reading.payers
            ),
            key=lambda row: str(row[0]),
        ),
    }
    outcome = {
        "cost": found.cost,
        "fund": found.fund,
        "shared": found.shared,
        "weight_sum": found.weight_sum,
        "lines": [_line(line) for line in found.lines],
    }
    return canonical.outcome_document(
        rule="sharing", rule_set=rules, seed=terms.seed, question=question, outcome=outcome
    )


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "amount": line.amount,
        "weight": line.weight,
        "remainder": line.part.remainder if line.part else None,
        "extra_fen": line.part.extra if line.part else False,
        "capped": line.capped,
        "exempt": line.exempt,
    }


def _words(found: Split) -> str:
    lines = []
    for line in found.lines:
        reason = f"  exempt: {line.exempt}" if line.exempt else "  capped" if line.capped else ""
        lines.append(f"{line.id}\t{_yuan(line.amount)}{reason}")
    if found.fund:
        lines.append(f"fund\t{_yuan(found.fund)}")
    lines.append(f"together\t{_yuan(found.cost)}")
    return "\n".join(lines) + "\n"


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"
