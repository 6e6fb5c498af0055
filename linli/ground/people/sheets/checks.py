"""Checks rows against those above them: what one row cannot know of itself."""

from dataclasses import dataclass, field
from datetime import date

from linli.ground.people.choices import Tie
from linli.ground.people.sheets.columns import Column
from linli.ground.people.sheets.faults import Fault, FaultKind
from linli.ground.people.sheets.rows import Place, Row

Person = tuple[Place, str, str, date | None]

_SAID_ONCE: tuple[tuple[Column, str], ...] = (
    (Column.AREA, "area"),
    (Column.USE, "use"),
    (Column.FLOOR, "floor"),
    (Column.OWNER, "owners"),
    (Column.ORIGIN, "origin"),
)


@dataclass(slots=True)
class Above:
    """What the good rows so far have said; a row that contradicts them is faulty and says nothing itself."""

    homes: dict[Place, dict[str, object]] = field(default_factory=dict)
    blocks: dict[tuple[str, str], str] = field(default_factory=dict)
    building_heads: dict[tuple[str, str], str] = field(default_factory=dict)
    household_heads: set[Place] = field(default_factory=set)
    id_numbers: set[str] = field(default_factory=set)
    people: set[Person] = field(default_factory=set)

    def judge(self, row: Row) -> list[Fault]:
        """Return where the row contradicts the rows above; remember it when it does not."""
        building = (row.compound, row.building)
        person = (row.place, row.name, row.id_number or row.phone, row.born)
        said = self.homes.get(row.place, {})
        faults = [
            Fault(column, FaultKind.HOME_DIFFERS)
            for column, name in _SAID_ONCE
            if getattr(row, name) and said.get(name) and said[name] != getattr(row, name)
        ]
        if row.block and self.blocks.get(building, row.block) != row.block:
            faults.append(Fault(Column.BLOCK, FaultKind.BLOCK_DIFFERS))
        if row.head and self.building_heads.get(building, row.head) != row.head:
            faults.append(Fault(Column.HEAD, FaultKind.BUILDING_HEADS))
        if row.id_number and row.id_number in self.id_numbers:
            faults.append(Fault(Column.ID_NUMBER, FaultKind.ID_TWICE))
        elif row.name and person in self.people:
            faults.append(Fault(Column.NAME, FaultKind.PERSON_TWICE))
        elif row.tie == Tie.HEAD and row.place in self.household_heads:
            faults.append(Fault(Column.TIE, FaultKind.TWO_HEADS))
        if not faults:
            self._remember(row, building, person)
        return faults

    def _remember(self, row: Row, building: tuple[str, str], person: Person) -> None:
        said = self.homes.setdefault(row.place, {})
        for _column, name in _SAID_ONCE:
            if getattr(row, name):
                said.setdefault(name, getattr(row, name))
        if row.block:
            self.blocks[building] = row.block
        if row.head:
            self.building_heads[building] = row.head
        if row.id_number:
            self.id_numbers.add(row.id_number)
        if row.name:
            self.people.add(person)
        if row.tie == Tie.HEAD:
            self.household_heads.add(row.place)
