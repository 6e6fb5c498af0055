"""Phragmén's sequential rule: loads levelled, the race stopped before it overspends."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civics.budgeting.outcome import Outcome
from civics.budgeting.phragmen import phragmen, waiting
from civics.budgeting.ties import NameAsString
from tests.civics.budgeting import textbook
from tests.civics.budgeting.votes import Vote, votes


def count(vote: Vote) -> Outcome:
    return phragmen(vote.election(), ties=NameAsString())


def ones(*ballots: str) -> list[dict[str, Fraction]]:
    return [{name: Fraction(1) for name in ballot.split()} for ballot in ballots]


def test_phragmens_own_example_seats_one_of_the_smaller_party() -> None:
    # Phragmén 1899: 1034 for ABC, 519 for PQR, 90 for ABQ, 47 for APQ; three seats go to A, Q and B.
    ballots = ones(*["A B C"] * 1034, *["P Q R"] * 519, *["A B Q"] * 90, *["A P Q"] * 47)
    outcome = count(Vote(dict.fromkeys("ABCPQR", Fraction(1)), Fraction(3), ballots))

    assert outcome.names == ("A", "Q", "B")
    assert [bought.measure for bought in outcome.account.purchases()] == [
        Fraction(1, 1171),
        Fraction(1 + Fraction(137, 1171), 656),
        Fraction(1 + Fraction(1034, 1171) + 90 * Fraction(1 + Fraction(137, 1171), 656), 1124),
    ]


@pytest.mark.parametrize(
    ("costs", "budget", "ballots", "bought"),
    [
        ({"a": 1}, 1, ["a"], ["a"]),
        ({"a": 2}, 1, ["a"], []),
        ({"a": 2, "b": 3}, 4, ["a b", "b"], ["b"]),
        ({"a": 2, "b": 2}, 3, ["a", "b"], ["a"]),
        ({"a": 2, "b": 4}, 5, ["a", "b", "b"], ["a"]),
        ({"10": 1, "9": 1}, 2, ["10", "9"], ["10", "9"]),
        ({"a": 1, "nobody's": 1}, 2, ["a"], ["a", "nobody's"]),
        ({"a": 1, "nobody's": 2}, 2, ["a"], ["a"]),
        ({"a": 1, "b": 1}, 3, [""], ["a", "b"]),
    ],
)
def test_edges_come_out_as_on_paper(
    costs: dict[str, int], budget: int, ballots: list[str], bought: list[str]
) -> None:
    vote = Vote({name: Fraction(cost) for name, cost in costs.items()}, Fraction(budget), ones(*ballots))

    assert list(count(vote).names) == bought


@given(vote=votes(graded=True, most_projects=8))
def test_it_is_the_textbook(vote: Vote) -> None:
    assert list(count(vote).names) == textbook.phragmen(vote.costs, vote.budget, vote.ballots)


@given(vote=votes())
def test_the_budget_is_kept(vote: Vote) -> None:
    assert count(vote).leftover >= 0


@given(vote=votes(), factor=st.sampled_from([2, 7, Fraction(1, 3), Fraction(1, 100)]))
def test_another_currency_changes_nothing(vote: Vote, factor: Fraction) -> None:
    costs = {name: cost * factor for name, cost in vote.costs.items()}

    assert count(Vote(costs, vote.budget * factor, vote.ballots)).names == count(vote).names


@given(vote=votes())
def test_the_order_of_ballots_and_projects_changes_nothing(vote: Vote) -> None:
    turned = Vote(dict(reversed(vote.costs.items())), vote.budget, vote.ballots[::-1])

    assert count(turned).names == count(vote).names


def test_points_are_read_as_approvals_and_that_is_flagged() -> None:
    vote = Vote({"a": Fraction(1)}, Fraction(1), [{"a": Fraction(3)}])

    assert count(vote).flags == ("points-read-as-approvals",)


def test_those_who_wait_are_told_at_which_load_their_turn_would_have_come() -> None:
    # At load 2 the supporters of `a` and of `b` are ready together; `b` no longer fits beside `c`.
    vote = Vote({"a": Fraction(2), "b": Fraction(4), "c": Fraction(1)}, Fraction(4), ones("a", "b", "b", "c"))

    assert count(vote).names == ("c",)
    assert waiting(vote.election(), ties=NameAsString()) == {0: 2, 1: 2}
