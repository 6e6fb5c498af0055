"""Counts the days a notice stands: whole calendar days after the day of posting, to their last minute."""

from datetime import date, datetime, timedelta

from django.utils import timezone

_DAY = timedelta(days=1)


def ends(posted_at: datetime, days: int) -> datetime:
    """Return the moment until which a notice stands: the midnight that ends the last of `days` full days.

    The day of posting is no full day and does not count: posted on the 5th for 15 days, it stands through the 20th.
    """
    first = timezone.localdate(posted_at)
    return midnight(first + _DAY * (days + 1))


def last_day(ends_at: datetime) -> date:
    """Return the last day on which a notice stands."""
    return timezone.localdate(ends_at) - _DAY


def stood(posted_at: datetime, until: datetime) -> int:
    """Return for how many full days a notice has stood at a moment; the day of posting does not count."""
    return max(0, (timezone.localdate(until) - timezone.localdate(posted_at)).days - 1)


def midnight(day: date) -> datetime:
    """Return the first moment of a day where the neighbourhood is."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
