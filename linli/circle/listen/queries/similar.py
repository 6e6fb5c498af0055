"""Voices like this one: for "join it" before sending, for topics, and for the one who replies.

Two steps, so that the cost does not grow with the number of voices: the rarest pairs of characters point to some
candidates in the index of terms, then the core weighs those few by their words and places.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from civics.text import Hit, Member, Message, SimilarTexts, group
from linli.circle.listen.choices import FINAL_STATES, LIVE_MEMBERS, Shown, TopicState
from linli.circle.listen.models import TermCount, Topic, TopicMembership, Voice, VoiceImport, VoiceTerm
from linli.circle.listen.models.voice import VoiceQuerySet
from linli.ground.lib import bigrams
from linli.ground.lib.text import clip

READ = 420
POINTERS = 4_000
CANDIDATES = 40
GROUPED_WITH, GROUPED_AT_LEAST = 3, 20_000
JOINS_FROM = 0.3
OFFERS_FROM = 0.15


@dataclass(frozen=True, slots=True)
class Nearest:
    """The voice most like another, and why: how much, by which words and places."""

    voice: Voice
    likeness: float
    words: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Like:
    """A voice or topic that somebody may mean as well, with the words and places it shares."""

    voice: Voice
    topic: Topic | None
    words: tuple[str, ...]
    places: tuple[str, ...]
    answer: str = ""


def nearest(voice: Voice) -> Nearest | None:
    """Return the voice of the community most like this one, when it is near enough to be about the same thing."""
    for hit, other in _hits(voice.community_id, voice.title, voice.text, voice.place_words, but=voice.pk):
        if hit.likeness < JOINS_FROM:
            return None
        return Nearest(other, hit.likeness, hit.words, hit.places)
    return None


def open_topics(
    *, community: int, title: str = "", text: str, place: str = "", most: int = 3
) -> tuple[Like, ...]:
    """Return public open voices and accepted topics like some words not yet sent: to join instead of sending."""
    found: dict[object, Like] = {}
    for hit, voice in _hits(community, title, text, place):
        topic = voice.topic if voice.topic and voice.topic.state == TopicState.ACCEPTED else None
        can_join = voice.shown == Shown.PUBLIC and voice.is_open()
        if hit.likeness < OFFERS_FROM or not (can_join or topic):
            continue
        found.setdefault(topic.pk if topic else f"v{voice.pk}", Like(voice, topic, hit.words, hit.places))
    return tuple(found.values())[:most]


def answered(voice: Voice, *, most: int = 5) -> tuple[Like, ...]:
    """Return answered voices like this one with their last answers, for the one who replies (three queries)."""
    near = _hits(
        voice.community_id, voice.title, voice.text, voice.place_words, but=voice.pk, only_answered=True
    )
    likes = []
    for hit, other in near[:most]:
        words = next((row.words for row in reversed(list(other.answers.all()))), "")
        likes.append(Like(other, None, hit.words, hit.places, words))
    return tuple(likes)


@dataclass(frozen=True, slots=True)
class Grouped:
    """Voices that belong together: a topic they stand in already (its id) or none, and the new ones with the reason."""

    topic: int | None
    members: tuple[Member, ...]
    words: tuple[str, ...]
    places: tuple[str, ...]


def grouped(batch: int, at: datetime) -> tuple[int, list[Grouped]]:
    """Return the community of an import, and how its voices group with each other and with what was heard before."""
    community = VoiceImport.objects.values_list("community_id", flat=True).get(pk=batch)
    new = set(_unplaced(batch).values_list("pk", flat=True))
    if not new:
        return community, []
    before = Voice.objects.filter(community_id=community, needs_writing=False).exclude(batch_id=batch)
    around = before.order_by("-pk")[: GROUPED_WITH * len(new) + GROUPED_AT_LEAST]
    standing: dict[int, int] = {}
    messages = []
    for voice in [*around, *Voice.objects.filter(batch_id=batch)]:
        messages.append(_message(voice))
        if voice.topic_id is not None:
            standing[voice.pk] = voice.topic_id
    found = []
    for topic in group(messages, at=at.timestamp()):
        fresh = tuple(member for member in topic.members if member.id in new)
        known = Counter(standing[int(member.id)] for member in topic.members if int(member.id) in standing)
        target = known.most_common(1)[0][0] if known else None
        if target is None:
            fresh = topic.members
        if fresh:
            found.append(Grouped(target, fresh, topic.words, topic.places))
    return community, found


def _unplaced(batch: int) -> VoiceQuerySet:
    standing = TopicMembership.objects.filter(voice=OuterRef("pk"), state__in=LIVE_MEMBERS)
    return Voice.objects.filter(batch_id=batch).exclude(Exists(standing))


def _message(voice: Voice) -> Message:
    return Message(
        id=voice.pk,
        author=voice.author_key,
        title=voice.title,
        text=voice.text,
        place=voice.place_words,
        likes=voice.likes,
        at=voice.said_at.timestamp(),
    )


def _hits(
    community: int, title: str, text: str, place: str, *, but: int = 0, only_answered: bool = False
) -> list[tuple[Hit, Voice]]:
    pointed = _pointed_to(community, f"{title}\n{text[:READ]}", but)
    rows = Voice.objects.filter(pk__in=pointed)
    if only_answered:
        rows = rows.filter(state__in=FINAL_STATES).prefetch_related("answers")
    else:
        rows = rows.select_related("topic")
    voices = {voice.pk: voice for voice in rows}
    index = SimilarTexts()
    for voice in voices.values():
        index.add(voice.pk, voice.title, clip(voice.text, READ), voice.place_words)
    return [(hit, voices[int(hit.id)]) for hit in index.query(title, text, place, k=CANDIDATES)]


def _pointed_to(community: int, words: str, but: int) -> list[int]:
    """The voices that share the most of the rarest terms, weighed by rarity."""
    terms = bigrams.terms(words)
    counted = TermCount.objects.filter(community_id=community, term__in=terms, voices__gt=0)
    counts = dict(counted.values_list("term", "voices"))
    chosen: dict[str, float] = {}
    pointers = 0
    for term, count in sorted(counts.items(), key=lambda one: (one[1], one[0])):
        if pointers + count > POINTERS and chosen:
            break
        chosen[term] = 1.0 / (1.0 + count) ** 0.5
        pointers += count
    tally: Counter[int] = Counter()
    rows = VoiceTerm.objects.filter(community_id=community, term__in=chosen)
    for term, voice in rows.values_list("term", "voice_id")[: 2 * POINTERS]:
        tally[voice] += chosen[term]  # type: ignore[assignment] # a Counter of weights is what is meant
    tally.pop(but, None)
    return [voice for voice, _weight in tally.most_common(CANDIDATES)]
