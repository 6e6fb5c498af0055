"""Questions about newcomers: who waits to be confirmed, and who of the register they may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from linli.ground.lib.keyset import Page, both_ways
from linli.ground.lib.lookups import lone
from linli.ground.people import rules
from linli.ground.people.models import Declaration, OwnershipShare, Post, Resident
from linli.ground.people.queries import areas
from linli.ground.people.refusals import MayNotReadRegister
from linli.ground.people.rules import Actor

MOST, PAGE = 50, 30
MOST_LIKE = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """A newcomer who waits, with the residents of the register who have the same name."""

    told: Declaration
    alike: tuple[Resident, ...]


def waiting(actor: Actor, community: int, at: datetime) -> list[Waiting]:
    """Return the newcomers of a community who wait to be confirmed, the first to come first (two queries).

    Raises:
        MayNotReadRegister: no post of the actor keeps the register there.
    """
    if not rules.may_keep_register(actor, areas.around(community), at):
        raise MayNotReadRegister
    rows = Declaration.objects.filter(area_id=community, settled_at__isnull=True).select_related("resident")
    found = list(rows.order_by("id")[:MOST])
    alike: dict[str, list[Resident]] = {}
    for person in Resident.objects.filter(
        community_id=community,
        name__in={told.resident.name for told in found},
        erased_at__isnull=True,
        account__isnull=True,
        declaration__isnull=True,
    ).select_related("household__home__area__parent__parent__parent"):
        alike.setdefault(person.name, []).append(person)
    return [Waiting(told, tuple(alike.get(told.resident.name, ())[:MOST_LIKE])) for told in found]


def without_home(actor: Actor, community: int, *, after: str = "", at: datetime) -> Page[Resident]:
    """Return the residents of a community who are confirmed and live in no home yet (one query).

    Left out are owners who live elsewhere, and those who only work here: both stand in the register for another reason.

    Raises:
        MayNotReadRegister: no post of the actor keeps the register there.
        BadCursor: the cursor is not one of this list.
    """
    if not rules.may_keep_register(actor, areas.around(community), at):
        raise MayNotReadRegister
    owns = OwnershipShare.objects.filter(resident=OuterRef("pk"), ownership__until__isnull=True)
    waits = Declaration.objects.filter(resident=OuterRef("pk"), settled_at__isnull=True)
    works = Post.objects.held(at).filter(resident=OuterRef("pk"))
    rows = Resident.objects.filter(community_id=community, household__isnull=True, erased_at__isnull=True)

    def as_they_are(found: Sequence[Resident]) -> Sequence[Resident]:
        return found

    rows = rows.exclude(Exists(owns)).exclude(Exists(waits)).exclude(Exists(works))
    return both_ways(rows, "-id", PAGE, as_they_are, after=after)


def of(resident: int | None) -> Declaration | None:
    """Return what a newcomer said of themself, while it waits."""
    return lone(Declaration.objects.filter(resident_id=resident or 0, settled_at__isnull=True))


def is_unconfirmed(resident: int | None) -> bool:
    """Say whether a person is known only by their own word."""
    return resident is not None and of(resident) is not None
