"""The four ways a voice ends, and what its author thinks of it: below the line it opens once more."""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from django.db import transaction
from django.db.models import F

from linli.circle.listen import rules
from linli.circle.listen.actions import concerning, locks, schemes
from linli.circle.listen.actions.handling import end_pause
from linli.circle.listen.actions.hearing import tell
from linli.circle.listen.choices import LIVE_MEMBERS, OPEN_STATES, State
from linli.circle.listen.events import VoiceAnswered, VoiceRated, VoiceReopened
from linli.circle.listen.models import Answer, Rating, ReplyTemplate, TopicMembership, Voice
from linli.circle.listen.refusals import (
    AlreadyAnswered,
    AlreadyRated,
    BodyOrNumberMissing,
    JoinsItself,
    MayNotHandle,
    NoSuchThing,
    NotAnsweredYet,
    NotTheAuthor,
    ReasonMissing,
    StarsOutOfRange,
    WordsMissing,
)
from linli.ground.journal import news
from linli.ground.lib.text import clip, tidy
from linli.ground.people.choices import Right
from linli.ground.people.models import Post
from linli.ground.people.queries import areas
from linli.ground.people.rules import GRANTS, Actor

LOWEST, HIGHEST, SOLVED_FROM = 1, 5, 3
MOST_WORDS = 10_000


@dataclass(frozen=True, slots=True)
class Ending:
    """How a voice ends: the kind of answer and its words, the other voice, or the other body and its number."""

    state: State
    words: str
    joined_to: int | None = None
    body: str = ""
    number: str = ""


@transaction.atomic
def answer(*, by: Actor, voice: int, words: str, template: int | None = None, at: datetime) -> Voice:
    """Give a voice its final answer.

    Raises:
        NoSuchVoice: there is none.
        AlreadyAnswered: it has its final answer.
        MayNotHandle: no post of the actor handles voices there.
        WordsMissing: the answer is blank.
        NoSuchThing: there is no such reply template here.
    """
    found = _locked(by, voice, at)
    if not tidy(words):
        raise WordsMissing
    if template is not None:
        used = ReplyTemplate.objects.filter(pk=template, community_id=found.community_id)
        if not used.update(used_count=F("used_count") + 1):
            raise NoSuchThing
    return _end(found, Ending(State.ANSWERED, words), by, at)


@transaction.atomic
def join(*, by: Actor, voice: int, other: int, words: str, at: datetime) -> Voice:
    """Join a voice to another one of the community about the same thing: the other's answer is its answer, and a matter
    that stands for the other stands for it too.

    Raises:
        NoSuchVoice: there is none, or no such other.
        AlreadyAnswered: it has its final answer.
        MayNotHandle: no post of the actor handles voices there.
        JoinsItself: the other is itself, joined to it, or of another community.
        WordsMissing: nothing is said to the author.
    """
    if voice == other:
        raise JoinsItself
    root_id = Voice.objects.filter(pk=other).values_list("joined_to_id", flat=True).first() or other
    locked = {row.pk: row for row in locks.voices([voice, root_id])} if root_id != voice else {}
    if not locked:
        raise JoinsItself
    found, root = locked[voice], locked[root_id]
    _refuse_to_answer(found, by, at)
    if root.community_id != found.community_id or root.joined_to_id is not None:
        raise JoinsItself
    if not tidy(words):
        raise WordsMissing
    Voice.objects.filter(joined_to=found).update(joined_to=root)
    ended = _end(found, Ending(State.JOINED, words, joined_to=root.pk), by, at)
    if root.matter_id is not None:
        Voice.objects.filter(joined_to=root, matter__isnull=True).update(matter=root.matter_id)
        concerning.voices(matter=root.matter_id, voices=[root.pk], at=at)
        ended.refresh_from_db(fields=["matter"])
    return ended


@transaction.atomic
def decline(*, by: Actor, voice: int, reason: str, at: datetime) -> Voice:
    """Say that nothing will be done, and why.

    Raises:
        NoSuchVoice: there is none.
        AlreadyAnswered: it has its final answer.
        MayNotHandle: no post of the actor handles voices there.
        ReasonMissing: no reason is given.
    """
    found = _locked(by, voice, at)
    if not tidy(reason):
        raise ReasonMissing
    return _end(found, Ending(State.DECLINED, reason), by, at)


@transaction.atomic
def pass_on(*, by: Actor, voice: int, body: str, number: str, words: str, at: datetime) -> Voice:
    """Pass a voice on to another body, with its number there so that the author can follow it.

    Raises:
        NoSuchVoice: there is none.
        AlreadyAnswered: it has its final answer.
        MayNotHandle: no post of the actor handles voices there.
        BodyOrNumberMissing: the other body or its number is blank.
        WordsMissing: nothing is said to the author.
    """
    found = _locked(by, voice, at)
    body, number = clip(tidy(body), 120), clip(tidy(number), 60)
    if not (body and number):
        raise BodyOrNumberMissing
    if not tidy(words):
        raise WordsMissing
    return _end(found, Ending(State.PASSED_ON, words, body=body, number=number), by, at)


