"""Reads tables of voices: good rows on one side, faulty ones with column and reason on the other."""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.circle.listen.refusals import NotReadable
from linli.ground.lib.text import half_width, tidy
from linli.ground.people.sheets import tables
from linli.ground.people.sheets.cells import Cell

MOST_ROWS = 500_000
MOST_WORDS = 20_000
HEADING_WITHIN = 10
NUMBER_LENGTH = 40
FIRST_DAY_OF_EXCEL = datetime(1899, 12, 30)  # noqa: DTZ001 -- a table says local time
_TIME = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2}))?)?"
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One thing somebody said, as a table tells it; a reply only with its time."""

    line: int
    number: str
    author: str
    title: str
    text: str
    said_at: datetime
    likes: int = 0
    dislikes: int = 0
    place_words: str = ""
    reply: str = ""
    replied_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """One row that cannot be taken over: where, in which column, why, and its cells as they stand."""

    line: int
    column: str
    reason: str
    cells: tuple[str, ...]


class _Fault(Exception):
    """A cell that cannot be understood."""

    def __init__(self, column: str, reason: str | Promise) -> None:
        self.column, self.reason = column, str(reason)
        super().__init__(column)


def read(file_name: str, content: bytes, *, at: datetime) -> Iterator[SheetRow | FaultyRow]:
    """Yield the rows of the first table in a file that has a heading for words.

    Raises:
        NotReadable: no sheet has such a heading, or there are too many rows.
    """
    for sheet in tables.opened(file_name, content):
        rows = iter(sheet.rows)
        columns = _heading(rows)
        if columns is not None:
            yield from _understood(rows, columns, at)
            return
    raise NotReadable(why=_("前 10 行里找不到表头。至少要有“内容”（或“留言详情”）和“时间”两列。"))


def _heading(rows: Iterator[tuple[int, list[Cell]]]) -> Mapping[str, int] | None:
    for _count, (_line, cells) in zip(range(HEADING_WITHIN), rows, strict=False):
        named = {_plain(cell): spot for spot, cell in reversed(list(enumerate(cells)))}
        columns = {
            key: named[name]
            for key, names in _headings().items()
            for name in reversed(names)
            if name in named
        }
        if {"text", "said_at"} <= columns.keys():
            return columns
    return None


def _understood(
    rows: Iterator[tuple[int, list[Cell]]], columns: Mapping[str, int], at: datetime
) -> Iterator[SheetRow | FaultyRow]:
    for count, (line, cells) in enumerate(rows):
        if count >= MOST_ROWS:
            raise NotReadable(why=_("超过 50 万行，请分成几份。"))
        if not any(_words(cell) for cell in cells):
            continue
        found = {key: cells[spot] if spot < len(cells) else "" for key, spot in columns.items()}
        try:
            yield _row(line, found, at)
        except _Fault as fault:
            heading = _headings().get(fault.column, [fault.column])[0]
            yield FaultyRow(line, heading, fault.reason, tuple(_words(cell) for cell in cells))


def _row(line: int, cells: Mapping[str, Cell], at: datetime) -> SheetRow:
    title, text = " ".join(_words(cells.get("title", "")).split()), _words(cells["text"])
    if not (title or text):
        raise _Fault("text", _("没有内容。"))
    if len(title) + len(text) > MOST_WORDS:
        raise _Fault("text", _("超过两万字，请分成几行。"))
    said_at = _moment(cells["said_at"], "said_at", at)
    reply = _words(cells.get("reply", ""))
    replied_at = _moment(cells.get("replied_at", ""), "replied_at", at) if reply else None
    if replied_at is not None and replied_at < said_at:
        raise _Fault("replied_at", _("答复时间早于留言时间。"))
    author = _words(cells.get("author", ""))
    number = _number(cells.get("number", "")) or _digest(author, title, text, said_at)
    return SheetRow(
        line=line,
        number=number,
        author=author,
        title=title,
        text=text,
        said_at=said_at,
        likes=_count(cells.get("likes", ""), "likes"),
        dislikes=_count(cells.get("dislikes", ""), "dislikes"),
        place_words=_words(cells.get("place_words", ""))[:120],
        reply=reply,
        replied_at=replied_at,
    )


def _moment(cell: Cell, column: str, at: datetime) -> datetime:
    """A moment where the neighbourhood is: a date cell, a number of days, or words such as 2019/4/25 9:32:09."""
    moment: datetime | None = None
    if isinstance(cell, datetime):
        moment = cell.replace(tzinfo=None)
    elif isinstance(cell, date):
        moment = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 -- made aware below
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and 1 < cell < 100_000:
        moment = FIRST_DAY_OF_EXCEL + timedelta(days=float(cell))
    elif match := _TIME.search(half_width(str(cell))):
        moment = _written(match)
    if moment is None:
        raise _Fault(column, _("看不懂这个时间，请写成 2026-01-31 15:30。"))
    aware = timezone.make_aware(moment.replace(microsecond=0))
    if aware > at + timedelta(days=1):
        raise _Fault(column, _("这个时间还没有到。"))
    return aware


def _written(match: "re.Match[str]") -> datetime | None:
    parts = [int(part) for part in match.groups(default="0")]
    try:
        return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 -- six numbers in order; made aware by the caller
    except ValueError:
        return None


def _number(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return tidy(str(cell))[:NUMBER_LENGTH]


def _count(cell: Cell, column: str) -> int:
    words = _words(cell) or "0"
    try:
        count = int(float(words))
    except (ValueError, OverflowError) as wrong:
        raise _Fault(column, _("要写一个数字。")) from wrong
    if not 0 <= count < 2**31:
        raise _Fault(column, _("这个数字不对。"))
    return count


def _digest(*parts: object) -> str:
    """A number for rows that bring none: the same words of the same person at the same time are the same row."""
    return "#" + hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:32]


def _words(cell: Cell) -> str:
    return tidy(str(cell))


def _plain(cell: Cell) -> str:
    return half_width(str(cell or "")).replace(" ", "").strip("*:：")


@cache
def _headings() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(
        Path(__file__).with_name("columns.toml").read_text(encoding="utf-8")
    )
    return table
