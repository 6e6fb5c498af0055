"""What must be made known when: the calendar of the desk, what is late for all to see, and the catalogue in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from linli.circle.disclose import catalogue, rules
from linli.circle.disclose.catalogue import Line
from linli.circle.disclose.choices import Head, Scope
from linli.circle.disclose.models import CatalogueItem, DisclosureDuty
from linli.circle.disclose.refusals import MayNotDisclose
from linli.ground.lib.once import written_once
from linli.ground.people.choices import AreaKind, Right
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

SOON_DAYS = 5
MOST = 300


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty as a line of the calendar: how many days are left (below zero: late), and what the actor may do."""

    duty: DisclosureDuty
    days_left: int
    light: str
    may_draft: bool

    @property
    def days_late(self) -> int:
        """By how many days it is late."""
        return -self.days_left


@dataclass(frozen=True, slots=True)
class Shelf:
    """One of the four heads on the public page: what is late, what hangs, what is to come."""

    head: Head
    late: tuple[DisclosureDuty, ...]
    posted: tuple[DisclosureDuty, ...]
    coming: tuple[DisclosureDuty, ...]


def lines(community: int, on: date) -> tuple[Line, ...]:
    """Return the catalogue in force in a community on a day (one query)."""
    return catalogue.in_force(CatalogueItem.objects.filter(community_id=community).order_by("id"), on)


def own_items(community: int) -> list[CatalogueItem]:
    """Return a community's own lines."""
    return list(CatalogueItem.objects.filter(community_id=community).order_by("id"))


def places(community: int) -> dict[Scope, list[int]]:
    """Return the places for which things are due: the community, and each of its compounds (one query)."""
    inside = Area.objects.within(community).filter(kind=AreaKind.COMPOUND).order_by("pk")
    return {Scope.COMMUNITY: [community], Scope.COMPOUND: list(inside.values_list("pk", flat=True))}


def late(community: int, at: datetime) -> list[DisclosureDuty]:
    """Return what should hang already and does not, the longest overdue first, for portals and workbenches."""
    return _late(community, timezone.localdate(at))


@written_once
def _late(community: int, today: date) -> QuerySet[DisclosureDuty]:
    rows = DisclosureDuty.objects.filter(community_id=community, fulfilled_at__isnull=True, due_on__lt=today)
    return rows.select_related("area", "notice").order_by("due_on", "id")[:MOST]


def calendar(actor: Actor, community: int, at: datetime) -> list[DutyRow]:
    """Return what must be made known in a community and is not yet, the one due first on top.

    Raises:
        MayNotDisclose: no post of the actor drafts notices there.
    """
    seats = actor.areas_with(Right.POST_NOTICES) | actor.areas_with(Right.APPROVE_NOTICES)
    reach = set(
        Area.objects.within(seats).filter(pk__in=Area.objects.within(community)).values_list("pk", flat=True)
    )
    if not reach:
        raise MayNotDisclose
    rows = DisclosureDuty.objects.filter(community_id=community, fulfilled_at__isnull=True)
    found = rows.select_related("area", "notice").order_by("due_on", "id")[:MOST]
    return [_row(actor, duty, at) for duty in found if duty.area_id in reach]


def get(pk: int) -> DisclosureDuty | None:
    """Return one duty, or None."""
    return DisclosureDuty.objects.select_related("area", "community", "notice").filter(pk=pk).first()


def shelves(community: int, at: datetime) -> list[Shelf]:
    """Return the four heads for the public page: what is late, what hung in the last half year, what is to come."""
    today = timezone.localdate(at)
    rows = list(
        DisclosureDuty.objects.filter(community_id=community, due_on__gte=today - timedelta(days=200))
        .select_related("area", "notice")
        .order_by("-due_on", "id")[:MOST]
    )
    waiting = {duty.pk: duty for duty in late(community, at)}
    return [_shelf(head, rows, list(waiting.values()), at) for head in Head]


def _shelf(
    head: Head, rows: Sequence[DisclosureDuty], waiting: Sequence[DisclosureDuty], at: datetime
) -> Shelf:
    mine = [duty for duty in rows if duty.head == head]
    return Shelf(
        head=head,
        late=tuple(duty for duty in waiting if duty.head == head),
        posted=tuple(duty for duty in mine if duty.fulfilled_at),
        coming=tuple(duty for duty in mine if not duty.fulfilled_at and not duty.is_late(at)),
    )


def _row(actor: Actor, duty: DisclosureDuty, at: datetime) -> DutyRow:
    left = duty.days_left(at)
    light = "alarm" if left < 0 else "wait" if left <= SOON_DAYS else ""
    may = rules.may_disclose(actor, areas.around(duty.area_id), at)
    return DutyRow(duty, left, light, may)
