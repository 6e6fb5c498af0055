"""Names of the people around a place, so that they can be covered in what others read."""

from django.core.cache import caches

from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area, AreaWithin, Resident

_kept = caches["local"]
_SECONDS = 300
_MOST = 600
_SHORTEST = 2
_NARROW = (AreaKind.BUILDING, AreaKind.STAIRWELL)


def neighbours(place: int) -> tuple[str, ...]:
    """Return the names of those who live in the building around a place; none for wider places."""
    found: tuple[str, ...] | None = _kept.get(f"listen:names:{place}")
    if found is None:
        found = _read(place)
        _kept.set(f"listen:names:{place}", found, _SECONDS)
    return found


def _read(place: int) -> tuple[str, ...]:
    building = (
        Area.objects.around(place)
        .filter(kind__in=_NARROW)
        .order_by("kind")
        .values_list("pk", flat=True)
        .first()
    )
    if building is None:
        return ()
    inside = AreaWithin.objects.filter(outer_id=building).values("inner_id")
    people = Resident.objects.filter(household__home__area_id__in=inside, erased_at__isnull=True)
    return tuple(name for name in people.values_list("name", flat=True)[:_MOST] if len(name) >= _SHORTEST)
