"""The one place where the clock is read; only doors (views, api, tasks, commands) call it."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Return the calendar day where the neighbourhood is."""
    return timezone.localdate()
