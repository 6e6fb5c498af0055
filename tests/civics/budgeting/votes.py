"""Invented budget votes for the laws: small, with round numbers, so that ties and empty purses are frequent."""

from dataclasses import dataclass, replace
from fractions import Fraction

from hypothesis import strategies as st

from civics.budgeting.election import Election, from_ballots
from tests.civics.budgeting.textbook import Ballots, Costs

NAMES = ["a", "b", "c", "10", "9", "é", "公园", "z"]


@dataclass(frozen=True)
class Vote:
    """What a vote consists of before it is counted."""

    costs: Costs
    budget: Fraction
    ballots: Ballots

    def election(self) -> Election:
        return from_ballots(self.costs, self.budget, self.ballots)

    def with_ballots(self, ballots: Ballots) -> "Vote":
        return replace(self, ballots=ballots)


@st.composite
def votes(draw: st.DrawFn, *, graded: bool = False, most_projects: int = 6, most_voters: int = 8) -> Vote:
    """Up to six projects and eight voters; graded: with points from 0 to 3."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=most_projects, unique=True))
    amounts = st.sampled_from([1, 2, 3, 4, 6, 10, 12, 20, 30]) | st.integers(1, 40)
    costs = {name: Fraction(draw(amounts)) for name in names}
    grade = st.integers(0, 3) if graded else st.booleans()
    ballot = st.fixed_dictionaries(dict.fromkeys(names, grade))
    ballots = draw(st.lists(ballot, min_size=1, max_size=most_voters))
    return Vote(
        costs,
        Fraction(draw(st.integers(1, 60))),
        [{name: Fraction(points) for name, points in one.items() if points} for one in ballots],
    )
