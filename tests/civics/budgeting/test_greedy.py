"""Greedy: by votes, or by votes for money; what does not fit is skipped."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civics.budgeting.greedy import greedy
from civics.budgeting.outcome import Outcome, Satisfaction
from civics.budgeting.ties import CheapestMostVotesLot, NameAsString
from tests.civics.budgeting import textbook
from tests.civics.budgeting.votes import Vote, votes

WORTH = {Satisfaction.COST: textbook.by_cost, Satisfaction.CARDINALITY: textbook.by_number}


def count(vote: Vote, satisfaction: Satisfaction = Satisfaction.COST) -> Outcome:
    return greedy(vote.election(), satisfaction=satisfaction, ties=NameAsString())


def ones(*ballots: str) -> list[dict[str, Fraction]]:
    return [{name: Fraction(1) for name in ballot.split()} for ballot in ballots]


SPORT_AND_CHILDREN = Vote(
    {"bike path": Fraction(700), "gym": Fraction(400), "playground": Fraction(200), "library": Fraction(100)},
    Fraction(1100),
    [dict.fromkeys(("bike path", "gym"), Fraction(1))] * 6
    + [dict.fromkeys(("playground", "library"), Fraction(1))] * 4
    + [{"bike path": Fraction(1)}],
)


def test_a_majority_takes_all() -> None:
    assert count(SPORT_AND_CHILDREN).names == ("bike path", "gym")


def test_votes_for_money_put_the_cheap_first() -> None:
    assert count(SPORT_AND_CHILDREN, Satisfaction.CARDINALITY).names == ("library", "playground", "gym")


@pytest.mark.parametrize(
    ("costs", "budget", "ballots", "bought"),
    [
        ({"a": 5, "b": 3}, 4, ["a", "a", "b"], ["b"]),
        ({"a": 5}, 4, ["a"], []),
        ({"a": 5}, 5, ["a"], ["a"]),
        ({"10": 2, "9": 2}, 2, ["10 9"], ["10"]),
        ({"a": 2, "nobody's": 2}, 4, ["a"], ["a", "nobody's"]),
    ],
)
def test_edges_come_out_as_on_paper(
    costs: dict[str, int], budget: int, ballots: list[str], bought: list[str]
) -> None:
    vote = Vote({name: Fraction(cost) for name, cost in costs.items()}, Fraction(budget), ones(*ballots))

    assert list(count(vote).names) == bought


def test_funding_what_nobody_supports_is_flagged() -> None:
    vote = Vote({"a": Fraction(2), "b": Fraction(2)}, Fraction(4), ones("a"))

    assert count(vote).flags == ("funds-unsupported",)
    assert count(Vote({"a": Fraction(2)}, Fraction(4), ones("a"))).flags == ()


@given(vote=votes(graded=True), satisfaction=st.sampled_from(Satisfaction))
def test_it_is_the_textbook(vote: Vote, satisfaction: Satisfaction) -> None:
    assert list(count(vote, satisfaction).names) == textbook.greedy(
        vote.costs, vote.budget, vote.ballots, WORTH[satisfaction](vote.costs)
    )


@given(vote=votes(graded=True))
def test_the_budget_is_kept_and_nothing_that_fits_is_left(vote: Vote) -> None:
    outcome = count(vote)

    assert outcome.leftover >= 0
    assert all(
        cost > outcome.election.money(outcome.leftover)
        for name, cost in vote.costs.items()
        if name not in outcome.names
    )


@given(vote=votes(), more=st.integers(1, 8))
def test_more_votes_never_unfund_a_project(vote: Vote, more: int) -> None:
    before = count(vote).names
    for name in before:
        ballots = [dict(ballot) for ballot in vote.ballots]
        for ballot in [ballot for ballot in ballots if name not in ballot][:more]:
            ballot[name] = Fraction(1)

        assert name in count(vote.with_ballots(ballots)).names


@given(vote=votes(graded=True))
def test_the_order_of_ballots_changes_nothing(vote: Vote) -> None:
    assert count(vote.with_ballots(vote.ballots[::-1])).names == count(vote).names


def test_a_tie_is_told_and_follows_the_rule_that_is_named() -> None:
    vote = Vote({"b": Fraction(4), "a": Fraction(5)}, Fraction(5), ones("a b"))
    by_name, by_cost = (
        count(vote),
        greedy(vote.election(), satisfaction=Satisfaction.COST, ties=CheapestMostVotesLot(seed="s")),
    )

    assert (by_name.names, by_cost.names) == (("a",), ("b",))
    assert by_name.account.purchases()[0].tied == (0,)
