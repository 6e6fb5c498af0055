"""Gathers rows into homes, and compares a home of the table with what stands in the register. Writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli.ground.lib.text import natural_key
from linli.ground.people.choices import HomeUse, OwnerKind, Tie
from linli.ground.people.phones import phone_key
from linli.ground.people.sheets.rows import Place, Row

Owner = tuple[OwnerKind, str, str]
"""Kind, name, identity number or nothing."""


@dataclass(slots=True)
class TableHome:
    """A home as the table has it: what its rows say together, and its people row by row."""

    place: Place
    line: int
    area: int | None = None
    use: HomeUse | None = None
    floor: int | None = None
    since: date | None = None
    origin: str = ""
    owners: tuple[Owner, ...] = ()
    people: list[Row] = field(default_factory=list)
    rows: int = 0

    def take(self, row: Row) -> None:
        """Add what one more row says; contradictions were sorted out before."""
        self.rows += 1
        self.area, self.use = self.area or row.area, self.use or row.use
        self.floor = row.floor if self.floor is None else self.floor
        self.origin = self.origin or row.origin
        self.since = min(filter(None, (self.since, row.since)), default=None)
        if row.owners and not self.owners:
            ids = row.owner_ids or ("",) * len(row.owners)
            kind = row.owner_kind or OwnerKind.PERSON
            self.owners = tuple((kind, name, number) for name, number in zip(row.owners, ids, strict=True))
        if row.name:
            self.people.append(row)


@dataclass(frozen=True, slots=True)
class StandingPerson:
    """A resident as the register has them, with blind indexes instead of numbers."""

    id: int
    name: str
    phone_index: str
    id_index: str
    born_on: date | None
    household_id: int | None
    tie: str


@dataclass(slots=True)
class StandingHome:
    """A home as the register has it, with the household that lives there and the title in force."""

    id: int
    exclusive_area: int | None
    use: str
    floor: int | None
    household_id: int | None = None
    since: date | None = None
    origin: str = ""
    members: list[StandingPerson] = field(default_factory=list)
    title_id: int | None = None
    owners: dict[tuple[str, str], StandingPerson | None] = field(default_factory=dict)


@dataclass(slots=True)
class PersonDifference:
    """A person of the table beside the resident they are (None: new), and which parts differ."""

    row: Row
    id_index: str
    phone_index: str
    standing: StandingPerson | None
    changes: dict[str, Any]


@dataclass(slots=True)
class Difference:
    """What a home of the table would change in the register."""

    table: TableHome
    standing: StandingHome | None
    home_changes: dict[str, Any]
    household_changes: dict[str, Any]
    needs_household: bool
    people: list[PersonDifference]
    has_new_title: bool
    owner_ids: list[tuple[StandingPerson, str]]

    @property
    def is_changed(self) -> bool:
        """Whether a home that stands would be different afterwards."""
        return bool(self.home_changes or self.household_changes)


def gathered(rows: Iterable[Row]) -> list[TableHome]:
    """Return the homes of the rows in the order in which people count doors."""
    homes: dict[Place, TableHome] = {}
    for row in rows:
        home = homes.get(row.place)
        if home is None:
            home = homes[row.place] = TableHome(row.place, row.line)
        home.take(row)
    return sorted(homes.values(), key=lambda home: [natural_key(step) for step in home.place])


def compare(
    table: TableHome, standing: StandingHome | None, by_id: dict[str, StandingPerson], ids: dict[str, str]
) -> Difference:
    """Return what a home of the table would change; `by_id` finds residents by blind index, `ids` indexes numbers."""
    members = list(standing.members) if standing else []
    owners_elsewhere = (
        [p for p in standing.owners.values() if p and p.household_id is None] if standing else []
    )
    people = []
    for row in table.people:
        id_index = ids.get(row.id_number, "")
        found = _found(row, id_index, members, by_id) or _found(row, id_index, owners_elsewhere, {})
        if found in members:
            members.remove(found)
        people.append(_person(row, id_index, found, standing.household_id if standing else None))
    household_changes = _told({"since": table.since, "origin": table.origin}, standing)
    new_title, owner_ids = _title(table, standing, ids)
    return Difference(
        table=table,
        standing=standing,
        home_changes=_told({"exclusive_area": table.area, "use": table.use, "floor": table.floor}, standing),
        household_changes=household_changes if standing and standing.household_id else {},
        needs_household=bool(table.people) and not (standing and standing.household_id),
        people=people,
        has_new_title=new_title,
        owner_ids=owner_ids,
    )


def _title(
    table: TableHome, standing: StandingHome | None, ids: dict[str, str]
) -> tuple[bool, list[tuple[StandingPerson, str]]]:
    """Return whether the table names other owners, and which owners get the identity number they lacked."""
    if not table.owners:
        return False, []
    known = standing.owners if standing else {}
    named = {(kind.value, name): number for kind, name, number in table.owners}
    if set(named) != set(known):
        return True, []
    gained = []
    for key, number in named.items():
        person = known[key]
        if person and number and person.id_index and person.id_index != ids[number]:
            return True, []
        if person and number and not person.id_index:
            gained.append((person, number))
    return False, gained


def _told(said: dict[str, Any], standing: StandingHome | None) -> dict[str, Any]:
    """Return what the table says and the register has otherwise; silence changes nothing."""
    if standing is None:
        return {}
    return {
        name: value
        for name, value in said.items()
        if value not in (None, "") and getattr(standing, name) != value
    }


def _found(
    row: Row, id_index: str, candidates: list[StandingPerson], by_id: dict[str, StandingPerson]
) -> StandingPerson | None:
    """Return who a row is: by identity number; else the one of that name here whom nothing contradicts."""
    if id_index and id_index in by_id:
        return by_id[id_index]
    same = [
        person
        for person in candidates
        if person.name == row.name
        and not (id_index and person.id_index)
        and not (row.born and person.born_on and row.born != person.born_on)
    ]
    if len(same) > 1:
        key = phone_key(row.phone)
        same = [
            p for p in same if (key and p.phone_index == key) or (row.born and p.born_on == row.born)
        ] or same
    return same[0] if same else None


def _person(
    row: Row, id_index: str, standing: StandingPerson | None, household_id: int | None
) -> PersonDifference:
    phone_index = phone_key(row.phone)
    if standing is None:
        return PersonDifference(row, id_index, phone_index, None, {})
    changes: dict[str, Any] = {}
    if row.name != standing.name:
        changes["name"] = row.name
    if phone_index and phone_index != standing.phone_index:
        changes["phone"] = row.phone
    if id_index and id_index != standing.id_index:
        changes["id_number"] = row.id_number
    if row.born and row.born != standing.born_on:
        changes["born_on"] = row.born
    if row.tie and row.tie != standing.tie:
        changes["tie"] = Tie(row.tie)
    if household_id is None or standing.household_id != household_id:
        changes["household"] = household_id
    return PersonDifference(row, id_index, phone_index, standing, changes)
