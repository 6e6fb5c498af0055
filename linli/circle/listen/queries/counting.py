"""How long lists are, counted no further than people read: all of them in one query."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet


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
