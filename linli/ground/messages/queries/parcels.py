"""What staff must bring: parcels without a phone, those no carrier took, those of which nobody knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from linli.ground.lib.keyset import Page, both_ways, capped
from linli.ground.messages import rules, wording
from linli.ground.messages.choices import ON_THE_LIST
from linli.ground.messages.models import Parcel
from linli.ground.messages.refusals import MayNotBring, NoSuchParcel
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Letter:
    """A parcel as it is printed: for whom, where they live, what they are told and where to read on."""

    parcel: Parcel
    name: str
    address: str
    lines: tuple[tuple[str, str], ...]


def to_bring(actor: Actor, community: int, *, after: str = "", size: int = 30, at: datetime) -> Page[Parcel]:
    """Return what staff of a community must bring, oldest first (one query).

    Raises:
        MayNotBring: no post of the actor lets them tell residents there.
        BadCursor: the cursor is not one of this list.
    """
    if not rules.may_bring(actor, areas.around(community), at):
        raise MayNotBring

    def as_they_are(found: Sequence[Parcel]) -> Sequence[Parcel]:
        return found

    rows = Parcel.objects.filter(community_id=community, state__in=ON_THE_LIST).select_related("resident")
    return both_ways(rows, "id", size, as_they_are, after=after)


def how_many_to_bring(community: int) -> int:
    """Return how many parcels staff of a community must bring, counting no further than a thousand."""
    return capped(Parcel.objects.filter(community_id=community, state__in=ON_THE_LIST))


def letter(actor: Actor, parcel: int, at: datetime) -> Letter:
    """Return what a parcel says, for printing or for a call.

    Raises:
        NoSuchParcel: there is none.
        MayNotBring: no post of the actor lets them tell residents there.
    """
    found = (
        Parcel.objects.select_related("community", "resident__household__home__area__parent__parent__parent")
        .filter(pk=parcel)
        .first()
    )
    if found is None:
        raise NoSuchParcel
    if not rules.may_bring(actor, areas.around(found.community_id), at):
        raise MayNotBring
    home = found.resident.household.home if found.resident.household else None
    return Letter(
        parcel=found,
        name=found.resident.name,
        address=areas.address(home.area, home.number) if home else "",
        lines=tuple((wording.sentence(one), one.link) for one in found.messages.order_by("id")),
    )
