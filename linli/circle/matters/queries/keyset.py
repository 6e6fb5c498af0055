"""Pages of long lists of matters by a time and the id: a page costs the same wherever it lies."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from django.db.models import Q, QuerySet

from linli.circle.matters.models import Concern, Matter
from linli.circle.matters.refusals import BadCursor

Row = TypeVar("Row")
Found = TypeVar("Found", Matter, Concern)

LONGEST_CURSOR = 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, and the cursor of the next page (empty on the last)."""

    rows: tuple[Row, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """An order by a column of times and then by the id, both in one direction."""

    column: str
    falls: bool

    @property
    def keys(self) -> tuple[str, str]:
        """The columns to order by."""
        bar = "-" if self.falls else ""
        return f"{bar}{self.column}", f"{bar}id"


def cut(
    rows: QuerySet[Found],
    order: Order,
    after: str,
    size: int,
    shape: Callable[[Sequence[Found]], Sequence[Row]],
) -> Page[Row]:
    """Return the page of a list that begins after a cursor, its rows shaped all at once (one query).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    if after:
        rows = rows.filter(_beyond(order, after))
    return begun(list(rows.order_by(*order.keys)[: size + 1]), order, size, shape)


def begun(
    found: Sequence[Found], order: Order, size: int, shape: Callable[[Sequence[Found]], Sequence[Row]]
) -> Page[Row]:
    """Return one page from its rows and the one after them."""
    shown = found[:size]
    return Page(tuple(shape(shown)), cursor_of(order, shown[-1]) if len(found) > size else "")


def cursor_of(order: Order, row: Matter | Concern) -> str:
    """Return the cursor that stands after a row."""
    moment: datetime = getattr(row, order.column)
    return f"{(moment - _EPOCH) // _MICROSECOND}_{row.pk}"


def _beyond(order: Order, after: str) -> Q:
    micro, key = _read(after)
    side = "lt" if order.falls else "gt"
    try:
        moment = _EPOCH + micro * _MICROSECOND
    except OverflowError as wrong:
        raise BadCursor from wrong
    # The bound without OR comes first, so that both databases begin at the right leaf of the index.
    return Q(**{f"{order.column}__{side}e": moment}) & (
        Q(**{f"{order.column}__{side}": moment}) | Q(**{order.column: moment, f"id__{side}": key})
    )


def _read(after: str) -> tuple[int, int]:
    first, _bar, last = after.partition("_")
    if len(after) > LONGEST_CURSOR or not after.isascii() or not (first.isdigit() and last.isdigit()):
        raise BadCursor
    if int(last) >= 2**63 or int(first) >= 2**62:
        raise BadCursor
    return int(first), int(last)
