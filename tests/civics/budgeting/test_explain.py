"""Why a project was funded or missed, and what became of a voter's share."""

from fractions import Fraction

import pytest
from hypothesis import given

from civics.budgeting import explain
from civics.budgeting.equal_shares import equal_shares
from civics.budgeting.errors import UnknownProject
from civics.budgeting.greedy import greedy
from civics.budgeting.outcome import Completion, Outcome, Satisfaction
from civics.budgeting.phragmen import phragmen
from civics.budgeting.ties import NameAsString
from tests.civics.budgeting.test_equal_shares import INTRODUCTION
from tests.civics.budgeting.votes import Vote, votes


def shares(vote: Vote, completion: Completion = Completion.NONE) -> Outcome:
    return equal_shares(
        vote.election(), satisfaction=Satisfaction.COST, completion=completion, ties=NameAsString()
    )


def by_votes(vote: Vote) -> Outcome:
    return greedy(vote.election(), satisfaction=Satisfaction.COST, ties=NameAsString())


def by_loads(vote: Vote) -> Outcome:
    return phragmen(vote.election(), ties=NameAsString())


@pytest.mark.parametrize(
    ("outcome", "name", "told"),
    [
        (
            shares(INTRODUCTION), "library",
            ("library costs 100 and has 3 votes from 3 voters.\n"
            "Funded 3rd, with 3 effective votes.\n"
            "Paid in full (33.33 (100/3) each): 3 supporters."),
        ),
        (
            shares(INTRODUCTION), "park",
            ("park costs 250 and has 5 votes from 5 voters.\n"
            "Not funded: its supporters have 33.33 (100/3) left together; it is missed by 216.67 (650/3)."),
        ),
        (
            by_votes(INTRODUCTION), "park",
            ("park costs 250 and has 5 votes from 5 voters.\n"
            "Not funded: 0 of the budget was left for it; it is missed by 250."),
        ),
        (
            by_votes(INTRODUCTION), "gym",
            "gym costs 400 and has 6 votes from 6 voters.\nFunded 2nd, with a score of 6.",
        ),
        (
            by_loads(INTRODUCTION), "bike path",
            ("bike path costs 700 and has 7 votes from 7 voters.\n"
            "Not funded: 150 of the budget was left for it; it is missed by 550."),
        ),
        (
            by_loads(INTRODUCTION), "library",
            "library costs 100 and has 3 votes from 3 voters.\nFunded 1st, with a load of 33.33 (100/3).",
        ),
        (
            shares(Vote({"a": Fraction(1), "b": Fraction(2)}, Fraction(4), [{"a": Fraction(1)}])), "b",
            "b costs 2 and has 0 votes from 0 voters.\nNot funded: nobody supports it.",
        ),
        (
            by_votes(Vote({"a": Fraction(1), "b": Fraction(2)}, Fraction(4), [{"a": Fraction(1)}])), "b",
            "b costs 2 and has 0 votes from 0 voters.\nFunded 2nd, with a score of 0.",
        ),
        (
            by_loads(Vote({"a": Fraction(1), "b": Fraction(2)}, Fraction(4), [{"a": Fraction(1)}])), "b",
            ("b costs 2 and has 0 votes from 0 voters.\n"
            "Funded 2nd although nobody supports it, because money was left."),
        ),
        (
            by_loads(
                Vote(
                    {"a": Fraction(1), "b": Fraction(3), "c": Fraction(1)}, Fraction(3),
                    [{"a": Fraction(1)}, {"b": Fraction(1)}, {"b": Fraction(1)}, {"c": Fraction(1, 2)}],
                )
            ), "c",
            ("c costs 1 and has 0.50 votes from 1 voter.\n"
            "Funded 2nd, with a load of 1."),
        ),
    ],
)  # fmt: skip
def test_a_projects_story_is_told_in_numbers(outcome: Outcome, name: str, told: str) -> None:
    assert explain.tell_project(explain.project(outcome, name), outcome.election) == told


