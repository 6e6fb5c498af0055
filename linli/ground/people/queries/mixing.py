"""Where neighbours came from: the villages of origin, building by building, and how they stand mixed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import partial

from django.db.models import Count, Q

from linli.ground.lib.keyset import BadCursor, Page
from linli.ground.people.models import Area, Household
from linli.ground.people.queries import areas, register
from linli.ground.people.rules import Actor

SIZE = 20
TOLD_APART = 5
"""How many villages have a pattern of their own; the smaller ones share one."""

Villages = Mapping[str, int]
"""How many households came from each village; the village "" is the one nobody wrote down."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """A building (or a whole community) with its households by village of origin."""

    area_id: int
    address: str
    villages: Villages

    @property
    def households(self) -> int:
        """How many households live there, wherever they are from."""
        return sum(self.villages.values())

    @property
    def unknown(self) -> int:
        """How many of them nobody knows the village of."""
        return self.villages.get("", 0)

    @property
    def chance(self) -> Fraction | None:
        """How likely two of its households are from different villages."""
        return chance(count for village, count in self.villages.items() if village)


def chance(counts: Iterable[int]) -> Fraction | None:
    """Return how likely two households drawn together are from different villages: 1 − Σ nᵢ(nᵢ−1) ∕ n(n−1).

    `counts` are the households of each village; None when they are fewer than two. O(villages), exact.
    """
    known = list(counts)
    n = sum(known)
    return 1 - Fraction(sum(one * (one - 1) for one in known), n * (n - 1)) if n > 1 else None


def whole(actor: Actor, community: Area, *, at: datetime) -> Mixed:
    """Return all households an actor may see in a community, by village; kept for a minute.

    Raises:
        MayNotReadRegister: no post of the actor reads the register there.
    """
    inside = register.read_in(actor, community.pk, at)
    name = f"villages:{community.pk}:{'-'.join(map(str, sorted(inside)))}"
    villages = areas.kept(name, partial(_read_villages, community.pk, inside))
    return Mixed(community.pk, community.name, villages or {})


def page(actor: Actor, community: Area, *, at: datetime, after: str = "", before: str = "") -> Page[Mixed]:
    """Return a page of the buildings an actor may see, as people count them, each with its households by village.

    Raises:
        MayNotReadRegister: as in `whole`.
        BadCursor: the address names no building of this list.
    """
    standing = buildings(actor, community, at=at)
    keys = [pk for pk, _address in standing]
    cursor = after or before
    if cursor and cursor not in keys:
        raise BadCursor
    start = 0 if not cursor else keys.index(cursor) + 1 if after else max(0, keys.index(cursor) - SIZE)
    end = keys.index(cursor) if before and not after else start + SIZE
    shown = standing[start:end]
    return Page(
        rows=tuple(of_buildings(shown)),
        before=shown[0][0] if shown and start else "",
        after=shown[-1][0] if shown and end < len(standing) else "",
    )


def buildings(actor: Actor, community: Area, *, at: datetime) -> list[tuple[str, str]]:
    """Return the buildings an actor may see, id and address, as people count them.

    Raises:
        MayNotReadRegister: as in `whole`.
    """
    inside = register.read_in(actor, community.pk, at)
    every = register.buildings(community.pk)
    if community.pk in inside:
        return list(every)
    seen = set(map(str, Area.objects.within(inside).values_list("pk", flat=True)))
    return [(pk, address) for pk, address in every if pk in seen]


def of_buildings(standing: Iterable[tuple[str, str]]) -> list[Mixed]:
    """Return buildings with their households by village: two queries, however many they are."""
    named = {int(pk): address for pk, address in standing}
    inner = Area.objects.filter(Q(pk__in=named) | Q(parent__in=named)).values_list("pk", "parent_id")
    building_of = {pk: pk if pk in named else parent for pk, parent in inner}
    rows = (
        Household.objects.filter(home__area__in=list(building_of), until__isnull=True)
        .values_list("home__area_id", "origin_village")
        .annotate(count=Count("pk"))
        .order_by()
    )
    found: dict[int, Counter[str]] = {pk: Counter() for pk in named}
    for area, village, count in rows:
        found[building_of[area]][village] += count
    return [Mixed(pk, named[pk], dict(villages.most_common())) for pk, villages in found.items()]


def told_apart(villages: Villages) -> list[str]:
    """Return the villages that have a pattern of their own in every picture of a community, the largest first."""
    known = [village for village in villages if village]
    return sorted(known, key=lambda village: (-villages[village], village))[:TOLD_APART]


def _read_villages(community: int, inside: frozenset[int]) -> dict[str, int]:
    rows = Household.objects.filter(home__community=community, until__isnull=True)
    if community not in inside:
        rows = rows.filter(home__area__in=Area.objects.within(inside))
    counted = (
        rows.values_list("origin_village").annotate(count=Count("pk")).order_by("-count", "origin_village")
    )
    return dict(counted)
