"""Whom a helper may speak for: their own household, and those where a post lets them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from linli.circle.listen import rules
from linli.circle.listen.refusals import MayNotHandle
from linli.ground.people.choices import Right
from linli.ground.people.models import AreaWithin, Resident
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

MOST = 400


@dataclass(frozen=True, slots=True)
class Served:
    """Someone a helper may speak for: name and door, as helpers know them anyway."""

    pk: int
    name: str
    where: str


def may_be_spoken_for(actor: Actor, *, words: str = "") -> list[Served]:
    """Return those an actor may speak for, by door, at most 400 (one query); narrowed to a name or door if asked."""
    if not actor.account_id:
        return []
    inside = AreaWithin.objects.filter(outer_id__in=actor.areas_with(Right.SPEAK_FOR)).values("inner_id")
    mine = Q(household__home__area_id__in=inside) | Q(household__members=actor.resident_id)
    people = (
        Resident.objects.filter(mine, erased_at__isnull=True, household__until__isnull=True)
        .exclude(pk=actor.resident_id or 0)
        .select_related("household__home__area__parent__parent__parent")
        .distinct()
        .order_by("household__home__area_id", "household__home__number", "pk")
    )
    if words:
        people = people.filter(Q(name__contains=words) | Q(household__home__number=words))
    return [Served(person.pk, person.name, _door(person)) for person in people[:MOST]]


def _door(person: Resident) -> str:
    home = person.household.home if person.household else None
    return areas.address(home.area, home.number) if home else ""


def named(actor: Actor, community: int, words: str, at: datetime) -> list[int]:
    """Return the residents of a community whom staff mean by a name or a door, at most three.

    Raises:
        MayNotHandle: no post of the actor handles voices there.
    """
    if not rules.may_handle_voices(actor, areas.around(community), at):
        raise MayNotHandle
    people = Resident.objects.filter(community_id=community, erased_at__isnull=True)
    meant = people.filter(Q(name=words) | Q(household__home__number=words)).order_by("pk")
    return list(meant.values_list("pk", flat=True)[:3])
