"""Greedy: the projects with most votes (or most votes for their cost) first, skipping what no longer fits.

The rule of most cities. Majorities can take the whole budget with it: docs/algorithms/greedy.md.
"""

from fractions import Fraction

from civics.budgeting.election import Election
from civics.budgeting.outcome import Completion, Outcome, Purchase, Satisfaction, Told
from civics.budgeting.ties import TieRule


def greedy(election: Election, *, satisfaction: Satisfaction, ties: TieRule) -> Outcome:
    """Fund projects by satisfaction for money: votes (cost satisfaction) or votes / cost.

    A project nobody supports comes last and is still funded where money is left, and flagged.
    Complexity: O(approvals + m log m).
    """
    purchases = spend(election, satisfaction, ties, election.budget, frozenset())
    selected = tuple(purchase.project for purchase in purchases)
    votes = election.votes
    return Outcome(
        election=election,
        rule="greedy",
        satisfaction=satisfaction,
        completion=Completion.NONE,
        ties=ties,
        selected=selected,
        account=Told(purchases),
        flags=("funds-unsupported",) if any(votes[project] == 0 for project in selected) else (),
    )


def spend(
    election: Election, satisfaction: Satisfaction, ties: TieRule, money: int, done: frozenset[int]
) -> tuple[Purchase, ...]:
    """Spend `money` (1/unit of the currency) greedily on the projects that are not yet done."""
    votes, cost, rank = election.votes.tolist(), election.cost.tolist(), ties.ranks(election).tolist()

    def score(project: int) -> Fraction:
        return Fraction(votes[project], cost[project] if satisfaction is Satisfaction.CARDINALITY else 1)

    scores = {project: score(project) for project in range(len(cost)) if project not in done}
    order = sorted(scores, key=lambda project: (-scores[project], rank[project]))
    purchases: list[Purchase] = []
    per = Fraction(election.unit if satisfaction is Satisfaction.CARDINALITY else 1, election.grain)
    for place, project in enumerate(order):
        if cost[project] > money:
            continue
        money -= cost[project]
        tied = tuple(other for other in order[place + 1 :] if scores[other] == scores[project])
        purchases.append(Purchase(project, "score", scores[project] * per, tied=tied))
    return tuple(purchases)
