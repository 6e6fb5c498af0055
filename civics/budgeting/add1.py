"""Completion by larger shares: one more unit for each voter, again and again, until the real budget is used.

Never a binary search: whether the outcome fits is not monotone in the shares (in 7 of 1 096 real votes a binary
search elects other projects). Increments are skipped only where one proof covers all of them (kernel.follows).
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from civics.budgeting import kernel
from civics.budgeting.certified import Run, new_till, two_floats

PATIENCE = 16  # the most increments taken one by one before the next attempt to skip some


def complete(run: Run) -> None:
    """Leave `run` at the last shares to use: share = (budget + k × voters) / voters for some k ≥ 0.

    It stops at the first outcome to which no supported project can be added within the budget, or before the first
    that exceeds the budget. Source: equalshares.net, Completion.
    """
    search = _Search(run, Prefix(run))
    last = 0
    step = 0
    while True:
        run.go(search.share(step), search.prefix.bought)
        if search.exceeds() or search.exhausts():
            # Once more from the first purchase, for the account: a prefix does not tell who was tied.
            run.go(search.share(last if search.exceeds() else step), [])
            return
        search.prefix.extend()
        last = search.unchanged_until(step)
        step = last + 1


class Prefix:
    """Purchases made with these and all larger shares: the best conceivable prices, as long as all can pay in full."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.bought: list[int] = []
        self.order = sorted(np.flatnonzero(run.poll.support > 0).tolist(), key=self._key)

    def _key(self, project: int) -> tuple[Fraction, int]:
        poll = self.run.poll
        cost, worth, mass = (int(column[project]) for column in (poll.cost, poll.worth, poll.support))
        return Fraction(cost, worth * mass), int(poll.rank[project])

    def extend(self) -> None:
        """Take up what the last run bought in that order while every supporter had money left."""
        poll, bought = self.run.poll, self.run.bought()
        for turn in range(len(self.bought), len(bought)):
            project = self.order[turn]
            entries = self.run.election.supporters(project)
            if bought[turn] != project or not (self.run.till.died[poll.who[entries]] > turn).all():
                return
            self.bought.append(project)


@dataclass(slots=True)
class _Search:
    """Where the search stands: how far the last skip went and how many plain steps to take before the next try."""

    run: Run
    prefix: Prefix
    reach: int = 1
    pause: int = 0
    wait: int = 0
    beyond: kernel.Till | None = None

    def share(self, step: int) -> Fraction:
        election = self.run.election
        return Fraction(election.budget + step * election.unit * election.voters, election.voters)

    def spent(self) -> int:
        return int(self.run.election.cost[self.run.till.bought[: self.run.till.size[0]]].sum())

    def exceeds(self) -> bool:
        return self.spent() > self.run.election.budget

    def exhausts(self) -> bool:
        """Say whether no supported project is left that would still fit the budget."""
        left = self.run.poll.support > 0
        left[self.run.till.bought[: self.run.till.size[0]]] = False
        return not (left & (self.run.election.cost <= self.run.election.budget - self.spent())).any()

    def unchanged_until(self, step: int) -> int:
        """Give the last increment up to which the purchases of `step` are proven to be the same."""
        if self.wait:
            self.wait -= 1
            return step
        while self.reach:
            if self._same_at(step + self.reach):
                last = step + self.reach
                self.reach *= 2
                self.pause = 0
                return last
            self.reach //= 4
        self.reach = 1
        self.pause = min(2 * self.pause + 1, PATIENCE)
        self.wait = self.pause
        return step

    def _same_at(self, step: int) -> bool:
        run = self.run
        self.beyond = self.beyond or new_till(len(run.poll.weight), len(run.poll.cost))
        self.beyond.bought[: len(self.prefix.bought)] = self.prefix.bought
        kernel.begin(run.poll, self.beyond, two_floats(self.share(step)), len(self.prefix.bought))
        bought = run.till.bought[: run.till.size[0]]
        return bool(kernel.follows(run.poll, self.beyond, bought, run.till.ceiling))
