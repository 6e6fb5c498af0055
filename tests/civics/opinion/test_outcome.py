"""A map as canonical JSON: everything in it, and the same bytes again."""

import json

import numpy as np
import pytest

from civics import __version__
from civics.opinion import Moderation, Settings, as_json, draw, measure
from civics.opinion.outcome import as_document
from tests.civics.opinion.cases import conversation


@pytest.fixture(scope="module")
def document() -> dict[str, object]:
    moderation = Moderation(out=frozenset({"3"}), meta=frozenset({"5"}))
    drawn = draw(conversation(11, 150, 40, answered=0.3).votes(), moderation=moderation)
    return json.loads(as_json(drawn, measure(drawn, seed=9, rounds=5)))


def test_the_envelope_says_by_which_rule_and_from_what(document: dict[str, object]) -> None:
    assert {name: document[name] for name in ("format", "library", "rule", "seed", "stability_rounds")} == {
        "format": 1,
        "library": f"civics {__version__}",
        "rule": "opinion-map",
        "seed": 9,
        "stability_rounds": 5,
    }
    assert len(str(document["input_sha256"])) == 64
    assert document["settings"] == {
        "as_polis": False,
        "k": None,
        "least_votes": 7,
        "meta": ["5"],
        "moderated_out": ["3"],
    }


def test_everyone_is_either_in_a_group_or_said_not_to_be_placed(document: dict) -> None:
    assert document["k"] == len(document["groups"])
    assert document["participants"].keys() == document["positions"].keys()
    assert document["participants"].keys().isdisjoint(document["not_placed"])
    assert len(document["participants"]) + len(document["not_placed"]) == document["input"]["participants"]
    assert len(document["participants"]) == document["input"]["placed"]
    sizes = {group["name"]: group["size"] for group in document["groups"]}
    assert {name: list(document["participants"].values()).count(name) for name in sizes} == sizes


def test_each_statement_has_the_numbers_of_each_group(document: dict) -> None:
    for row in document["statements"]:
        measured = [row["groups"][group["name"]] for group in document["groups"]]
        assert row["common_ground"]["agree"] == pytest.approx(np.prod([found["pa"] for found in measured]))
        assert sum(found["seen"] for found in measured) <= row["seen"]
        assert row["on_map"] == (row["id"] not in ("3", "5"))
        assert all(found["pa"] == (found["agree"] + 1) / (found["seen"] + 2) for found in measured)


def test_the_place_of_a_statement_is_where_someone_stands_who_only_agreed_with_it(document: dict) -> None:
    made = conversation(11, 150, 40, answered=0.3)
    drawn = draw(made.votes())
    level, loadings = drawn.axes.level.reshape(-1, 3), drawn.loadings / 1e6
    rows = as_document(drawn, None)["statements"]

    for column, row in enumerate(rows):
        expected = (loadings[:, column] * level[column, 2]).tolist()
        assert row["position"] == pytest.approx(expected)
        assert row["extremity"] == pytest.approx(np.hypot(*expected) * np.sqrt(40))


def test_a_map_without_resampling_says_so() -> None:
    found = as_document(draw(conversation(1, 30, 12).votes()), None)

    assert (found["seed"], found["stability"], found["groups"][0]["stability"]) == (None, None, None)


def test_a_map_of_nobody_can_be_written() -> None:
    found = json.loads(as_json(draw(conversation(1, 9, 12).votes(), settings=Settings(least_votes=12)), None))

    assert (found["k"], found["participants"], len(found["not_placed"])) == (0, {}, 9)


def test_the_same_map_is_written_with_the_same_bytes() -> None:
    made = conversation(2, 60, 20)

    assert as_json(draw(made.votes()), None) == as_json(draw(made.votes()), None)
