"""Voices like this one: for "join it" before sending, for topics, and for the one who replies.

Two steps, so that the cost does not grow with the number of voices: the rarest pairs of characters point to some
candidates in the index of terms, then the core weighs those few by their words and places.
"""

from collections import Counter
from dataclasses import dataclass

from civics.text import Hit, SimilarTexts
from linli.circle.listen.choices import FINAL_STATES, Shown, TopicState
from linli.circle.listen.models import TermCount, Topic, Voice, VoiceTerm
from linli.ground.lib import bigrams
from linli.ground.lib.text import clip

READ = 420
POINTERS = 4_000
CANDIDATES = 40
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
