"""Groups voices into topics by likeness: proposals with their reason, and the counts from which heat comes."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)

from civics.text import heat
from civics.text.heat import HALF_LIFE_DAYS, SECONDS_A_DAY
from linli.circle.listen.choices import LIVE_MEMBERS, LIVE_TOPICS, MemberState, TopicState
from linli.circle.listen.models import Support, Topic, TopicMembership, Voice
from linli.circle.listen.queries import similar
from linli.circle.listen.queries.headings import heading
from linli.circle.listen.queries.similar import Grouped, Nearest
from linli.circle.matters.choices import Origin
from linli.circle.matters.models import Matter
from linli.ground.journal.actions import entries
from linli.ground.lib.text import clip

TITLE_LENGTH, WORDS_LENGTH = 120, 200
TOPICS_A_STEP, VOICES_A_STEP, FEWEST = 200, 500, 2
COMMA = "、"  # han: the comma between words, as data
COLDEST = -1e9


@transaction.atomic
def place(*, voice: int, at: datetime) -> Topic | None:
    """Propose a topic for a voice that stands alone: the one of its nearest neighbour, or a new one with it."""
    found = Voice.objects.filter(pk=voice).first()
    if found is None or found.needs_writing or _stands(found):
        return None
    nearest = similar.nearest(found)
    if nearest is None:
        return None
    topic = _topic_with(nearest, found, at)
    if topic is None:
        return None
    _propose(topic, found, nearest, at)
    recount(topic, at)
    return topic


def recount(topic: Topic, at: datetime) -> None:
    """Count a topic's voices, distinct people, likes and last word anew; write where it stands by heat."""
    recount_all([topic], at)


def recount_all(topics: Sequence[Topic], at: datetime) -> None:
    """Count several topics anew, as `recount` does one (four queries, and one for each topic)."""
    members = TopicMembership.objects.filter(topic__in=topics, state__in=LIVE_MEMBERS)
    totals = {
        row["topic_id"]: row
        for row in members.values("topic_id").annotate(
            voices=Count("pk"), likes=Sum("voice__likes"), last=Max("voice__said_at")
        )
    }
    people = _people(topics, members)
    for topic in topics:
        found: Mapping[str, Any] = totals.get(topic.pk, {})
        topic.voices_count, topic.people = found.get("voices", 0), len(people[topic.pk])
        topic.likes, topic.last_at = found.get("likes", 0), found.get("last", at)
        topic.rank = rank(topic.people, topic.likes, topic.last_at)
        topic.save(update_fields=["voices_count", "people", "likes", "last_at", "rank"])


def _people(topics: Sequence[Topic], members: QuerySet[TopicMembership]) -> Mapping[int, set[str]]:
    """Who stands behind each topic: who said it, and who supports it or one of its voices."""
    people: dict[int, set[str]] = defaultdict(set)
    for topic, author in members.values_list("topic_id", "voice__author_key").distinct():
        people[topic].add(author)
    whole = Support.objects.filter(topic__in=topics).values_list("topic_id", "resident_id")
    backed = members.filter(voice__backing__isnull=False)
    for topic, resident in [*whole, *backed.values_list("topic_id", "voice__backing__resident_id")]:
        people[topic].add(f"r{resident}")
    return people


def dissolve_if_empty(topic: Topic, at: datetime) -> None:
    """End a topic that nobody stands in any more, after an import was taken back."""
    if topic.voices_count == 0 and topic.state in LIVE_TOPICS:
        topic.state = TopicState.UNDONE
        topic.save(update_fields=["state"])
        entries.record("topic.undone", by=None, thing=topic, at=at, area=topic.community_id)


def recount_of(voice: Voice, at: datetime) -> None:
    """Count the topic of a voice anew, if it stands in one; the caller holds the topic's lock."""
    topic = Topic.objects.filter(pk=voice.topic_id).first() if voice.topic_id is not None else None
    if topic is not None:
        recount(topic, at)


def rank(people: int, likes: int, last_at: datetime) -> float:
    """Return a number that orders topics by heat at any moment: its logarithm, with the cooling shifted to the start.

    Heat halves every `HALF_LIFE_DAYS` for all alike, so log2(heat) + time is a constant of the topic.
    """
    moment = last_at.timestamp()
    warm = heat(people=people, likes=likes, last_at=moment, at=moment)
    if warm <= 0:
        return COLDEST
    return math.log2(warm) + moment / (SECONDS_A_DAY * HALF_LIFE_DAYS)


def set_topic(voices: Iterable[int], topic: Topic | None) -> None:
    """Write on voices which topic and matter they stand in; one that is a matter of its own keeps that."""
    _write_topic(voices, Value(topic.pk if topic else None), Value(topic.matter_id if topic else None))


def _write_topic(voices: Iterable[int], topic: Value | Subquery, matter: Value | Subquery) -> None:
    own = Matter.objects.filter(pk=OuterRef("matter_id"), origin=Origin.VOICE)
    Voice.objects.filter(pk__in=list(voices)).update(
        topic_id=topic,
        matter_id=Case(
            When(Exists(own), then=F("matter_id")), default=matter, output_field=BigIntegerField()
        ),
    )


def title_of(voice: Voice) -> str:
    """Return words for the title of a topic that begins with a voice, from what may be read of it."""
    return heading(voice.title, voice.text, (), ())


