"""How people want to be told."""

from collections.abc import Iterable
from datetime import time

from linli.ground.messages.choices import Pace, Way
from linli.ground.messages.hours import USUAL, Wish
from linli.ground.messages.models import Preference

_COLUMNS = ("resident_id", "way", "pace", "quiet_from", "quiet_until")


def of(residents: Iterable[int]) -> dict[int, Wish]:
    """Return the wishes of those who said any (one query); for all others the usual holds."""
    rows = Preference.objects.filter(resident_id__in=list(residents)).values_list(*_COLUMNS)
    return {resident: _wish(way, pace, first, last) for resident, way, pace, first, last in rows}


def of_one(resident: int) -> Wish:
    """Return how one person wants to be told."""
    return of([resident]).get(resident, USUAL)


def _wish(way: str, pace: str, first: time, last: time) -> Wish:
    return Wish(Way(way), Pace(pace), first, last)
