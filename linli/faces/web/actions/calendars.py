"""Gives one person's calendar its secret address, renews it, takes it back."""

from datetime import datetime

from django.db import transaction

from linli.faces.web.models import CalendarKey
from linli.faces.web.queries.dates import digest
from linli.faces.web.refusals import NoCalendar
from linli.ground.journal.actions import entries
from linli.ground.lib.chance import token
from linli.ground.people.rules import Actor


@transaction.atomic
def make(*, by: Actor, at: datetime) -> CalendarKey:
    """Give a resident's calendar a fresh secret address; the one before leads nowhere from now on.

    Raises:
        NoCalendar: the actor is no resident.
    """
    if by.resident_id is None:
        raise NoCalendar
    secret = token()
    kept, _is_new = CalendarKey.objects.update_or_create(
        resident_id=by.resident_id,
        defaults={"secret": secret, "digest": digest(secret), "made_at": at},
    )
    entries.record("calendarkey.made", by=by.account_id, thing=kept, at=at)
    return kept


@transaction.atomic
def revoke(*, by: Actor, at: datetime) -> None:
    """Take the secret address of a resident's calendar back, if there is one."""
    kept = CalendarKey.objects.filter(resident_id=by.resident_id or 0).first()
    if kept is not None:
        entries.record("calendarkey.revoked", by=by.account_id, thing=kept, at=at)
        kept.delete()
