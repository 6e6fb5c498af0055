"""Canonical JSON: one value, one text; nothing that two machines could write differently gets in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civics import canonical
from civics.canonical import NotCanonical

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert (
        canonical.dumps({"乙": [1, True, None], "a": "甲\n"}) == '{"a":"甲\\n","乙":[1,true,null]}'.encode()
    )


@given(values)
def test_what_is_written_reads_back_and_writes_the_same(value: object) -> None:
    written = canonical.dumps(value)

    assert canonical.loads(written) == value
    assert canonical.dumps(canonical.loads(written)) == written
    assert canonical.dumps(canonical.loads(json.dumps(value, indent=2))) == written


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        b"x",
        {1: 2},
        "\ud800",
        {"\udfff": 1},
        [{"a": 0.5}],
        pytest.param(10**5000, id="a number of 5000 digits"),
        {1, 2},
    ],
)
def test_values_without_one_form_are_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical.dumps(value)


@pytest.mark.parametrize(
    "text",
    ['{"a":1,"a":2}', "1.5", "NaN", "-Infinity", "1e3", "{", "", "[" * 100_000, '"\\ud800"', "9" * 9999],
)
def test_texts_that_could_be_read_two_ways_are_refused(text: str) -> None:
    with pytest.raises(NotCanonical):
        canonical.dumps(canonical.loads(text))


def test_a_nest_of_64_levels_is_written_and_one_more_is_refused() -> None:
    value: list[object] = []
    for _ in range(64):
        value = [value]

    assert canonical.dumps(value) == b"[" * 65 + b"]" * 65
    with pytest.raises(NotCanonical):
        canonical.dumps([value])


def test_the_envelope_holds_the_hash_of_the_question_and_not_the_question() -> None:
    document = canonical.outcome_document(
        rule="plurality", rule_set=None, seed=None, question={"ballots": ["甲"]}, outcome={"winner": "甲"}
    )

    assert document["input_sha256"] == canonical.digest({"ballots": ["甲"]})
    assert sorted(document) == ["format", "input_sha256", "library", "outcome", "rule", "rule_set", "seed"]
