"""Who goes first among projects that are exactly equal: a rule that is stated before the votes are counted."""

import hashlib
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from civics.budgeting.election import Election, Integers
from civics.budgeting.errors import BadSeed


class TieRule(Protocol):
    """A total order of the projects of an election; `seed` is what was published for its lot, if it draws one."""

    @property
    def name(self) -> str:
        """The name under which an outcome records the rule."""

    @property
    def seed(self) -> str | None:
        """What was published before the draw."""

    def ranks(self, election: Election) -> Integers:
        """Give int64[m]: each project's place, 0 first."""


@dataclass(frozen=True, slots=True)
class NameAsString:
    """The name that comes first as a string, code point by code point: "10" before "9"."""

    name: str = "name-as-string"
    seed: None = None

    def ranks(self, election: Election) -> Integers:
        """Rank by name."""
        return _places(sorted(range(len(election.projects)), key=election.projects.__getitem__))


@dataclass(frozen=True, slots=True)
class CheapestMostVotesLot:
    """The lowest cost, then the most votes (points), then a lot that anyone can repeat from the published seed.

    Source of the order: equalshares.net, Tie-breaking.
    """

    seed: str
    name: str = "cheapest-most-votes-lot"

    def __post_init__(self) -> None:
        if not self.seed or not self.seed.isprintable():
            raise BadSeed("The seed of a lot must be one line of printable text, published before the count.")

    def ranks(self, election: Election) -> Integers:
        """Rank by cost, votes and lot."""
        cost, votes = election.cost.tolist(), election.votes.tolist()

        def order(project: int) -> tuple[int, int, str]:
            return cost[project], -votes[project], lot(self.seed, election.projects[project])

        return _places(sorted(range(len(cost)), key=order))


def lot(seed: str, name: str) -> str:
    """Draw one project's lot, the smallest goes first: SHA-256 of four lines, "linli lot v1", seed, "budget", name."""
    return hashlib.sha256(f"linli lot v1\n{seed}\nbudget\n{name}".encode()).hexdigest()


def _places(order: list[int]) -> Integers:
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places
