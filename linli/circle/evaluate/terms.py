"""The dated terms of evaluation, read from terms.toml: windows, the line, and what the law says of the unfit."""

import tomllib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

TOO_FEW = 5
"""Below so many ratings no marks are shown: whoever gave them would be known."""


class NoTerms(Exception):
    """No row of terms.toml is in force on a day."""


@dataclass(frozen=True, slots=True)
class RoundTerms:
    """How a round goes: how long it is open, the mean below which it opens again, and from how many ratings on."""

    window_days: int
    line: Fraction
    least_ratings: int
    settle_minutes: int

    def is_below(self, total: int, count: int) -> bool:
        """Whether the mean of the stars lies below the line, and enough people say so; exact, in whole numbers."""
        return count >= self.least_ratings and total * self.line.denominator < count * self.line.numerator


@dataclass(frozen=True, slots=True)
class AppraisalTerms:
    """How a yearly appraisal goes, and what follows from being found unfit several times in a row."""

    window_days: int
    least_observers: int
    too_few: int
    unfit: Fraction
    in_a_row: int
    article: str

    def is_unfit(self, unfit: int, marks: int) -> bool:
        """Whether more than the share of the marks says unfit."""
        return unfit * self.unfit.denominator > marks * self.unfit.numerator


def of_round(code: str, on: date) -> RoundTerms:
    """Return the terms in force for a community (by its official code) on a day.

    Raises:
        NoTerms: there are none that early.
    """
    row = _in_force("rounds", code, on)
    return RoundTerms(row["window_days"], Fraction(*row["line"]), row["least_ratings"], row["settle_minutes"])


def of_appraisal(code: str, on: date) -> AppraisalTerms:
    """Return the terms of appraisal in force for a community (by its official code) on a day.

    Raises:
        NoTerms: there are none that early.
    """
    row = _in_force("appraisals", code, on)
    return AppraisalTerms(
        row["window_days"],
        row["least_observers"],
        row["too_few"],
        Fraction(*row["unfit"]),
        row["in_a_row"],
        row["article"],
    )


def _in_force(kind: str, code: str, on: date) -> dict[str, Any]:
    rows = [row for row in _read()[kind] if row["since"] <= on and row.get("community", code) == code]
    if not rows:
        raise NoTerms(kind, code, on)
    found: dict[str, Any] = max(rows, key=lambda row: ("community" in row, row["since"]))
    return found


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("terms.toml").read_text(encoding="utf-8"))
