"""Tie rules: by name as a string; by cost, votes and a lot that anyone can repeat."""

import hashlib

import pytest

from civics.budgeting.election import from_ballots
from civics.budgeting.errors import BadSeed
from civics.budgeting.ties import CheapestMostVotesLot, NameAsString, lot

VOTE = from_ballots({"9": 5, "10": 5, "b": 3, "é": 5}, 10, [{"9", "10", "b"}, {"9", "10"}, {"é"}])


def test_names_are_compared_as_strings() -> None:
    assert NameAsString().ranks(VOTE).tolist() == [1, 0, 2, 3]


def test_the_cheapest_goes_first_then_most_votes_then_the_lot() -> None:
    for seed in ("2026-11-21", "another"):
        nine, ten, cheap, few = CheapestMostVotesLot(seed=seed).ranks(VOTE).tolist()

        assert (cheap, few) == (0, 3)
        assert (nine < ten) == (lot(seed, "9") < lot(seed, "10"))


def test_the_lot_is_a_hash_that_anyone_can_repeat() -> None:
    assert lot("seed", "公园") == hashlib.sha256("linli lot v1\nseed\nbudget\n公园".encode()).hexdigest()


@pytest.mark.parametrize("seed", ["", "two\nlines", "\udcff"])
def test_a_seed_that_nobody_could_publish_is_refused(seed: str) -> None:
    with pytest.raises(BadSeed):
        CheapestMostVotesLot(seed=seed)
