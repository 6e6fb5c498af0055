"""The pages residents read about budgets: their examples are run as printed."""

import doctest
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("page", "examples"), [("equal-shares", 14), ("greedy", 12), ("phragmen", 7), ("pabulib", 8)]
)
def test_the_examples_of_the_page_are_true(page: str, examples: int) -> None:
    path = Path(__file__).parents[3] / f"docs/algorithms/{page}.md"

    result = doctest.testfile(str(path), module_relative=False, encoding="utf-8")

    assert (result.failed, result.attempted) == (0, examples)
