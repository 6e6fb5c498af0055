"""From the property register to the heads that vote: who is one head, and how much area each weighs.

Sources: Civil Code art. 278 as counted by the Supreme Court's interpretation on divided ownership (2020):
art. 8 (area), art. 9 (heads: one unit is one; several units of one buyer are one; all that the developer has
not sold, or sold and not handed over, is one). Parking counts only where the assembly's rules say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from civics import canonical
from civics.faults import Fault
from civics.voting.weights import LARGEST_AREA, AreaOutOfRange, Weight

State = Literal["delivered", "unsold", "undelivered"]
STATES: tuple[State, ...] = ("delivered", "unsold", "undelivered")
PARKING = "parking"


class EmptyElectorate(Fault):
    """Nobody may vote."""


class DuplicateUnit(Fault):
    """One unit stands in the register twice."""


class OwnerMissing(Fault):
    """A delivered unit names no owner, or an undelivered one no developer."""


class TwoNamedVoters(Fault):
    """One head has named two voters, or a voter who is not among its owners."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One unit as the register has it. Area in 0.01 m². Of an unsold or undelivered unit the owner is the developer."""

    unit: str
    area: int
    owners: tuple[str, ...]
    voter: str | None = None
    state: State = "delivered"
    use: str = "dwelling"


@dataclass(frozen=True, slots=True)
class Head:
    """One head of the electorate: known by its first unit, voting through one named person, weighing its area."""

    id: str
    units: tuple[str, ...]
    owners: tuple[str, ...]
    voter: str | None
    area: int

    @property
    def weight(self) -> Weight:
        """What the head weighs."""
        return Weight(1, self.area)


@dataclass(frozen=True, slots=True)
class Electorate:
    """All heads in order of id, their sum, and the hash that freezes them."""

    heads: tuple[Head, ...]

    @property
    def total(self) -> Weight:
        """All heads and all area: the denominators, the developer's included."""
        return Weight(len(self.heads), sum(head.area for head in self.heads))

    @property
    def unnamed(self) -> tuple[str, ...]:
        """The heads whose co-owners have not yet named their voter; they count below the line, yet cannot vote."""
        return tuple(head.id for head in self.heads if head.voter is None)

    def digest(self) -> str:
        """Give the SHA-256 of the electorate: units, owners, voter and area of every head."""
        return canonical.digest(
            [[head.id, head.units, head.owners, head.voter, head.area] for head in self.heads]
        )


def electorate_of(rows: Iterable[RegisterRow], *, with_parking: bool) -> Electorate:
    """Merge units into heads; the order of the rows changes nothing. O(n log n).

    One head is: the units of exactly the same owners together; the developer's unsold and undelivered units
    together. A single owner is their own voter (a company may name who votes for it); co-owners name one of
    them.

    Raises:
        EmptyElectorate: no unit counts.
        DuplicateUnit: a unit is named twice.
        AreaOutOfRange: an area is not positive, or absurd.
        OwnerMissing: a unit has no owner.
        TwoNamedVoters: the units of one head name different voters, or one who is not an owner.
    """
    groups: dict[tuple[bool, tuple[str, ...]], list[RegisterRow]] = {}
    seen: set[str] = set()
    for row in rows:
        _check(row, seen)
        if row.use != PARKING or with_parking:
            key = (row.state != "delivered", tuple(sorted(set(row.owners))))
            groups.setdefault(key, []).append(row)
    if not groups:
        raise EmptyElectorate("The register holds no unit that counts.")
    heads = [_head(owners, group) for (_, owners), group in groups.items()]
    return Electorate(tuple(sorted(heads, key=lambda head: head.id)))


def _check(row: RegisterRow, seen: set[str]) -> None:
    if row.unit in seen:
        raise DuplicateUnit(f"The unit {row.unit} stands in the register twice.", about=("unit", row.unit))
    seen.add(row.unit)
    if not 0 < row.area <= LARGEST_AREA:
        sentence = f"The area of {row.unit} must be more than nothing and is given in 0.01 m²."
        raise AreaOutOfRange(sentence, about=("unit", row.unit))
    if not row.owners or not all(row.owners):
        sentence = f"The unit {row.unit} names no owner (of an unsold or undelivered one: the developer)."
        raise OwnerMissing(sentence, about=("unit", row.unit))


def _head(owners: tuple[str, ...], group: list[RegisterRow]) -> Head:
    units = tuple(sorted(row.unit for row in group))
    named = {row.voter for row in group if row.voter is not None}
    if len(owners) > 1 and not named <= set(owners):
        sentence = f"The voter named for {units[0]} is not one of its owners; a proxy is not an owner."
        raise TwoNamedVoters(sentence, about=("unit", units[0]))
    if len(named) > 1:
        sentence = f"The owners of {units[0]} have named two voters; one head has one."
        raise TwoNamedVoters(sentence, about=("unit", units[0]))
    voter = next(iter(named), owners[0] if len(owners) == 1 else None)
    return Head(units[0], units, owners, voter, sum(row.area for row in group))
