"""What stands in the register for a stretch of homes of a table, in a handful of queries however many they are."""

from collections.abc import Iterable

from linli.ground.lib.text import natural_key
from linli.ground.people.choices import AreaKind, OwnerKind
from linli.ground.people.models import Area, Home, Household, Ownership, OwnershipShare, Resident
from linli.ground.people.queries.residents import id_index
from linli.ground.people.sheets.homes import StandingHome, StandingPerson, TableHome

AreaPath = tuple[str, str, str]
"""Compound, building, stairwell; empty words where there is none."""

_PERSON = ("id", "name", "phone_index", "id_index", "born_on", "household_id", "tie")


def paths(community_id: int) -> dict[AreaPath, Area]:
    """Return the areas inside a community that hold homes, by their way down."""
    found: dict[AreaPath, Area] = {}
    for area in (
        Area.objects.within(community_id)
        .filter(kind__in=[AreaKind.COMPOUND, AreaKind.BUILDING, AreaKind.STAIRWELL])
        .select_related("parent__parent__parent")
    ):
        way = {"compound": "", "building": "", "stairwell": ""}
        step: Area | None = area
        while step is not None and step.kind in way:
            way[step.kind] = step.name
            step = step.parent
        found[way["compound"], way["building"], way["stairwell"]] = area
    return found


def blocks(community_id: int) -> dict[str, Area]:
    """Return the blocks of a community by name."""
    return {area.name: area for area in Area.objects.filter(parent=community_id, kind=AreaKind.BLOCK)}


def compounds(community_id: int) -> list[str]:
    """Return the names of a community's compounds."""
    return sorted(
        Area.objects.filter(parent=community_id, kind=AreaKind.COMPOUND).values_list("name", flat=True),
        key=natural_key,
    )


def homes_of(
    tables: list[TableHome], areas: dict[AreaPath, Area]
) -> dict[tuple[str, str, str, str], StandingHome]:
    """Return the standing homes that a stretch of table homes speaks of, with households, members and owners."""
    wanted = {(areas[t.place[:3]].pk, t.place[3]): t.place for t in tables if t.place[:3] in areas}
    columns = ("id", "area_id", "number", "exclusive_area", "use", "floor")
    rows = Home.objects.filter(
        area_id__in={area for area, _number in wanted}, number__in={number for _area, number in wanted}
    ).values_list(*columns)
    found = {
        wanted[area, number]: StandingHome(pk, size, use, floor)
        for pk, area, number, size, use, floor in rows
        if (area, number) in wanted
    }
    by_home = {home.id: home for home in found.values()}
    _add_households(by_home)
    _add_titles(by_home)
    return found


def people_by_id(
    community_id: int, tables: list[TableHome]
) -> tuple[dict[str, StandingPerson], dict[str, str]]:
    """Return residents by blind index for the identity numbers of a stretch, and the index of each number."""
    numbers = {row.id_number for table in tables for row in table.people if row.id_number}
    numbers |= {number for table in tables for _kind, _name, number in table.owners if number}
    ids = {number: id_index(number) for number in numbers}
    people = Resident.objects.filter(community_id=community_id, id_index__in=ids.values()).values_list(
        *_PERSON
    )
    return {person.id_index: person for person in _people(people)}, ids


def _add_households(by_home: dict[int, StandingHome]) -> None:
    by_household: dict[int, StandingHome] = {}
    for pk, home_id, since, origin in Household.objects.filter(
        home_id__in=by_home, until__isnull=True
    ).values_list("id", "home_id", "since", "origin_village"):
        home = by_home[home_id]
        home.household_id, home.since, home.origin = pk, since, origin
        by_household[pk] = home
    members = Resident.objects.filter(household_id__in=by_household).order_by("id").values_list(*_PERSON)
    for person in _people(members):
        assert person.household_id is not None
        by_household[person.household_id].members.append(person)


def _add_titles(by_home: dict[int, StandingHome]) -> None:
    titles = dict(
        Ownership.objects.filter(home_id__in=by_home, until__isnull=True).values_list("id", "home_id")
    )
    for title_id, home_id in titles.items():
        by_home[home_id].title_id = title_id
    shares = OwnershipShare.objects.filter(ownership_id__in=titles).values_list(
        "ownership_id", "kind", "organization__name", *(f"resident__{name}" for name in _PERSON)
    )
    for title_id, kind, body, *person in shares:
        owner = StandingPerson(*person) if kind == OwnerKind.PERSON else None
        by_home[titles[title_id]].owners[kind, owner.name if owner else body] = owner


def _people(rows: Iterable[tuple[object, ...]]) -> Iterable[StandingPerson]:
    return (StandingPerson(*row) for row in rows)  # type: ignore[arg-type] # values_list of the same names
