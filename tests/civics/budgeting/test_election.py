"""Columns: ballots merged exactly, amounts scaled exactly, faults named."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civics.budgeting import election as elections
from civics.budgeting.election import Entries, from_ballots, merge
from civics.budgeting.errors import BadAmount, BadBallot, DuplicateId, NoProjects, NoVoters, UnknownProject
from civics.faults import Fault
from tests.civics.budgeting.votes import Vote, votes


@given(vote=votes(graded=True))
def test_equal_ballots_become_one_and_none_is_lost(vote: Vote) -> None:
    election = vote.election()
    counted = Counter(tuple(sorted(ballot.items())) for ballot in vote.ballots if ballot)

    assert dict(zip(election.ballots(), election.weight.tolist(), strict=True)) == counted
    assert election.voters == len(vote.ballots)


@given(ballots=st.lists(st.dictionaries(st.integers(0, 5), st.integers(1, 3)), max_size=12))
def test_merging_by_contents_is_the_same_as_by_sums(ballots: list[dict[int, int]]) -> None:
    cells = [(at, *cell) for at, ballot in enumerate(ballots) for cell in sorted(ballot.items())]
    columns = np.array(cells, np.int64).reshape(-1, 3)
    merged = merge(Entries(columns[:, 0], columns[:, 1], columns[:, 2], np.ones(len(ballots), np.int64)))
    begin = np.flatnonzero(np.diff(columns[:, 0], prepend=-1))
    first, group = elections._by_contents(columns[:, 1], columns[:, 2], begin) if cells else ((), ())

    assert sorted(merged.cast.tolist()) == sorted(Counter(map(int, group)).values())
    assert len(merged.cast) == len(first)


def test_columns_cannot_be_changed() -> None:
    election = from_ballots({"a": 1}, 1, [{"a"}])

    with pytest.raises(ValueError, match="read-only"):
        election.mass[0] = 2


def test_money_is_kept_in_the_coarsest_unit_that_is_exact() -> None:
    election = from_ballots({"a": Decimal("10.50"), "b": Fraction(1, 4)}, 12, [{"a", "b"}])

    assert (election.unit, election.cost.tolist(), election.budget) == (4, [42, 1], 48)


@pytest.mark.parametrize(
    ("costs", "budget", "ballots", "fault"),
    [
        ({}, 1, [{}], NoProjects),
        ({"a": 1}, 1, [], NoVoters),
        ({"a": 0}, 1, [{}], BadAmount),
        ({"a": -1}, 1, [{}], BadAmount),
        ({"a": 1}, 0, [{}], BadAmount),
        ({"a": Decimal("NaN")}, 1, [{}], BadAmount),
        ({"a": 0.5}, 1, [{}], BadAmount),
        ({"a": 10**15, "b": Fraction(1, 10)}, 1, [{}], BadAmount),
        ({"a": 1}, 1, [{"x"}], UnknownProject),
        ({"a": 1}, 1, [["a", "a"]], DuplicateId),
        ({"a": 1}, 1, [{"a": -1}], BadBallot),
        ({"a": 1}, 1, [{"a": 10**14}] * 11, BadAmount),
    ],
)
def test_faults_are_named(
    costs: dict[str, int], budget: int, ballots: list[set[str]], fault: type[Fault]
) -> None:
    with pytest.raises(fault):
        from_ballots(costs, budget, ballots)
