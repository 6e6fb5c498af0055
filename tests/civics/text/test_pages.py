"""The pages residents read about classes and topics: their examples are run as printed."""

import doctest
from pathlib import Path

import pytest


@pytest.mark.parametrize(("page", "steps"), [("text-classes", 10), ("topics", 9)])
def test_the_example_of_the_page_is_true(page: str, steps: int) -> None:
    path = Path(__file__).parents[3] / f"docs/algorithms/{page}.md"

    result = doctest.testfile(str(path), module_relative=False, encoding="utf-8")

    assert (result.failed, result.attempted) == (0, steps)
