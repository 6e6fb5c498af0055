"""Made-up conversations for the tests, each from a seed: who sits in which camp, and who answered what."""

from dataclasses import dataclass

import numpy as np

from civics.opinion import Votes, gather


@dataclass(frozen=True)
class Conversation:
    """Votes as three columns, with the camp each person was made in."""

    people: list[str]
    statements: list[str]
    choices: list[int]
    camps: dict[str, int]

    def votes(self) -> Votes:
        return gather(self.people, self.statements, self.choices)

    def rows(self) -> list[tuple[str, str, int]]:
        return list(zip(self.people, self.statements, self.choices, strict=True))


def conversation(
    seed: int, people: int, statements: int, camps: int = 3, answered: float = 0.5
) -> Conversation:
    """A conversation in which each camp leans its own way on every statement."""
    dice = np.random.default_rng(seed)
    camp = dice.integers(0, camps, people)
    leaning = dice.normal(0, 1.2, (camps, statements))
    asked = dice.random((people, statements)) < answered
    noise = dice.normal(0, 0.8, (people, statements))
    choice = np.sign(np.round(leaning[camp] + noise)).astype(int)
    who, what = np.nonzero(asked)
    return Conversation(
        [f"{p}" for p in who],
        [f"{s}" for s in what],
        [int(c) for c in choice[who, what]],
        {f"{p}": int(c) for p, c in enumerate(camp)},
    )


def dense(votes: Votes) -> np.ndarray:
    """The vote table with NaN for holes."""
    table = np.full((len(votes.participants), len(votes.statements)), np.nan)
    person = np.repeat(np.arange(len(votes.participants)), np.diff(votes.rows))
    table[person, votes.code // 3] = votes.code % 3 - 1
    return table
