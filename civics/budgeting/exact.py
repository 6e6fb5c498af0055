"""Exact arithmetic of Equal Shares: who paid what, as fractions, from who supports what and whose money ran out when.

A voter who still has money has the share minus price × points of all she helped to buy; so every sum of voters'
money is (voters × share) minus whole multiples of the prices. Only the prices are fractions, a few dozen of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from civics.budgeting.election import Election, Integers


@dataclass(slots=True)
class Books:
    """The purchases of one run so far, with exact prices per point (in 1/unit of the currency)."""

    election: Election
    share: Fraction
    bought: list[int] = field(default_factory=list)
    prices: list[Fraction] = field(default_factory=list)

    def write(self, bought: Sequence[int], died: Integers) -> None:
        """Add the purchases it does not hold yet; `died` is the last round of each merged ballot.

        Complexity: O(approvals of the bought projects + purchases²).
        """
        known = len(self.prices)
        rounds = len(bought)
        columns = [self._by_end(project, died, rounds) for project in bought]
        for turn in range(known, rounds):
            entries = self.election.supporters(bought[turn])
            ended = self.election.who[entries][died[self.election.who[entries]] == turn]
            heads = int(self.election.weight[ended].sum())
            spent = sum((self.prices[past] * columns[past][turn] for past in range(turn)), Fraction(0))
            rest = int(self.election.cost[bought[turn]]) - (heads * self.share - spent)
            mass = sum(columns[turn][turn + 1 :])
            self.bought.append(bought[turn])
            self.prices.append(rest / mass if mass else self._all_pay_all(ended, entries))

    def _by_end(self, project: int, died: Integers, rounds: int) -> list[int]:
        entries = self.election.supporters(project)
        end = np.minimum(died[self.election.who[entries]], rounds)
        return [int(mass) for mass in np.bincount(end, self.election.mass[entries], rounds + 1)]

    def _all_pay_all(self, ended: Integers, entries: slice) -> Fraction:
        given = self.election.points(entries).tolist()
        points: dict[int, int] = dict(zip(self.election.who[entries].tolist(), given, strict=True))
        turn = len(self.bought) - 1
        money, kind = self.left(ended, turn)
        return max(
            money[number] / points[ballot] for ballot, number in zip(ended.tolist(), kind, strict=True)
        )

    def left(self, ballots: Integers, turn: int | None = None) -> tuple[list[Fraction], list[int]]:
        """Give what single voters of ballots with money have left (before `turn`): (amounts, which)."""
        rounds = len(self.prices) if turn is None else turn
        place = np.full(len(self.election.weight), -1)
        place[ballots] = np.arange(len(ballots))
        given = np.zeros((len(ballots), rounds), np.int64)
        for past in range(rounds):
            entries = self.election.supporters(self.bought[past])
            at = place[self.election.who[entries]]
            given[at[at >= 0], past] = self.election.points(entries)[at >= 0]
        kinds, kind = np.unique(given, axis=0, return_inverse=True)
        amounts = [
            self.share
            - sum((price * points for price, points in zip(self.prices, row, strict=False) if points), 0)
            for row in kinds.tolist()
        ]
        return amounts, kind.reshape(-1).tolist()

    def together(self, ballots: Integers) -> Fraction:
        """Give what all voters of ballots with money have left, in O(approvals of the bought)."""
        among = np.zeros(len(self.election.weight), np.bool_)
        among[ballots] = True
        total = self.share * int(self.election.weight[ballots].sum())
        for project, price in zip(self.bought, self.prices, strict=True):
            entries = self.election.supporters(project)
            total -= price * int(self.election.mass[entries][among[self.election.who[entries]]].sum())
        return total


def waterline(cost: Fraction, full: int, levels: list[tuple[Fraction, int, int]]) -> Fraction | None:
    """Find the price per point at which (level: money left, points, voters) and `full` sure mass pay.

    `cost` is what remains after those who surely pay all they have. None: the money does not suffice.
    Complexity: O(levels log levels).
    """
    waiting = sorted(levels, key=lambda level: level[0] / level[1])
    mass = full + sum(points * voters for _money, points, voters in waiting)
    for money, points, voters in waiting:
        if money * mass >= cost * points:
            return cost / mass
        cost -= money * voters
        mass -= points * voters
    return cost / mass if mass else None
