"""Questions about territory."""

from django.core.cache import caches

from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area, AreaWithin
from linli.ground.people.rules import Place

_around_cache = caches["local"]


def around(area_id: int) -> Place:
    """Return where an area lies: the ids of everything that holds it. Kept for a minute in each process."""
    known: frozenset[int] | None = _around_cache.get(f"around:{area_id}")
    if known is None:
        known = frozenset(AreaWithin.objects.filter(inner_id=area_id).values_list("outer_id", flat=True))
        _around_cache.set(f"around:{area_id}", known, 60)
    return Place(around=known)


def community_of(area_id: int) -> Area | None:
    """Return the community that holds an area, or None above communities."""
    return Area.objects.around(area_id).filter(kind=AreaKind.COMMUNITY).first()


def communities_within(area_ids: frozenset[int]) -> list[Area]:
    """Return the communities inside any of the areas, in their order."""
    return list(Area.objects.within(area_ids).filter(kind=AreaKind.COMMUNITY))
