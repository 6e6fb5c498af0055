"""Questions about territory."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from django.core.cache import caches
from django.db.models import Q

from linli.ground.lib.text import id_in, natural_key
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area, AreaWithin
from linli.ground.people.rules import Place

Kept = TypeVar("Kept")

NOWHERE = Place(around=frozenset())
MOST = 400
"""Digits of the largest row number that fits both databases for sure."""

_UNDER_COMMUNITY = frozenset({AreaKind.COMPOUND, AreaKind.BLOCK, AreaKind.BUILDING, AreaKind.STAIRWELL})
_SECONDS = 60
_near = caches["local"]
"""What every page asks about territory, kept for a minute in each process."""


def around(area_id: int) -> Place:
    """Return where an area lies: the ids of everything that holds it; kept for a minute."""
    found = _near.get_or_set(f"around:{area_id}", partial(_read_around, area_id), _SECONDS)
    return Place(around=found or frozenset())


def forget(area_ids: Iterable[int]) -> None:
    """Forget in this process where areas lie and what they are called, after that has changed."""
    names = ("around", "community", "communities", "compounds", "buildings", "outward")
    _near.delete_many([f"{what}:{area_id}" for area_id in area_ids for what in names])


def kept(name: str, read: Callable[[], Kept]) -> Kept | None:
    """Return what is known of territory under a name (kind:area), read if nobody asked within the minute."""
    found: Kept | None = _near.get_or_set(name, read, _SECONDS)
    return found


def community_of(area_id: int) -> Area | None:
    """Return the community that holds an area, or None above communities."""
    return Area.objects.around(area_id).filter(kind=AreaKind.COMMUNITY).first()


def communities() -> list[Area]:
    """Return the communities of the house, in their order, for a list to choose from; kept for a minute."""
    return kept("communities:0", _read_all_communities) or []


def compounds(community_id: int) -> list[Area]:
    """Return the compounds of a community; kept for a minute."""
    return kept(f"compounds:{community_id}", partial(_read_compounds, community_id)) or []


def communities_within(area_ids: frozenset[int]) -> list[Area]:
    """Return the communities inside any of the areas, in their order."""
    return list(Area.objects.within(area_ids).filter(kind=AreaKind.COMMUNITY))


def steps(area: Area) -> list[Area]:
    """Return the way from under the community down to an area (compound, building, stairwell), itself last.

    Load the area with `select_related("parent__parent__parent")` and this asks nothing more.
    """
    way: list[Area] = []
    step: Area | None = area
    while step is not None and step.kind in _UNDER_COMMUNITY:
        way.append(step)
        step = step.parent
    return way[::-1]


def address(area: Area, number: str = "") -> str:
    """Return the address of an area or a home as neighbours say it: 槐荫里3号楼1单元101室."""
    return door("".join(step.name for step in steps(area)), number)


def addresses(area_ids: Iterable[int]) -> dict[int, str]:
    """Return the addresses of many areas, in one query of plain values."""
    ways = Area.objects.filter(pk__in=list(area_ids)).values_list(
        "pk", "kind", "name", "parent__kind", "parent__name", "parent__parent__kind", "parent__parent__name"
    )
    found = {}
    for pk, *way in ways:
        steps_up = zip(way[::2], way[1::2], strict=True)
        found[pk] = "".join(name for kind, name in reversed(list(steps_up)) if kind in _UNDER_COMMUNITY)
    return found


def door(where: str, number: str) -> str:
    """Return the address of a home by its area's: 槐荫里3号楼1单元 and 101 → 槐荫里3号楼1单元101室."""
    return f"{where}{number}" + ("室" if number[-1:].isdigit() else "")  # han: part of an address


def sort_key(area: Area, number: str) -> str:
    """Return the way to a home in the form that sorts as people count."""
    return "/".join([*(natural_key(step.name) for step in steps(area)), natural_key(number)])[:160]


def _read_around(area_id: int) -> frozenset[int]:
    return frozenset(AreaWithin.objects.filter(inner_id=area_id).values_list("outer_id", flat=True))


def _read_community(own: int | None) -> Area | None:
    communities = Area.objects.filter(kind=AreaKind.COMMUNITY)
    return communities.filter(pk=own).first() if own else communities.order_by("pk").first()


def _read_all_communities() -> list[Area]:
    return list(Area.objects.filter(kind=AreaKind.COMMUNITY)[:MOST])


def _read_compounds(community_id: int) -> list[Area]:
    return list(Area.objects.within(community_id).filter(kind=AreaKind.COMPOUND).order_by("pk"))


def _read_communities(area_id: int) -> list[Area]:
    inside = AreaWithin.objects.filter(outer_id=area_id).values("inner_id")
    holding = AreaWithin.objects.filter(inner_id=area_id).values("outer_id")
    return list(Area.objects.filter(Q(pk__in=inside) | Q(pk__in=holding), kind=AreaKind.COMMUNITY))


def path_key(place: tuple[str, ...]) -> str:
    """Return the sort key of a home whose way is known by names: compound, building, stairwell, number."""
    return "/".join(natural_key(step) for step in place if step)[:160]


def natural_path(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return a way of names in the form that sorts as people count."""
    return tuple(natural_key(step) for step in path)


def outward(area_id: int) -> list[Area]:
    """Return the areas a neighbour means by "here", nearest first: stairwell, building, compound, community.

    Kept for a minute.
    """
    return kept(f"outward:{area_id}", partial(_read_outward, area_id)) or []


def _read_outward(area_id: int) -> list[Area]:
    near = _UNDER_COMMUNITY - {AreaKind.BLOCK} | {AreaKind.COMMUNITY}
    held = AreaWithin.objects.filter(inner_id=area_id, outer__kind__in=near).select_related("outer")
    return [within.outer for within in held.order_by("distance", "outer_id")]


def community_by_code(code: str) -> Area | None:
    """Return the community with an official code of twelve digits."""
    return Area.objects.filter(kind=AreaKind.COMMUNITY, code=code).first() if code else None


def chosen_community(asked: str, own: int | None) -> Area | None:
    """Return the community asked for by number, else one's own, else the first of the house; kept for a minute."""
    named = id_in(asked)
    own = own if named is None else named
    found: Area | None = _near.get_or_set(f"community:{own or 0}", partial(_read_community, own), _SECONDS)
    return found


def communities_around(area_ids: Iterable[int]) -> list[Area]:
    """Return the communities posts reach: those inside their areas, or the one that holds them; kept for a minute."""
    found: dict[int, Area] = {}
    for area_id in area_ids:
        near = _near.get_or_set(f"communities:{area_id}", partial(_read_communities, area_id), _SECONDS)
        found |= {community.pk: community for community in near or ()}
    return sorted(found.values(), key=lambda community: (community.order, community.pk))


def places_of(community: Area, most: int = 400) -> list[Area]:
    """Return a community, its compounds, blocks and buildings, for a list to choose from."""
    kinds = [AreaKind.COMMUNITY, AreaKind.COMPOUND, AreaKind.BLOCK, AreaKind.BUILDING]
    return list(Area.objects.within(community.pk).filter(kind__in=kinds).order_by("pk")[:most])
