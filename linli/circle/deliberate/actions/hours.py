"""Sets weekly open hours, notes what is said there, and takes notes in as voices with a receipt."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from linli.circle.deliberate import rules
from linli.circle.deliberate.actions import words
from linli.circle.deliberate.choices import Weekday
from linli.circle.deliberate.models import HoursNote, OpenHours
from linli.circle.deliberate.refusals import InThePast, MayNotHost, NotThere, TakenInAlready
from linli.circle.listen.actions import voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import Channel
from linli.circle.listen.models import Voice
from linli.ground.journal.actions import entries
from linli.ground.lib.chance import token
from linli.ground.people.models import Area, Post
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Timetable:
    """When and where somebody sits and listens, every week."""

    weekday: Weekday
    opens: time
    closes: time
    place: str


@transaction.atomic
def set_up(*, by: Actor, area: Area, host: int, timetable: Timetable, at: datetime) -> OpenHours:
    """Set an hour of every week from today on; who sits there is a post, so that it outlives its holder.

    Raises:
        MayNotHost: no post of the actor handles voices there.
        InThePast: it closes before it opens.
        NotThere: there is no such post, or the area is in no community.
        WordsMissing, TooManyWords: the place.
    """
    if not rules.may_host(by, areas.around(area.pk), at):
        raise MayNotHost
    if timetable.closes <= timetable.opens:
        raise InThePast
    community = areas.community_of(area.pk)
    post = Post.objects.filter(pk=host).first()
    if community is None or post is None or not _is_near(post.area_id, community.pk):
        raise NotThere

    hours = OpenHours.objects.create(
        area=area,
        community=community,
        host=post,
        place=words.asked(timetable.place, _("在哪里接待"), 120),
        weekday=timetable.weekday,
        opens=timetable.opens,
        closes=timetable.closes,
        since=localdate(at),
    )
    entries.record("openhours.set", by=by.account_id, thing=hours, at=at, area=area.pk, public=True)
    return hours


@transaction.atomic
def end(*, by: Actor, hours: int, at: datetime) -> OpenHours:
    """Let open hours end with today.

    Raises:
        NotThere: there are none, or they have ended.
        MayNotHost: no post of the actor handles voices there.
    """
    found = _locked(by, hours, at)
    if found.until is not None:
        raise NotThere
    found.until = localdate(at)
    found.save(update_fields=["until"])
    entries.record("openhours.ended", by=by.account_id, thing=found, at=at, area=found.area_id, public=True)
    return found


@transaction.atomic
def note(
    *, by: Actor, hours: int, on: date, text: str, speaker: int | None = None, key: str = "", at: datetime
) -> HoursNote:
    """Note what somebody said at open hours; the same key again gives the same note.

    Raises:
        NotThere: there are no such hours.
        MayNotHost: no post of the actor handles voices there.
        InThePast: the day has not come yet.
        WordsMissing, TooManyWords: what was said.
    """
    found = _locked(by, hours, at)
    if on > localdate(at):
        raise InThePast
    row = HoursNote(
        hours=found,
        on=on,
        text=words.asked(text, _("来人说了什么"), 5000),
        speaker_id=speaker,
        noted_by=by.account_id or 0,
        key=key or token(16),
        at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return HoursNote.objects.get(hours=found, key=row.key)
    entries.record("hoursnote.noted", by=by.account_id, thing=row, at=at, area=found.area_id)
    return row


@transaction.atomic
def take_in(*, by: Actor, note: int, place: int, at: datetime) -> Voice:
    """Take a note in as a voice: with a receipt, an owner and a due date, as if it had been said anywhere else.

    Raises:
        NotThere: there is no such note.
        MayNotHost: no post of the actor handles voices there.
        TakenInAlready: it is a voice already.
        MayNotHandle, NoSuchPlace, NoSuchResident: as in `voices.take_in`.
    """
    found = HoursNote.objects.select_for_update(no_key=True, of=("self",)).filter(pk=note).first()
    if found is None:
        raise NotThere
    hours = _locked(by, found.hours_id, at)
    if found.voice_id is not None:
        raise TakenInAlready

    voice = _voice_of(by, found, hours, place, at)
    found.voice = voice
    found.save(update_fields=["voice"])
    entries.record(
        "hoursnote.taken_in", by=by.account_id, thing=found, at=at, area=hours.area_id, voice=voice.pk
    )
    return voice


def _voice_of(by: Actor, note: HoursNote, hours: OpenHours, place: int, at: datetime) -> Voice:
    return voices.take_in(
        by=by,
        channel=Channel.MEETING,
        place=place,
        said=Said(text=note.text, place_words=hours.place),
        resident=note.speaker_id,
        key=f"hours-note-{note.pk}",
        at=at,
    )


def _is_near(place: int, community: int) -> bool:
    """Say whether a post lies inside a community or around it (an official of its street)."""
    return community in areas.around(place).around or place in areas.around(community).around


def _locked(by: Actor, pk: int, at: datetime) -> OpenHours:
    found = OpenHours.objects.select_for_update(no_key=True, of=("self",)).filter(pk=pk).first()
    if found is None:
        raise NotThere
    if not rules.may_host(by, areas.around(found.area_id), at):
        raise MayNotHost
    return found
