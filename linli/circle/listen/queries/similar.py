"""Voices like this one: for "join it" before sending, for topics, and for the one who replies.

Two steps, so that the cost does not grow with the number of voices: the rarest pairs of characters point to some
candidates in the index of terms, then the core weighs those few by their words and places.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Sum

from civics.text import Hit, Member, Message, group
from civics.text import Topic as GroupedTopic
from civics.text.sampling import SampledTopics
from linli.circle.listen.choices import FINAL_STATES, LIVE_MEMBERS, Shown, TopicState
from linli.circle.listen.models import (
    TermCount,
    Topic,
    TopicMembership,
    Voice,
    VoiceImport,
    VoiceTally,
    VoiceTerm,
)
from linli.circle.listen.models.voice import VoiceQuerySet
from linli.circle.listen.queries.headings import heading, say_enough
from linli.ground.lib import bigrams

READ = 420
POINTERS = 4_000
CANDIDATES = 40
GROUPED_AT_LEAST = 5_000
OFFERS_FROM = 0.2
TOPICS_ASKED, MEMBERS_ASKED = 3, 12


@dataclass(frozen=True, slots=True)
class Nearest:
    """A voice that stands for what another belongs with, and why: how much, by which words and places."""

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
    """Return the topic or lone voice that a voice belongs with, when it is like it enough on average."""
    rows = _candidates(voice.community_id, f"{voice.title}\n{voice.text[:READ]}", voice.pk)
    voices = {row.pk: row for row in rows}
    topics = list(dict.fromkeys(row.topic_id for row in voices.values() if row.topic_id is not None))
    for topic in topics[:TOPICS_ASKED]:
        members = Voice.objects.filter(topic_id=topic).exclude(pk=voice.pk).order_by("-pk")[:MEMBERS_ASKED]
        voices |= {row.pk: row for row in members}
    if not voices:
        return None
    placement = _index(voice.community_id, voices.values()).place(_message(voice))
    if placement.topic is None or not say_enough(placement.words, placement.places):
        return None
    by_key = {_key(row): row for row in sorted(voices.values(), key=lambda row: -row.pk)}
    chosen = by_key[str(placement.topic)]
    return Nearest(chosen, placement.likeness, placement.words, placement.places)


def open_topics(
    *, community: int, title: str = "", text: str, place: str = "", most: int = 3
) -> tuple[Like, ...]:
    """Return public open voices and accepted topics like some words not yet sent: to join instead of sending."""
    found: dict[object, Like] = {}
    for hit, voice in _near(community, title, text, place, k=CANDIDATES):
        topic = voice.topic if voice.topic and voice.topic.state == TopicState.ACCEPTED else None
        can_join = voice.shown == Shown.PUBLIC and voice.is_open()
        if hit.likeness < OFFERS_FROM or not (can_join or topic):
            continue
        found.setdefault(topic.pk if topic else f"v{voice.pk}", Like(voice, topic, hit.words, hit.places))
    return tuple(found.values())[:most]


def answered(voice: Voice, *, most: int = 5) -> tuple[Like, ...]:
    """Return answered voices like this one with their last answers, for the one who replies (three queries)."""
    words = (voice.title, voice.text, voice.place_words)
    likes = []
    for hit, other in _near(voice.community_id, *words, but=voice.pk, only_answered=True, k=most):
        reply = next((row.words for row in reversed(list(other.answers.all()))), "")
        likes.append(Like(other, None, hit.words, hit.places, reply))
    return tuple(likes)


@dataclass(frozen=True, slots=True)
class Grouped:
    """Voices that belong together: the topic that some stand in already, or none; members are those that do not."""

    topic: int | None
    members: tuple[Member, ...]
    title: str
    words: tuple[str, ...]
    places: tuple[str, ...]
    people: int
    likes: int
    last_at: datetime


def grouped(batch: int, at: datetime) -> tuple[int, list[Grouped]]:
    """Return the community of an import, and how its voices group with each other and with what was heard before.

    Of what was heard before, the hottest topics and the newest voices are looked at, as many as are new or 5 000: so
    the cost of one message stays the same however long a community has listened.
    """
    community = VoiceImport.objects.values_list("community_id", flat=True).get(pk=batch)
    new = set(_unplaced(batch).values_list("pk", flat=True))
    if not new:
        return community, []
    before = _untouched(Voice.objects.filter(community_id=community, needs_writing=False))
    before = before.exclude(batch_id=batch)
    most = max(GROUPED_AT_LEAST, len(new))
    hottest = before.filter(topic__isnull=False).order_by("-topic__rank", "-pk")[: most // 2]
    newest = before.order_by("-pk")[: most // 2]
    voices = {voice.pk: voice for voice in [*hottest, *newest, *Voice.objects.filter(batch_id=batch)]}
    topics = group([_message(voice) for voice in voices.values()], at=at.timestamp())
    found = [_as_standing(topic, voices) for topic in topics]
    return community, [
        one
        for one in found
        if any(member.id in new for member in one.members)
        and (one.topic is not None or say_enough(one.words, one.places))
    ]


def _as_standing(topic: GroupedTopic, voices: Mapping[int, Voice]) -> Grouped:
    """Look which topic most of a group stands in already, and who does not stand in any."""
    rows = [(member, voices[int(member.id)]) for member in topic.members]
    known = Counter(voice.topic_id for _member, voice in rows if voice.topic_id is not None)
    first = rows[0][1]
    return Grouped(
        topic=known.most_common(1)[0][0] if known else None,
        members=tuple(member for member, voice in rows if voice.topic_id is None),
        title=heading(first.title, first.text, topic.words, topic.places),
        words=topic.words,
        places=topic.places,
        people=topic.people,
        likes=topic.likes,
        last_at=max(voice.said_at for _member, voice in rows),
    )


def _untouched(rows: VoiceQuerySet) -> VoiceQuerySet:
    """Leave out voices that a person took out of a topic: they are put into another by hand alone."""
    taken_out = TopicMembership.objects.filter(voice=OuterRef("pk"), decided_by__isnull=False)
    return rows.exclude(Exists(taken_out.exclude(state__in=LIVE_MEMBERS)))


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


def _near(
    community: int, title: str, text: str, place: str, *, but: int = 0, only_answered: bool = False, k: int
) -> list[tuple[Hit, Voice]]:
    """The voices most like some words, best first."""
    rows = _candidates(community, f"{title}\n{text[:READ]}", but)
    if only_answered:
        rows = rows.filter(state__in=FINAL_STATES).prefetch_related("answers")
    voices = {voice.pk: voice for voice in rows.select_related("topic")}
    index = _index(community, voices.values())
    return [(hit, voices[int(hit.id)]) for hit in index.similar(title, text, place, k=k)]


def _index(community: int, voices: Iterable[Voice]) -> SampledTopics:
    """A small index of some voices, each in its topic, weighed by the counts of the whole community."""
    known = list(voices)
    words = bigrams.terms("\n".join(f"{voice.title}\n{voice.text[:READ]}" for voice in known))
    counted = TermCount.objects.filter(community_id=community, term__in=words)
    number = VoiceTally.objects.filter(community_id=community).aggregate(all=Sum("heard"))["all"] or len(
        known
    )
    index = SampledTopics(number, dict(counted.values_list("term", "voices")))
    for voice in known:
        index.stand(_message(voice), _key(voice))
    return index


def _key(voice: Voice) -> str:
    return f"t{voice.topic_id}" if voice.topic_id is not None else f"v{voice.pk}"


def _candidates(community: int, words: str, but: int) -> VoiceQuerySet:
    """The voices that share the most of the rarest terms, weighed by rarity."""
    counted = TermCount.objects.filter(community_id=community, term__in=bigrams.terms(words), voices__gt=0)
    counts = dict(counted.values_list("term", "voices"))
    weights: dict[str, float] = {}
    pointers = 0
    for term, count in sorted(counts.items(), key=lambda one: (one[1], one[0])):
        if pointers + count > POINTERS and weights:
            break
        weights[term] = 1.0 / (1.0 + count) ** 0.5
        pointers += count
    shared: defaultdict[int, float] = defaultdict(float)
    rows = VoiceTerm.objects.filter(community_id=community, term__in=weights)
    for term, voice in rows.values_list("term", "voice_id")[: 2 * POINTERS]:
        shared[voice] += weights[term]
    shared.pop(but, None)
    best = sorted(shared, key=lambda voice: (-shared[voice], -voice))[:CANDIDATES]
    return Voice.objects.filter(pk__in=best)
