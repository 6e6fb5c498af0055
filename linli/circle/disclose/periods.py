"""Which period a day belongs to and when its disclosure is due: plain arithmetic on dates, no holidays unless said."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from linli.circle.disclose.choices import Cycle
from linli.ground.lib.workdays import add_workdays, is_workday

_DAY = timedelta(days=1)
_MONTHS = {Cycle.MONTHLY: 1, Cycle.QUARTERLY: 3, Cycle.HALF_YEARLY: 6, Cycle.YEARLY: 12}
_RULE = re.compile(r"(day ([1-9]|[12][0-9]|3[01])|last day|(\d{1,3}) (days|workdays))( or next workday)?")


_TYPED = (
    (re.compile(r"(?:下月)?(\d{1,2})日前?"), "day {}"),  # han: what staff type
    (re.compile(r"月底前?"), "last day"),  # han: what staff type
    (re.compile(r"(\d{1,3})天内?"), "{} days"),  # han: what staff type
    (re.compile(r"(\d{1,3})个?工作日内?"), "{} workdays"),  # han: what staff type
)


class BadRule(ValueError):
    """A rule of the catalogue cannot be read."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days one disclosure speaks of, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Due:
    """By when: a day of the month after the period (31 = its last), or so many days or working days after the period.

    `moves`: a due day without work goes to the next working day; otherwise it stays where it is.
    """

    day: int = 0
    days: int = 0
    workdays: int = 0
    moves: bool = False


def rule(written: str) -> Due:
    """Return a due rule: "day 10", "last day", "15 days", "3 workdays", each also with "or next workday", or as typed.

    Raises:
        BadRule: it is written otherwise.
    """
    found = _RULE.fullmatch(_untyped(written.strip()))
    if found is None:
        raise BadRule(written)
    what, day, number, unit, moves = found.groups()
    return Due(
        day=31 if what == "last day" else int(day or 0),
        days=int(number) if unit == "days" else 0,
        workdays=int(number) if unit == "workdays" else 0,
        moves=bool(moves),
    )


def _untyped(written: str) -> str:
    """What staff type, as the catalogue writes it; anything else as it stands."""
    for typed, ours in _TYPED:
        if found := typed.fullmatch(written):
            return ours.format(*found.groups())
    return written


def holding(cycle: Cycle, day: date) -> Period:
    """Return the period of a cycle that holds a day; what is due at once has that one day."""
    if cycle == Cycle.AT_ONCE:
        return Period(day, day)
    length = _MONTHS[cycle]
    first = date(day.year, (day.month - 1) // length * length + 1, 1)
    return Period(first, _next_month(first, length) - _DAY)


def following(cycle: Cycle, period: Period) -> Period:
    """Return the period after a period."""
    return holding(cycle, period.last + _DAY)


def before(cycle: Cycle, period: Period) -> Period:
    """Return the period before a period."""
    return holding(cycle, period.first - _DAY)


def due_on(due: Due, period: Period) -> date:
    """Return the last day on which the disclosure of a period is in time."""
    if due.workdays:
        return add_workdays(period.last, due.workdays)
    if due.day:
        month = _next_month(period.last.replace(day=1), 1)
        found = month.replace(day=min(due.day, monthrange(month.year, month.month)[1]))
    else:
        found = period.last + _DAY * due.days
    while due.moves and not is_workday(found):
        found += _DAY
    return found


def missed(cycle: Cycle, last_known: date | None, today: date, most: int = 24) -> list[Period]:
    """Return the periods whose duty is to be written down: today's, and those since the last known, oldest first."""
    period = holding(cycle, today)
    found = [period]
    while last_known is not None and len(found) < most:
        period = before(cycle, period)
        if period.first <= last_known:
            break
        found.append(period)
    return found[::-1]


def month_before(month: date, count: int = 1) -> date:
    """Return the first day of the month so many months before a month."""
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def _next_month(first: date, count: int) -> date:
    number = first.year * 12 + first.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)
