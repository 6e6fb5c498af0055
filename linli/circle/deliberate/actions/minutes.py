"""Settles, signs, corrects and publishes minutes; what was signed is never overwritten."""

import json
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.circle.deliberate.actions import locks, words
from linli.circle.deliberate.choices import MeetingState
from linli.circle.deliberate.events import MinutesPublished, MinutesSettled
from linli.circle.deliberate.models import Erratum, Meeting, Minutes, MinutesSignature
from linli.circle.deliberate.queries import presence
from linli.circle.deliberate.refusals import (
    MinutesAreSettled,
    MinutesNotSettled,
    NobodySigned,
    NotOpenNow,
    SignedAlready,
    WasNotThere,
)
from linli.circle.matters.actions.concerns import concern
from linli.circle.matters.choices import Why
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.people.rules import Actor


@transaction.atomic
def settle(*, by: Actor, meeting: int, summary: str, at: datetime) -> Minutes:
    """Fix the words of the minutes and lay them out for signing; `summary` is what everybody will read.

    Raises:
        NotThere: there is no such meeting.
        MayNotConvene: the actor may not.
        NotOpenNow: the meeting is not over yet.
        MinutesAreSettled: they are settled already.
        WordsMissing, TooManyWords: the summary.
    """
    found = locks.convened(by, meeting, at)
    if found.state != MeetingState.ENDED:
        raise NotOpenNow
    minutes = Minutes.objects.get(meeting=found)
    if minutes.settled_at is not None:
        raise MinutesAreSettled

    minutes.summary = words.asked(summary, _("给大家看的摘要"), 4000)
    minutes.digest = digest(found, minutes.summary)
    minutes.settled_at = at
    minutes.save()
    _tell("minutes.settled", by, minutes, found, at)
    news.publish(MinutesSettled(found.pk), at=at)
    return minutes


@transaction.atomic
def sign(*, by: Actor, meeting: int, at: datetime) -> MinutesSignature:
    """Put one's name under the minutes, as somebody who was there.

    Raises:
        NotThere: there is no such meeting.
        MinutesNotSettled: they are still a draft.
        WasNotThere: the actor was not in the room, or did not count.
        SignedAlready: the name stands there.
    """
    found, minutes = _settled(meeting)
    if by.resident_id is None or not presence.was_there(found.pk, by.resident_id):
        raise WasNotThere
    return _signed(by, found, minutes, by.resident_id, None, at)


@transaction.atomic
def note_signature(*, by: Actor, meeting: int, resident: int, at: datetime) -> MinutesSignature:
    """Note that somebody who was there signed the printed minutes by hand.

    Raises:
        NotThere: there is no such meeting.
        MayNotConvene: the actor may not.
        MinutesNotSettled: they are still a draft.
        WasNotThere: the person was not in the room, or did not count.
        SignedAlready: the name stands there.
    """
    locks.convened(by, meeting, at)
    found, minutes = _settled(meeting)
    if not presence.was_there(found.pk, resident):
        raise WasNotThere
    return _signed(by, found, minutes, resident, by.account_id or 0, at)


@transaction.atomic
def correct(*, by: Actor, meeting: int, text: str, item: int | None = None, at: datetime) -> Erratum:
    """Write a correction beside settled minutes.

    Raises:
        NotThere: there is no such meeting or item.
        MayNotConvene: the actor may not.
        MinutesNotSettled: they are a draft, which is simply written anew.
        WordsMissing, TooManyWords: the correction.
    """
    found = locks.convened(by, meeting, at)
    _meeting, minutes = _settled(meeting)
    one = locks.item(found, item) if item is not None else None
    text = words.asked(text, _("更正什么"), 2000)

    erratum = Erratum.objects.create(minutes=minutes, item=one, text=text, by_id=by.account_id, at=at)
    entries.record(
        "minutes.corrected",
        by=by.account_id,
        thing=minutes,
        at=at,
        area=found.area_id,
        matter=one.matter_id if one else None,
        public=True,
        erratum=erratum.pk,
    )
    return erratum


@transaction.atomic
def publish(*, by: Actor, meeting: int, at: datetime) -> Minutes:
    """Let everybody read what the meeting came to; those who were there take part in its matters from now on.

    Raises:
        NotThere: there is no such meeting.
        MayNotConvene: the actor may not.
        MinutesNotSettled: they are still a draft.
        NobodySigned: nobody who was there has signed.
    """
    found = locks.convened(by, meeting, at)
    _meeting, minutes = _settled(meeting)
    if minutes.published_at is not None:
        return minutes
    if not minutes.signatures.exists():
        raise NobodySigned

    minutes.published_at = at
    minutes.save(update_fields=["published_at"])
    _tell_matters(by, minutes, found, at)
    if not matters_of(found):
        _tell("minutes.published", by, minutes, found, at)
    news.publish(MinutesPublished(found.pk), at=at)
    return minutes


def _tell_matters(by: Actor, minutes: Minutes, meeting: Meeting, at: datetime) -> None:
    """Write the minutes into each matter of the meeting, which concerns those who were there from now on."""
    residents = list(meeting.attendances.values_list("resident_id", flat=True))
    for matter in matters_of(meeting):
        concern(matter=matter, residents=residents, why=Why.PART, at=at)
        entries.record(
            "minutes.published",
            by=by.account_id,
            thing=minutes,
            at=at,
            area=meeting.area_id,
            matter=matter,
            public=True,
        )


def digest(meeting: Meeting, summary: str) -> str:
    """Return the SHA-256 of everything that the minutes of a meeting say: who was there, items, votes, summary."""
    items = meeting.items.order_by("order").values_list("order", "title", "minutes", "outcome", "state")
    votes = meeting.resolutions.order_by("id").values_list(
        "text", "votes_for", "votes_against", "votes_abstain", "present", "entitled"
    )
    there = meeting.attendances.order_by("resident_id").values_list(
        "resident_id", "way", "proxy_id", "is_entitled"
    )
    said = [meeting.pk, meeting.title, summary, [*map(list, items)], [*map(list, votes)], [*map(list, there)]]
    return sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def matters_of(meeting: Meeting) -> list[int]:
    """Return the matters that stood on a meeting's agenda."""
    found = meeting.items.filter(matter__isnull=False).order_by("matter_id")
    return list(dict.fromkeys(found.values_list("matter_id", flat=True)))


def _settled(meeting: int) -> tuple[Meeting, Minutes]:
    found = locks.meeting(meeting)
    minutes = Minutes.objects.get(meeting=found)
    if minutes.settled_at is None:
        raise MinutesNotSettled
    return found, minutes


def _signed(
    by: Actor, meeting: Meeting, minutes: Minutes, resident: int, noted_by: int | None, at: datetime
) -> MinutesSignature:
    row = MinutesSignature(
        minutes=minutes, resident_id=resident, digest=minutes.digest, at=at, paper_noted_by=noted_by
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise SignedAlready from None
    _tell("minutes.signed", by, minutes, meeting, at)
    return row


def _tell(verb: str, by: Actor, minutes: Minutes, meeting: Meeting, at: datetime) -> None:
    entries.record(verb, by=by.account_id, thing=minutes, at=at, area=meeting.area_id, public=True)
