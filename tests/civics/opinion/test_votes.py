"""Votes in canonical order: the last vote counts, and the order of arrival never shows."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.opinion import gather
from civics.opinion.errors import BadCell, NoVotes, TwoAnswers, UnevenColumns, UnknownVote
from civics.opinion.votes import canonical_order
from tests.civics.opinion.cases import dense

ids = st.sampled_from(["0", "1", "2", "10", "007", "b", "a", "－1", "-1"])
triples = st.lists(
    st.tuples(ids, ids, st.sampled_from([-1, 0, 1]), st.integers(0, 4)), min_size=1, max_size=40
)


def test_whole_numbers_come_first_by_value_and_other_ids_by_text() -> None:
    assert canonical_order(["b", "10", "2", "007", "a", "0", "-1"]) == ("0", "2", "10", "-1", "007", "a", "b")


def test_votes_are_kept_by_person_and_statement() -> None:
    votes = gather(["10", "2", "2"], ["b", "b", "a"], [1, -1, 0])

    assert votes.participants == ("2", "10")
    assert votes.statements == ("a", "b")
    assert votes.rows.tolist() == [0, 2, 3]
    assert votes.code.tolist() == [1, 3, 5]


def test_the_last_vote_counts() -> None:
    votes = gather(["1", "1", "1"], ["7", "7", "7"], [1, -1, 0], [20, 30, 10])

    assert (votes.code.tolist(), votes.replaced, votes.cancelled) == ([0], 2, 0)


def test_two_different_last_votes_of_one_moment_cancel_to_a_pass() -> None:
    votes = gather(["1", "1", "1"], ["7", "7", "7"], [1, 1, -1], [30, 30, 30])

    assert (votes.code.tolist(), votes.replaced, votes.cancelled) == ([1], 2, 1)


def test_the_same_vote_sent_twice_counts_once_without_times() -> None:
    assert gather(["1", "1"], ["7", "7"], [1, 1]).code.tolist() == [2]


def test_two_different_votes_without_times_are_refused() -> None:
    with pytest.raises(TwoAnswers):
        gather(["1", "1"], ["7", "7"], [1, -1])


def test_no_votes_are_refused() -> None:
    with pytest.raises(NoVotes):
        gather([], [], [])


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(UnevenColumns):
        gather(["1"], ["1", "2"], [1])


@pytest.mark.parametrize("choice", [2, -2, 1.5, float("nan")])
def test_a_vote_that_is_none_is_refused_with_its_number(choice: float) -> None:
    with pytest.raises(UnknownVote, match="Vote number 2 is"):
        gather(["1", "1"], ["1", "2"], [1, choice])


def test_a_time_that_is_no_whole_number_is_refused() -> None:
    with pytest.raises(BadCell):
        gather(["1"], ["1"], [1], [0.5])  # type: ignore[list-item]


def test_numbers_too_long_to_be_numbers_are_texts_in_an_array_too() -> None:
    people = [10**18, 5, 2 * 10**17]

    assert gather(np.array(people), np.array([1, 1, 1]), [1, 1, 1]).participants == (
        "5",
        str(2 * 10**17),
        str(10**18),
    )


def test_numbers_in_an_array_and_their_texts_are_the_same_ids() -> None:
    people, statements, choices = [3, 10**12, 3, 0], [5, 5, 1, 1], [1, 0, -1, 1]

    as_numbers = gather(np.array(people), np.array(statements), choices)
    as_texts = gather([str(p) for p in people], [str(s) for s in statements], choices)

    assert as_numbers.digest() == as_texts.digest()
    assert as_numbers.participants == ("0", "3", str(10**12))


def test_those_who_did_not_vote_keep_their_place() -> None:
    votes = gather(
        np.array([2]), np.array([5]), [1], known_participants=["1", "x"], known_statements=["4", "y"]
    )

    assert (votes.participants, votes.statements) == (("1", "2", "x"), ("4", "5", "y"))
    assert votes.cast_by().tolist() == [0, 1, 0]


@settings(deadline=None)
@given(triples, st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_shows(rows: list[tuple[str, str, int, int]], dice: random.Random) -> None:
    shuffled = rows.copy()
    dice.shuffle(shuffled)

    assert gather(*zip(*rows, strict=True)).digest() == gather(*zip(*shuffled, strict=True)).digest()


@settings(deadline=None)
@given(triples)
def test_each_person_has_the_last_word_on_each_statement(rows: list[tuple[str, str, int, int]]) -> None:
    votes = gather(*zip(*rows, strict=True))
    table = dense(votes)

    for person, statement in {row[:2] for row in rows}:
        mine = [row for row in rows if row[:2] == (person, statement)]
        last = {choice for *_, choice, when in mine if when == max(row[3] for row in mine)}
        expected = last.pop() if len(last) == 1 else 0
        assert table[votes.participants.index(person), votes.statements.index(statement)] == expected


def test_other_votes_have_another_digest() -> None:
    assert gather(["1"], ["1"], [1]).digest() != gather(["1"], ["1"], [0]).digest()