@transaction.atomic
def answer_topic(*, by: Actor, topic: int, words: str, at: datetime) -> int:
    """Give every open voice of a topic the same final answer; return how many.

    Raises:
        NoSuchTopic: there is none in force.
        MayNotHandle: no post of the actor handles voices where one of them lies.
        WordsMissing: the answer is blank.
    """
    found = locks.topic(topic)
    members = TopicMembership.objects.filter(topic=found, state__in=LIVE_MEMBERS).values("voice_id")
    voices = (
        Voice.objects.select_for_update(no_key=True)
        .filter(pk__in=members, state__in=OPEN_STATES)
        .order_by("pk")
    )
    if not rules.may_handle_voices(by, areas.around(found.community_id), at):
        raise MayNotHandle
    if not tidy(words):
        raise WordsMissing
    answered = [_end(voice, Ending(State.ANSWERED, words), by, at) for voice in voices]
    return len(answered)


@transaction.atomic
def rate(
    *,
    by: Actor,
    voice: int,
    stars: int,
    words: str = "",
    is_solved: bool | None = None,
    was_contacted: bool = True,
    secret: str = "",
    at: datetime,
) -> Rating:
    """Rate the answer of this lap, as the author or with the receipt's secret; below the line it opens once more.

    Raises:
        NoSuchVoice: there is none.
        NotTheAuthor: neither the author nor the receipt's secret.
        NotAnsweredYet: there is no final answer, or the voice it was joined to has none.
        AlreadyRated: this answer was rated already.
        StarsOutOfRange: a rating is one to five.
    """
    found = locks.voice(voice)
    holds_receipt = bool(secret) and compare_digest(secret.encode(), found.secret.encode())
    if not (holds_receipt or rules.may_rate(by, found, at)):
        raise NotTheAuthor
    if not LOWEST <= stars <= HIGHEST:
        raise StarsOutOfRange
    same = _said_just_before(found, stars, words)
    if same is not None:
        return same
    _refuse_to_rate(found)

    solved = stars >= SOLVED_FROM if is_solved is None else is_solved
    rating = Rating.objects.create(
        voice=found,
        lap=found.lap,
        stars=stars,
        words=tidy(words)[:MOST_WORDS],
        was_contacted=was_contacted,
        is_solved=solved,
        by_account_id=by.account_id or None,
        at=at,
    )
    tell("voice.rated", found, by, at, stars=stars)
    news.publish(VoiceRated(found.pk, found.lap), at=at)
    if found.lap == 1 and stars < schemes.in_force(found.community_id, at).scheme.reopen_below:
        _reopen(found, by, at)
    return rating


def _locked(by: Actor, voice: int, at: datetime) -> Voice:
    found = locks.voice(voice)
    _refuse_to_answer(found, by, at)
    return found


def _refuse_to_answer(voice: Voice, by: Actor, at: datetime) -> None:
    if not voice.is_open():
        raise AlreadyAnswered
    if not rules.may_handle_voices(by, areas.around(voice.place_id), at):
        raise MayNotHandle


def _end(voice: Voice, ending: Ending, by: Actor, at: datetime) -> Voice:
    """Write the final answer of this lap."""
    if voice.state == State.PAUSED:
        end_pause(voice, at)
    Answer.objects.create(
        voice=voice,
        lap=voice.lap,
        state=ending.state,
        words=tidy(ending.words)[:MOST_WORDS],
        other_body=ending.body,
        other_number=ending.number,
        by_account_id=by.account_id,
        by_post=_post_of(by, voice, at),
        at=at,
        was_due_at=voice.due_at,
    )
    voice.state, voice.answered_at, voice.escalates_at = ending.state, at, None
    voice.joined_to_id = ending.joined_to
    voice.save(update_fields=["state", "answered_at", "escalates_at", "joined_to"])
    tell(f"voice.{ending.state.value}", voice, by, at, other=ending.joined_to)
    news.publish(VoiceAnswered(voice.pk, voice.lap), at=at)
    return voice


def _post_of(by: Actor, voice: Voice, at: datetime) -> Post | None:
    """The post in whose name the actor answers: the owner's if it is theirs, else one that handles voices there."""
    if by.resident_id is None:
        return None
    around = areas.around(voice.place_id).around
    kinds = [kind for kind, rights in GRANTS.items() if Right.HANDLE_VOICES in rights]
    held = Post.objects.held(at).filter(resident_id=by.resident_id, kind__in=kinds, area_id__in=around)
    return min(held, key=lambda post: (post.pk != voice.owner_id, post.pk), default=None)


def _said_just_before(voice: Voice, stars: int, words: str) -> Rating | None:
    """The same rating sent twice by one click: the one that opened the voice again, or that of this lap."""
    last = Rating.objects.filter(voice=voice).order_by("-lap").first()
    if last is None or (last.stars, last.words) != (stars, tidy(words)[:MOST_WORDS]):
        return None
    answered_since = Answer.objects.filter(voice=voice, lap__gt=last.lap).exists()
    return None if answered_since else last


def _refuse_to_rate(voice: Voice) -> None:
    if voice.is_open():
        raise NotAnsweredYet
    if Rating.objects.filter(voice=voice, lap=voice.lap).exists():
        raise AlreadyRated
    root = voice.joined_to_id
    if root is not None and Voice.objects.filter(pk=root, state__in=OPEN_STATES).exists():
        raise NotAnsweredYet


def _reopen(voice: Voice, by: Actor, at: datetime) -> None:
    term = schemes.in_force(voice.community_id, at).terms[voice.urgency]
    voice.lap, voice.state, voice.answered_at, voice.joined_to = 2, State.WAITING, None, None
    voice.asked_at, voice.level = at, 0
    voice.due_at = voice.escalates_at = term.due_after(at)
    voice.save()
    tell("voice.reopened", voice, by, at, due=voice.due_at.isoformat())
    news.publish(VoiceReopened(voice.pk), at=at)
