"""Real conversations: the same map in any order of votes, from both tables, refreshed or drawn at once."""

import random
from pathlib import Path

import numpy as np
import pytest

from civics.opinion import (
    as_json,
    carried,
    draw,
    gather,
    grouping,
    measure,
    read_comments,
    read_votes,
    refresh,
)
from tests.civics.opinion import oracles
from tests.civics.opinion.cases import dense

pytestmark = pytest.mark.real

CONVERSATIONS = (
    "15-per-hour-seattle",
    "american-assembly.bowling-green",
    "brexit-consensus",
    "canadian-electoral-reform",
    "scoop-hivemind.biodiversity",
    "scoop-hivemind.taxes",
    "scoop-hivemind.ubi",
    "vtaiwan.uberx",
)
every_conversation = pytest.mark.parametrize("name", CONVERSATIONS)


@every_conversation
def test_the_order_of_people_and_statements_in_the_table_never_shows(
    shared: Path, tmp_path: Path, name: str
) -> None:
    folder = shared / "polis" / name
    moderation = read_comments(folder / "comments.csv").moderation
    expected = as_json(draw(read_votes(folder / "participants-votes.csv"), moderation=moderation), None)
    head, *lines = [line.split(",") for line in (folder / "participants-votes.csv").read_text().splitlines()]

    for seed in range(2):
        dice = random.Random(seed)
        columns = list(range(len(head)))
        dice.shuffle(columns)
        dice.shuffle(lines)
        path = tmp_path / "shuffled.csv"
        path.write_text("\n".join(",".join(row[c] for c in columns) for row in [head, *lines]))
        assert as_json(draw(read_votes(path), moderation=moderation), None) == expected


@pytest.mark.parametrize("name", [name for name in CONVERSATIONS if "bowling" not in name])
def test_the_list_of_votes_in_any_order_is_the_table_of_people(
    shared: Path, tmp_path: Path, name: str
) -> None:
    folder = shared / "polis" / name
    expected = read_votes(folder / "participants-votes.csv").digest()
    head, *lines = (folder / "votes.csv").read_text().splitlines()
    random.Random(3).shuffle(lines)
    path = tmp_path / "shuffled.csv"
    path.write_text("\n".join([head, *lines]))

    assert read_votes(folder / "votes.csv").digest() == expected
    assert read_votes(path).digest() == expected


@every_conversation
def test_a_map_refreshed_step_by_step_is_the_one_drawn_from_nothing(shared: Path, name: str) -> None:
    votes = read_votes(shared / "polis" / name / "participants-votes.csv")
    person = np.repeat(np.arange(len(votes.participants)), votes.cast_by())
    order = np.random.default_rng(5).permutation(votes.code.size)

    def first(share: float) -> object:
        some = order[: int(share * order.size)]
        return gather(person[some], votes.code[some] // 3, votes.code[some] % 3 - 1)

    drawn = draw(first(0.9))
    for share in (0.95, 0.99, 0.999, 1.0):
        refreshed, cold = refresh(drawn, first(share)), carried(drawn.as_earlier(), draw(first(share)))
        assert as_json(refreshed, None) == as_json(cold, None)
        drawn = refreshed


@every_conversation
def test_axes_are_those_of_the_filled_table(shared: Path, name: str) -> None:
    folder = shared / "polis" / name
    votes = read_votes(folder / "participants-votes.csv")
    drawn = draw(votes, moderation=read_comments(folder / "comments.csv").moderation)
    placed = drawn.member >= 0
    table = dense(votes)[placed]
    cast = ~np.isnan(table)
    mean = np.where(
        cast.any(axis=0), np.where(cast, table, 0).sum(axis=0) / np.maximum(cast.sum(axis=0), 1), 0
    )
    centred = np.where(drawn.counting.on_map, np.where(cast, table, mean) - mean, 0.0)
    rows = np.linalg.eigh(centred.T @ centred)[1][:, :-3:-1].T

    assert np.abs((drawn.axes.vectors * rows).sum(axis=1)) == pytest.approx([1.0, 1.0], abs=1e-11)
    places = centred @ drawn.axes.vectors.T / np.sqrt(drawn.counting.cast[placed])[:, None]
    assert np.abs(places - drawn.place[placed] / 1e6).max() <= 0.5e-6 + 1e-12


@every_conversation
def test_no_split_in_two_found_by_many_starts_is_better(shared: Path, name: str) -> None:
    drawn = draw(read_votes(shared / "polis" / name / "participants-votes.csv"))
    places = drawn.place[drawn.member >= 0]
    ours = oracles.spread(places, grouping.split_in_two(places))
    scene = grouping.picture(places).places
    labels, spreads = np.zeros((100, len(scene)), dtype=np.int64), np.zeros(100)

    grouping.clumps.rough_starts(scene, 2, np.random.default_rng(1).random((100, 2)), labels, spreads, 300)

    assert ours <= spreads.min() * (1 + 1e-9)


@pytest.mark.parametrize("name", ["brexit-consensus", "scoop-hivemind.ubi"])
def test_steadiness_is_the_same_again(shared: Path, name: str) -> None:
    drawn = draw(read_votes(shared / "polis" / name / "participants-votes.csv"))

    assert measure(drawn, seed=1, rounds=5) == measure(drawn, seed=1, rounds=5)
