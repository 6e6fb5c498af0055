"""When something may be carried: after a short while of gathering, and never in somebody's quiet hours."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from linli.ground.messages.choices import QUIET_FROM, QUIET_UNTIL, Pace, Way

GATHERED_FOR = timedelta(minutes=10)
"""What is told within this time goes in one text message."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a person wants to be told; these are the usual ways."""

    way: Way = Way.SMS
    pace: Pace = Pace.AT_ONCE
    quiet_from: time = QUIET_FROM
    quiet_until: time = QUIET_UNTIL


USUAL = Wish()


def carry_at(wish: Wish, told_at: datetime) -> datetime | None:
    """Return when what is told now is to be carried, or None when it stays in the inbox."""
    if wish.way == Way.INBOX:
        return None
    if wish.pace == Pace.DAILY:
        return _next(told_at, wish.quiet_until)
    return not_in_quiet(wish, told_at + GATHERED_FOR)


def not_in_quiet(wish: Wish, at: datetime) -> datetime:
    """Return the moment itself, or the end of the quiet hours it falls into."""
    here, first, last = timezone.localtime(at).time(), wish.quiet_from, wish.quiet_until
    is_quiet = first <= here < last if first <= last else here >= first or here < last
    return _next(at, last) if is_quiet else at


def _next(at: datetime, clock: time) -> datetime:
    """Return the next moment after `at` at which clocks on the wall show this time."""
    here = timezone.localtime(at)
    today = _on_the_wall(here, clock)
    return today if today > at else _on_the_wall(here + timedelta(days=1), clock)


def _on_the_wall(day: datetime, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day.date(), clock))
