"""Completion: one unit more for each voter, never by a short cut that could miss an outcome."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.budgeting.equal_shares import equal_shares
from civics.budgeting.outcome import Completion, Outcome, Satisfaction
from civics.budgeting.ties import NameAsString
from tests.civics.budgeting import textbook
from tests.civics.budgeting.votes import Vote, votes

WORTH = {Satisfaction.COST: textbook.by_cost, Satisfaction.CARDINALITY: textbook.by_number}


def completed(
    vote: Vote, satisfaction: Satisfaction = Satisfaction.COST, completion: Completion = Completion.ADD1
) -> Outcome:
    return equal_shares(
        vote.election(), satisfaction=satisfaction, completion=completion, ties=NameAsString()
    )


def ones(*ballots: str) -> list[dict[str, Fraction]]:
    return [{name: Fraction(1) for name in ballot.split()} for ballot in ballots]


# 5 each buy `a`; 6 each would buy `a` and `c`, for 21 of 20; 7 each would buy `a` and `b`, for exactly 20.
NOT_MONOTONE = Vote(
    {"a": Fraction(10), "b": Fraction(10), "c": Fraction(11)},
    Fraction(20),
    ones("a b", "a b c", "c", "a b c"),
)


def test_it_stops_at_the_first_outcome_that_does_not_fit_though_a_later_one_would() -> None:
    outcome = completed(NOT_MONOTONE)

    assert (outcome.names, outcome.share) == (("a",), 5)


@settings(max_examples=200)
@given(vote=votes(graded=True), satisfaction=st.sampled_from(Satisfaction))
def test_it_is_the_textbook_one_step_after_another(vote: Vote, satisfaction: Satisfaction) -> None:
    assert list(completed(vote, satisfaction).names) == textbook.add1(
        vote.costs, vote.budget, vote.ballots, WORTH[satisfaction](vote.costs)
    )


@settings(max_examples=40)
@given(vote=votes(most_projects=4, most_voters=5), factor=st.sampled_from([20, 77]))
def test_in_a_fine_currency_the_steps_it_skips_change_nothing(vote: Vote, factor: int) -> None:
    fine = Vote(
        {name: cost * factor for name, cost in vote.costs.items()}, vote.budget * factor, vote.ballots
    )

    assert list(completed(fine).names) == textbook.add1(
        fine.costs, fine.budget, fine.ballots, textbook.by_cost(fine.costs)
    )


def test_it_stops_at_the_first_outcome_to_which_nothing_can_be_added() -> None:
    vote = Vote({"a": Fraction(10), "b": Fraction(5)}, Fraction(15), ones("a", "a", "b"))
    outcome = completed(vote)

    assert (outcome.names, outcome.share, outcome.leftover) == (("a", "b"), 5, 0)


def test_it_stops_before_the_first_outcome_that_exceeds_the_budget() -> None:
    # 8.5 each buys nothing, 9.5 neither; 10.5 would buy `b` for 20.
    vote = Vote({"a": Fraction(12), "b": Fraction(20)}, Fraction(17), ones("a b", "b"))
    outcome = completed(vote)

    assert (outcome.names, outcome.share) == ((), Fraction(19, 2))


def test_a_project_dearer_than_the_whole_budget_ends_the_search_and_is_not_bought() -> None:
    vote = Vote({"palace": Fraction(10), "b": Fraction(3)}, Fraction(8), ones("palace", "palace", "b", ""))

    assert completed(vote).names == ("b",)


def test_projects_that_nobody_supports_keep_no_search_alive() -> None:
    vote = Vote({"a": Fraction(2), "nobody's": Fraction(1)}, Fraction(10), ones("a"))

    assert completed(vote).names == ("a",)


def test_cents_in_the_costs_leave_the_step_at_one_unit_of_the_currency() -> None:
    vote = Vote({"a": Fraction("2.50"), "b": Fraction("1.25")}, Fraction("4.00"), ones("a", "b", "", ""))
    outcome = completed(vote)

    assert outcome.names == ("a", "b")
    assert outcome.election.money(outcome.share or 0) == 3


def test_greedy_spends_what_larger_shares_could_not() -> None:
    # With 10 each, `a` and `b` would be bought together, for 20: so both are left to greedy, which takes `a`.
    vote = Vote(
        {"a": Fraction(10), "b": Fraction(10), "c": Fraction(1)}, Fraction(18), ones("a", "b", "", "c")
    )
    outcome = completed(vote, completion=Completion.ADD1_GREEDY)

    assert (completed(vote).names, outcome.names) == (("c",), ("c", "a"))
    assert [bought.named for bought in outcome.account.purchases()] == ["effective_votes", "score"]


@given(vote=votes(graded=True))
def test_the_budget_is_kept_and_then_greedy_leaves_nothing_that_fits(vote: Vote) -> None:
    outcome = completed(vote, completion=Completion.ADD1_GREEDY)
    left = [cost for name, cost in vote.costs.items() if name not in outcome.names]

    assert outcome.leftover >= 0
    assert all(cost > outcome.election.money(outcome.leftover) for cost in left)


@pytest.mark.parametrize("completion", list(Completion))
def test_nobody_who_approves_nothing_stops_the_count(completion: Completion) -> None:
    vote = Vote({"a": Fraction(1)}, Fraction(5), [{}, {}])

    expected = ("a",) if completion is Completion.ADD1_GREEDY else ()
    assert completed(vote, completion=completion).names == expected


def test_a_currency_of_a_thousand_million_million_takes_no_longer_for_its_steps() -> None:
    # 133 million million steps lie between the first shares and those that buy `b`.
    costs = {"a": Fraction(10**15), "b": Fraction(10**15 // 3)}
    outcome = completed(Vote(costs, Fraction(4 * 10**14), [{"a": Fraction(1)}, {"b": Fraction(1)}]))

    assert (outcome.names, outcome.share) == (("b",), 10**15 // 3)
