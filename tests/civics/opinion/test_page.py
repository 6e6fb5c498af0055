"""The pages residents read about opinion maps: their examples are run as printed."""

import doctest
from pathlib import Path

import pytest


@pytest.mark.parametrize(("page", "lines"), [("opinion-map.md", 13), ("opinion-voices.md", 7)])
def test_the_example_of_the_page_is_true(page: str, lines: int) -> None:
    path = Path(__file__).parents[3] / "docs/algorithms" / page

    result = doctest.testfile(str(path), module_relative=False, encoding="utf-8")

    assert (result.failed, result.attempted) == (0, lines)
