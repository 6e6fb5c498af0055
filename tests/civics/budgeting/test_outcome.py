"""The canonical outcome: the numbers that show why, and the same bytes for the same question."""

import json
from fractions import Fraction

from hypothesis import given

from civics import canonical
from civics.budgeting.election import from_ballots
from civics.budgeting.equal_shares import equal_shares
from civics.budgeting.greedy import greedy
from civics.budgeting.outcome import Completion, Outcome, Satisfaction, document
from civics.budgeting.phragmen import phragmen
from civics.budgeting.ties import CheapestMostVotesLot, NameAsString
from tests.civics.budgeting.votes import Vote, votes

VOTE = from_ballots({"a": Fraction("10.50"), "b": 5, "c": 5}, 22, [{"a", "b", "c"}, {"a"}])


def outcomes(vote: Vote) -> list[Outcome]:
    election = vote.election()
    return [
        equal_shares(
            election,
            satisfaction=Satisfaction.COST,
            completion=Completion.ADD1_GREEDY,
            ties=CheapestMostVotesLot(seed="s"),
        ),
        greedy(election, satisfaction=Satisfaction.CARDINALITY, ties=NameAsString()),
        phragmen(election, ties=NameAsString()),
    ]


def test_every_number_stands_in_the_document() -> None:
    outcome = equal_shares(
        VOTE, satisfaction=Satisfaction.COST, completion=Completion.NONE, ties=NameAsString()
    )

    assert document(outcome) == {
        "format": 1,
        "library": "civics 0.1.0",
        "rule": "equal-shares",
        "rule_set": {"name": "civics.budgeting", "date": "2026-11-21"},
        "seed": None,
        "input_sha256": canonical.digest(
            [
                "budget 22", "voters 2", 'project 21/2 "a"', 'project 5 "b"', 'project 5 "c"',
                'ballot 1 1 "a"', 'ballot 1 1 "a" 1 "b" 1 "c"',
            ]
        ),
        "outcome": {
            "satisfaction": "cost",
            "completion": "none",
            "tie_rule": "name-as-string",
            "voters": 2,
            "unit": 2,
            "budget": 44,
            "share": "11",
            "selected": ["a", "b"],
            "cost": 31,
            "leftover": 13,
            "tied": [{"first": "b", "then": ["c"]}],
            "purchases": [
                {"project": "a", "cost": 21, "effective_votes": "2", "each": "21/4", "in_full": 2, "in_part": 0},
                {"project": "b", "cost": 10, "effective_votes": "1", "each": "5", "in_full": 1, "in_part": 0},
            ],
            "flags": [],
        },
    }  # fmt: skip


@given(vote=votes(graded=True))
def test_a_count_of_the_same_lines_in_any_order_gives_the_same_bytes(vote: Vote) -> None:
    turned = Vote(dict(reversed(vote.costs.items())), vote.budget, vote.ballots[::-1])

    assert [canonical.dumps(document(one)) for one in outcomes(turned)] == [
        canonical.dumps(document(one)) for one in outcomes(vote)
    ]


@given(vote=votes(graded=True))
def test_the_document_reads_back_to_itself(vote: Vote) -> None:
    for outcome in outcomes(vote):
        text = canonical.dumps(document(outcome))

        assert canonical.dumps(json.loads(text)) == text


@given(vote=votes(graded=True))
def test_cost_and_leftover_are_the_budget(vote: Vote) -> None:
    for outcome in outcomes(vote):
        assert outcome.cost + outcome.leftover == outcome.election.budget
