"""Pages of long lists by keyset: a page costs the same wherever it lies."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal

Row = TypeVar("Row")
Found = TypeVar("Found", bound=Model)

LONGEST_CURSOR = 200


class BadCursor(Refusal):
    """The address names a place that is not in this list."""

    code, status = "bad_cursor", 404
    reason = _("这个翻页的地址不对，请从第一页看起。")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, and the cursors of the pages beside it (empty where the list ends)."""

    rows: tuple[Row, ...]
    before: str = ""
    after: str = ""


def cut(
    rows: QuerySet[Found],
    column: str,
    size: int,
    shape: Callable[[Sequence[Found]], Sequence[Row]],
    *,
    after: str = "",
    before: str = "",
) -> Page[Row]:
    """Return the page of a list, ordered by a column without doubles, that lies after or before a cursor.

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


def _value(rows: QuerySet[Any], name: str, cursor: str) -> Any:
    if rows.model._meta.get_field(name).get_internal_type() != "BigAutoField":  # noqa: SLF001 -- Django's public door
        return cursor
    if not (cursor.isascii() and cursor.isdigit() and int(cursor) < 2**63):
        raise BadCursor
    return int(cursor)


def capped(rows: QuerySet[Any], most: int = 999) -> int:
    """Return how many rows a query has, counting no further than `most` + 1."""
    return rows.order_by().values("pk")[: most + 1].count()
