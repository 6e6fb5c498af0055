"""One building, home by home: who can be reached there, and how its households came and went over the years."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Count, Q

from linli.ground.people import rules
from linli.ground.people.choices import AreaKind, Reach
from linli.ground.people.models import Area, Home, Household, Resident
from linli.ground.people.queries import areas
from linli.ground.people.queries.mixing import Mixed
from linli.ground.people.refusals import NoSuchThing
from linli.ground.people.rules import Actor

MOST_YEARS = 30

Stay = tuple[str, date | None, date | None]
"""A household's stay: its village of origin, since when (None: longer than anyone wrote down), until when."""


@dataclass(frozen=True, slots=True)
class Door:
    """A home as one square of the grid: where it is and how its household can be reached."""

    home_id: int
    number: str
    reach: Reach


@dataclass(frozen=True, slots=True)
class Floor:
    """The homes of one floor of a stairwell; the floor is None where nobody wrote it down."""

    floor: int | None
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a building: who lived there at its end by village, how many households came and left in it."""

    year: int
    villages: dict[str, int]
    came: int
    left: int

    @property
    def stood(self) -> int:
        """How many households lived there at its end."""
        return sum(self.villages.values())


@dataclass(frozen=True, slots=True)
class Building:
    """One building as its clerk sees it; no names."""

    area: Area
    community: Area
    mixed: Mixed
    stairwells: tuple[tuple[str, tuple[Floor, ...]], ...]
    reached: dict[Reach, int]
    people: int
    people_reached: int
    years: tuple[Year, ...]
    undated: int


def building(actor: Actor, building_id: int, *, at: datetime, today: date) -> Building:
    """Return one building with its grid of homes and its years, if the actor reads the register there.

    Raises:
        NoSuchThing: there is none, or none that this actor may know of.
    """
    area, community = _place(actor, building_id, at)
    homes = list(
        Home.objects.filter(area__in=Area.objects.filter(Q(pk=area.pk) | Q(parent=area)))
        .order_by("sort_key", "id")
        .values_list("pk", "number", "floor", "area__name", "area_id")
    )
    rows = Household.objects.filter(home__in=[home[0] for home in homes]).order_by("id")
    stays = list(rows.values_list("pk", "home_id", "origin_village", "since", "until"))
    now_in = {home: household for household, home, _village, _since, until in stays if until is None}
    reach, people, people_reached = _reached(now_in.values())
    villages = Counter(village for _pk, _home, village, _since, until in stays if until is None)
    doors = [
        (
            (name if area_id != area.pk else "", floor),
            Door(pk, number, reach.get(now_in[pk], Reach.NOBODY) if pk in now_in else Reach.VACANT),
        )
        for pk, number, floor, name, area_id in homes
    ]
    return Building(
        area=area,
        community=community,
        mixed=Mixed(area.pk, areas.address(area), dict(villages.most_common())),
        stairwells=_stairwells(doors),
        reached={kind: sum(door.reach == kind for _where, door in doors) for kind in Reach},
        people=people,
        people_reached=people_reached,
        years=tuple(years([(village, since, until) for _pk, _home, village, since, until in stays], today)),
        undated=sum(since is None for *_rest, since, _until in stays),
    )


def _place(actor: Actor, building_id: int, at: datetime) -> tuple[Area, Area]:
    """Return a building and its community, if the actor reads the register there."""
    area = Area.objects.select_related("parent__parent__parent").filter(pk=building_id).first()
    community = areas.community_of(building_id)
    may_read = rules.may_read_register(actor, areas.around(building_id), at)
    if area is None or area.kind != AreaKind.BUILDING or community is None or not may_read:
        raise NoSuchThing
    return area, community


def years(stays: Sequence[Stay], today: date) -> list[Year]:
    """Return the years from the first that is written down until this one; empty when none is.

    A household without a first day counts from the beginning; one that leaves on a day no longer lives there on it.
    """
    dated = [day.year for _village, *days in stays for day in days if day and day <= today]
    if not dated:
        return []
    found = []
    for year in range(max(min(dated), today.year - MOST_YEARS + 1), today.year + 1):
        end = min(date(year, 12, 31), today)
        stood = Counter(
            village
            for village, since, until in stays
            if (since is None or since <= end) and (until is None or until > end)
        )
        came = sum(since is not None and since.year == year and since <= end for _village, since, _u in stays)
        left = sum(until is not None and until.year == year and until <= end for *_rest, until in stays)
        found.append(Year(year, dict(stood.most_common()), came, left))
    return found


def _reached(households: Iterable[int]) -> tuple[dict[int, Reach], int, int]:
    """Return how each household is reached, how many people live there and how many of them are reached themselves."""
    signs_in, has_phone = Q(account__is_active=True), ~Q(phone_index="")
    rows = (
        Resident.objects.filter(household__in=list(households))
        .order_by()
        .values_list("household_id")
        .annotate(
            people=Count("pk"),
            sign_in=Count("pk", filter=signs_in),
            phones=Count("pk", filter=has_phone),
            reached=Count("pk", filter=signs_in | has_phone),
        )
    )
    found, people, reached = {}, 0, 0
    for household, members, sign_in, phones, either in rows:
        found[household] = Reach.SIGNS_IN if sign_in else Reach.PHONE if phones else Reach.NOBODY
        people, reached = people + members, reached + either
    return found, people, reached


def _stairwells(
    doors: Iterable[tuple[tuple[str, int | None], Door]],
) -> tuple[tuple[str, tuple[Floor, ...]], ...]:
    """Return homes by stairwell and floor, the highest floor first as a house stands; unknown floors at the foot."""
    found = []
    for name, inside in groupby(doors, key=lambda one: one[0][0]):
        floors: dict[int | None, list[Door]] = {}
        for (_name, floor), door in inside:
            floors.setdefault(floor, []).append(door)
        rising = sorted((floor for floor in floors if floor is not None), reverse=True)
        order: list[int | None] = [*rising, *([None] if None in floors else [])]
        found.append((name, tuple(Floor(floor, tuple(floors[floor])) for floor in order)))
    return tuple(found)
