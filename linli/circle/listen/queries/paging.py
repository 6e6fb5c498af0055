"""Pages of long lists by keyset: the cost of a page never grows with the list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from math import isfinite
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet

from linli.circle.listen.refusals import BadCursor

Row = TypeVar("Row")
Found = TypeVar("Found", bound=Model)
LARGEST = 100
_MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, and the cursor of the next page (empty on the last)."""

    rows: tuple[Row, ...]
    after: str = ""


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
    """Return one page of a query in an order, its rows shaped all at once.

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


def _cursor(order: Order, row: Model) -> str:
    if len(order.keys) == 1:
        return str(row.pk)
    return f"{_written(getattr(row, order.column.lstrip('-')))}_{row.pk}"


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        moment = value.astimezone(UTC)
        return str(int(moment.timestamp()) * _MICRO + moment.microsecond)
    return float(value).hex()


def _beyond(order: Order, after: str) -> Q:
    """Return the condition "stands after this row": the column first, the id among equals."""
    first, _bar, last = after.rpartition("_")
    try:
        key = int(last)
        value = _read(first, order) if first else None
    except (ValueError, OverflowError) as wrong:
        raise BadCursor from wrong
    if not 0 <= key < 2**63 or (value is None) is not (len(order.keys) == 1):
        raise BadCursor
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
    if not order.is_time:
        value = float.fromhex(written)
        if not isfinite(value):
            raise ValueError
        return value
    seconds, micro = divmod(int(written), _MICRO)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micro)


def capped(*lists: QuerySet[Any], most: int = 999) -> tuple[int, ...]:
    """Return how many rows each list has, counting none further than `most` + 1 (one query for all of them)."""
    return _counted(*_counting(lists, most))


def capped_for(
    lists: Callable[[int, datetime, datetime], Sequence[QuerySet[Any]]],
    community: int,
    since: datetime,
    until: datetime,
) -> tuple[int, ...]:
    """Return the same for lists that differ by a community and two moments only: their SQL is written once."""
    sql, places = _written_once(lists, connection.vendor)
    adapted = connection.ops.adapt_datetimefield_value
    given = (community, adapted(since), adapted(until))
    return _counted(sql, [value if slot is None else given[slot] for value, slot in places])


_STAND_INS = (-1, datetime(1901, 1, 1, tzinfo=UTC), datetime(1902, 1, 1, tzinfo=UTC))
"""What stands in the SQL where a community and two moments will stand; nothing in the house has these values."""


@lru_cache(maxsize=8)
def _written_once(
    lists: Callable[[int, datetime, datetime], Sequence[QuerySet[Any]]], _vendor: str
) -> tuple[str, tuple[tuple[Any, int | None], ...]]:
    """Write the SQL of some lists, with the slot of each parameter that changes."""
    community, *moments = _STAND_INS
    slots = [community, *map(connection.ops.adapt_datetimefield_value, moments)]
    sql, values = _counting(lists(*_STAND_INS), 999)
    return sql, tuple((value, slots.index(value) if value in slots else None) for value in values)


def _counting(lists: Sequence[QuerySet[Any]], most: int) -> tuple[str, list[Any]]:
    cut_off = [rows.order_by().values("pk")[: most + 1].query.sql_with_params() for rows in lists]
    counts = [f"(SELECT COUNT(*) FROM ({sql}) AS counted)" for sql, _params in cut_off]  # noqa: S608 -- the ORM's own
    return f"SELECT {', '.join(counts)}", [value for _sql, params in cut_off for value in params]


def _counted(sql: str, values: Sequence[Any]) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(cursor.fetchone())