def test_who_waited_behind_a_project_that_did_not_fit_is_told_the_load_missed() -> None:
    vote = Vote(
        {"a": Fraction(4), "b": Fraction(6), "c": Fraction(5)},
        Fraction(9),
        [{"a": Fraction(1)}, {"a": Fraction(1)}, {"b": Fraction(1)}, {"b": Fraction(1)}, {"c": Fraction(1)}],
    )
    story = explain.project(by_loads(vote), "c")

    assert by_loads(vote).names == ("a",)
    assert (story.missed, story.missed and story.missed.short) == (
        explain.Missed("load", Fraction(5), Fraction(2)),
        3,
    )
    assert "its turn would have come at a load of 5" in explain.tell_project(story, vote.election())


def test_points_and_partial_payments_are_told() -> None:
    vote = Vote(
        {"a": Fraction(9), "b": Fraction(9)},
        Fraction(18),
        [{"a": Fraction(1)}, {"a": Fraction(2), "b": Fraction(3)}, {"b": Fraction(1)}],
    )
    outcome = shares(vote, Completion.ADD1)

    # With 8 each: `b` at 2.25 a point takes 6.75 and 2.25; of `a` the second voter can pay 1.25, the first the rest.
    assert (outcome.names, outcome.share) == (("b", "a"), 8)
    assert explain.tell_project(explain.project(outcome, "a"), outcome.election).splitlines()[1:] == [
        "Funded 2nd, with 1.16 (36/31) effective votes.",
        "Paid in full (7.75 a point each): 1 supporter.",
        "Paid all they had left, which is less: 1 supporter.",
    ]


def test_equals_that_came_later_are_told() -> None:
    vote = Vote(dict.fromkeys("ab", Fraction(1)), Fraction(2), [dict.fromkeys("ab", Fraction(1))])
    outcome = shares(vote)

    assert "Exactly as good, and later by the tie rule: b." in explain.tell_project(
        explain.project(outcome, "a"), outcome.election
    )


def test_a_voters_story_adds_up() -> None:
    story = explain.voter(shares(INTRODUCTION), INTRODUCTION.ballots[6])

    assert explain.tell_voter(story) == (
        "Share: 100.\npark: not funded.\nplayground: funded, paid 50.\nlibrary: funded, paid 33.33 (100/3).\n"
        "Left: 16.67 (50/3)."
    )
    assert (
        explain.tell_voter(explain.voter(by_votes(INTRODUCTION), {"gym": Fraction(2)}))
        == "gym (2 points): funded."
    )
    assert explain.tell_voter(explain.voter(by_votes(INTRODUCTION), {})) == "This ballot supports no project."


def test_a_voter_under_phragmen_pays_by_her_load() -> None:
    story = explain.voter(by_loads(INTRODUCTION), INTRODUCTION.ballots[6])

    assert [(pick.project, pick.paid) for pick in story.picks] == [
        ("park", 30),
        ("playground", Fraction(80, 3)),
        ("library", Fraction(100, 3)),
    ]


@given(vote=votes(graded=True))
def test_all_voters_stories_together_pay_for_all_projects(vote: Vote) -> None:
    outcome = shares(vote)
    stories = [explain.voter(outcome, ballot) for ballot in vote.ballots]
    paid = sum((pick.paid or Fraction(0) for story in stories for pick in story.picks), Fraction(0))

    assert paid == outcome.election.money(outcome.cost)
    assert all((story.left or Fraction(0)) >= 0 for story in stories)


@given(vote=votes(graded=True))
def test_whoever_is_missed_is_missed_by_something(vote: Vote) -> None:
    for outcome in (shares(vote), shares(vote, Completion.ADD1), by_votes(vote), by_loads(vote)):
        for name in vote.costs:
            story = explain.project(outcome, name)
            assert (story.missed is None) == (name in outcome.names)
            assert story.missed is None or story.missed.short > 0 or story.missed.kind == "load"


def test_who_is_not_on_the_list_is_unknown() -> None:
    with pytest.raises(UnknownProject):
        explain.project(shares(INTRODUCTION), "airport")
    with pytest.raises(UnknownProject):
        explain.voter(shares(INTRODUCTION), {"airport": Fraction(1)})


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Fraction(5), "5"),
        (Fraction(5, 2), "2.50"),
        (Fraction(1, 3), "0.33 (1/3)"),
        (Fraction(-1, 3), "-0.33 (-1/3)"),
    ],
)
def test_an_amount_is_rounded_only_beside_its_exact_value(value: Fraction, told: str) -> None:
    assert explain.amount(value) == told
