"""Reads a whole file row by row: good rows on one side, faulty rows with their cells and reasons on the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal
from linli.ground.people.sheets import columns, rows, tables
from linli.ground.people.sheets.cells import Cell
from linli.ground.people.sheets.checks import Above
from linli.ground.people.sheets.columns import OF_THE_HOME, Column, Heading
from linli.ground.people.sheets.faults import Fault, FaultKind
from linli.ground.people.sheets.rows import Row
from linli.ground.people.sheets.tables import Sheet

MOST_ROWS = 200_000
_HEADING_WITHIN = 10


class _Spot(NamedTuple):
    """One line of a sheet as it was written, under its heading."""

    sheet: str
    line: int
    headings: tuple[str, ...]
    cells: list[Cell]


class HeadingIsMissing(Refusal):
    """No row looks like a heading."""

    code, status = "heading_missing", 422
    reason = _("前10行里找不到表头。表头至少要有“房号”和“楼栋”（或“小区”）两列，请对照模板检查。")


class ColumnIsMissing(Refusal):
    """The heading lacks a column without which no home is found."""

    code, status = "column_missing", 422
    reason = _("工作表“%(sheet)s”的表头里没有“%(column)s”这一列，请补上这一列再上传。")


class ColumnIsDoubled(Refusal):
    """Two columns say the same thing."""

    code, status = "column_doubled", 422
    reason = _("工作表“%(sheet)s”里“%(first)s”和“%(second)s”说的是同一样，请只留一列再上传。")


class CompoundIsUnclear(Refusal):
    """There are several compounds and no column for them."""

    code, status = "compound_unclear", 422
    reason = _("本社区有几个小区，表里却没有“小区”一列。请补上这一列再上传。")


class TooManyRows(Refusal):
    """The file has more rows than one import takes."""

    code, status = "too_many_rows", 422
    reason = _("表里超过20万行。请按小区拆成几份，分几次导入。")


class NothingInside(Refusal):
    """There is a heading and nothing below."""

    code, status = "nothing_inside", 422
    reason = _("表头下面一行也没有。请填好再上传。")


@dataclass(slots=True)
class FaultyRow:
    """A row that cannot be taken: where it stood, its cells as they were, what is wrong."""

    sheet: str
    line: int
    written: tuple[str, ...]
    cells: list[Cell]
    faults: list[Fault]


@dataclass(slots=True)
class Notes:
    """What was noticed on the way, beside the rows."""

    seen: int = 0
    total: int = 0
    phantom: int = 0
    examples: int = 0
    merged: int = 0
    filled: int = 0
    unknown: list[str] = field(default_factory=list)
    skipped_sheets: list[str] = field(default_factory=list)
    headings: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Reader:
    """Reads one file. `only_compound` is the compound to assume when the table has no such column, None to refuse."""

    file_name: str
    today: date
    only_compound: str | None = ""
    fills_merged: bool = False
    notes: Notes = field(default_factory=Notes)
    above: Above = field(default_factory=Above)

    def read(self, content: bytes) -> Iterator[Row | FaultyRow]:
        """Yield each row that says something, in the order of the file.

        Raises:
            HeadingIsMissing, ColumnIsMissing, ColumnIsDoubled, CompoundIsUnclear, TooManyRows, NothingInside,
            and what `tables.opened` refuses.
        """
        found = False
        for sheet in tables.opened(self.file_name, content):
            heading = _heading_of(sheet)
            if heading is None:
                self.notes.skipped_sheets.append(sheet.name)
                continue
            found = True
            self.notes.total += sheet.total
            yield from self._sheet(sheet, heading)
        if not found:
            raise HeadingIsMissing
        if not self.notes.seen:
            raise NothingInside

    def _sheet(self, sheet: Sheet, heading: Heading) -> Iterator[Row | FaultyRow]:
        needed = self._refuse_heading(sheet, heading)
        self.notes.unknown += [name for name in heading.unknown if name not in self.notes.unknown]
        self.notes.headings[sheet.name] = list(heading.written)
        merges = _Merges(sheet, heading, fills=self.fills_merged)
        how = rows.readers(self.today)
        for line, cells in sheet.rows:
            if not any(cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in cells):
                self.notes.phantom += 1
                continue
            if _is_example(heading, cells):
                self.notes.examples += 1
                continue
            self.notes.seen += 1
            if self.notes.seen > MOST_ROWS:
                raise TooManyRows
            found = {column: cells[place] for column, place in heading.places.items() if place < len(cells)}
            faults = merges.apply(line, found)
            spot = _Spot(sheet.name, line, heading.written, cells)
            yield self._judged(spot, found, faults, how, needed)
        self.notes.merged += merges.met
        self.notes.filled += merges.filled

    def _judged(
        self,
        spot: _Spot,
        found: dict[Column, Cell],
        faults: list[Fault],
        how: dict[Column, Callable[[Cell], Any]],
        needed: frozenset[Column],
    ) -> Row | FaultyRow:
        row, wrong = rows.understand(
            spot.sheet, spot.line, found, how, needed - {fault.column for fault in faults}
        )
        if self.only_compound:
            row = rows.in_compound(row, self.only_compound)
        faults = faults + wrong or self.above.judge(row)
        return FaultyRow(spot.sheet, spot.line, spot.headings, spot.cells, faults) if faults else row

    def _refuse_heading(self, sheet: Sheet, heading: Heading) -> frozenset[Column]:
        """Refuse a heading with which no home can be found; return the columns each row must fill."""
        if heading.doubled:
            first, second = heading.doubled[0]
            raise ColumnIsDoubled(sheet=sheet.name, first=first, second=second)
        if Column.NUMBER not in heading.places:
            raise ColumnIsMissing(sheet=sheet.name, column=Column.NUMBER.label)
        has_stairwell = Column.STAIRWELL in heading.places
        if Column.BUILDING not in heading.places and (has_stairwell or Column.COMPOUND not in heading.places):
            raise ColumnIsMissing(sheet=sheet.name, column=Column.BUILDING.label)
        if Column.COMPOUND not in heading.places and self.only_compound is None:
            raise CompoundIsUnclear
        places = (Column.COMPOUND, Column.BUILDING, Column.NUMBER)
        return frozenset(column for column in places if column in heading.places)


class _Merges:
    """Follows the merged ranges of one sheet downwards while its rows are read."""

    def __init__(self, sheet: Sheet, heading: Heading, *, fills: bool) -> None:
        self.by_place = {place: column for column, place in heading.places.items()}
        self.fills, self.met, self.filled = fills, 0, 0
        self.waiting = sorted(
            (top + 1, bottom + 1, column)
            for (top, left), (bottom, right) in sheet.merged
            if bottom > top
            for place in range(left, right + 1)
            if (column := self.by_place.get(place)) is not None
        )[::-1]
        self.open: dict[Column, tuple[int, Cell]] = {}

    def apply(self, line: int, found: dict[Column, Cell]) -> list[Fault]:
        """Fill what a merged cell above says into an empty cell below, or return it as a fault."""
        while self.waiting and self.waiting[-1][0] <= line:
            top, bottom, column = self.waiting.pop()
            self.met += 1
            if top == line:
                self.open[column] = (bottom, found.get(column, ""))
        faults = []
        for column, (bottom, cell) in list(self.open.items()):
            if bottom < line:
                del self.open[column]
            elif found.get(column, "") == "" and cell != "":
                if column not in OF_THE_HOME:
                    faults.append(Fault(column, FaultKind.MERGED_PERSON))
                elif self.fills:
                    found[column] = cell
                    self.filled += 1
                else:
                    faults.append(Fault(column, FaultKind.MERGED))
        return faults


def _is_example(heading: Heading, cells: list[Cell]) -> bool:
    """Say whether a row is the template's own example, left standing."""
    place = heading.places.get(Column.NAME, len(cells))
    return place < len(cells) and str(cells[place]).startswith(columns.EXAMPLE)


def _heading_of(sheet: Sheet) -> Heading | None:
    """Return the heading among the first rows; they are consumed, so that what follows is below it."""
    for line, cells in sheet.rows:
        heading = columns.understand(list(cells))
        if heading is not None or line >= _HEADING_WITHIN:
            return heading
    return None
