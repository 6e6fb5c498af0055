"""Reading payers and terms from a spreadsheet or from JSON."""

from dataclasses import dataclass
from typing import cast

from civics.faults import Fault
from civics.sharing.apportion import TIES, Ties
from civics.sharing.split import BYS, PURPOSES, RELIEFS, By, Payer, Purpose, Relief, Terms
from civics.table import BadRow, Row, read_csv, read_json

HEADINGS = {
    "id": "id", "户号": "id", "房号": "id", "floor": "floor", "楼层": "floor",
    "area": "area", "area_m2": "area_m2", "面积": "area_m2", "面积(m2)": "area_m2",
    "units": "units", "套数": "units", "share": "share", "份额": "share",
    "cap": "cap", "cap_yuan": "cap_yuan", "封顶": "cap_yuan", "封顶(元)": "cap_yuan",
    "exempt": "exempt", "免缴": "exempt", "免缴原因": "exempt",
}  # fmt: skip
HEAD_WORDS = {"cost", "cost_yuan", "by", "purpose", "relief", "ties", "seed", "floors"}
DEFAULTS = {"by": "area", "purpose": "repair", "relief": "others", "ties": "id"}


@dataclass(slots=True)
class Reading:
    """A cost, its payers and terms, and the line of every payer."""

    cost: int
    payers: tuple[Payer, ...]
    terms: Terms
    lines: dict[tuple[str, str], int]

    def place(self, fault: Fault) -> Fault:
        """Give a fault the line of the payer it is about."""
        line = self.lines.get(fault.about) if fault.about else None
        return fault if line is None else fault.at_line(line)


def read(text: str, told: dict[str, str], *, as_csv: bool) -> Reading:
    """Read a question of sharing; `told` holds the words of the command line, which decide over the file's.

    Raises:
        BadRow: the file or a word is not as it should be; names the line.
    """
    if as_csv:
        head, rows = Row(told, 1), read_csv(text, HEADINGS)
    else:
        sheet = read_json(text)
        unknown = sorted((set(sheet.head.values) - HEAD_WORDS) | (set(sheet.lists) - {"payers"}))
        if unknown:
            raise BadRow(f'The field "{unknown[0][:30]}" is unknown here.', line=1)
        head, rows = Row({**sheet.head.values, **told}, 1), sheet.rows("payers")
    lines: dict[tuple[str, str], int] = {}
    payers = []
    for row in rows:
        payer = _payer(row)
        lines["payer", payer.id] = row.line
        payers.append(payer)
    cost = head.whole("cost") if head.has("cost") else head.hundredths("cost_yuan")
    return Reading(cost, tuple(payers), _terms(head), lines)


def _payer(row: Row) -> Payer:
    area: int | None = None
    if row.has("area") or row.has("area_m2"):
        area = row.whole("area") if row.has("area") else row.hundredths("area_m2")
    cap: int | None = None
    if row.has("cap") or row.has("cap_yuan"):
        cap = row.whole("cap") if row.has("cap") else row.hundredths("cap_yuan")
    return Payer(
        id=row.text("id"),
        area=area,
        units=row.whole("units") if row.has("units") else None,
        share=row.whole("share") if row.has("share") else None,
        floor=row.whole("floor", least=-9) if row.has("floor") else None,
        cap=cap,
        exempt=row.optional("exempt") or "",
    )


def _terms(head: Row) -> Terms:
    chosen = {}
    for name, allowed in (("by", BYS), ("purpose", PURPOSES), ("relief", RELIEFS), ("ties", TIES)):
        chosen[name] = head.optional(name) or DEFAULTS[name]
        if chosen[name] not in allowed:
            raise BadRow(f'"{name}" is one of {", ".join(allowed)}.', line=1)
    return Terms(
        by=cast("By", chosen["by"]),
        purpose=cast("Purpose", chosen["purpose"]),
        relief=cast("Relief", chosen["relief"]),
        ties=cast("Ties", chosen["ties"]),
        seed=head.optional("seed"),
        floors=_floors(head),
    )


def _floors(head: Row) -> dict[int, int]:
    """Read coefficients: {"3": "0.7"} in JSON, 3=0.7,4=0.8 on the command line; 3-5=1 for a range."""
    given = head.values.get("floors")
    if given in (None, "", {}):
        return {}
    if isinstance(given, str):
        given = dict(part.partition("=")[::2] for part in given.split(",") if part.strip())
    if not isinstance(given, dict):
        raise BadRow("The floors must be coefficients by floor, as 3=0.7,4=0.8.", line=1)
    floors: dict[int, int] = {}
    for name, value in given.items():
        first, _, last = name.strip().partition("-") if not name.strip().startswith("-") else (name, "", "")
        row = Row({"floor": first, "last": last or first, "coefficient": value}, 1)
        low, high = row.whole("floor", least=-9), row.whole("last", least=-9)
        for floor in range(low, min(high, low + 200) + 1):
            if floor in floors:
                raise BadRow(f"Floor {floor} has two coefficients.", line=1)
            floors[floor] = row.hundredths("coefficient")
    return floors
