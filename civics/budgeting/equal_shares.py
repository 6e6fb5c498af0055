"""The Method of Equal Shares: everyone gets the same share of the budget, and a project is paid by those who want it.

Source: Peters and Skowron, "Proportionality and the limits of welfarism" (EC 2020); Peters, Pierczyński and Skowron,
"Proportional participatory budgeting with additive utilities" (NeurIPS 2021); completions: equalshares.net.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from civics.budgeting.election import Election, Integers
from civics.budgeting.exact import Books
from civics.budgeting.greedy import spend
from civics.budgeting.outcome import Completion, Outcome, Purchase, Satisfaction
from civics.budgeting.ties import TieRule


@dataclass(frozen=True, slots=True, eq=False)
class SharesAccount:
    """The purchases of one run: who was bought when, and in which round each merged ballot spent its last money.

    even: whether that last money was exactly a full share.
    """

    election: Election
    share: Fraction
    bought: tuple[int, ...]
    died: Integers
    even: NDArray[np.bool_]
    tied: NDArray[np.bool_]
    added: tuple[Purchase, ...] = ()

    def prices(self) -> list[Fraction]:
        """Give the exact price per point of each purchase, in 1/unit of the currency."""
        books = Books(self.election, self.share)
        books.write(self.bought, self.died)
        return books.prices

    def left_to(self, project: int) -> Fraction:
        """Give what the supporters of a project have left together, in 1/unit of the currency."""
        books = Books(self.election, self.share)
        books.write(self.bought, self.died)
        who = self.election.who[self.election.supporters(project)]
        return books.together(who[self.died[who] >= len(self.bought)])

    def purchases(self) -> tuple[Purchase, ...]:
        """Give the purchases in order, in O(approvals of the bought + purchases²)."""
        told = [self._told(turn, price) for turn, price in enumerate(self.prices())]
        return (*told, *self.added)

    def _told(self, turn: int, price: Fraction) -> Purchase:
        project = self.bought[turn]
        entries = self.election.supporters(project)
        who = self.election.who[entries]
        weight = self.election.weight[who]
        full = (self.died[who] > turn) | ((self.died[who] == turn) & self.even[who])
        in_full = int(weight[full].sum())
        in_part = int(weight[(self.died[who] == turn) & ~full].sum())
        tied = tuple(np.flatnonzero(self.tied[turn]).tolist())
        cost = int(self.election.cost[project])
        return Purchase(
            project=project,
            named="effective_votes",
            measure=cost / (price * self.election.grain),
            each=price * self.election.grain,
            in_full=in_full,
            in_part=in_part,
            tied=tuple(other for other in tied if other != project),
        )


def equal_shares(
    election: Election, *, satisfaction: Satisfaction, completion: Completion, ties: TieRule
) -> Outcome:
    """Fund, again and again, the project whose supporters get most satisfaction for their money.

    A voter pays price × points × (cost under cost satisfaction, else 1), or all she has left; the project with the
    lowest price is next. With approvals and cost satisfaction that is the one with most effective votes. Every
    decision is exact. Complexity of a run: O(purchases × approvals), of add1 that times the increments tried.
    """
    from civics.budgeting import add1, certified  # noqa: PLC0415 -- loading numba takes a second: only for a count

    run = certified.prepare(election, satisfaction, ties)
    if completion is Completion.NONE:
        run.go(Fraction(election.budget, election.voters), [])
    else:
        add1.complete(run)
    bought = tuple(run.bought())
    added = _added(election, satisfaction, ties, bought) if completion is Completion.ADD1_GREEDY else ()
    tied = run.till.tied[: len(bought)]
    return Outcome(
        election=election,
        rule="equal-shares",
        satisfaction=satisfaction,
        completion=completion,
        ties=ties,
        selected=(*bought, *(purchase.project for purchase in added)),
        account=SharesAccount(election, run.share, bought, run.till.died, run.till.even, tied, added),
        share=run.share,
    )


def _added(
    election: Election, satisfaction: Satisfaction, ties: TieRule, bought: tuple[int, ...]
) -> tuple[Purchase, ...]:
    left = election.budget - sum(election.cost[list(bought)].tolist())
    return spend(election, satisfaction, ties, left, frozenset(bought))
