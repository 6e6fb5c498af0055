"""A budget vote ready to be counted: costs, ballots merged exactly, and who supports what, in frozen columns."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from civics.budgeting.errors import (
    BadAmount,
    BadBallot,
    DuplicateId,
    NoProjects,
    NoVoters,
    UnknownProject,
    quoted,
)

Integers: TypeAlias = NDArray[np.int64]
Amount: TypeAlias = int | Fraction | Decimal

LARGEST = 10**15  # money and points stay below 2**53, so that a float64 holds each of them exactly


@dataclass(frozen=True, slots=True, eq=False)
class Election:
    """One budget vote. Supporters of project p are the entries start[p]:start[p + 1] of `who` and `mass`.

    cost     int64[m], in 1/unit of the currency     start  int64[m + 1]
    who      int64[k], a merged ballot               mass   int64[k], its points for the project × its weight
    weight   int64[n], how many voters cast exactly this ballot
    votes    int64[m], the points each project received    most   the most points one voter gives to one project
    Points, like money, are whole numbers: of 1/grain of a point.
    """

    projects: tuple[str, ...]
    cost: Integers
    budget: int
    unit: int
    start: Integers
    who: Integers
    mass: Integers
    weight: Integers
    votes: Integers
    most: int
    grain: int
    voters: int

    def supporters(self, project: int) -> slice:
        """Give the entries of `who` and `mass` that belong to one project."""
        return slice(int(self.start[project]), int(self.start[project + 1]))

    def points(self, entries: slice) -> Integers:
        """Give the points of single voters for the project whose entries are given."""
        return self.mass[entries] // self.weight[self.who[entries]]

    def backers(self) -> Integers:
        """Give int64[m]: how many voters support each project."""
        return np.diff(np.concatenate(([0], np.cumsum(self.weight[self.who])))[self.start])

    def money(self, units: int | Fraction) -> Fraction:
        """Turn 1/unit of the currency into the currency."""
        return Fraction(units) / self.unit

    def ballots(self) -> list[tuple[tuple[str, Fraction], ...]]:
        """Give the merged ballots, each as (project, points) in order of name."""
        chosen = [(self.projects[one], Fraction(points, self.grain)) for one, points in self._by_ballot()]
        return [tuple(chosen[begin:end]) for begin, end in pairwise(self._bounds())]

    def _by_ballot(self) -> list[tuple[int, int]]:
        """Give all approvals as (project, points in 1/grain), by ballot and then by name."""
        place = np.argsort(sorted(range(len(self.projects)), key=self.projects.__getitem__))
        owner = np.repeat(np.arange(len(self.projects)), np.diff(self.start))
        order = np.lexsort((place[owner], self.who))
        given = self.mass[order] // self.weight[self.who[order]]
        return list(zip(owner[order].tolist(), given.tolist(), strict=True))

    def _bounds(self) -> list[int]:
        return [0, *np.cumsum(np.bincount(self.who, minlength=len(self.weight))).tolist()]

    def document(self) -> list[str]:
        """Write down what is counted, the same whatever the order of projects and voters: hash this to name the input.

        Lines "budget B", "voters N", then sorted "project COST NAME", then sorted "ballot HOW_MANY_CAST_IT POINTS
        NAME POINTS NAME …"; amounts in the currency, names as JSON strings.
        """
        words = {name: json.dumps(name, ensure_ascii=False) for name in self.projects}
        pairs = zip(self.projects, self.cost.tolist(), strict=True)
        chosen = self._by_ballot()
        saying = {
            one: f"{Fraction(one[1], self.grain)} {words[self.projects[one[0]]]}" for one in set(chosen)
        }
        told = [saying[one] for one in chosen]
        counted = zip(self.weight.tolist(), pairwise(self._bounds()), strict=True)
        return [
            f"budget {self.money(self.budget)}",
            f"voters {self.voters}",
            *sorted(f"project {self.money(cost)} {words[name]}" for name, cost in pairs),
            *sorted(f"ballot {cast} {' '.join(told[begin:end])}" for cast, (begin, end) in counted),
        ]


class Entries(NamedTuple):
    """Ballots before merging, entry by entry: ballot b, cast `cast[b]` times, gives `points` to `project`.

    ballot int64[e]    project int64[e]    points int64[e], above zero    cast int64[b]
    Sorted by ballot, then project; no ballot names a project twice. Points are in 1/grain of a point.
    """

    ballot: Integers
    project: Integers
    points: Integers
    cast: Integers
    grain: int = 1


def assemble(
    projects: Sequence[str], money: tuple[Sequence[int], int, int], entries: Entries, voters: int
) -> Election:
    """Merge equal ballots and lay the vote into columns; `money` is (costs, budget, unit).

    Complexity: O(e log e) for e approvals.

    Raises:
        BadAmount: all points together are too many to keep exactly.
        NoProjects: there is nothing to choose from.
        NoVoters: nobody voted.
    """
    if not projects:
        raise NoProjects("There are no projects to choose from; list at least one under PROJECTS.")
    if voters < 1:
        raise NoVoters("Nobody has voted; a budget cannot be shared among no voters.")
    most = int(entries.points.max(initial=1))
    if most * voters > LARGEST:
        raise BadAmount("The points of all voters together exceed 15 digits; use smaller numbers.")
    entries = merge(entries)
    narrow = np.uint16 if len(projects) < 1 << 16 else np.int64  # numpy sorts 16 bits in linear time
    order = np.argsort(entries.project.astype(narrow), kind="stable")
    who = entries.ballot[order]
    mass = entries.points[order] * entries.cast[who]
    start = np.zeros(len(projects) + 1, np.int64)
    np.cumsum(np.bincount(entries.project, minlength=len(projects)), out=start[1:])
    votes = np.diff(np.concatenate(([0], np.cumsum(mass)))[start])
    cost = np.array(money[0], np.int64)
    for column in (cost, start, who, mass, entries.cast, votes):
        column.setflags(write=False)
    return Election(
        tuple(projects), cost, *money[1:], start, who, mass, entries.cast, votes, most, entries.grain, voters
    )


def merge(entries: Entries) -> Entries:
    """Make one ballot of equal ones and drop the empty, exactly.

    Ballots are sorted by a 64-bit sum that equal ballots share; every ballot is then compared with the one it would
    join, and should a stranger share its sum, all are merged by their full contents instead.
    """
    ballot, project, points, _cast, grain = entries
    length = np.bincount(ballot, minlength=len(entries.cast))
    filled = np.flatnonzero(length)
    if not len(filled):
        return Entries(ballot, project, points, entries.cast[:0], grain)
    begin = np.concatenate(([0], np.cumsum(length[filled])[:-1]))
    sums = np.add.reduceat(_scatter(project) * _scatter(points), begin)
    _, first, group = np.unique(sums, return_index=True, return_inverse=True)
    length = length[filled]
    twin = np.repeat(begin[first[group]] - begin, length) + np.arange(len(ballot))
    same = (length[first[group]] == length).all() and (project[twin] == project).all()
    if not (same and (points[twin] == points).all()):
        first, group = _by_contents(project, points, begin)
    kept = np.zeros(len(entries.cast), np.bool_)
    kept[filled[first]] = True
    place = np.zeros(len(entries.cast), np.int64)
    place[filled] = group
    stay = kept[ballot]
    cast = np.bincount(group, entries.cast[filled]).astype(np.int64)
    return Entries(place[ballot[stay]], project[stay], points[stay], cast, grain)


def _scatter(numbers: Integers) -> NDArray[np.uint64]:
    """Spread small numbers over 64 bits (the mixing steps of SplitMix64)."""
    mixed = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (mixed ^ (mixed >> np.uint64(31))) | np.uint64(1)


def _by_contents(project: Integers, points: Integers, begin: Integers) -> tuple[Integers, Integers]:
    seen: dict[bytes, int] = {}
    first: list[int] = []
    group = np.zeros(len(begin), np.int64)
    for ballot, part in enumerate(np.split(np.stack((project, points), axis=1), begin[1:])):
        group[ballot] = seen.setdefault(part.tobytes(), len(seen))
        if group[ballot] == len(first):
            first.append(ballot)
    return np.array(first), group


def from_ballots(
    costs: Mapping[str, Amount], budget: Amount, ballots: Iterable[Collection[str] | Mapping[str, Amount]]
) -> Election:
    """Count ballots given one by one: a collection approves, a mapping gives points.

    Raises:
        BadAmount: an amount is not exact, not above zero, or too large.
        BadBallot: points are below zero.
        DuplicateId: a ballot names a project twice.
        NoProjects: there is nothing to choose from.
        NoVoters: nobody voted.
        UnknownProject: a ballot names one that is not on the list.
    """
    index = {name: number for number, name in enumerate(costs)}
    read = [_ballot(ballot, index) for ballot in ballots]
    factor = scale(points for ballot in read for points in ballot.values())
    cells = [(at, *cell) for at, ballot in enumerate(read) for cell in sorted(ballot.items())]
    entries = Entries(
        np.array([at for at, _, _ in cells], np.int64),
        np.array([project for _, project, _ in cells], np.int64),
        np.array([whole(points * factor) for _, _, points in cells], np.int64),
        np.ones(len(read), np.int64),
        factor,
    )
    return assemble(tuple(costs), in_units(list(costs.values()), budget), entries, len(read))


def _ballot(ballot: Collection[str] | Mapping[str, Amount], index: Mapping[str, int]) -> dict[int, Fraction]:
    given = ballot.items() if isinstance(ballot, Mapping) else [(name, 1) for name in ballot]
    points: dict[int, Fraction] = {}
    for name, amount in given:
        if name not in index:
            raise UnknownProject(f"A ballot names the project {quoted(name)}, which is not on the list.")
        if index[name] in points:
            raise DuplicateId(f"A ballot names the project {quoted(name)} twice.")
        value = exact(amount, f"The points for {quoted(name)}")
        if value < 0:
            raise BadBallot(f"A ballot gives {quoted(name)} points below zero; points start at 0.")
        if value:
            points[index[name]] = value
    return points


def exact(amount: Amount, what: str) -> Fraction:
    """Take a number exactly.

    Raises:
        BadAmount: it is a float, NaN or infinite.
    """
    if isinstance(amount, float) or (isinstance(amount, Decimal) and not amount.is_finite()):
        raise BadAmount(f"{what} must be an exact number, not {amount}.")
    return Fraction(amount)


def whole(amount: Fraction) -> int:
    """Read a fraction that is known to be whole."""
    assert amount.denominator == 1
    return amount.numerator


def scale(amounts: Iterable[Fraction]) -> int:
    """Find the factor that makes all amounts whole.

    Raises:
        BadAmount: a scaled amount would be too large to keep exactly.
    """
    factor, largest = 1, Fraction(0)
    for amount in set(amounts):
        factor = lcm(factor, amount.denominator)
        largest = max(largest, abs(amount))
        if factor > LARGEST:
            break
    if factor * largest > LARGEST or factor > LARGEST:
        raise BadAmount(f"Amounts need more than 15 digits (up to {float(largest):g}); write fewer decimals.")
    return factor


def in_units(costs: Sequence[Amount], budget: Amount) -> tuple[list[int], int, int]:
    """Scale costs and budget to whole units: (costs, budget, units in 1 of the currency).

    Raises:
        BadAmount: a cost or the budget is not above zero, or too large.
    """
    limit = exact(budget, "The budget")
    amounts = [exact(cost, "A cost") for cost in costs]
    if limit <= 0:
        raise BadAmount(f"The budget is {limit}; it must be above zero.")
    for amount in amounts:
        if amount <= 0:
            raise BadAmount(f"A project costs {amount}; a cost must be above zero.")
    unit = scale([*amounts, limit])
    return [whole(amount * unit) for amount in amounts], whole(limit * unit), unit
