"""Reading a question of the guard from JSON, or the voters from a spreadsheet and one figure from the command line."""

from dataclasses import dataclass
from typing import cast

from civics.disclosure.figures import (
    OCCASIONS,
    PROTECTS,
    TOOK_PART,
    Figure,
    Occasion,
    Pile,
    Protects,
    Question,
    Voter,
)
from civics.faults import Fault
from civics.table import BadRow, Row, read_csv, read_json

HEADINGS = {
    "id": "id", "户号": "id", "房号": "id", "group": "group", "单元": "group", "楼栋": "group",
    "area": "area", "area_m2": "area_m2", "面积": "area_m2", "面积(m2)": "area_m2",
}  # fmt: skip
WORDS = {"occasion", "protects", "options"}
LISTS = {"voters", "asked", "shown", "piles"}


@dataclass(slots=True)
class Reading:
    """A question and the line of every voter."""

    question: Question
    lines: dict[tuple[str, str], int]

    def place(self, fault: Fault) -> Fault:
        """Give a fault the line of the voter it is about."""
        line = self.lines.get(fault.about) if fault.about else None
        return fault if line is None else fault.at_line(line)


def from_json(text: str) -> Reading:
    """Read a question: {"occasion", "protects", "options", "voters", "asked", "shown", "piles"}.

    Raises:
        BadRow: it is not such an object; names the line.
    """
    sheet = read_json(text)
    unknown = sorted((set(sheet.head.values) - WORDS) | (set(sheet.lists) - LISTS))
    if unknown:
        raise BadRow(f'The field "{unknown[0][:30]}" is unknown here.', line=1)
    rows = sheet.rows("voters")
    options = tuple(sheet.head.parts("options")) or ("for", "against")
    question = Question(
        occasion=cast("Occasion", _word(sheet.head, "occasion", OCCASIONS)),
        protects=cast("Protects", _word(sheet.head, "protects", PROTECTS)),
        voters=tuple(_voter(row) for row in rows),
        asked=tuple(_figure(row) for row in sheet.rows("asked")),
        shown=tuple(_figure(row) for row in sheet.rows("shown")),
        options=options,
        piles=tuple(_pile(row) for row in sheet.rows("piles")),
    )
    if not question.asked:
        raise BadRow('Say in "asked" which figures are to be shown.', line=1)
    return Reading(question, _lines(rows))


def from_csv(text: str, told: dict[str, str]) -> Reading:
    """Read the voters from a spreadsheet; `told` holds the one figure: option, heads, area_m2, step_m2.

    Raises:
        BadRow: a heading, a row or a word is not as it should be; names the line.
    """
    rows = read_csv(text, HEADINGS)
    head = Row(told, 1)
    option = head.optional("option") or "for"
    figure = Figure(
        option=option,
        heads=head.whole("heads") if head.has("heads") else None,
        area=head.hundredths("area_m2") if head.has("area_m2") else None,
        step=head.hundredths("step_m2", least=1) if head.has("step_m2") else 1,
    )
    turnout = option == TOOK_PART
    question = Question(
        occasion="live_turnout" if turnout else "secret_vote",
        protects="participation" if turnout else "choice",
        voters=tuple(_voter(row) for row in rows),
        asked=(figure,),
        options=("for", "against") if option in ("for", "against", TOOK_PART) else (option, "other"),
    )
    return Reading(question, _lines(rows))


def _lines(rows: list[Row]) -> dict[tuple[str, str], int]:
    return {("voter", row.text("id")): row.line for row in rows}


def _word(head: Row, name: str, allowed: tuple[str, ...]) -> str:
    word = head.text(name)
    if word not in allowed:
        raise BadRow(f'"{name}" is one of {", ".join(allowed)}.', line=1)
    return word


def _area(row: Row) -> int:
    if row.has("area"):
        return row.whole("area")
    return row.hundredths("area_m2") if row.has("area_m2") else 0


def _voter(row: Row) -> Voter:
    return Voter(row.text("id"), _area(row), row.optional("group") or "")


def _figure(row: Row) -> Figure:
    return Figure(
        option=row.text("option"),
        heads=row.whole("heads") if row.has("heads") else None,
        area=row.whole("area") if row.has("area") else None,
        step=row.whole("step", least=1) if row.has("step") else 1,
        group=row.optional("group") or "",
        moment=row.whole("moment") if row.has("moment") else 0,
    )


def _pile(row: Row) -> Pile:
    return Pile(row.text("option"), _area(row), row.optional("group") or "", row.whole("heads"))
