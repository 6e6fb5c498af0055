"""The page residents read about counting again: its example is run as printed."""

import doctest
from pathlib import Path


def test_the_example_of_the_page_is_true() -> None:
    page = Path(__file__).parents[3] / "docs/algorithms/verify.md"

    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")

    assert (result.failed, result.attempted) == (0, 13)
