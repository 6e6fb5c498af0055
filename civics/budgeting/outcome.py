"""What was decided and the numbers that show why, and its canonical form that re-runs to the same bytes."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Protocol

from civics import canonical
from civics.budgeting.election import Election
from civics.budgeting.ties import TieRule

RULE_SET = {"name": "civics.budgeting", "date": "2026-11-21"}  # the day a rule here last changed its meaning


class Satisfaction(StrEnum):
    """What a funded project is worth to one who supports it: its cost, or one project like any other."""

    COST = "cost"
    CARDINALITY = "cardinality"


class Completion(StrEnum):
    """What Equal Shares does about money that no group could spend."""

    NONE = "none"
    ADD1 = "add1"
    ADD1_GREEDY = "add1-greedy"


@dataclass(frozen=True, slots=True)
class Purchase:
    """One project funded, and why then: amounts in 1/unit of the currency, never rounded.

    measure: what it won by (`named` says what that is). each: what a supporter pays per point, unless that is more
    than she has left. in_full, in_part: how many voters paid that, and how many paid all they had left.
    tied: projects that were exactly as good and came later by the tie rule.
    """

    project: int
    named: str
    measure: Fraction | None
    each: Fraction | None = None
    in_full: int = 0
    in_part: int = 0
    tied: tuple[int, ...] = ()


class Account(Protocol):
    """The book of a rule: gives its purchases exactly, when asked."""

    def purchases(self) -> tuple[Purchase, ...]:
        """Give the purchases in order."""


@dataclass(frozen=True, slots=True)
class Told:
    """An account that was written down during the count."""

    entries: tuple[Purchase, ...]

    def purchases(self) -> tuple[Purchase, ...]:
        """Give the purchases in order."""
        return self.entries


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What one rule decided. `selected` holds projects in order of purchase; share is each voter's endowment."""

    election: Election
    rule: str
    satisfaction: Satisfaction | None
    completion: Completion
    ties: TieRule
    selected: tuple[int, ...]
    account: Account
    share: Fraction | None = None
    flags: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The funded projects in order of purchase."""
        return tuple(self.election.projects[project] for project in self.selected)

    @property
    def cost(self) -> int:
        """What they cost together, in 1/unit of the currency."""
        return sum(self.election.cost[list(self.selected)].tolist())

    @property
    def leftover(self) -> int:
        """What stays unspent, in 1/unit of the currency."""
        return self.election.budget - self.cost


def document(outcome: Outcome) -> dict[str, Any]:
    """Write an outcome as a canonical document: money in whole 1/unit of the currency, exact numbers as "p/q".

    Raises:
        NotCanonical: a name has no canonical form.
    """
    return canonical.outcome_document(
        rule=outcome.rule,
        rule_set=dict(RULE_SET),
        seed=outcome.ties.seed,
        question=outcome.election.document(),
        outcome=_decided(outcome),
    )


def _decided(outcome: Outcome) -> dict[str, Any]:
    election = outcome.election
    purchases = outcome.account.purchases()
    return {
        "satisfaction": outcome.satisfaction and outcome.satisfaction.value,
        "completion": outcome.completion.value,
        "tie_rule": outcome.ties.name,
        "voters": election.voters,
        "unit": election.unit,
        "budget": election.budget,
        "share": None if outcome.share is None else str(election.money(outcome.share)),
        "selected": list(outcome.names),
        "cost": outcome.cost,
        "leftover": outcome.leftover,
        "tied": [_tie(election, purchase) for purchase in purchases if purchase.tied],
        "purchases": [_purchase(election, purchase) for purchase in purchases],
        "flags": list(outcome.flags),
    }


def _tie(election: Election, purchase: Purchase) -> dict[str, Any]:
    return {
        "first": election.projects[purchase.project],
        "then": sorted(election.projects[project] for project in purchase.tied),
    }


def _purchase(election: Election, purchase: Purchase) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "project": election.projects[purchase.project],
        "cost": int(election.cost[purchase.project]),
        purchase.named: None if purchase.measure is None else str(purchase.measure),
    }
    if purchase.each is not None:
        entry["each"] = str(election.money(purchase.each))
        entry["in_full"] = purchase.in_full
        entry["in_part"] = purchase.in_part
    return entry
