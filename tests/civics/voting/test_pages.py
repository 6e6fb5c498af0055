"""The pages residents read about votes and elections: their examples are run as printed."""

import doctest
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("page", "examples"), [("owners-vote", 10), ("residents-vote", 10), ("election", 13)]
)
def test_the_examples_of_the_page_are_true(page: str, examples: int) -> None:
    path = Path(__file__).parents[3] / f"docs/algorithms/{page}.md"

    result = doctest.testfile(str(path), module_relative=False, encoding="utf-8")

    assert (result.failed, result.attempted) == (0, examples)
