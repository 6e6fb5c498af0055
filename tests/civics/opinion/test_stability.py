"""How steady a map is: by resampling people, with a seed that gives the same numbers again."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from civics.opinion import draw, measure
from civics.opinion.draws import published
from civics.opinion.stability import adjusted_rand, kept_shares
from tests.civics.opinion.cases import conversation


def test_the_same_seed_gives_the_same_numbers() -> None:
    drawn = draw(conversation(1, 120, 30).votes())

    first, again, other = (measure(drawn, seed=seed, rounds=6) for seed in (5, 5, 6))

    assert first == again
    assert first is not None and other is not None
    assert (first.rounds, first.seed, len(first.of_groups)) == (6, 5, len(drawn.groups))
    assert first.overall != other.overall


def test_camps_far_apart_are_steady_and_mere_noise_is_not() -> None:
    clear = measure(draw(conversation(2, 150, 40, answered=0.9).votes()), seed=1)
    noise = measure(draw(conversation(2, 150, 40, camps=1, answered=0.9).votes()), seed=1)

    assert clear is not None and noise is not None
    assert clear.overall > 0.95
    assert noise.overall < 0.8


@pytest.mark.parametrize("seed", range(10))
def test_the_adjusted_rand_index_is_the_known_one(seed: int) -> None:
    dice = np.random.default_rng(seed)
    one, other = dice.integers(0, 4, 60), dice.integers(0, 3, 60)
    table = np.zeros((4, 4), dtype=np.int64)
    np.add.at(table, (one, other), 1)

    assert adjusted_rand(table) == pytest.approx(adjusted_rand_score(one, other), abs=1e-12)


def test_two_groupings_into_one_group_agree() -> None:
    assert adjusted_rand(np.array([[7, 0], [0, 0]])) == 1.0


def test_a_group_keeps_what_it_shares_with_its_best_match() -> None:
    assert kept_shares(np.array([[8, 2], [0, 10]])).tolist() == [0.8, 10 / 12]


def test_published_numbers_are_those_of_splitmix64() -> None:
    # the first outputs of the reference implementation from seed 1234567
    first = [6457827717110365317, 3203168211198807973, 9817491932198370423]

    assert published(1234567, (3,)).tolist() == [(value >> 11) / 2**53 for value in first]


def test_published_numbers_lie_in_the_unit_interval_evenly() -> None:
    numbers = published(7, (200, 100))

    assert numbers.shape == (200, 100)
    assert numbers.min() >= 0.0 and numbers.max() < 1.0
    assert numbers.mean() == pytest.approx(0.5, abs=0.01)
