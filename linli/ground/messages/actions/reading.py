"""What a person does with their own inbox: reads, marks all read, says how to be told. Reading leaves no history."""

from datetime import datetime

from django.db import transaction

from linli.ground.journal.actions import entries
from linli.ground.messages import hours
from linli.ground.messages.hours import Wish
from linli.ground.messages.models import Message, Preference
from linli.ground.messages.refusals import NobodysInbox, NoSuchMessage
from linli.ground.people.rules import Actor


@transaction.atomic
def read(*, by: Actor, message: int, at: datetime) -> Message:
    """Mark one message of one's own as read.

    Raises:
        NoSuchMessage: there is none, or it is somebody else's.
    """
    found = Message.objects.filter(pk=message, resident_id=by.resident_id or 0).first()
    if found is None:
        raise NoSuchMessage
    if found.read_at is None:
        found.read_at = at
        found.save(update_fields=["read_at"])
    return found


@transaction.atomic
def read_all(*, by: Actor, until: int, at: datetime) -> int:
    """Mark all of one's messages as read up to the newest that one has seen; return how many were not.

    Raises:
        NobodysInbox: the actor is no resident.
    """
    if by.resident_id is None:
        raise NobodysInbox
    unread = Message.objects.filter(resident_id=by.resident_id, read_at__isnull=True, pk__lte=until)
    return unread.update(read_at=at)


@transaction.atomic
def choose(*, by: Actor, wish: Wish, at: datetime) -> Preference:
    """Say how one wants to be told; what waits to be carried follows it at once.

    Raises:
        NobodysInbox: the actor is no resident.
    """
    if by.resident_id is None:
        raise NobodysInbox
    chosen, _is_new = Preference.objects.update_or_create(
        resident_id=by.resident_id,
        defaults={
            "way": wish.way,
            "pace": wish.pace,
            "quiet_from": wish.quiet_from,
            "quiet_until": wish.quiet_until,
        },
    )
    waiting = Message.objects.filter(resident_id=by.resident_id, carry_at__isnull=False)
    waiting.update(carry_at=hours.carry_at(wish, at))
    entries.record("preference.chosen", by=by.account_id, thing=chosen, at=at, area=by.community_id)
    return chosen
