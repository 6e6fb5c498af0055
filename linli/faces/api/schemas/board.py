"""The shapes of the staff's board: six columns, one stage as a list, and what it is narrowed to."""

from datetime import datetime
from typing import Any

from ninja import Schema

from linli.circle.matters import portraits
from linli.circle.matters.choices import Origin, Stage
from linli.circle.matters.models import Matter
from linli.circle.matters.queries.board import Card, Column, Filters
from linli.faces.api.schemas.plain import Id, Words
from linli.ground.lib.text import tidy


class CardOut(Schema):
    """One matter as the board shows it."""

    id: int
    title: str
    scope: str
    stage: Stage
    lap: int
    due_at: datetime
    is_overdue: bool


class ColumnOut(Schema):
    """One stage: the first of its matters, how many there are (null when narrowed), the limit it may hold."""

    stage: Stage
    count: int | None
    limit: int | None
    is_over: bool
    is_more: bool
    cards: list[CardOut]


class BoardLine(CardOut):
    """One matter as a stage's list shows it."""

    category: str
    opened_at: datetime


class BoardNarrowing(Schema):
    """What the board is narrowed to."""

    place: Id | None = None
    owner: Id | None = None
    category: Words = ""
    origin: Origin | None = None
    overdue: bool = False
    again: bool = False
    words: Words = ""

    def of(self, community: int) -> Filters:
        """Return the filters of a community's board."""
        return Filters(community=community, **(self.dict() | {"category": tidy(self.category)}))


def column(found: Column, at: datetime) -> dict[str, Any]:
    """Return one column."""
    fields = ("stage", "count", "limit", "is_over", "is_more")
    return {name: getattr(found, name) for name in fields} | {
        "cards": [_card(one, at) for one in found.cards]
    }


def _card(row: Card | Matter, at: datetime) -> dict[str, Any]:
    fields = ("title", "stage", "lap", "due_at")
    return {name: getattr(row, name) for name in fields} | {
        "id": row.pk,
        "scope": row.scope if isinstance(row, Card) else row.scope.name,
        "is_overdue": portraits.due(row, at).kind == "alarm",
    }


def line(row: Matter, at: datetime) -> dict[str, Any]:
    """Return one line of a stage's list."""
    return _card(row, at) | {"category": row.category, "opened_at": row.opened_at}