def _stands(voice: Voice) -> bool:
    return TopicMembership.objects.filter(voice=voice, state__in=LIVE_MEMBERS).exists()


def _topic_with(nearest: Nearest, voice: Voice, at: datetime) -> Topic | None:
    """The live topic of the nearest voice, locked, or a new one with it; None when staff refused that before."""
    other = nearest.voice
    if other.topic_id is not None:
        topic = (
            Topic.objects.select_for_update(no_key=True)
            .filter(pk=other.topic_id, state__in=LIVE_TOPICS)
            .first()
        )
        refused = TopicMembership.objects.filter(topic_id=other.topic_id, voice=voice).exists()
        return None if refused else topic
    if _refused_together(other, voice):
        return None
    topic = Topic.objects.create(
        community_id=voice.community_id,
        title=heading(other.title, other.text, nearest.words, nearest.places),
        words=_joined(nearest.words),
        places=_joined(nearest.places),
        last_at=at,
        made_at=at,
    )
    _propose(topic, other, nearest, at)
    entries.record("topic.proposed", by=None, thing=topic, at=at, area=topic.community_id)
    return topic


def _refused_together(one: Voice, two: Voice) -> bool:
    """Whether staff took one of the two out of a topic in which both stood: it is not proposed again."""
    topics = TopicMembership.objects.filter(voice=one).values("topic_id")
    return TopicMembership.objects.filter(voice=two, topic_id__in=topics).exists()


def _propose(topic: Topic, voice: Voice, nearest: Nearest, at: datetime) -> None:
    TopicMembership.objects.create(
        topic=topic,
        voice=voice,
        state=MemberState.PROPOSED,
        likeness=nearest.likeness,
        words=_joined(nearest.words),
        places=_joined(nearest.places),
        at=at,
    )
    set_topic([voice.pk], topic)
    voice.topic = topic


def group_batch(*, batch: int, at: datetime) -> int:
    """Group the voices of an import with those of the community; propose topics for them. Return how many are new.

    What people decided stays: a voice that stands in a topic is not moved, and its topic takes in what is like it. A
    stretch of some thousand voices is grouped at once, then the next: what they hold of memory does not grow.
    """
    community, stretches = similar.unplaced(batch)
    return sum(_group_stretch(community, similar.grouped(batch, stretch, at), at) for stretch in stretches)


def _group_stretch(community: int, found: Sequence[Grouped], at: datetime) -> int:
    standing = [one for one in found if one.topic is not None]
    new = [one for one in found if one.topic is None and len(one.members) >= FEWEST]
    for start in range(0, len(standing), TOPICS_A_STEP):
        _take_in(standing[start : start + TOPICS_A_STEP], at)
    for start in range(0, len(new), TOPICS_A_STEP):
        _propose_all(community, new[start : start + TOPICS_A_STEP], at)
    return len(new)


@transaction.atomic
def _take_in(groups: Sequence[Grouped], at: datetime) -> None:
    """Propose new voices for topics that stand already."""
    rows = Topic.objects.select_for_update(no_key=True).filter(state__in=LIVE_TOPICS).order_by("pk")
    topics = {topic.pk: topic for topic in rows.filter(pk__in={one.topic for one in groups})}
    _stand_in([(topics[one.topic], one) for one in groups if one.topic in topics], at)
    recount_all(list(topics.values()), at)


@transaction.atomic
def _propose_all(community: int, groups: Sequence[Grouped], at: datetime) -> None:
    """Write new topics with their counts, which the grouping knows already."""
    topics = Topic.objects.bulk_create(
        Topic(
            community_id=community,
            title=one.title,
            words=_joined(one.words),
            places=_joined(one.places),
            voices_count=len(one.members),
            people=one.people,
            likes=one.likes,
            last_at=one.last_at,
            rank=rank(one.people, one.likes, one.last_at),
            made_at=at,
        )
        for one in groups
    )
    _stand_in(list(zip(topics, groups, strict=True)), at)
    entries.record_all(
        [entries.line("topic.proposed", by=None, thing=topic, at=at, area=community) for topic in topics]
    )


def _stand_in(pairs: Sequence[tuple[Topic, Grouped]], at: datetime) -> None:
    """Let the members of groups stand in their topics, with the reason for each."""
    TopicMembership.objects.bulk_create(
        (
            TopicMembership(
                topic=topic,
                voice_id=int(member.id),
                likeness=member.likeness,
                words=_joined(member.words),
                places=_joined(member.places),
                at=at,
            )
            for topic, one in pairs
            for member in one.members
        ),
        batch_size=500,
        ignore_conflicts=True,
    )
    standing = TopicMembership.objects.filter(
        voice=OuterRef("pk"), topic__in=[topic for topic, _one in pairs], state__in=LIVE_MEMBERS
    )
    members = [int(member.id) for _topic, one in pairs for member in one.members]
    for start in range(0, len(members), VOICES_A_STEP):
        _write_topic(
            members[start : start + VOICES_A_STEP],
            Subquery(standing.values("topic_id")[:1]),
            Subquery(standing.values("topic__matter_id")[:1]),
        )


def _joined(words: Iterable[str]) -> str:
    return clip(COMMA.join(words), WORDS_LENGTH)
