"""A budget vote ready to be counted: costs, ballots merged exactly, and who supports what, in frozen columns."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import chain
from math import lcm
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from civics.budgeting.errors import BadAmount, BadBallot, DuplicateId, NoProjects, NoVoters, UnknownProject

Integers: TypeAlias = NDArray[np.int64]
Amount: TypeAlias = int | Fraction | Decimal
Picks: TypeAlias = tuple[int, ...]

LARGEST = 10**15  # money and points stay below 2**53, so that a float64 holds each of them exactly


@dataclass(frozen=True, slots=True, eq=False)
class Election:
    """One budget vote. Supporters of project p are the entries start[p]:start[p + 1] of `who` and `mass`.

    cost     int64[m], in 1/unit of the currency     start  int64[m + 1]
    who      int64[k], a merged ballot               mass   int64[k], its points for the project × its weight
    weight   int64[n], how many voters cast exactly this ballot
    votes    int64[m], the votes (points) each project received        most   the most points one voter gives
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
    voters: int

    def supporters(self, project: int) -> slice:
        """This function will give the entries of `who` and `mass` that belong to one project."""
        return slice(int(self.start[project]), int(self.start[project + 1]))

    def points(self, entries: slice) -> Integers:
        """This function will give the points of single voters for the project whose entries are given."""
        return self.mass[entries] // self.weight[self.who[entries]]

    def backers(self) -> Integers:
        """This function will give int64[m]: how many voters support each project."""
        return np.diff(np.concatenate(([0], np.cumsum(self.weight[self.who])))[self.start])

    def money(self, units: int | Fraction) -> Fraction:
        """This function will turn 1/unit of the currency into the currency."""
        return Fraction(units) / self.unit

    def ballots(self) -> list[tuple[tuple[str, int], ...]]:
        """This function will give the merged ballots, each as (project, points) in order of name."""
        found: list[list[tuple[str, int]]] = [[] for _ in range(len(self.weight))]
        for project in sorted(range(len(self.projects)), key=self.projects.__getitem__):
            entries = self.supporters(project)
            for ballot, points in zip(self.who[entries].tolist(), self.points(entries).tolist(), strict=True):
                found[ballot].append((self.projects[project], points))
        return [tuple(ballot) for ballot in found]

    def digest(self) -> str:
        """This function will hash what is counted (SHA-256), whatever the order of projects and voters.

        Hashed is UTF-8 text, one record a line: "budget B", "voters N", then the sorted lines "project COST NAME",
        then the sorted lines "ballot HOW_MANY_CAST_IT POINTS NAME POINTS NAME …"; names are JSON strings.
        """
        quoted = {name: json.dumps(name) for name in self.projects}
        pairs = zip(self.projects, self.cost.tolist(), strict=True)
        counted = zip(self.weight.tolist(), self.ballots(), strict=True)
        lines = [f"budget {self.money(self.budget)}", f"voters {self.voters}"]
        lines += sorted(f"project {self.money(cost)} {quoted[name]}" for name, cost in pairs)
        lines += sorted(
            " ".join(["ballot", str(weight), *(f"{points} {quoted[name]}" for name, points in ballot)])
            for weight, ballot in counted
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def assemble(  # noqa: PLR0913 -- the columns of a vote are what they are
    projects: Sequence[str],
    money: tuple[Sequence[int], int, int],
    picks: Sequence[Picks],
    points: Sequence[Picks] | None,
    weight: Sequence[int],
    voters: int,
) -> Election:
    """This function will lay ballots that are already merged into columns, in O(approvals).

    `money` is (costs, budget, unit); `picks[b]` the projects of ballot b in rising order; `points[b]` its
    points in the same order, or None where every pick counts one.

    Raises: BadAmount, NoProjects, NoVoters.
    """
    if not projects:
        raise NoProjects("there are no projects to choose from; list at least one under PROJECTS")
    if voters < 1:
        raise NoVoters("nobody has voted; a budget cannot be shared among no voters")
    most = 1 if points is None else max(chain.from_iterable(points), default=1)
    if most * voters > LARGEST:
        raise BadAmount("the points of all voters together exceed 15 digits; use smaller numbers")
    costs, budget, unit = money
    length = np.fromiter(map(len, picks), np.int64, len(picks))
    flat = np.fromiter(chain.from_iterable(picks), np.int64, int(length.sum()))
    weights = np.array(weight, np.int64)
    order = np.argsort(flat, kind="stable")
    who = np.repeat(np.arange(len(picks), dtype=np.int64), length)[order]
    mass = weights[who]
    if points is not None:
        mass = mass * np.fromiter(chain.from_iterable(points), np.int64, len(flat))[order]
    start = np.zeros(len(projects) + 1, np.int64)
    np.cumsum(np.bincount(flat, minlength=len(projects)), out=start[1:])
    votes = np.diff(np.concatenate(([0], np.cumsum(mass)))[start])
    cost = np.array(costs, np.int64)
    for column in (cost, start, who, mass, weights, votes):
        column.setflags(write=False)
    return Election(tuple(projects), cost, budget, unit, start, who, mass, weights, votes, most, voters)


def from_ballots(
    costs: Mapping[str, Amount], budget: Amount, ballots: Iterable[Collection[str] | Mapping[str, Amount]]
) -> Election:
    """This function will count ballots given one by one: a collection approves, a mapping gives points.

    Raises: BadAmount, BadBallot, DuplicateId, NoProjects, NoVoters, UnknownProject.
    """
    index = {name: number for number, name in enumerate(costs)}
    read = [_ballot(ballot, index) for ballot in ballots]
    shared = scale([points for ballot in read for points in ballot.values()])
    merged: dict[tuple[tuple[int, int], ...], int] = {}
    for ballot in read:
        key = tuple(sorted((project, whole(points * shared)) for project, points in ballot.items()))
        merged[key] = merged.get(key, 0) + 1
    merged.pop((), None)
    return assemble(
        tuple(costs),
        in_units(list(costs.values()), budget),
        [tuple(project for project, _ in ballot) for ballot in merged],
        [tuple(points for _, points in ballot) for ballot in merged],
        list(merged.values()),
        len(read),
    )


def _ballot(ballot: Collection[str] | Mapping[str, Amount], index: Mapping[str, int]) -> dict[int, Fraction]:
    given = ballot.items() if isinstance(ballot, Mapping) else [(name, 1) for name in ballot]
    points: dict[int, Fraction] = {}
    for name, amount in given:
        if name not in index:
            raise UnknownProject(f"a ballot names the project {name!r}, which is not on the list")
        if index[name] in points:
            raise DuplicateId(f"a ballot names the project {name!r} twice")
        value = exact(amount, f"the points for {name!r}")
        if value < 0:
            raise BadBallot(f"a ballot gives {name!r} points below zero; points start at 0")
        if value:
            points[index[name]] = value
    return points


def exact(amount: Amount, what: str) -> Fraction:
    """This function will take a number exactly.

    Raises: BadAmount for NaN and infinities.
    """
    if isinstance(amount, float) or (isinstance(amount, Decimal) and not amount.is_finite()):
        raise BadAmount(f"{what} must be an exact number, not {amount}")
    return Fraction(amount)


@cache
def whole(amount: Fraction) -> int:
    """This function will read a fraction that is known to be whole."""
    assert amount.denominator == 1
    return amount.numerator


def scale(amounts: Iterable[Fraction]) -> int:
    """This function will find the factor that makes all amounts whole.

    Raises: BadAmount when a scaled amount would be too large to keep exactly.
    """
    factor, largest = 1, Fraction(0)
    for amount in set(amounts):
        factor = lcm(factor, amount.denominator)
        largest = max(largest, abs(amount))
        if factor > LARGEST:
            break
    if factor * largest > LARGEST or factor > LARGEST:
        raise BadAmount(f"amounts need more than 15 digits (up to {float(largest):g}); write fewer decimals")
    return factor


def in_units(costs: Sequence[Amount], budget: Amount) -> tuple[list[int], int, int]:
    """This function will scale costs and budget to whole units: (costs, budget, units in 1 of the currency).

    Raises: BadAmount for costs or budgets that are not above zero, or too large.
    """
    limit = exact(budget, "the budget")
    amounts = [exact(cost, "a cost") for cost in costs]
    if limit <= 0:
        raise BadAmount(f"the budget is {limit}; it must be above zero")
    for amount in amounts:
        if amount <= 0:
            raise BadAmount(f"a project costs {amount}; a cost must be above zero")
    unit = scale([*amounts, limit])
    return [whole(amount * unit) for amount in amounts], whole(limit * unit), unit
