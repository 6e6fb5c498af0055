"""The axes are those of the table with every hole filled by its column's mean, which is never built."""

import numpy as np
import pytest

from civics.opinion import Settings, axes, draw, gather, placing
from civics.opinion.placing import Moderation
from civics.opinion.votes import Votes
from tests.civics.opinion.cases import conversation, dense


def filled(votes: Votes, on_map: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """The centred table as the definition says: holes get the mean of the votes cast, columns off the map are 0."""
    table = dense(votes)
    cast = ~np.isnan(table)
    shares = weight[:, None] * cast
    mean = np.where(
        shares.sum(0) > 0, (np.where(cast, table, 0) * shares).sum(0) / np.maximum(shares.sum(0), 1), 0
    )
    return np.where(on_map, np.where(cast, table, mean) - mean, 0.0)


@pytest.mark.parametrize(
    ("seed", "people", "statements"), [(1, 60, 20), (2, 30, 90), (3, 300, 150), (4, 8, 3)]
)
def test_axes_are_the_two_strongest_directions_of_the_filled_table(
    seed: int, people: int, statements: int
) -> None:
    votes = conversation(seed, people, statements).votes()
    weight, on_map = np.ones(len(votes.participants)), np.ones(len(votes.statements), bool)
    _, strength, rows = np.linalg.svd(filled(votes, on_map, weight), full_matrices=False)

    found = axes.find(votes, weight, on_map)

    assert np.abs((found.vectors * rows[:2]).sum(axis=1)) == pytest.approx([1.0, 1.0], abs=1e-12)
    assert found.strength == pytest.approx((strength[:2] ** 2).tolist(), rel=1e-12)
    assert found.explained == pytest.approx((strength[:2] ** 2 / (strength**2).sum()).tolist(), rel=1e-9)
    assert np.abs(found.vectors @ found.vectors.T - np.eye(2)).max() < 1e-12


def test_people_of_weight_two_count_as_two_people() -> None:
    made = conversation(5, 40, 12)
    twice = [(f"{p}-again", s, c) for p, s, c in made.rows() if int(p) < 10]
    once, doubled = made.votes(), gather(*zip(*made.rows(), *twice, strict=True))
    on_map = np.ones(12, bool)

    weighted = axes.find(once, np.array([2.0 if int(p) < 10 else 1.0 for p in once.participants]), on_map)

    assert weighted.vectors == pytest.approx(axes.find(doubled, np.ones(50), on_map).vectors, abs=1e-11)


def test_a_statement_off_the_map_turns_no_axis() -> None:
    votes = conversation(6, 50, 15).votes()
    on_map = Moderation(out=frozenset({"3"}), meta=frozenset({"7"})).on_map(votes.statements)
    weight = np.ones(len(votes.participants))
    rows = np.linalg.svd(filled(votes, on_map, weight), full_matrices=False)[2]

    found = axes.find(votes, weight, on_map)

    assert found.vectors[:, ~on_map].tolist() == [[0.0, 0.0], [0.0, 0.0]]
    assert np.abs((found.vectors * rows[:2]).sum(axis=1)) == pytest.approx([1.0, 1.0], abs=1e-12)


def test_strong_loadings_point_to_agreement() -> None:
    votes = conversation(7, 80, 25).votes()

    found = axes.find(votes, np.ones(len(votes.participants)), np.ones(25, bool))

    assert ((found.loadings() ** 3).sum(axis=1) > 0).tolist() == [True, True]


def test_people_on_one_line_have_one_axis() -> None:
    votes = gather(["1", "1", "2", "2", "3", "3"], ["1", "2"] * 3, [1, -1, -1, 1, 1, -1])

    found = axes.find(votes, np.ones(3), np.ones(2, bool))

    assert found.strength[1] == 0.0
    assert found.vectors[1].tolist() == [0.0, 0.0]
    assert found.vectors[0] == pytest.approx([np.sqrt(0.5), -np.sqrt(0.5)])


def test_people_who_agree_about_everything_have_no_axis() -> None:
    votes = gather(["1", "2", "3"], ["1", "1", "1"], [1, 1, 1])

    found = axes.find(votes, np.ones(3), np.ones(1, bool))

    assert found.vectors.tolist() == [[0.0], [0.0]]
    assert found.explained == (0.0, 0.0)


def test_any_start_finds_the_same_axes_within_their_doubt() -> None:
    votes = conversation(8, 200, 60).votes()
    weight, on_map = np.ones(len(votes.participants)), np.ones(60, bool)
    cold = axes.find(votes, weight, on_map)

    for seed in range(20):
        warm = axes.find(votes, weight, on_map, np.random.default_rng(seed).normal(size=(2, 60)))
        apart = np.sqrt(((warm.vectors - cold.vectors) ** 2).sum(axis=1))
        assert (apart <= np.array(warm.doubt) + np.array(cold.doubt)).all()


def test_a_place_is_the_projection_scaled_by_the_votes_cast() -> None:
    votes = conversation(9, 40, 30).votes()
    on_map = np.ones(30, bool)
    found = axes.find(votes, np.ones(40), on_map)
    table = filled(votes, on_map, np.ones(40))

    expected = table @ found.vectors.T / np.sqrt(votes.cast_by())[:, None]

    assert placing.places(votes, found, votes.cast_by()) == pytest.approx(expected, abs=1e-13)


def test_a_place_by_hand() -> None:
    votes = gather(["a", "a", "b", "b", "c"], ["1", "2", "1", "2", "1"], [1, -1, -1, 1, 0])
    found = axes.find(votes, np.ones(3), np.ones(2, bool))

    # means 0 and 0; D = (1,-1), (-1,1), (0,0); axis (1,-1)/sqrt 2: a at (1+1)/sqrt 2 / sqrt 2 = 1
    assert placing.in_millionths(placing.places(votes, found, votes.cast_by())).tolist() == [
        [1000000, 0],
        [-1000000, 0],
        [0, 0],
    ]


def test_who_is_placed() -> None:
    rows = [("many", f"{s}", 1) for s in range(8)] + [("six", f"{s}", 1) for s in range(6)]
    rows += [("off", f"{s}", 1) for s in range(8, 15)] + [("none", "20", 1)]
    votes = gather(*zip(*rows, strict=True))
    off = Moderation(out=frozenset(f"{s}" for s in range(8, 21)))

    ours, polis = (placing.counting(votes, off, 7, as_polis=as_polis) for as_polis in (False, True))

    assert votes.participants == ("many", "none", "off", "six")
    assert ours.placed.tolist() == [True, False, False, False]
    assert (ours.cast.tolist(), ours.width) == ([8, 0, 0, 6], 8)
    assert polis.placed.tolist() == [True, False, True, False]
    assert (polis.cast.tolist(), polis.width, polis.weight.tolist()) == ([16, 8, 8, 14], 16, [1.0] * 4)


def test_with_fewer_statements_than_votes_needed_one_vote_each_is_enough() -> None:
    votes = gather(["a", "a", "a", "b", "b"], ["1", "2", "3", "1", "2"], [1, 1, 1, 1, 1])

    assert placing.counting(votes, Moderation(), 7, as_polis=False).placed.tolist() == [True, False]


def test_as_polis_a_statement_off_the_map_is_a_pass_by_everyone() -> None:
    votes = conversation(12, 50, 16).votes()
    drawn = draw(votes, settings=Settings(as_polis=True), moderation=Moderation(out=frozenset({"3", "8"})))
    table = dense(votes)
    table[:, [votes.statements.index("3"), votes.statements.index("8")]] = 0.0
    cast = ~np.isnan(table)
    centred = np.where(cast, table - np.nanmean(table, axis=0), 0.0)

    projection = centred @ drawn.axes.vectors.T * np.sqrt(16 / cast.sum(axis=1))[:, None]

    along = np.linalg.norm(centred @ drawn.axes.vectors.T, axis=0)
    assert along == pytest.approx(np.linalg.svd(centred)[1][:2])
    placed = drawn.member >= 0
    assert drawn.place[placed] / 1e6 * np.sqrt(16) == pytest.approx(
        projection[placed], abs=0.5e-6 * 4 + 1e-12
    )


@pytest.mark.parametrize("nudge", [0.0, 1e-12])
def test_a_place_on_a_rounding_border_is_not_certain(nudge: float) -> None:
    votes = conversation(10, 30, 20).votes()
    found = axes.find(votes, np.ones(30), np.ones(20, bool))
    exact = placing.places(votes, found, votes.cast_by())
    grains = np.rint(exact * 1e6)

    assert placing.certain((grains + 0.25) / 1e6, found)
    assert not placing.certain((grains + 0.5 + nudge) / 1e6, found)
