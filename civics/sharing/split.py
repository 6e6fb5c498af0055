"""Who pays how much of a common cost: by the agreed measure, with floors, caps and exemptions.

Civil Code art. 283: as agreed; without agreement, by exclusive area. Floor coefficients are for what serves
floors unequally and is newly added (a lift added to an old house), where neighbours agree on them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from civics.faults import Fault
from civics.sharing.apportion import NothingToShareBy, Part, Ties, apportion

By = Literal["area", "equal", "units", "agreed"]
BYS: tuple[By, ...] = ("area", "equal", "units", "agreed")
Relief = Literal["others", "fund"]
RELIEFS: tuple[Relief, ...] = ("others", "fund")
Purpose = Literal["retrofit", "repair", "operation"]
PURPOSES: tuple[Purpose, ...] = ("retrofit", "repair", "operation")


class CostNotPositive(Fault):
    """A cost of nothing or less cannot be split."""


class DuplicatePayer(Fault):
    """One payer is named twice."""


class MeasureMissing(Fault):
    """A payer lacks the number that the split goes by: area, units, share, or a floor with a coefficient."""


class FloorsNeedARetrofit(Fault):
    """Floor coefficients were asked for something that is not a retrofit."""


class CapsTooLow(Fault):
    """All caps together stay below what those who pay have to bear."""


@dataclass(frozen=True, slots=True)
class Payer:
    """One who may have to pay. Area in 0.01 m², cap in fen; `exempt` holds the reason, empty for none."""

    id: str
    area: int | None = None
    units: int | None = None
    share: int | None = None
    floor: int | None = None
    cap: int | None = None
    exempt: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """How the cost is split. `floors`: coefficient by floor, in hundredths (0.7 is 70); empty for none.

    `relief`: who bears what the exempt and capped do not pay, the others or a fund. All must be said.
    """

    by: By
    purpose: Purpose
    relief: Relief
    ties: Ties
    seed: str | None
    floors: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """What one payer pays, in fen, and why. `part` is None for who is exempt or stopped by the cap."""

    id: str
    amount: int
    weight: int
    part: Part | None
    capped: bool
    exempt: str


@dataclass(frozen=True, slots=True)
class Split:
    """The whole split: lines in order of id, what a fund bears; together they are the cost to the fen.

    `shared` fen were split by weight over `weight_sum` among those with a part: quota = shared·weight/weight_sum.
    """

    cost: int
    terms: Terms
    lines: tuple[Line, ...]
    fund: int
    shared: int
    weight_sum: int


def split(cost: int, payers: Sequence[Payer], terms: Terms) -> Split:
    """Split a cost in fen; the order of the payers changes nothing. O(n log n).

    Raises:
        CostNotPositive: there is nothing to split.
        DuplicatePayer: an id stands there twice.
        MeasureMissing: a payer lacks what the split goes by.
        FloorsNeedARetrofit: floor coefficients for a repair or for running costs.
        NothingToShareBy: nobody has to pay.
        CapsTooLow: the caps do not reach the cost and no fund bears the rest.
        SeedMissing: as `apportion`.
    """
    if cost <= 0:
        raise CostNotPositive("The cost must be more than nothing; it is given in fen.")
    if terms.floors and terms.purpose != "retrofit":
        raise FloorsNeedARetrofit(
            "Floor coefficients are for retrofits; repairs and running costs go by area."
        )
    weights: dict[str, int] = {}
    for payer in payers:
        if payer.id in weights:
            raise DuplicatePayer(f"{payer.id} is named twice.", about=("payer", payer.id))
        weights[payer.id] = _weight(payer, terms)
    by_id = {payer.id: payer for payer in payers}
    if terms.relief == "fund":
        return _with_fund(cost, by_id, weights, terms)
    return _among_others(cost, by_id, weights, terms)


def _weight(payer: Payer, terms: Terms) -> int:
    measures = {"area": payer.area, "units": payer.units, "agreed": payer.share, "equal": 1}
    weight = measures[terms.by]
    about = ("payer", payer.id)
    if weight is None and payer.exempt and terms.relief == "others":
        return 0
    if weight is None or weight < 0 or (terms.by == "area" and weight == 0):
        raise MeasureMissing(f"{payer.id} has no {terms.by} to split by.", about=about)
    if not terms.floors:
        return weight
    if payer.floor is None or payer.floor not in terms.floors:
        raise MeasureMissing(
            f"The floor of {payer.id} has no coefficient; write 0 for a floor that pays nothing.", about=about
        )
    if terms.floors[payer.floor] < 0:
        raise MeasureMissing(f"The coefficient of floor {payer.floor} is below nothing.", about=about)
    return weight * terms.floors[payer.floor]


def _with_fund(cost: int, payers: dict[str, Payer], weights: dict[str, int], terms: Terms) -> Split:
    """Everyone's part is reckoned as if all paid; the fund bears what exempt and capped do not."""
    parts = apportion(cost, weights, ties=terms.ties, seed=terms.seed)
    lines = []
    for name, part in parts.items():
        payer = payers[name]
        capped = not payer.exempt and payer.cap is not None and part.amount > payer.cap
        amount = 0 if payer.exempt else payer.cap if capped and payer.cap is not None else part.amount
        lines.append(Line(name, amount, weights[name], part, capped, payer.exempt))
    fund = cost - sum(line.amount for line in lines)
    return Split(cost, terms, tuple(lines), fund, cost, sum(weights.values()))


def _among_others(cost: int, payers: dict[str, Payer], weights: dict[str, int], terms: Terms) -> Split:
    """The exempt pay nothing and the capped their cap; the rest share what is left by weight."""
    paying = {name: weight for name, weight in weights.items() if not payers[name].exempt}
    capped, shared = _stopped(cost, payers, paying)
    free = {name: weight for name, weight in paying.items() if name not in capped}
    parts = apportion(shared, free, ties=terms.ties, seed=terms.seed) if shared or not capped else {}
    lines = []
    for name in sorted(payers):
        part = parts.get(name)
        amount = capped.get(name, part.amount if part else 0)
        lines.append(Line(name, amount, weights[name], part, name in capped, payers[name].exempt))
    return Split(cost, terms, tuple(lines), 0, shared, sum(free.values()))


def _stopped(cost: int, payers: dict[str, Payer], paying: dict[str, int]) -> tuple[dict[str, int], int]:
    """Find who is stopped by the cap, the tightest cap for its weight first, and what the rest must share.

    Raises:
        NothingToShareBy: nobody has to pay.
        CapsTooLow: everybody is stopped and something is left.
    """
    left, weight_left = cost, sum(paying.values())
    if weight_left == 0:
        raise NothingToShareBy("Nobody is left to pay: all are exempt or weigh nothing.")
    stopped: dict[str, int] = {}
    tight = [(Fraction(cap, paying[name]), name, cap) for name, cap in _caps(payers, paying)]
    for _, name, cap in sorted(tight):
        if left * paying[name] <= cap * weight_left:
            break
        stopped[name] = cap
        left -= cap
        weight_left -= paying[name]
        if weight_left == 0 and left:
            raise CapsTooLow(
                f"The caps together stay {left} fen below the cost; raise them or let a fund bear it."
            )
    return stopped, left


def _caps(payers: dict[str, Payer], paying: dict[str, int]) -> list[tuple[str, int]]:
    caps = ((name, payers[name].cap) for name, weight in paying.items() if weight > 0)
    return [(name, cap) for name, cap in caps if cap is not None]
