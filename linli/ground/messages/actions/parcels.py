"""Carries what people were told: packs it into one text message a person, sends each once, lists what staff must bring.

A text message cannot be taken back and a carrier cannot be asked whether it left. So `sending` is written and committed
before the carrier is asked, and what is found `sending` later, its process killed or the answer lost, is never sent
again by itself: it may have left. It waits on the list of staff as `unsure`, and so does at once what the carrier was
asked for without a clear answer. A message therefore reaches a person by itself at most once; exactly once holds
whenever the process lives through the carrier's answer.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import connection, transaction

from linli.ground.carriers import sms
from linli.ground.lib import boundary
from linli.ground.messages import hours
from linli.ground.messages.choices import State, Way
from linli.ground.messages.models import Message, Parcel
from linli.ground.messages.queries import wishes
from linli.ground.people.models import Resident

TEMPLATE = "news"
FIRST_PAUSE = timedelta(minutes=1)
MOST_ATTEMPTS = 6
"""A minute, two, four, eight, sixteen: after half an hour it is for people to see to."""
STALE = timedelta(minutes=15)
"""No carrier takes so long to answer; whoever was sending is gone."""
A_ROUND = 200


@dataclass(frozen=True, slots=True)
class Carried:
    """What one round did: parcels packed, sent, and found with nobody sending them any more."""

    packed: int
    sent: int
    unsure: int


def carry(*, at: datetime, limit: int = A_ROUND) -> Carried:
    """Pack what is due, send what is packed, and set aside what may have been sent; at most `limit` of each."""
    unsure = _set_aside(at)
    due = Message.objects.filter(carry_at__lte=at).order_by("carry_at")
    packed = _each(due.values_list("resident_id", flat=True)[:limit], lambda resident: _pack(resident, at))
    waiting = Parcel.objects.filter(state=State.WAITING, due_at__lte=at).order_by("due_at", "id")
    sent = _each(waiting.values_list("pk", flat=True)[:limit], lambda parcel: _send(parcel, at))
    return Carried(packed, sent, unsure)


def _each(pks: Iterable[int], deed: Callable[[int], bool]) -> int:
    """Do a deed to each, once; trouble with one is logged and stops no other. Return how many it was done to."""
    done: list[bool] = []

    def note(pk: int) -> None:
        done.append(deed(pk))

    for pk in dict.fromkeys(pks):
        boundary.guarded(partial(note, pk))
    return sum(done)


@transaction.atomic
def _pack(resident: int, at: datetime) -> bool:
    """Put all that waits for a person into one parcel, unless they are not to be disturbed now."""
    person = Resident.objects.select_for_update(no_key=True).filter(pk=resident).first()
    waits = Message.objects.filter(resident_id=resident, carry_at__isnull=False)
    if person is None or not waits.filter(carry_at__lte=at).exists():
        return False
    # By their ids from here on: what is told meanwhile is neither in this parcel nor struck off the list.
    read = dict(waits.values_list("pk", "read_at"))
    waiting, unread = Message.objects.filter(pk__in=read), [pk for pk, when in read.items() if when is None]
    wish = wishes.of_one(resident)
    opens = hours.not_in_quiet(wish, at)
    if wish.way == Way.SMS and person.phone_index and opens > at:
        waiting.update(carry_at=opens)
        return False

    if wish.way == Way.INBOX or not unread:
        waiting.update(carry_at=None)
        return False
    parcel = Parcel.objects.create(
        resident=person,
        community_id=person.community_id,
        state=State.WAITING if person.phone_index else State.BY_HAND,
        made_at=at,
        due_at=at,
        changed_at=at,
    )
    Message.objects.filter(pk__in=unread).update(parcel=parcel)
    waiting.update(carry_at=None)
    return True


def _send(pk: int, at: datetime) -> bool:
    """Send one parcel if nobody else does; return whether the carrier took it."""
    claimed = _claimed(pk, at)
    if claimed is None:
        return False
    phone, number = claimed
    mine = Parcel.objects.filter(pk=pk, state=State.SENDING)
    try:
        sms.carrier().send(phone, TEMPLATE, {"number": str(number)})
    except sms.NotSent as refused:
        attempts = mine.values_list("attempts", flat=True).first() or MOST_ATTEMPTS
        gives_up = attempts >= MOST_ATTEMPTS
        mine.update(
            state=State.FAILED if gives_up else State.WAITING,
            due_at=at + FIRST_PAUSE * 2 ** (attempts - 1),
            trouble=boundary.scrubbed(str(refused))[:200] or type(refused).__name__,
            changed_at=at,
        )
        return False
    except sms.MaybeSent as doubt:
        mine.update(state=State.UNSURE, trouble=boundary.scrubbed(str(doubt))[:200], changed_at=at)
        return False
    # Also when a second tend has called it unsure meanwhile: this process knows better.
    Parcel.objects.filter(pk=pk, state__in=[State.SENDING, State.UNSURE]).update(
        state=State.SENT, trouble="", changed_at=at
    )
    return True


@transaction.atomic
def _claimed(pk: int, at: datetime) -> tuple[str, int] | None:
    """Mark a parcel as being sent, committed before the carrier is asked; return the phone and how many messages."""
    rows = Parcel.objects.filter(pk=pk, state=State.WAITING, due_at__lte=at)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    parcel = rows.select_related("resident").first()
    if parcel is None:
        return None
    opens = hours.not_in_quiet(wishes.of_one(parcel.resident_id), at)
    if opens > at:
        parcel.due_at = opens
    elif not parcel.resident.phone_index:
        parcel.state = State.BY_HAND
    else:
        parcel.state, parcel.attempts = State.SENDING, parcel.attempts + 1
    parcel.changed_at = at
    parcel.save(update_fields=["state", "due_at", "attempts", "changed_at"])
    if parcel.state != State.SENDING:
        return None
    return str(parcel.resident.phone), parcel.messages.count()


def _set_aside(at: datetime) -> int:
    """Call unsure what has been sending for so long that nobody can be waiting for the answer any more."""
    return Parcel.objects.filter(state=State.SENDING, changed_at__lt=at - STALE).update(
        state=State.UNSURE, changed_at=at
    )
