"""What was decided and the numbers that show why, and its canonical form that re-runs to the same bytes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Protocol, TypeAlias

from civics.budgeting.election import Election
from civics.budgeting.ties import TieRule

FORMAT = "civics.budgeting.outcome/1"
LIBRARY = "civics 0.1.0"
RULES_OF = "2026-11-21"  # the day on which the meaning of a rule in this family last changed

Json: TypeAlias = "str | int | float | Sequence[Json] | Mapping[str, Json] | None"


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


def record(outcome: Outcome) -> dict[str, Json]:
    """Put an outcome into plain data: amounts in the currency, exact ones as "p/q"."""
    election = outcome.election
    purchases = outcome.account.purchases()
    return {
        "format": FORMAT,
        "library": LIBRARY,
        "rules_of": RULES_OF,
        "rule": outcome.rule,
        "satisfaction": outcome.satisfaction,
        "completion": outcome.completion,
        "tie_rule": outcome.ties.name,
        "seed": outcome.ties.seed,
        "input_sha256": election.digest(),
        "voters": election.voters,
        "budget": plain(election.money(election.budget)),
        "share": None if outcome.share is None else str(election.money(outcome.share)),
        "selected": list(outcome.names),
        "cost": plain(election.money(outcome.cost)),
        "leftover": plain(election.money(outcome.leftover)),
        "tied": [_tie(election, purchase) for purchase in purchases if purchase.tied],
        "purchases": [_purchase(election, purchase) for purchase in purchases],
        "flags": list(outcome.flags),
    }


def canonical(data: Mapping[str, Json]) -> bytes:
    """Write plain data in the one form that is compared byte by byte: sorted keys, UTF-8, one line."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def plain(amount: Fraction) -> int | float:
    """Write an amount of at most 15 digits as a JSON number that reads back to the same amount."""
    return amount.numerator if amount.denominator == 1 else float(amount)


def _tie(election: Election, purchase: Purchase) -> Json:
    return {
        "first": election.projects[purchase.project],
        "then": sorted(election.projects[project] for project in purchase.tied),
    }


def _purchase(election: Election, purchase: Purchase) -> Json:
    entry: dict[str, Json] = {
        "project": election.projects[purchase.project],
        "cost": plain(election.money(int(election.cost[purchase.project]))),
        purchase.named: None if purchase.measure is None else str(purchase.measure),
    }
    if purchase.each is not None:
        entry["each"] = str(election.money(purchase.each))
        entry["in_full"] = purchase.in_full
        entry["in_part"] = purchase.in_part
    return entry
