"""Whom staff must call or visit because they do not sign in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.circle.evaluate.choices import Contact, Ending
from linli.circle.evaluate.models import Asking, MatterRating
from linli.circle.evaluate.refusals import MayNotAppraise, NotAsked
from linli.circle.evaluate.rules import may_appraise
from linli.ground.lib.keyset import Order, Page, cut
from linli.ground.lib.text import tidy
from linli.ground.people.choices import Right
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

OLDEST = Order("id", id_falls=False)
MOST_EXPORTED = 5000


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; an address holds exactly these."""

    community: int
    state: str = "open"
    contact: str = ""
    round: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the call-back list: who, at which door, about what, and how it went so far."""

    asking: Asking
    door: str
    is_rated: bool


def reach(actor: Actor) -> list[Area]:
    """Return the communities in which an actor calls back."""
    return areas.communities_around(actor.areas_with(Right.APPRAISE))


def page(actor: Actor, filters: Filters, *, after: str = "", size: int = 30, at: datetime) -> Page[Call]:
    """Return one page of the call-back list (two queries, however long the list).

    Raises:
        MayNotAppraise: no post of the actor calls back there.
        BadCursor: the cursor is not one of this list.
    """
    return cut(_narrowed(actor, filters, at), OLDEST, after, size, _shaped)


def every(actor: Actor, filters: Filters, *, at: datetime) -> Sequence[Call]:
    """Return the whole list, at most 5,000 lines, for print and for a workbook.

    Raises:
        MayNotAppraise: no post of the actor calls back there.
    """
    return _shaped(list(_narrowed(actor, filters, at).order_by("id")[:MOST_EXPORTED]))


def one(actor: Actor, asking: int, at: datetime) -> tuple[Call, MatterRating | None]:
    """Return one line with the rating it has, for staff.

    Raises:
        NotAsked: nobody is asked under that number.
        MayNotAppraise: no post of the actor calls back there.
    """
    found = _full(Asking.objects.filter(pk=asking)).first()
    if found is None:
        raise NotAsked
    if not may_appraise(actor, areas.around(found.round.community_id), at):
        raise MayNotAppraise
    rating = MatterRating.objects.filter(round_id=found.round_id, resident_id=found.resident_id).first()
    return _shaped([found])[0], rating


def waiting_count(community: int, at: datetime) -> int:
    """Return how many wait to be called, counting no further than 1000 (one query)."""
    return _waiting(Asking.objects.filter(round__community_id=community), at).values("pk")[:1000].count()


def _narrowed(actor: Actor, filters: Filters, at: datetime) -> QuerySet[Asking]:
    if not may_appraise(actor, areas.around(filters.community), at):
        raise MayNotAppraise
    rows = Asking.objects.filter(round__community_id=filters.community, to_call=True)
    if filters.state == "open":
        rows = _waiting(rows, at)
    elif filters.state == "rated":
        rows = rows.filter(Exists(_ratings()))
    if filters.contact:
        rows = rows.filter(contact="" if filters.contact == "none" else filters.contact)
    if filters.round is not None:
        rows = rows.filter(round_id=filters.round)
    for word in tidy(filters.words).split()[:4]:
        rows = rows.filter(
            Q(resident__name__contains=word)
            | Q(resident__household__home__number=word)
            | Q(round__matter__title__contains=word)
        )
    return _full(rows)


def _waiting(rows: QuerySet[Asking], at: datetime) -> QuerySet[Asking]:
    return rows.filter(
        ~Exists(_ratings()), to_call=True, round__ending=Ending.OPEN, round__closes_at__gt=at
    ).exclude(contact=Contact.CONTACTED)


def _ratings() -> QuerySet[MatterRating]:
    return MatterRating.objects.filter(round=OuterRef("round"), resident=OuterRef("resident"))


def _full(rows: QuerySet[Asking]) -> QuerySet[Asking]:
    return rows.select_related("round__matter", "resident__household__home").annotate(
        is_rated=Exists(_ratings())
    )


def _shaped(rows: Iterable[Asking]) -> list[Call]:
    rows = list(rows)
    homes = {row.pk: row.resident.household.home for row in rows if row.resident.household}
    ways = areas.addresses({home.area_id for home in homes.values()})
    doors = {pk: areas.door(ways.get(home.area_id, ""), home.number) for pk, home in homes.items()}
    return [Call(row, doors.get(row.pk, ""), bool(getattr(row, "is_rated", False))) for row in rows]
