"""Compile the kernel once before any test, so that no test's clock runs while it does."""

from fractions import Fraction

import pytest
from hypothesis import settings

from civics.budgeting.election import from_ballots
from civics.budgeting.equal_shares import equal_shares
from civics.budgeting.outcome import Completion, Satisfaction
from civics.budgeting.ties import NameAsString

# Machines that run many tests at once stall now and then; a law is no faster for a deadline.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    vote = from_ballots({"a": 1, "b": Fraction(3, 2)}, 3, [{"a", "b"}, {"a"}])
    equal_shares(vote, satisfaction=Satisfaction.COST, completion=Completion.ADD1, ties=NameAsString())
