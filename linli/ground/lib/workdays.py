"""The working-day calendar: weekends, holidays and make-up days, from dated data (workdays.toml)."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

_DAY = timedelta(days=1)
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Calendar:
    """What has been announced: the years, each day off with its name, each weekend day that is worked."""

    years: frozenset[int]
    off: dict[date, str]
    work: frozenset[date]


@cache
def announced() -> Calendar:
    """Return the announced calendar, read once from workdays.toml."""
    with Path(__file__).with_name("workdays.toml").open("rb") as file:
        tables: dict[str, dict[str, Any]] = tomllib.load(file)
    off = {day: span["name"] for table in tables.values() for span in table["off"] for day in _days(span)}
    return Calendar(
        years=frozenset(int(year) for year in tables),
        off=off,
        work=frozenset(day for table in tables.values() for day in table["work"]),
    )


def is_announced(year: int) -> bool:
    """Say whether the holidays of a year are known; if not, its working days are plainly Monday to Friday."""
    return year in announced().years


def unannounced_years(first: date, last: date) -> tuple[int, ...]:
    """Return the years of a span (both ends included) whose holidays are not known yet, in order."""
    return tuple(year for year in range(first.year, last.year + 1) if not is_announced(year))


def holiday(day: date) -> str:
    """Return the name of the holiday a day belongs to, or nothing."""
    return announced().off.get(day, "")


def is_workday(day: date) -> bool:
    """Say whether offices work on a day: Monday to Friday without the holidays, plus make-up days."""
    calendar = announced()
    return day in calendar.work or (day.weekday() <= _FRIDAY and day not in calendar.off)


def add_workdays(start: date, n: int) -> date:
    """Return the n-th working day after a day that itself is not counted; 0 gives it or the next worked day.

    Raises:
        ValueError: n is negative.
    """
    if n < 0:
        raise ValueError("A term cannot be negative.")
    day, left = start, n
    while left or not is_workday(day):
        day += _DAY
        left -= is_workday(day) and left > 0
    return day


def workdays_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to and with `end`; negative when `end` is earlier."""
    if end < start:
        return -workdays_between(end, start)
    return sum(is_workday(start + _DAY * n) for n in range(1, (end - start).days + 1))


def _days(span: dict[str, Any]) -> list[date]:
    first, last = span["from"], span["to"]
    return [first + _DAY * n for n in range((last - first).days + 1)]
