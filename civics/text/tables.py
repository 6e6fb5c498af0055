"""Tables of messages from a workbook or a CSV file: columns found by their names, cells made plain, lines counted."""

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from civics.faults import Fault
from civics.text.moments import NotAMoment, seconds_of
from civics.text.shapes import Id, Message

__all__ = ["BadTable", "Line", "labelled_texts", "messages", "read_lines"]

NAMES = {
    "id": ("留言编号", "id", "编号"),
    "author": ("留言用户", "author", "user", "用户"),
    "title": ("留言主题", "title", "主题", "标题"),
    "at": ("留言时间", "time", "at", "时间"),
    "text": ("留言详情", "detail", "text", "内容", "详情"),
    "likes": ("点赞数", "likes", "点赞"),
    "label": ("一级标签", "一级分类", "label", "标签"),
    "place": ("地点", "place"),
}
EMPTY = {"", "nan", "none", "null", "nat", "#n/a"}
WHOLE = re.compile(r"(0|[1-9]\d{0,17})(?:\.0+)?")
LARGEST_CELL = 1 << 24
ENCODINGS = ("utf-8-sig", "gb18030")


class BadTable(Fault):
    """A file or a line of it cannot be read as messages."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its number as a spreadsheet shows it, and the cells by their meaning."""

    number: int
    cells: Mapping[str, object]

    def words(self, name: str) -> str:
        """Give a cell as text; an empty one, and what a program writes for one (NaN), as nothing."""
        value = self.cells.get(name, "")
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = str(value).strip()
        return "" if text.lower() in EMPTY else text


def read_lines(path: str, *, needed: tuple[str, ...]) -> list[Line]:
    """Read a table by its ending, .xlsx or .csv; rows without any content are left out.

    Raises:
        BadTable: the file cannot be read, has another ending, is empty, or lacks a needed column.
    """
    file = Path(path)
    if file.is_dir():
        raise BadTable(f"{path} is a directory; name a .csv or .xlsx file.")
    if not file.exists():
        raise BadTable(f"{path} does not exist.")
    ending = file.suffix.lower()
    if ending not in READERS:
        raise BadTable(f"{path} ends in {ending or 'nothing'}; give a .csv or .xlsx file.")
    try:
        rows = list(READERS[ending](file))
    except OSError as closed:
        raise BadTable(f"{path} cannot be read: {closed.strerror or closed}.") from closed
    return _lines(path, rows, needed)


def messages(lines: list[Line]) -> list[Message]:
    """Read lines as messages, each under its own id.

    Raises:
        BadTable: an id is missing or used twice, a time or a number of likes cannot be read.
    """
    seen: dict[Id, int] = {}
    found = []
    for line in lines:
        key = _id(line)
        if key in seen:
            raise BadTable(
                f"the id {key} stands on line {seen[key]} already; ids must differ.", line=line.number
            )
        seen[key] = line.number
        found.append(
            Message(
                id=key,
                author=line.words("author") or f"line {line.number}",
                title=line.words("title"),
                text=line.words("text"),
                place=line.words("place"),
                likes=_likes(line),
                at=_at(line),
            )
        )
    return found


def labelled_texts(lines: list[Line]) -> list[tuple[Line, str]]:
    """Pair every line that has a text with its label.

    Raises:
        BadTable: a label is missing, or no line has a text.
    """
    pairs = []
    for line in lines:
        label = line.words("label")
        if not label:
            raise BadTable("the label is empty; fill it in or remove the line.", line=line.number)
        if line.words("title") or line.words("text"):
            pairs.append((line, label))
    if not pairs:
        raise BadTable("No line has a text.")
    return pairs


def _lines(path: str, rows: list[tuple[int, list[object]]], needed: tuple[str, ...]) -> list[Line]:
    if not rows:
        raise BadTable(f"{path} is empty.")
    number, head = rows[0]
    names = [str(cell).strip().lower() for cell in head]
    columns = {
        meaning: names.index(name)
        for meaning, known in NAMES.items()
        for name in reversed(known)
        if name in names
    }
    for meaning in needed:
        if meaning not in columns:
            raise BadTable(f"there is no column {' or '.join(NAMES[meaning])}.", line=number)
    lines = [
        Line(at, {meaning: cells[i] for meaning, i in columns.items() if i < len(cells)})
        for at, cells in rows[1:]
    ]
    if not lines:
        raise BadTable(f"{path} has a heading but no lines below it.")
    return lines


def _csv_rows(file: Path) -> Iterator[tuple[int, list[object]]]:
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(_decoded(file), newline=""), strict=True)
    first = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield first, list(cells)
            first = reader.line_num + 1
    except csv.Error as broken:
        raise BadTable(f"this is not proper CSV ({broken}).", line=first) from broken


def _decoded(file: Path) -> str:
    raw = file.read_bytes()
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    line = raw[: _first_bad_byte(raw)].count(b"\n") + 1
    raise BadTable("the text is neither UTF-8 nor GB18030; save the file as UTF-8.", line=line)


def _first_bad_byte(raw: bytes) -> int:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as broken:
        return broken.start
    return len(raw)


def _workbook_rows(file: Path) -> Iterator[tuple[int, list[object]]]:
    try:
        sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, WorksheetNotFound) as broken:
        raise BadTable(f"{file} is not a workbook that can be opened; save it as .xlsx again.") from broken
    for number, cells in enumerate(rows, start=1):
        if any(str(cell).strip() for cell in cells):
            yield number, list(cells)


READERS = {".csv": _csv_rows, ".xlsx": _workbook_rows}


def _id(line: Line) -> Id:
    words = line.words("id")
    if not words:
        raise BadTable("the id is empty; every message needs one.", line=line.number)
    whole = WHOLE.fullmatch(words)
    return int(whole[1]) if whole else words


def _likes(line: Line) -> int:
    words = line.words("likes")
    if not words:
        return 0
    try:
        likes = float(words)
    except ValueError:
        likes = math.nan
    if not math.isfinite(likes) or likes != int(likes):
        raise BadTable(f"the likes are “{words[:20]}”; write a whole number.", line=line.number)
    return int(likes)


def _at(line: Line) -> float:
    if not line.words("at"):
        return 0.0
    try:
        return seconds_of(line.cells["at"])
    except NotAMoment as wrong:
        raise BadTable(str(wrong), line=line.number) from wrong
