"""What many speak about: topics hottest first, and one topic with the reason for every voice in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from civics.text import heat
from linli.circle.listen import rules
from linli.circle.listen.choices import LIVE_MEMBERS, LIVE_TOPICS, OPEN_STATES, Shown, TopicState
from linli.circle.listen.models import Support, Topic, TopicMembership, Voice
from linli.circle.listen.refusals import NoSuchTopic
from linli.ground.lib.keyset import Order, Page, cut
from linli.ground.lib.once import written_once
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

BY_HEAT = Order("-rank", id_falls=False, is_time=False)
MOST_MEMBERS = 200


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic as a line: how hot, how many people, how many of its voices still wait (None where it is not asked)."""

    topic: Topic
    heat: float
    open_count: int | None = None


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One topic with its voices and the reason why each is in it; for the public only public voices are shown."""

    topic: Topic
    heat: float
    members: tuple[TopicMembership, ...]
    hidden_count: int
    is_mine: bool
    may_handle: bool


def hottest(
    community: int, *, state: TopicState | None = None, after: str = "", size: int = 20, at: datetime
) -> Page[TopicRow]:
    """Return topics in force, hottest first, of one state if asked (two queries).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    states = (state,) if state is not None else LIVE_TOPICS
    rows = Topic.objects.filter(community_id=community, state__in=states)

    def shape(found: Sequence[Topic]) -> list[TopicRow]:
        waiting = dict(
            Voice.objects.filter(topic__in=[topic.pk for topic in found], state__in=OPEN_STATES)
            .values_list("topic")
            .annotate(waiting=Count("pk"))
            .order_by()
        )
        return [TopicRow(topic, heat_of(topic, at), waiting.get(topic.pk, 0)) for topic in found]

    return cut(rows, BY_HEAT, after, size, shape)


def most_spoken_of(
    community: int, at: datetime, *, state: TopicState | None = None, size: int = 5
) -> list[TopicRow]:
    """Return the hottest topics in force, of one state if asked, without what still waits in them (one query)."""
    found = _hottest(community, states=(state,) if state is not None else LIVE_TOPICS, size=size)
    return [TopicRow(topic, heat_of(topic, at)) for topic in found]


@written_once
def _hottest(community: int, *, states: tuple[TopicState, ...], size: int) -> QuerySet[Topic]:
    return Topic.objects.filter(community_id=community, state__in=states).order_by(*BY_HEAT.keys)[:size]


def page(topic: int, actor: Actor, at: datetime) -> TopicPage:
    """Return one topic: for staff with all its voices, for others with the public ones, if it was accepted.

    Raises:
        NoSuchTopic: there is none, or it is not accepted and the actor reads no voices there.
    """
    found = Topic.objects.select_related("community", "matter", "merged_into").filter(pk=topic).first()
    if found is None:
        raise NoSuchTopic
    place = areas.around(found.community_id)
    reads = rules.may_read_voices(actor, place, at)
    if not reads and found.state != TopicState.ACCEPTED:
        raise NoSuchTopic
    members = TopicMembership.objects.filter(topic=found, state__in=LIVE_MEMBERS)
    total = members.count()
    shown = members if reads else members.filter(voice__shown=Shown.PUBLIC)
    rows = tuple(
        shown.select_related("voice__place", "voice__voice_class").order_by("voice_id")[:MOST_MEMBERS]
    )
    backing = Support.objects.filter(topic=found, resident_id=actor.resident_id or 0)
    return TopicPage(
        topic=found,
        heat=heat_of(found, at),
        members=rows,
        hidden_count=total - len(rows),
        is_mine=backing.exists(),
        may_handle=rules.may_handle_voices(actor, place, at),
    )


def heat_of(topic: Topic, at: datetime) -> float:
    """Return how hot a topic is now: people first, likes a little, slowly cooling."""
    return heat(people=topic.people, likes=topic.likes, last_at=topic.last_at.timestamp(), at=at.timestamp())
