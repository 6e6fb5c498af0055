"""The shapes of voices: public, one's own, in the inbox, late; with answers, receipts and rates."""

from datetime import datetime
from typing import Any

from ninja import Schema

from linli.circle.listen.choices import Channel, ClassedBy, Shown, State, Urgency
from linli.circle.listen.models import Answer, Rating, Voice
from linli.circle.listen.queries.inbox import InboxRow
from linli.circle.listen.queries.overdue import OverdueRow
from linli.circle.listen.queries.rates import Rates
from linli.circle.listen.queries.voices import AuthorVoice, PublicVoice


class AnswerOut(Schema):
    """A final answer."""

    lap: int
    state: State
    words: str
    other_body: str
    other_number: str
    at: datetime
    in_time: bool


class VoiceOut(Schema):
    """A public voice in a list: covered words under a pseudonym."""

    id: int
    receipt: str
    title: str
    text: str
    signature: str
    place: str
    voice_class: str
    state: State
    said_at: datetime
    due_at: datetime
    answered_at: datetime | None
    supports: int
    topic: int | None


class VoiceDetail(VoiceOut):
    """One public voice with its answers and stars; of a hidden one the reason instead of the words."""

    answers: list[AnswerOut]
    stars: list[int]
    hidden_because: str


class OwnVoice(VoiceOut):
    """One's own voice, in one's own words, with what became of it."""

    shown: Shown
    lap: int
    answers: list[AnswerOut]
    may_rate: bool


class Receipt(Schema):
    """What the speaker keeps: the number, and the secret that opens the voice without signing in."""

    id: int
    receipt: str
    secret: str
    due_at: datetime


class Rated(Schema):
    """A rating as it stands."""

    lap: int
    stars: int
    is_solved: bool


class OverdueOut(Schema):
    """A late answer; the title only when the voice is public."""

    receipt: str
    title: str
    voice_class: str
    due_at: datetime
    days: int
    level: int


class RatesOut(Schema):
    """Counts of some months, and the rates over call-backs in thousandths (null while there are none)."""

    heard: int
    answered: int
    in_time: int
    reopened: int
    rated: int
    contacted: int
    solved: int
    satisfied: int
    basically: int
    in_time_rate: int | None
    response: int | None
    resolution: int | None
    satisfaction: int | None
    score: int | None


class InboxOut(Schema):
    """One line of the staff's inbox: covered words."""

    id: int
    receipt: str
    channel: Channel
    title: str
    excerpt: str
    voice_class: str
    classed_by: ClassedBy
    first_guess: str
    confidence: int
    urgency: Urgency
    state: State
    shown: Shown
    due_at: datetime
    is_overdue: bool
    is_reported: bool
    owner: int
    topic: int | None


def listed(row: Voice) -> dict[str, Any]:
    """Return a voice as lists give it."""
    return {
        "id": row.pk,
        "receipt": _number(row),
        "title": row.title,
        "text": row.text,
        "signature": row.signature,
        "place": row.place.name,
        "voice_class": row.voice_class.name,
        "state": row.state,
        "said_at": row.said_at,
        "due_at": row.due_at,
        "answered_at": row.answered_at,
        "supports": row.supports,
        "topic": row.topic_id,
    }


def public(seen: PublicVoice) -> dict[str, Any]:
    """Return a voice as anyone may read it."""
    return listed(seen.voice) | {
        "title": seen.title,
        "text": seen.text,
        "answers": [_answer(row) for row in seen.answers],
        "stars": [stars for _lap, stars in seen.stars],
        "hidden_because": seen.hiding.reason if seen.hiding else "",
    }


def own(seen: AuthorVoice) -> dict[str, Any]:
    """Return a voice as its author sees it."""
    return listed(seen.voice) | {
        "title": seen.title,
        "text": seen.text,
        "shown": seen.voice.shown,
        "lap": seen.voice.lap,
        "answers": [_answer(row) for row in seen.answers],
        "may_rate": seen.may_rate,
    }


def receipt(row: Voice) -> dict[str, Any]:
    """Return the receipt of a voice."""
    return {"id": row.pk, "receipt": _number(row), "secret": row.secret, "due_at": row.due_at}


def rated(row: Rating) -> dict[str, Any]:
    """Return a rating."""
    return {"lap": row.lap, "stars": row.stars, "is_solved": row.is_solved}


def late(row: OverdueRow) -> dict[str, Any]:
    """Return a late answer."""
    return {
        "receipt": _number(row.voice),
        "title": row.title,
        "voice_class": row.voice.voice_class.name,
        "due_at": row.voice.due_at,
        "days": row.days,
        "level": row.voice.level,
    }


def rates(found: Rates) -> dict[str, Any]:
    """Return counts and rates."""
    return {name: getattr(found, name) for name in RatesOut.model_fields}


def inbox_line(row: InboxRow) -> dict[str, Any]:
    """Return a line of the inbox."""
    voice = row.voice
    return {
        "id": voice.pk,
        "receipt": _number(voice),
        "channel": voice.channel,
        "title": voice.title,
        "excerpt": row.excerpt,
        "voice_class": voice.voice_class.name,
        "classed_by": voice.classed_by,
        "first_guess": voice.first_guess.name if voice.first_guess else "",
        "confidence": voice.confidence,
        "urgency": voice.urgency,
        "state": voice.state,
        "shown": voice.shown,
        "due_at": voice.due_at,
        "is_overdue": row.is_overdue,
        "is_reported": row.is_reported,
        "owner": voice.owner_id,
        "topic": voice.topic_id,
    }


def _answer(row: Answer) -> dict[str, Any]:
    return {
        "lap": row.lap,
        "state": row.state,
        "words": row.words,
        "other_body": row.other_body,
        "other_number": row.other_number,
        "at": row.at,
        "in_time": row.at <= row.was_due_at,
    }


def _number(row: Voice) -> str:
    return f"{row.year}/{row.number}"
