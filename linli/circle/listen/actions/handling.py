"""What staff do with a voice on its way to an answer: class, urgency, owner, and a clock that may stand still."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from linli.circle.listen import rules
from linli.circle.listen.actions import locks, schemes
from linli.circle.listen.actions.hearing import tell
from linli.circle.listen.choices import ClassedBy, State, Urgency
from linli.circle.listen.models import Correction, Pause, Term, Voice
from linli.circle.listen.queries.schemes import SHARPEST_FIRST
from linli.circle.listen.refusals import (
    AlreadyAnswered,
    AlreadyPaused,
    MayNotHandle,
    NoSuchThing,
    NotPaused,
    PauseTooLong,
    ReasonMissing,
)
from linli.ground.lib import workdays
from linli.ground.lib.text import clip, tidy
from linli.ground.people.models import Area, Post
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

LONGEST_PAUSE = 30


@transaction.atomic
def classify(
    *, by: Actor, voice: int, voice_class: int, urgency: Urgency | None = None, at: datetime
) -> Voice:
    """Say which class a voice belongs to, and how urgent it is (the class's usual urgency unless told).

    A sharper urgency counts from now, a milder one from when the voice was heard.

    Raises:
        NoSuchVoice: there is none.
        MayNotHandle: no post of the actor handles voices there.
        NoSuchThing: the community has no such class.
    """
    found = locks.voice(voice)
    _refuse_unless_handler(by, found, at)
    ways = schemes.in_force(found.community_id, at)
    chosen = ways.class_of(voice_class)
    if chosen is None:
        raise NoSuchThing

    if urgency is None:
        urgency = Urgency(chosen.urgency) if found.voice_class_id != chosen.pk else Urgency(found.urgency)
    found.voice_class, found.classed_by = chosen, ClassedBy.PERSON
    if urgency != found.urgency and found.is_open():
        _hasten_or_slow(found, ways.terms, urgency, at)
    if chosen.owner_id and found.is_open() and found.owner_id == ways.scheme.desk_id:
        found.owner_id = chosen.owner_id
    found.save()
    Correction.objects.update_or_create(
        voice=found,
        defaults={
            "suggested_id": found.first_guess_id,
            "chosen": chosen,
            "by_account_id": by.account_id,
            "at": at,
        },
    )
    tell("voice.classed", found, by, at, voice_class=chosen.pk, urgency=found.urgency)
    return found


@transaction.atomic
def hand_over(*, by: Actor, voice: int, post: int, at: datetime) -> Voice:
    """Give a voice to another post of the community, held or vacant.

    Raises:
        NoSuchVoice: there is none.
        MayNotHandle: no post of the actor handles voices there.
        AlreadyAnswered: it has its final answer.
        NoSuchThing: there is no such post in this community, or it has ended.
    """
    found = locks.voice(voice)
    _refuse_if_answered(found)
    _refuse_unless_handler(by, found, at)
    standing = Post.objects.filter(Q(until__isnull=True) | Q(until__gt=at), pk=post)
    if not standing.filter(area__in=Area.objects.within(found.community_id)).exists():
        raise NoSuchThing

    found.owner_id = post
    found.save(update_fields=["owner"])
    tell("voice.handed_over", found, by, at, post=post)
    return found


@transaction.atomic
def pause(*, by: Actor, voice: int, reason: str, until: date, at: datetime) -> Voice:
    """Let the clock of a voice stand still until a day, for a reason that everyone may read.

    Raises:
        NoSuchVoice: there is none.
        AlreadyAnswered: it has its final answer.
        AlreadyPaused: the clock stands still already.
        PauseTooLong: the day is not between tomorrow and thirty working days from now.
        MayNotHandle: no post of the actor handles voices there.
        ReasonMissing: no reason is given.
    """
    found = locks.voice(voice)
    _refuse_if_answered(found)
    if found.state == State.PAUSED:
        raise AlreadyPaused
    today = timezone.localdate(at)
    if not today < until <= workdays.add_workdays(today, LONGEST_PAUSE):
        raise PauseTooLong
    _refuse_unless_handler(by, found, at)
    if not tidy(reason):
        raise ReasonMissing

    ends = timezone.make_aware(datetime.combine(until, time.min))
    Pause.objects.create(
        voice=found, reason=clip(tidy(reason), 200), since=at, until=ends, by_account_id=by.account_id
    )
    found.state, found.escalates_at = State.PAUSED, None
    found.save(update_fields=["state", "escalates_at"])
    tell("voice.paused", found, by, at, until=ends.isoformat())
    return found


@transaction.atomic
def resume(*, by: Actor, voice: int, at: datetime) -> Voice:
    """Let the clock of a voice run again; the due date moves by as much as it stood still.

    Raises:
        NoSuchVoice: there is none.
        NotPaused: the clock runs already.
        MayNotHandle: no post of the actor handles voices there.
    """
    found = locks.voice(voice)
    if found.state != State.PAUSED:
        raise NotPaused
    _refuse_unless_handler(by, found, at)

    standing = end_pause(found, at)
    term = schemes.in_force(found.community_id, at).terms[found.urgency]
    found.due_at = term.stretched(found.due_at, standing.since, at)
    found.state = State.WAITING
    found.escalates_at = found.escalates_next(term, at)
    found.save(update_fields=["state", "due_at", "escalates_at"])
    tell("voice.resumed", found, by, at, due=found.due_at.isoformat())
    return found


def end_pause(voice: Voice, at: datetime) -> Pause:
    """End the pause that runs and return it; for deeds that hold the voice's lock."""
    standing = Pause.objects.get(voice=voice, ended_at__isnull=True)
    standing.ended_at = at
    standing.save(update_fields=["ended_at"])
    return standing


def _hasten_or_slow(voice: Voice, terms: Mapping[str, Term], urgency: Urgency, at: datetime) -> None:
    sharper = SHARPEST_FIRST.index(urgency) < SHARPEST_FIRST.index(Urgency(voice.urgency))
    voice.urgency, term = urgency, terms[urgency]
    if sharper:
        voice.due_at = min(voice.due_at, term.due_after(at))
    else:
        voice.due_at = term.due_after(voice.asked_at)
        for past in Pause.objects.filter(voice=voice, since__gte=voice.asked_at, ended_at__isnull=False):
            voice.due_at = term.stretched(voice.due_at, past.since, past.ended_at or at)
    voice.escalates_at = voice.escalates_next(term, at)


def _refuse_unless_handler(by: Actor, voice: Voice, at: datetime) -> None:
    if not rules.may_handle_voices(by, areas.around(voice.place_id), at):
        raise MayNotHandle


def _refuse_if_answered(voice: Voice) -> None:
    if not voice.is_open():
        raise AlreadyAnswered
