"""Groups voices into topics by likeness: proposals with their reason, and the counts from which heat comes."""

import math
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Sum

from civics.text import heat
from civics.text.heat import HALF_LIFE_DAYS, SECONDS_A_DAY
from linli.circle.listen.choices import LIVE_MEMBERS, LIVE_TOPICS, MemberState
from linli.circle.listen.models import Support, Topic, TopicMembership, Voice
from linli.circle.listen.queries import similar
from linli.circle.listen.queries.similar import Nearest
from linli.ground.journal.actions import entries
from linli.ground.lib.text import clip

TITLE_LENGTH, WORDS_LENGTH = 120, 200
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
    members = Voice.objects.filter(memberships__topic=topic, memberships__state__in=LIVE_MEMBERS)
    totals = members.aggregate(likes=Sum("likes"), last=Max("said_at"))
    people = set(members.values_list("author_key", flat=True))
    backing = Support.objects.filter(topic=topic) | Support.objects.filter(voice__in=members)
    people |= {f"r{resident}" for resident in backing.values_list("resident_id", flat=True)}
    topic.voices_count = members.count()
    topic.people, topic.likes = len(people), totals["likes"] or 0
    topic.last_at = totals["last"] or at
    topic.rank = rank(topic.people, topic.likes, topic.last_at)
    topic.save(update_fields=["voices_count", "people", "likes", "last_at", "rank"])


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
    """Write on voices which topic and matter they stand in."""
    Voice.objects.filter(pk__in=list(voices)).update(
        topic=topic, matter_id=topic.matter_id if topic else None
    )


def title_of(voice: Voice) -> str:
    """Return words for the title of a topic that begins with a voice, from what may be read of it."""
    return voice.title or clip(voice.text, 40)


def _stands(voice: Voice) -> bool:
    return TopicMembership.objects.filter(voice=voice, state__in=LIVE_MEMBERS).exists()


def _topic_with(nearest: Nearest, voice: Voice, at: datetime) -> Topic | None:
    """The live topic of the nearest voice, locked, or a new one with it; None when staff refused that before."""
    other = nearest.voice
    if other.topic_id is not None:
        topic = Topic.objects.select_for_update().filter(pk=other.topic_id, state__in=LIVE_TOPICS).first()
        refused = TopicMembership.objects.filter(topic_id=other.topic_id, voice=voice).exists()
        return None if refused else topic
    if _refused_together(other, voice):
        return None
    topic = Topic.objects.create(
        community_id=voice.community_id,
        title=clip(title_of(other), TITLE_LENGTH),
        words=clip("、".join(nearest.words), WORDS_LENGTH),  # han: the comma between words, as data
        places=clip("、".join(nearest.places), WORDS_LENGTH),  # han: as above
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
        words=clip("、".join(nearest.words), WORDS_LENGTH),  # han: the comma between words, as data
        places=clip("、".join(nearest.places), WORDS_LENGTH),  # han: as above
        at=at,
    )
    set_topic([voice.pk], topic)
    voice.topic = topic
