"""Completion by larger shares: one more unit for each voter, again and again, until the real budget is used.

Never a binary search: whether the outcome fits is not monotone in the shares (in 7 of 1 096 real votes a binary
search elects other projects). Increments are skipped only where one proof covers all of them (kernel.follows).
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from civics.budgeting import kernel
from civics.budgeting.certified import Run, Start, new_till

PATIENCE = 16  # after failed attempts to skip, at most so many increments are taken one by one before the next


def complete(run: Run) -> None:
    """This function will leave `run` at the last shares to use: share = (budget + k × voters) / voters for some k ≥ 0.

    It stops at the first outcome to which no supported project can be added within the budget, or before the first
    that exceeds the budget. Source: equalshares.net, Completion.
    """
    search = _Search(run, Prefix(run))
    last = 0
    step = 0
    while True:
        search.run_at(step)
        if search.exceeds():
            search.run_at(last)
            return
        if search.exhausts():
            return
        last = search.unchanged_until(step)
        step = last + 1


class Prefix:
    """Purchases made with these and all larger shares: the best conceivable ones, as long as all can pay in full."""

    def __init__(self, run: Run) -> None:
        poll = run.poll
        self.run = run
        self.bought: list[int] = []
        self.spent = np.zeros(len(poll.weight))
        self.drift = 0.0
        supported = np.flatnonzero(poll.support > 0).tolist()
        self.order = sorted(supported, key=self._key)

    def _key(self, project: int) -> tuple[Fraction, int]:
        poll = self.run.poll
        cost, worth, mass = (int(column[project]) for column in (poll.cost, poll.worth, poll.support))
        return Fraction(cost, worth * mass), int(poll.rank[project])

    def reach(self, share: Fraction) -> Start:
        """This function will buy on with the given share while no supporter's money is even near to its end."""
        poll = self.run.poll
        while len(self.bought) < len(self.order):
            project = self.order[len(self.bought)]
            entries = self.run.election.supporters(project)
            price = poll.cost[project] / poll.support[project]
            who, paid = poll.who[entries], price * poll.mass[entries]
            after = poll.weight[who] * float(share) - self.spent[who] - paid
            if not (after > poll.mass[entries] * (kernel.WINDOW * float(share) + 2 * self.drift)).all():
                break
            self.spent[who] += paid
            self.drift += kernel.ROUNDING * (2 * poll.spread * price + 4 * float(share))
            self.bought.append(project)
        return Start(tuple(self.bought), self.spent, self.drift)


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

    def run_at(self, step: int) -> None:
        share = self.share(step)
        self.run.go(share, self.prefix.reach(share))

    def spent(self) -> int:
        return int(self.run.election.cost[self.run.till.bought[: self.run.till.count[0]]].sum())

    def exceeds(self) -> bool:
        return self.spent() > self.run.election.budget

    def exhausts(self) -> bool:
        """This function will say whether no supported project is left that would still fit the budget."""
        left = self.run.poll.support > 0
        left[self.run.till.bought[: self.run.till.count[0]]] = False
        return not (left & (self.run.election.cost <= self.run.election.budget - self.spent())).any()

    def unchanged_until(self, step: int) -> int:
        """This function will give the last increment up to which the purchases of `step` are proven to be the same."""
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
        start = self.prefix.reach(self.share(step - self.reach))
        self.beyond = self.beyond or new_till(len(run.poll.weight), len(run.poll.cost))
        till = self.beyond
        till.count[0] = len(start.bought)
        till.bought[: len(start.bought)] = start.bought
        kernel.begin(run.poll, till, start.spent, float(self.share(step)), start.drift)
        return bool(kernel.follows(run.poll, till, run.till.bought[: run.till.count[0]], run.till.ceiling))
