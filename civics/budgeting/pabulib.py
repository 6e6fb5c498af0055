"""Pabulib .pb files, read and written without loss: META, PROJECTS and VOTES as plain rows that know their lines.

Format: Faliszewski et al., "Participatory budgeting: data, tools and analysis" (IJCAI 2023), section 2. What the
rows mean for a count is the business of `reading.py`.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from civics.budgeting.errors import BadEncoding, BadRow, DuplicateId, MissingSection, quoted

SECTIONS = ("META", "PROJECTS", "VOTES")
MARK = re.compile(r"^[ \t]*(?:META|PROJECTS|VOTES)[ \t;]*\r?\n", re.IGNORECASE | re.MULTILINE)
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One section, column by column, cells as written; `lines` tells where each row begins."""

    columns: Row
    cells: tuple[Row, ...]
    lines: Sequence[int] = field(default=(), compare=False, repr=False)
    heading: int | None = field(default=None, compare=False, repr=False)

    def rows(self) -> Iterable[Row]:
        """Give the section row by row."""
        return zip(*self.cells, strict=True)

    def column(self, name: str) -> Row | None:
        """Give one column's cells, or None where the section has no such column."""
        return self.cells[self.columns.index(name)] if name in self.columns else None

    def needed(self, name: str) -> Row:
        """Give one column's cells.

        Raises:
            MissingSection: the section has no such column.
        """
        cells = self.column(name)
        if cells is None:
            raise MissingSection(
                f"The column {quoted(name)} is missing here; found {', '.join(self.columns)}.",
                line=self.heading,
            )
        return cells

    def line(self, row: int) -> int | None:
        """Say on which line of the file a row begins."""
        return self.lines[row] if row < len(self.lines) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One .pb file."""

    meta: Mapping[str, str]
    projects: Table
    votes: Table
    meta_lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)


def parse(data: bytes) -> Sheet:
    """Read a .pb file; rows may be shorter than announced, sections in any order, lines end anyhow.

    Raises:
        BadEncoding: the file is not UTF-8.
        BadRow: a row is too long, or its quotation marks do not close.
        DuplicateId: a section, a column or a key of META stands there twice.
        MissingSection: META, PROJECTS or VOTES is not there, or empty.
    """
    text = _text(data)
    plain = text.rfind('"') + 1
    mark = max(text.rfind(f"\n{name}\n", plain) for name in ("PROJECTS", "VOTES", "PROJECTS\r", "VOTES\r"))
    last = text.index("\n", mark + 1) + 1 if mark > 0 else 0
    rows, lines = _rows(text[:last])
    bulk = _bulk(text[last:], lines[-1] + 1) if rows and _names(rows[-1]) else None
    if bulk is None:
        rows, lines = _rows(text)
    tables = _sections(rows, lines, bulk)
    for name in SECTIONS:
        if name not in tables:
            raise MissingSection(f"There is no section {name}; a .pb file has META, PROJECTS and VOTES.")
    meta, meta_lines = _meta(tables["META"])
    return Sheet(meta, tables["PROJECTS"], tables["VOTES"], meta_lines)


def write(sheet: Sheet) -> bytes:
    """Write a .pb file in UTF-8 that reads back to an equal sheet.

    Raises:
        BadEncoding: a cell holds half a character.
        BadRow: a cell holds the character NUL.
    """
    out: list[Iterable[str]] = [["META"], ["key", "value"], *sheet.meta.items()]
    for name, table in (("PROJECTS", sheet.projects), ("VOTES", sheet.votes)):
        out += [[name], table.columns, *table.rows()]
    text = "\n".join(";".join(map(_cell, row)) for row in out) + "\n"
    if "\0" in text:
        raise BadRow("A cell holds the character NUL, which a .pb file cannot hold; remove it.")
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as broken:
        raise BadEncoding(
            f"A cell holds half a character ({broken.object[broken.start]!r}); remove it."
        ) from broken


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BadEncoding("The file is in UTF-16; save it again as UTF-8.", line=1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        byte = f"{data[broken.start]:#04x}"
        raise BadEncoding(f"Byte {byte} is not UTF-8; save the file again as UTF-8.", line=line) from broken


def _bulk(body: str, line: int) -> Table | None:
    """Read the rows of the last section at once, or give None where they are not all alike.

    Without quotation marks every ; and line end separates cells: with as many cells in each row, one split of the
    whole text finds them all, eight times as fast as row by row.
    """
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    heading, _, body = body.rstrip("\n").partition("\n")
    columns = tuple(cell.strip().lower() for cell in heading.split(";"))
    width = len(columns)
    if not body or not all(columns) or len(set(columns)) < width:
        return None
    flat = body.replace("\n", ";\n;").split(";")
    height = body.count("\n") + 1
    if len(flat) != height * (width + 1) - 1 or flat[width :: width + 1].count("\n") != height - 1:
        return None
    cells = tuple(tuple(flat[column :: width + 1]) for column in range(width))
    return None if "" in cells[0] else Table(columns, cells, range(line + 1, line + 1 + height), line)


def _rows(text: str) -> tuple[list[list[str]], list[int]]:
    """Split text into rows and say on which line each begins."""
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadRow("The file holds the character NUL; save it again as text.", line=line)
    rows: list[list[str]] = []
    lines: list[int] = []
    begin = 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    try:
        for row in reader:
            if reader.line_num > begin and any(MARK.search(cell) for cell in row):
                raise BadRow("A quotation mark is opened in this row and not closed.", line=begin)
            lines.append(begin)
            rows.append(row)
            begin = reader.line_num + 1
    except csv.Error as broken:
        raise BadRow(
            f"The row cannot be read ({broken}); look for a stray quotation mark.", line=begin
        ) from broken
    return rows, lines


def _names(row: list[str]) -> str | None:
    """Give the section that a row opens, if it opens one."""
    name = row[0].strip().upper() if row else ""
    return name if name in SECTIONS and _alone(row) else None


def _alone(row: list[str]) -> bool:
    return not any(cell.strip() for cell in row[1:])


def _sections(rows: list[list[str]], lines: list[int], bulk: Table | None) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    marks = [number for number, row in enumerate(rows) if _names(row)]
    for mark, end in pairwise([*marks, len(rows)]):
        name = _names(rows[mark]) or ""
        if name in tables:
            raise DuplicateId(f"The section {name} begins a second time.", line=lines[mark])
        tables[name] = (
            bulk if bulk is not None and mark == marks[-1] else _table(name, rows, lines, mark, end)
        )
    return tables


def _table(name: str, rows: list[list[str]], lines: list[int], mark: int, end: int) -> Table:
    body = range(mark + 1, end)
    filled = [number for number in body if rows[number] and (rows[number][0] or not _alone(rows[number]))]
    if not filled:
        raise MissingSection(
            f"The section {name} is empty; its first row names the columns.", line=lines[mark]
        )
    heading = lines[filled[0]]
    columns = [cell.strip().lower() for cell in rows[filled[0]]]
    while columns and not columns[-1]:
        columns.pop()
    if len(set(columns)) < len(columns):
        twice = next(column for column in columns if columns.count(column) > 1)
        raise DuplicateId(f"The section {name} has two columns named {quoted(twice)}.", line=heading)
    cells, at = [rows[number] for number in filled[1:]], [lines[number] for number in filled[1:]]
    if name == "META":
        cells, columns = [[row[0], ";".join(_trim(row[1:]))] for row in cells], ["key", "value"]
    width = len(columns)
    fitted = [_fit(row, width, name, line) for row, line in zip(cells, at, strict=True)]
    by_column = tuple(tuple([row[column] for row in fitted]) for column in range(width))
    return Table(tuple(columns), by_column, at, heading)


def _trim(cells: list[str]) -> list[str]:
    while len(cells) > 1 and not cells[-1]:
        cells = cells[:-1]
    return cells


def _fit(row: list[str], width: int, name: str, line: int) -> list[str]:
    """Bring a row to the announced width: missing cells are empty, empty ones too many are dropped."""
    if len(row) == width:
        return row
    if any(cell.strip() for cell in row[width:]):
        raise BadRow(
            f"This row of {name} has {len(row)} cells, but {width} columns are announced; "
            "put a text that holds ; or a line end in quotation marks.",
            line=line,
        )
    return [*row[:width], *[""] * (width - len(row))]


def _meta(table: Table) -> tuple[dict[str, str], dict[str, int]]:
    meta: dict[str, str] = {}
    lines: dict[str, int] = {}
    for (key, value), line in zip(table.rows(), table.lines, strict=True):
        name = key.strip().lower()
        if name in meta:
            raise DuplicateId(
                f"META gives {quoted(name)} a second time (first on line {lines[name]}).", line=line
            )
        meta[name], lines[name] = value, line
    return meta, lines


def _cell(text: str) -> str:
    if any(mark in text for mark in ';"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
