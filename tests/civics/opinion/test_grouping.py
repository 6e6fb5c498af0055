"""Groups: two are the best two there are, more are the best of few people, and order never shows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.opinion import grouping
from civics.opinion.errors import TooManyGroups
from tests.civics.opinion import oracles

coordinates = st.integers(-1_500_000, 1_500_000)
few_points = st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=9)
lattice = st.lists(st.tuples(st.integers(-2, 2), st.integers(-2, 2)), min_size=2, max_size=11)


def scattered(seed: int, count: int, kind: str) -> np.ndarray:
    dice = np.random.default_rng(seed)
    if kind == "even":
        return dice.integers(-(10**6), 10**6, (count, 2))
    if kind == "lattice":
        return dice.integers(-4, 5, (count, 2))
    if kind == "camps":
        return (dice.normal(0, 1e5, (count, 2)) + dice.integers(0, 4, (count, 1)) * [3e5, 1e5]).astype(
            np.int64
        )
    if kind == "two walls":
        return np.column_stack([np.where(dice.random(count) < 0.4, -700, 500), dice.integers(-9, 9, count)])
    turn = 2 * np.pi * np.arange(count) / count
    return np.rint(np.column_stack([np.cos(turn), np.sin(turn)]) * 1e6).astype(np.int64)


KINDS = ("even", "lattice", "camps", "two walls", "circle")


@settings(deadline=None)
@given(few_points | lattice)
def test_no_two_groups_of_few_people_are_better(points: list[tuple[int, int]]) -> None:
    places = np.array(points)
    if len(np.unique(places, axis=0)) < 2:
        return

    found = grouping.group(places, 2)

    assert found.spread == pytest.approx(oracles.spread(places, found.label), rel=1e-9, abs=1e-6)
    assert found.spread <= oracles.least_spread(places, 2) * (1 + 1e-9) + 1e-6


@pytest.mark.parametrize("count", [20, 33, 90])
@pytest.mark.parametrize("kind", KINDS)
def test_no_line_splits_better(kind: str, count: int) -> None:
    no_line_splits_better(scattered(count, count, kind))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["even", "circle", "two walls"])
def test_no_line_splits_hundreds_better(kind: str) -> None:
    no_line_splits_better(scattered(4, 410, kind))


def no_line_splits_better(places: np.ndarray) -> None:
    weight = np.random.default_rng(5).integers(1, 4, len(places)).astype(float)
    best = oracles.least_spread_of_two(places, weight)

    label = grouping.split_in_two(places, weight)

    assert set(label.tolist()) == {0, 1}
    assert oracles.spread(places, label, weight) == pytest.approx(best, rel=1e-9)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("groups", [2, 3, 4, 5])
@pytest.mark.parametrize("seed", range(6))
def test_no_grouping_of_a_dozen_people_is_better(kind: str, groups: int, seed: int) -> None:
    places = scattered(seed, 11, kind)
    if len(np.unique(places, axis=0)) < groups:
        pytest.skip("people stand at too few places for so many groups")

    found = grouping.group(places, groups)

    assert len(set(found.label.tolist())) == groups
    assert oracles.spread(places, found.label) <= oracles.least_spread(places, groups) * (1 + 1e-9) + 1e-6


@settings(deadline=None)
@given(
    st.lists(st.tuples(coordinates, coordinates, st.integers(1, 4)), min_size=4, max_size=8),
    st.integers(2, 4),
)
def test_a_weight_counts_like_so_many_people(rows: list[tuple[int, int, int]], groups: int) -> None:
    places, weight = np.array(rows)[:, :2], np.array(rows)[:, 2]
    if len(np.unique(places, axis=0)) < groups:
        return

    weighted = grouping.group(places, groups, weight.astype(float))
    repeated = grouping.group(np.repeat(places, weight, axis=0), groups)

    assert np.repeat(weighted.label, weight).tolist() == repeated.label.tolist()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("groups", [2, 3, 5])
@pytest.mark.parametrize("count", [18, 90, 900])
def test_the_order_of_people_never_shows(kind: str, groups: int, count: int) -> None:
    places = scattered(7, count, kind)
    order = np.random.default_rng(8).permutation(count)

    found, shuffled = grouping.group(places, groups), grouping.group(places[order], groups)

    assert found.label[order].tolist() == shuffled.label.tolist()
    assert found.spread == shuffled.spread


def test_people_at_one_place_are_never_parted() -> None:
    places = np.repeat(scattered(9, 30, "lattice"), 5, axis=0)

    label = grouping.group(places, 4).label.reshape(30, 5)

    assert (label == label[:, :1]).all()


@pytest.mark.parametrize(
    ("seed", "count", "kind"), [(1, 9, "even"), (2, 40, "camps"), (3, 250, "camps"), (4, 60, "circle")]
)
def test_the_fit_is_the_mean_silhouette(seed: int, count: int, kind: str) -> None:
    places = scattered(seed, count, kind)
    found = grouping.group(places, 3)

    assert grouping.fit_of(places, found.label) == pytest.approx(
        oracles.mean_silhouette(places, found.label), abs=1e-12
    )


@pytest.mark.parametrize("seed", range(5))
def test_as_many_groups_are_chosen_as_fit_best(seed: int) -> None:
    places = scattered(seed, 200, "camps")

    found, silhouettes = grouping.choose(places)

    direct = {
        groups: oracles.mean_silhouette(places, grouping.group(places, groups).label)
        for groups in range(2, 6)
    }
    assert silhouettes == pytest.approx(direct, abs=1e-12)
    assert found.groups == max(direct, key=lambda groups: direct[groups])
    assert found.silhouette == silhouettes[found.groups]


def test_the_fit_of_many_people_is_measured_on_cells_and_stays_close() -> None:
    places = scattered(11, 1500, "camps")
    found = grouping.group(places, 4)

    assert grouping.fit_of(places, found.label) == pytest.approx(
        oracles.mean_silhouette(places, found.label), abs=0.02
    )


@pytest.mark.parametrize(("people", "most"), [(4, 2), (11, 2), (12, 3), (35, 4), (36, 5), (100_000, 5)])
def test_more_people_may_form_more_groups(people: int, most: int) -> None:
    assert grouping.most_groups(people) == most


def test_more_groups_than_places_are_refused() -> None:
    with pytest.raises(TooManyGroups, match="3 groups were asked for; people stand at only 2 places"):
        grouping.group(np.array([[0, 0], [1, 1], [0, 0]]), 3)


def test_cells_keep_all_weight_and_the_centre() -> None:
    places = grouping.picture(scattered(12, 5000, "camps")).places

    cells = grouping.coarse(places)

    assert len(cells) <= 256
    assert cells[:, 2].sum() == 5000
    assert (cells[:, :2] * cells[:, 2:]).sum(axis=0) == pytest.approx([0.0, 0.0], abs=1e-3)


@pytest.mark.parametrize("groups", [3, 4, 5])
@pytest.mark.parametrize("seed", range(4))
def test_hundreds_of_random_starts_find_nothing_better_by_a_thousandth(groups: int, seed: int) -> None:
    places = scattered(seed, 250, "camps" if seed % 2 else "even")

    found = grouping.group(places, groups)

    scene = grouping.picture(places)
    draws = np.random.default_rng(seed).random((300, groups))
    labels, spreads = np.zeros((300, len(scene.places)), dtype=np.int64), np.zeros(300)
    grouping.clumps.rough_starts(scene.places, groups, draws, labels, spreads, 300)
    assert found.spread <= spreads.min() * 1.001
