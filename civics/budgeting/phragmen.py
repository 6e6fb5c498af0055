"""Phragmén's sequential rule: money trickles to every voter at the same pace, and supporters buy as soon as they can.

Source: Phragmén (1894); for budgets Los, Christoff and Grossi, "Proportional budget allocations: towards a
systematization" (IJCAI 2022).
"""

from fractions import Fraction

import numpy as np

from civics.budgeting.election import Election, Integers
from civics.budgeting.outcome import Completion, Outcome, Purchase, Told
from civics.budgeting.ties import TieRule

SURE = 1e-9  # relative gap above which a float comparison of loads is taken as it is


def phragmen(election: Election, *, ties: TieRule) -> Outcome:
    """Buy, one after another, the project that leaves its supporters with the smallest load.

    A voter's load is what she has received and spent so far; buying a project levels its supporters at (their loads
    + cost) / supporters. It stops when a project that is next, even as one of several equals, exceeds the budget.
    Ballots are read as approvals: points above zero, or a place in a ranking, support a project.
    Complexity: O(purchases × approvals).
    """
    race = _Race(election, ties).run()
    purchases = tuple(race.purchases)
    selected = tuple(purchase.project for purchase in purchases)
    unsupported = any(race.backers[project] == 0 for project in selected)
    return Outcome(
        election=election,
        rule="phragmen",
        satisfaction=None,
        completion=Completion.NONE,
        ties=ties,
        selected=selected,
        account=Told(purchases),
        flags=_flags(election, unsupported),
    )


def waiting(election: Election, *, ties: TieRule) -> dict[int, Fraction]:
    """Give the load, in the currency, at which each supported project that was not bought would have been next."""
    race = _Race(election, ties).run()
    return {p: election.money(load) for p, load in race.loads_of(race.open).items()}


def _flags(election: Election, unsupported: bool) -> tuple[str, ...]:  # noqa: FBT001 -- a fact about the outcome
    graded = bool((election.mass != election.weight[election.who]).any())
    flags = ("points-read-as-approvals" if graded else "", "funds-unsupported" if unsupported else "")
    return tuple(flag for flag in flags if flag)


class _Race:
    """The state between two purchases. Loads take few values: that of the last purchase a voter took part in."""

    def __init__(self, election: Election, ties: TieRule) -> None:
        self.election = election
        self.rank = ties.ranks(election)
        self.backers: list[int] = election.backers().tolist()
        self.open = [p for p, cost in enumerate(election.cost.tolist()) if cost <= election.budget]
        self.left = election.budget
        self.loads = [Fraction(0)]  # after no purchase, after the first, …
        self.last = np.zeros(len(election.weight), np.int64)  # per merged ballot, index into loads
        self.weight = election.weight[election.who]
        self.owner: Integers = np.repeat(np.arange(len(election.projects)), np.diff(election.start))
        self.purchases: list[Purchase] = []

    def run(self) -> "_Race":
        while self._step():
            pass
        return self

    def _step(self) -> bool:
        """Make the next purchase; False when the race is over."""
        if not self.open:
            return False
        load, equals = self._next()
        cost = self.election.cost
        if any(cost[project] > self.left for project in equals):
            return False
        winner = min(equals, key=lambda project: int(self.rank[project]))
        self.open.remove(winner)
        self.left -= int(cost[winner])
        others = tuple(project for project in equals if project != winner)
        told = None if load is None else self.election.money(load)
        self.purchases.append(Purchase(winner, "load", told, tied=others))
        if load is not None:
            self.last[self.election.who[self.election.supporters(winner)]] = len(self.loads)
            self.loads.append(load)
        return True

    def _next(self) -> tuple[Fraction | None, list[int]]:
        """Give the smallest new load and all projects that attain it (None: nobody supports them)."""
        loads = self.loads_of(self.open, near=SURE)
        if not loads:
            return None, list(self.open)
        least = min(loads.values())
        return least, [project for project, load in loads.items() if load == least]

    def loads_of(self, projects: list[int], near: float = np.inf) -> dict[int, Fraction]:
        """Give the new loads of supported projects exactly, of those at most `near` (relative) above the smallest."""
        cells = self.owner * len(self.loads) + self.last[self.election.who]
        shape = (len(self.election.projects), len(self.loads))
        counts = np.bincount(cells, self.weight, shape[0] * shape[1]).reshape(shape)
        backed = [project for project in projects if self.backers[project]]
        if not backed:
            return {}
        heads = np.array([self.backers[project] for project in backed])
        carried = counts[backed] @ np.array([float(load) for load in self.loads])
        rough = (carried + self.election.cost[backed]) / heads
        close = [backed[at] for at in np.flatnonzero(rough <= rough.min() * (1 + near)).tolist()]
        return {project: self._load(project, counts[project].astype(np.int64).tolist()) for project in close}

    def _load(self, project: int, counts: list[int]) -> Fraction:
        carried = sum(
            (load * count for load, count in zip(self.loads, counts, strict=True) if count), Fraction(0)
        )
        return (carried + int(self.election.cost[project])) / self.backers[project]
