"""Voices like this one: for "join it" before sending, for topics, and for the one who replies.

Two steps, so that the cost does not grow with the number of voices: the rarest pairs of characters point to some
candidates in the index of terms, then the core weighs those few by their words and places.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, Sum, Window
from django.db.models.functions import RowNumber

from civics.text import Hit, Member, Message, group
from civics.text import Topic as GroupedTopic
from civics.text.sampling import SampledTopics
from linli.circle.listen.choices import FINAL_STATES, LIVE_MEMBERS, LIVE_TOPICS, Shown, TopicState
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
A_STRETCH = 4_500
TOPICS_BESIDE, MEMBERS_BESIDE, LONE_BESIDE = 250, 3, 500
OFFERS_FROM = 0.2
TOPICS_ASKED, MEMBERS_ASKED = 3, 12
READ_OF_EACH = ("author_key", "title", "text", "place_words", "likes", "said_at", "topic_id")


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
    voices = {row.pk: row for row in rows.only(*READ_OF_EACH)}
    topics = list(dict.fromkeys(row.topic_id for row in voices.values() if row.topic_id is not None))
    members = _newest_of(topics[:TOPICS_ASKED], MEMBERS_ASKED + 1)
    voices |= {row.pk: row for row in members if row.pk != voice.pk}
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


def unplaced(batch: int) -> tuple[int, list[Sequence[int]]]:
    """Return the community of an import, and its voices that stand in no topic in stretches to be grouped at once."""
    community = VoiceImport.objects.values_list("community_id", flat=True).get(pk=batch)
    standing = TopicMembership.objects.filter(voice=OuterRef("pk"), state__in=LIVE_MEMBERS)
    rows = Voice.objects.filter(batch_id=batch).exclude(Exists(standing)).order_by("pk")
    pks = list(rows.values_list("pk", flat=True))
    return community, [pks[start : start + A_STRETCH] for start in range(0, len(pks), A_STRETCH)]


def grouped(batch: int, new: Sequence[int], at: datetime) -> list[Grouped]:
    """Return how a stretch of an import groups, with itself and with what was heard before.

    Beside it stand a few voices of the hottest topics, of the largest ones this import has made, and the newest that
    stand alone: as many however long a community has listened, so that a message always costs the same.
    """
    community = VoiceImport.objects.values_list("community_id", flat=True).get(pk=batch)
    stretch = Voice.objects.filter(pk__gte=new[0], pk__lte=new[-1], batch_id=batch)
    rows = [*_beside(community, batch, new[0]), *stretch.filter(topic__isnull=True).only(*READ_OF_EACH)]
    voices, asked = {voice.pk: voice for voice in rows}, frozenset(new)
    topics = group([_message(voice) for voice in voices.values()], at=at.timestamp(), about=asked)
    found = [_as_standing(topic, voices) for topic in topics]
    return [
        one
        for one in found
        if any(member.id in asked for member in one.members)
        and (one.topic is not None or say_enough(one.words, one.places))
    ]


def _beside(community: int, batch: int, first: int) -> list[Voice]:
    """The older voices that a stretch is likened with: the newest of some topics, and the newest lone ones."""
    live = Topic.objects.filter(community_id=community, state__in=LIVE_TOPICS)
    hottest = live.order_by("-rank", "id").values_list("pk", flat=True)[:TOPICS_BESIDE]
    own = Voice.objects.filter(batch_id=batch, topic__isnull=False).values("topic_id")
    largest = live.filter(pk__in=own).order_by("-people", "id").values_list("pk", flat=True)[:TOPICS_BESIDE]
    topics = {*hottest, *largest}
    heard = _untouched(Voice.objects.filter(needs_writing=False))
    before = heard.filter(community_id=community, topic__isnull=True, pk__lt=first).order_by("-pk")
    return [*_newest_of(topics, MEMBERS_BESIDE), *before.only(*READ_OF_EACH)[:LONE_BESIDE]]


def _newest_of(topics: Iterable[int], most: int) -> VoiceQuerySet:
    """The newest voices of each of some topics."""
    place = Window(RowNumber(), partition_by="topic_id", order_by="-pk")
    members = Voice.objects.filter(topic__in=topics).annotate(place_in_topic=place)
    return members.filter(place_in_topic__lte=most).only(*READ_OF_EACH)


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
    number = VoiceTally.objects.filter(community_id=community).aggregate(all=Sum("heard"))["all"] or len(
        known
    )
    index = SampledTopics(number, _counts(community, words))
    for voice in known:
        index.stand(_message(voice), _key(voice))
    return index


def _counts(community: int, words: Collection[str]) -> dict[str, int]:
    """In how many voices each of some thousand terms stands; written out, for Django would look at every one twice."""
    asked = (
        f"SELECT term, voices FROM listen_termcount WHERE community_id = %s AND term IN ({_places(words)})"  # noqa: S608 -- places for values alone
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [community, *words])
        return dict(cursor.fetchall())


def _places(values: Collection[str]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


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
