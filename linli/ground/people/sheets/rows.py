"""Understands one row: the home, its owners, the person in it; or says which cells are wrong."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from linli.ground.lib import identity
from linli.ground.people.choices import HomeUse, OwnerKind, Tie
from linli.ground.people.sheets import cells
from linli.ground.people.sheets.cells import LONGEST_PLACE, Cell, Wrong
from linli.ground.people.sheets.columns import Column
from linli.ground.people.sheets.faults import Fault, FaultKind

Place = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was meant; empty words and None say nothing about what stands in the register."""

    sheet: str
    line: int
    compound: str = ""
    building: str = ""
    stairwell: str = ""
    number: str = ""
    block: str = ""
    area: int | None = None
    use: HomeUse | None = None
    floor: int | None = None
    owners: tuple[str, ...] = ()
    owner_ids: tuple[str, ...] = ()
    owner_kind: OwnerKind | None = None
    tie: Tie | None = None
    name: str = ""
    phone: str = ""
    id_number: str = ""
    born: date | None = None
    since: date | None = None
    origin: str = ""
    head: str = ""

    @property
    def place(self) -> Place:
        """The way to the home: compound, building, stairwell, number."""
        return (self.compound, self.building, self.stairwell, self.number)


def readers(today: date) -> dict[Column, Callable[[Cell], Any]]:
    """Return how each column's cell is understood, dates not later than today."""
    place = partial(cells.optional, longest=LONGEST_PLACE)
    day = partial(cells.day, today=today)
    return {
        Column.COMPOUND: place,
        Column.BLOCK: place,
        Column.BUILDING: cells.building,
        Column.STAIRWELL: cells.stairwell,
        Column.NUMBER: cells.home_number,
        Column.AREA: cells.area,
        Column.USE: cells.use,
        Column.FLOOR: cells.floor,
        Column.OWNER: cells.names,
        Column.OWNER_KIND: cells.owner_kind,
        Column.CO_OWNERS: cells.names,
        Column.OWNER_ID: cells.id_numbers,
        Column.TIE: cells.tie,
        Column.NAME: cells.person,
        Column.PHONE: cells.phone,
        Column.ID_NUMBER: cells.id_number,
        Column.BORN: day,
        Column.SINCE: day,
        Column.ORIGIN: place,
        Column.HEAD: cells.person,
    }


def understand(
    sheet: str,
    line: int,
    found: dict[Column, Cell],
    how: dict[Column, Callable[[Cell], Any]],
    needed: frozenset[Column],
) -> tuple[Row, list[Fault]]:
    """Return the row that cells mean and everything that is wrong with them; the row counts only without faults."""
    faults: list[Fault] = []
    values: dict[Column, Any] = {}
    for column, cell in found.items():
        if cell == "":
            continue
        try:
            read = how[column]
            values[column] = read(cell)
        except Wrong as wrong:
            faults.append(Fault(column, wrong.kind))
    told = {fault.column for fault in faults}
    faults += [
        Fault(column, FaultKind.MISSING) for column in needed if not values.get(column) and column not in told
    ]
    owners, owner_faults = _owners(values)
    faults += owner_faults + _about_the_person(values, told)
    get = values.get
    row = Row(
        sheet=sheet,
        line=line,
        compound=get(Column.COMPOUND, ""),
        building=get(Column.BUILDING, ""),
        stairwell=get(Column.STAIRWELL, ""),
        number=get(Column.NUMBER, ""),
        block=get(Column.BLOCK, ""),
        area=get(Column.AREA),
        use=get(Column.USE),
        floor=get(Column.FLOOR),
        owners=owners,
        owner_ids=get(Column.OWNER_ID, ()),
        owner_kind=get(Column.OWNER_KIND) or (OwnerKind.PERSON if owners else None),
        tie=get(Column.TIE),
        name=get(Column.NAME, ""),
        phone=get(Column.PHONE, ""),
        id_number=get(Column.ID_NUMBER, ""),
        born=get(Column.BORN) or _birthday(get(Column.ID_NUMBER, "")),
        since=get(Column.SINCE),
        origin=get(Column.ORIGIN, ""),
        head=get(Column.HEAD, ""),
    )
    return row, faults


def in_compound(row: Row, compound: str) -> Row:
    """Return the row placed in the only compound there is, when its table has no such column."""
    return row if row.compound else replace(row, compound=compound)


def _birthday(number: str) -> date | None:
    return identity.birthday(number) if number else None


def _owners(values: dict[Column, Any]) -> tuple[tuple[str, ...], list[Fault]]:
    named: tuple[str, ...] = values.get(Column.OWNER) or ()
    others: tuple[str, ...] = values.get(Column.CO_OWNERS) or ()
    kind = values.get(Column.OWNER_KIND)
    owners = (*named, *others)
    if not named and (others or kind):
        return owners, [Fault(Column.OWNER, FaultKind.OWNER_MISSING)]
    if len(set(owners)) < len(owners):
        return owners, [Fault(Column.CO_OWNERS if others else Column.OWNER, FaultKind.OWNER_TWICE)]
    if kind is None and any(cells.is_like_a_body(name) for name in owners):
        return owners, [Fault(Column.OWNER_KIND, FaultKind.OWNER_KIND_MISSING)]
    ids = values.get(Column.OWNER_ID) or ()
    if ids and len(ids) != len(owners):
        return owners, [Fault(Column.OWNER_ID, FaultKind.OWNER_IDS)]
    return owners, []


def _about_the_person(values: dict[Column, Any], told: set[Column]) -> list[Fault]:
    faults = []
    about = [
        column for column in (Column.PHONE, Column.ID_NUMBER, Column.BORN, Column.TIE) if values.get(column)
    ]
    if about and not values.get(Column.NAME) and Column.NAME not in told:
        faults.append(Fault(Column.NAME, FaultKind.NAME_MISSING))
    born, inside = values.get(Column.BORN), _birthday(values.get(Column.ID_NUMBER, ""))
    if born and inside and born != inside:
        faults.append(Fault(Column.BORN, FaultKind.BIRTHDAYS))
    return faults
