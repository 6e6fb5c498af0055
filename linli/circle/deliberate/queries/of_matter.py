"""What the page of a matter shows of its deliberation, in at most three queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from linli.circle.deliberate.choices import StatementState
from linli.circle.deliberate.models import AgendaItem, MatterOption, Reaction, Resolution, Statement
from linli.circle.matters.models import Matter
from linli.ground.lib.once import written_once

MOST = 20
_NUMBERS = ("options_standing", "statements_shown", "people")
_TIMES = ("talk__opened_at", "talk__closes_at", "talk__closed_at")
_NOTHING: dict[str, Any] = dict.fromkeys(_NUMBERS, 0) | dict.fromkeys(_TIMES)


@dataclass(frozen=True, slots=True)
class Deliberation:
    """Meetings on whose agenda a matter stood, what was resolved, its options, and its talk in numbers of people."""

    items: tuple[AgendaItem, ...]
    resolutions: tuple[Resolution, ...]
    options: int
    statements: int
    people: int
    talk_opened_at: datetime | None
    talk_closes_at: datetime | None
    talk_closed_at: datetime | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been deliberated yet."""
        return not (self.items or self.resolutions or self.options or self.talk_opened_at)

    def talk_is_open(self, at: datetime) -> bool:
        """Say whether statements and reactions are taken."""
        closes, closed = self.talk_closes_at, self.talk_closed_at
        return self.talk_opened_at is not None and closed is None and (closes is None or at < closes)


def of_matter(matter: int) -> Deliberation:
    """Return what was deliberated about a matter (three queries)."""
    numbers = next(iter(_numbers(matter)), _NOTHING)
    return Deliberation(
        items=tuple(_items(matter)),
        resolutions=tuple(_resolutions(matter)),
        options=numbers["options_standing"],
        statements=numbers["statements_shown"],
        people=numbers["people"],
        talk_opened_at=numbers["talk__opened_at"],
        talk_closes_at=numbers["talk__closes_at"],
        talk_closed_at=numbers["talk__closed_at"],
    )


@written_once
def _items(matter: int) -> QuerySet[AgendaItem]:
    rows = AgendaItem.objects.filter(matter_id=matter, resolution__isnull=True).select_related(
        "meeting__body"
    )
    return rows.order_by("meeting__starts_at", "id")[:MOST]


@written_once
def _resolutions(matter: int) -> QuerySet[Resolution]:
    rows = Resolution.objects.filter(matter_id=matter)
    return rows.select_related("meeting", "body", "owner_post__resident", "owner_body").order_by("id")[:MOST]


@written_once
def _numbers(matter: int) -> QuerySet[Matter, dict[str, Any]]:
    """Count options, statements and people, and read when the talk runs, in one query."""

    def number(rows: QuerySet[Any], column: str) -> Coalesce:
        counted = (
            rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count(column, distinct=True))
        )
        return Coalesce(Subquery(counted.values("n")), 0)

    standing = MatterOption.objects.filter(matter=OuterRef("pk"), withdrawn_at__isnull=True)
    shown = Statement.objects.filter(matter=OuterRef("pk"), state=StatementState.SHOWN)
    reactions = Reaction.objects.filter(statement__matter=OuterRef("pk"))
    counted = Matter.objects.filter(pk=matter).annotate(
        options_standing=number(standing, "pk"),
        statements_shown=number(shown, "pk"),
        people=number(reactions, "resident_id"),
    )
    row: QuerySet[Matter, dict[str, Any]] = counted.values(*_NUMBERS, *_TIMES)
    return row
