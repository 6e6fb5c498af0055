"""Pages of long lists by keyset: the cost of a page never grows with the list, wherever it lies."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal

Row = TypeVar("Row")
Found = TypeVar("Found", bound=Model)

LARGEST = 100
LONGEST_CURSOR = 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class BadCursor(Refusal):
    """The address names a place that is not in this list."""

    code, status = "bad_cursor", 404
    reason = _("这个翻页的地址不对，请从第一页看起。")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, and the cursors of the pages beside it (empty where the list ends)."""

    rows: tuple[Row, ...]
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a list by one column and the id, so that it is total; `-` in front turns it round."""

    column: str
    id_falls: bool
    is_time: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns to order by."""
        key = "-id" if self.id_falls else "id"
        return (key,) if self.column in {"id", "-id"} else (self.column, key)


def cut(
    rows: QuerySet[Found],
    order: Order,
    after: str,
    size: int,
    shape: Callable[[Sequence[Found]], Sequence[Row]],
) -> Page[Row]:
    """Return the page of a list in an order that begins after a cursor, its rows shaped all at once (one query).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    size = max(1, min(size, LARGEST))
    if after:
        rows = rows.filter(_beyond(order, after))
    return begun(list(rows.order_by(*order.keys)[: size + 1]), order, size, shape)


def begun(
    found: Sequence[Found], order: Order, size: int, shape: Callable[[Sequence[Found]], Sequence[Row]]
) -> Page[Row]:
    """Return one page from its rows and the one after them."""
    shown = found[:size]
    following = _cursor(order, shown[-1]) if len(found) > size else ""
    return Page(tuple(shape(shown)), following)


def both_ways(
    rows: QuerySet[Found],
    column: str,
    size: int,
    shape: Callable[[Sequence[Found]], Sequence[Row]],
    *,
    after: str = "",
    before: str = "",
) -> Page[Row]:
    """Return the page of a list, ordered by a column without doubles, that lies after or before a cursor (one query).

    Raises:
        BadCursor: the cursor is too long or holds what no database takes.
    """
    cursor = after or before
    if len(cursor) > LONGEST_CURSOR or "\x00" in cursor:
        raise BadCursor
    backwards = bool(before and not after)
    name, falls = column.lstrip("-"), column.startswith("-") != backwards
    if cursor:
        rows = rows.filter(**{f"{name}__{'lt' if falls else 'gt'}": _value(rows, name, cursor)})
    found = list(rows.order_by(f"-{name}" if falls else name)[: size + 1])
    is_more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    keys = [str(getattr(row, name)) for row in found]
    return Page(
        rows=tuple(shape(found)),
        before=keys[0] if found and (is_more if backwards else cursor) else "",
        after=keys[-1] if found and (True if backwards else is_more) else "",
    )


def capped(rows: QuerySet[Any], most: int = 999) -> int:
    """Return how many rows a query has, counting no further than `most` + 1."""
    return rows.order_by().values("pk")[: most + 1].count()


def _cursor(order: Order, row: Model) -> str:
    if len(order.keys) == 1:
        return str(row.pk)
    return f"{_written(getattr(row, order.column.lstrip('-')))}_{row.pk}"


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return str((value - _EPOCH) // _MICROSECOND)
    return float(value).hex()


def _beyond(order: Order, after: str) -> Q:
    """Return the condition "stands after this row": the column first, the id among equals."""
    if len(after) > LONGEST_CURSOR:
        raise BadCursor
    first, _bar, last = after.rpartition("_")
    value = _read(first, order) if first else None
    if (value is None) is not (len(order.keys) == 1):
        raise BadCursor
    key = _number(last)
    by_id = Q(id__lt=key) if order.id_falls else Q(id__gt=key)
    if value is None:
        return by_id
    column = order.column.lstrip("-")
    side = "lt" if order.column.startswith("-") else "gt"
    # The first half repeats the second's bound without OR, so that both databases begin at the right leaf of the index.
    return Q(**{f"{column}__{side}e": value}) & (
        Q(**{f"{column}__{side}": value}) | (Q(**{column: value}) & by_id)
    )


def _read(written: str, order: Order) -> datetime | float:
    try:
        if order.is_time:
            return _EPOCH + _number(written) * _MICROSECOND
        value = float.fromhex(written)
    except (ValueError, OverflowError) as wrong:
        raise BadCursor from wrong
    if not isfinite(value):
        raise BadCursor
    return value


def _value(rows: QuerySet[Any], name: str, cursor: str) -> Any:
    is_number = rows.model._meta.get_field(name).get_internal_type() == "BigAutoField"  # noqa: SLF001 -- Django's public door
    return _number(cursor) if is_number else cursor


def _number(written: str) -> int:
    """A whole number that a column of the database can hold."""
    if not (written.isascii() and written.isdigit() and int(written) < 2**63):
        raise BadCursor
    return int(written)
