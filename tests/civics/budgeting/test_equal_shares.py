"""Equal Shares: the published examples, the edges, the laws, and the textbook loop beside it."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.budgeting.election import from_ballots
from civics.budgeting.equal_shares import equal_shares
from civics.budgeting.outcome import Completion, Outcome, Satisfaction
from civics.budgeting.ties import CheapestMostVotesLot, NameAsString
from tests.civics.budgeting import textbook
from tests.civics.budgeting.votes import Vote, votes

BOTH = pytest.mark.parametrize(
    ("satisfaction", "worth"),
    [(Satisfaction.COST, textbook.by_cost), (Satisfaction.CARDINALITY, textbook.by_number)],
)


def plain(vote: Vote, satisfaction: Satisfaction = Satisfaction.COST) -> Outcome:
    return equal_shares(
        vote.election(), satisfaction=satisfaction, completion=Completion.NONE, ties=NameAsString()
    )


def approvals(*ballots: str) -> list[dict[str, Fraction]]:
    return [{name: Fraction(1) for name in ballot.split()} for ballot in ballots]


INTRODUCTION = Vote(
    {
        "bike path": Fraction(700), "gym": Fraction(400), "park": Fraction(250), "playground": Fraction(200),
        "library": Fraction(100),
    },
    Fraction(1100),
    [
        {name: Fraction(1) for name in ballot}
        for ballot in (
            ["bike path", "gym"], ["bike path", "gym", "park"], ["bike path", "gym"], ["bike path", "gym", "park"],
            ["bike path", "gym", "park"], ["bike path", "gym"], ["park", "playground", "library"], ["playground"],
            ["playground", "library"], ["park", "playground", "library"], ["bike path"],
        )
    ],
)  # fmt: skip


INTRODUCTION_NAMES = tuple(INTRODUCTION.costs)


def test_the_introductory_example_of_equalshares_net_comes_out_as_published() -> None:
    outcome = plain(INTRODUCTION)

    assert outcome.names == ("bike path", "playground", "library")
    assert [(p.measure, p.each) for p in outcome.account.purchases()] == [
        (7, 100),
        (4, 50),
        (3, Fraction(100, 3)),
    ]


def test_the_example_of_wikipedia_gives_both_groups_their_part() -> None:
    # 100 voters, 1000 dollars, 9 projects; the article "Method of Equal Shares", its first example with costs.
    costs = {"a": 190, "b": 190, "c": 190, "d": 190, "x": 200, "y": 200, "z": 200}
    ballots = [dict.fromkeys("abcd", 1)] * 60 + [dict.fromkeys("xyz", 1)] * 40
    outcome = equal_shares(
        from_ballots(costs, 1000, ballots),
        satisfaction=Satisfaction.CARDINALITY,
        completion=Completion.NONE,
        ties=NameAsString(),
    )

    assert outcome.names == ("a", "b", "c", "x", "y")


def test_the_second_example_of_equalshares_net_splits_as_equally_as_purses_allow() -> None:
    ballots = [dict(ballot) for ballot in INTRODUCTION.ballots]
    ballots[-1] = {"gym": Fraction(1)}
    purchases = plain(INTRODUCTION.with_ballots(ballots)).account.purchases()

    assert [(INTRODUCTION_NAMES[p.project], p.measure, p.each, p.in_full, p.in_part) for p in purchases] == [
        ("gym", 7, Fraction(400, 7), 7, 0),
        ("park", Fraction(70, 17), Fraction(425, 7), 2, 3),
        ("playground", Fraction(56, 17), Fraction(425, 7), 2, 2),
    ]


def test_points_share_the_cost_in_their_proportion() -> None:
    vote = Vote({"park": Fraction(9)}, Fraction(18), [{"park": Fraction(1)}, {"park": Fraction(2)}])
    (bought,) = plain(vote, Satisfaction.CARDINALITY).account.purchases()

    assert (bought.each, bought.in_full, bought.in_part, bought.measure) == (3, 2, 0, 3)


@pytest.mark.parametrize(
    ("costs", "budget", "ballots", "bought"),
    [
        ({"a": 1}, 1, ["a"], ["a"]),
        ({"a": 2}, 1, ["a"], []),
        ({"a": 1}, 2, ["", ""], []),
        ({"a": 1}, 2, ["a", ""], ["a"]),
        ({"a": 3}, 4, ["a", ""], []),
        ({"10": 1, "9": 1}, 2, ["10 9"], ["10", "9"]),
        ({"a": 5, "b": 5}, 10, ["a b", "a b"], ["a", "b"]),
        ({"a": 5, "b": 5}, 5, ["a b", "a b"], ["a"]),
        ({"a": 1, "b": 999}, 1000, ["a b"], ["a", "b"]),
    ],
)
def test_edges_come_out_as_on_paper(
    costs: dict[str, int], budget: int, ballots: list[str], bought: list[str]
) -> None:
    vote = Vote({name: Fraction(cost) for name, cost in costs.items()}, Fraction(budget), approvals(*ballots))

    assert list(plain(vote).names) == bought


def test_a_purse_that_comes_out_at_exactly_nothing_stays_empty() -> None:
    # 10/3 is no binary fraction: floats would leave 4e-16 in every purse and count its owner as a voter with money.
    vote = Vote({"a": Fraction(10), "b": Fraction(1)}, Fraction(10), approvals("a b", "a b", "a b"))

    assert plain(vote, Satisfaction.CARDINALITY).names == ("b",)
    assert plain(vote).names == ("a",)


def test_money_left_by_a_hair_is_kept() -> None:
    # After `a` each of three voters keeps (10**14 + 1)/3 - 10**14/3 = 1/3 of a unit: enough for `b` together.
    vote = Vote(
        {"a": Fraction(10**14), "b": Fraction(1)}, Fraction(10**14 + 1), approvals("a b", "a b", "a b")
    )

    assert plain(vote).names == ("a", "b")
    assert plain(Vote({**vote.costs, "b": Fraction(2)}, vote.budget, vote.ballots)).names == ("a",)


@BOTH
@given(vote=votes())
def test_it_is_the_textbook_with_approvals(
    satisfaction: Satisfaction, worth: textbook.Worth, vote: Vote
) -> None:
    share = vote.budget / len(vote.ballots)

    assert list(plain(vote, satisfaction).names) == textbook.equal_shares(
        vote.costs, share, vote.ballots, worth(vote.costs)
    )


@BOTH
@given(vote=votes(graded=True))
def test_it_is_the_textbook_with_points(
    satisfaction: Satisfaction, worth: textbook.Worth, vote: Vote
) -> None:
    share = vote.budget / len(vote.ballots)

    assert list(plain(vote, satisfaction).names) == textbook.equal_shares(
        vote.costs, share, vote.ballots, worth(vote.costs)
    )


@given(vote=votes(graded=True), completion=st.sampled_from([Completion.NONE, Completion.ADD1]))
def test_the_account_is_true_to_every_voter_and_every_tie(vote: Vote, completion: Completion) -> None:
    outcome = equal_shares(
        vote.election(), satisfaction=Satisfaction.COST, completion=completion, ties=NameAsString()
    )
    unit, names = outcome.election.unit, outcome.election.projects
    money = [(outcome.share or Fraction(0)) / unit] * len(vote.ballots)
    open_ = set(names)
    for bought in outcome.account.purchases():
        winner, each = names[bought.project], (bought.each or Fraction(0)) / unit
        offers = {
            name: [
                (left, ballot[name])
                for left, ballot in zip(money, vote.ballots, strict=True)
                if name in ballot
            ]
            for name in open_
        }
        prices = {name: textbook.price(vote.costs[name], offers[name]) for name in open_ if offers[name]}
        equals = {
            name
            for name, price in prices.items()
            if price is not None and price / vote.costs[name] == each / vote.costs[winner]
        }
        paid = [
            min(left, each * ballot.get(winner, 0)) for left, ballot in zip(money, vote.ballots, strict=True)
        ]
        full = [each * ballot[winner] for ballot in vote.ballots if winner in ballot]

        assert {names[other] for other in bought.tied} | {winner} == equals
        assert sum(paid) == vote.costs[winner]
        assert bought.in_full == len(full) - sum(
            left < share
            for left, share in zip(
                [left for left, ballot in zip(money, vote.ballots, strict=True) if winner in ballot],
                full,
                strict=True,
            )
        )
        assert bought.in_full + bought.in_part == sum(part > 0 for part in paid)
        money = [left - part for left, part in zip(money, paid, strict=True)]
        open_.remove(winner)

    assert min(money) >= 0


@given(vote=votes(graded=True), seed=st.randoms(use_true_random=False))
def test_it_does_not_matter_who_casts_which_ballot_or_in_what_order(vote: Vote, seed: object) -> None:
    ballots = list(vote.ballots)
    seed.shuffle(ballots)  # type: ignore[attr-defined]
    names = list(vote.costs)
    seed.shuffle(names)  # type: ignore[attr-defined]
    other = Vote({name: vote.costs[name] for name in names}, vote.budget, ballots)

    assert plain(other).names == plain(vote).names


@given(vote=votes(graded=True), factor=st.sampled_from([2, 3, 7, 1000, Fraction(1, 3), Fraction(1, 100)]))
def test_another_currency_changes_nothing(vote: Vote, factor: Fraction) -> None:
    costs = {name: cost * factor for name, cost in vote.costs.items()}

    assert plain(Vote(costs, vote.budget * factor, vote.ballots)).names == plain(vote).names


@given(vote=votes(graded=True), factor=st.sampled_from([2, 5, Fraction(1, 2)]))
def test_finer_points_change_nothing(vote: Vote, factor: Fraction) -> None:
    ballots = [{name: points * factor for name, points in ballot.items()} for ballot in vote.ballots]

    assert plain(vote.with_ballots(ballots)).names == plain(vote).names


@given(vote=votes())
def test_names_matter_to_ties_only(vote: Vote) -> None:
    outcome = plain(vote)
    if any(bought.tied for bought in outcome.account.purchases()):
        return
    other = dict(zip(vote.costs, "mklnop", strict=False))
    renamed = Vote(
        {other[name]: cost for name, cost in vote.costs.items()},
        vote.budget,
        [{other[name]: points for name, points in ballot.items()} for ballot in vote.ballots],
    )

    assert plain(renamed).names == tuple(other[name] for name in outcome.names)


@given(vote=votes())
def test_the_budget_is_kept(vote: Vote) -> None:
    assert plain(vote).leftover >= 0


@given(vote=votes(), more=st.integers(1, 3))
def test_the_first_purchase_stays_funded_with_more_support(vote: Vote, more: int) -> None:
    # Full candidate monotonicity fails for Equal Shares (Peters et al. 2021); the first winner's holds, as her price
    # only falls while no rival's does.
    before = plain(vote)
    if not before.names:
        return
    first = before.names[0]
    ballots = [dict(ballot) for ballot in vote.ballots]
    for ballot in [ballot for ballot in ballots if first not in ballot][:more]:
        ballot[first] = Fraction(1)

    assert plain(vote.with_ballots(ballots)).names[0] == first


def test_ties_follow_the_rule_that_is_named() -> None:
    vote = Vote(
        {"cheap": Fraction(10), "dear": Fraction(20), "also cheap": Fraction(10)},
        Fraction(90),
        approvals("cheap dear also\u0020cheap", "cheap dear", "cheap dear"),
    )
    vote = vote.with_ballots([{name: Fraction(1) for name in vote.costs}] * 3)
    by_name = plain(vote)
    by_lot = equal_shares(
        vote.election(),
        satisfaction=Satisfaction.COST,
        completion=Completion.NONE,
        ties=CheapestMostVotesLot(seed="2026-11-21 3 17 24"),
    )

    assert by_name.names == ("also cheap", "cheap", "dear")
    assert by_lot.names[2] == "dear"
    assert [
        sorted(by_name.election.projects[other] for other in p.tied) for p in by_name.account.purchases()
    ] == [
        ["cheap", "dear"],
        ["dear"],
        [],
    ]


@settings(max_examples=30)
@given(vote=votes(most_voters=4, most_projects=4), copies=st.integers(2, 5))
def test_many_alike_are_merged_without_a_difference(vote: Vote, copies: int) -> None:
    many = Vote(vote.costs, vote.budget * copies, vote.ballots * copies)
    share = many.budget / len(many.ballots)

    assert list(plain(many).names) == textbook.equal_shares(
        many.costs, share, many.ballots, textbook.by_cost(many.costs)
    )
