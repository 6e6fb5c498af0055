"""What people do with topics: confirm, change, split, merge and undo them; every step stays readable."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from linli.circle.listen import rules
from linli.circle.listen.actions import concerning, grouping, locks, schemes
from linli.circle.listen.choices import LIVE_MEMBERS, MemberState, TopicState
from linli.circle.listen.events import TopicAccepted
from linli.circle.listen.models import Support, Topic, TopicMembership, Voice
from linli.circle.listen.refusals import (
    JoinsItself,
    MayNotHandle,
    NoSuchTopic,
    NotInTheTopic,
    StandsElsewhere,
    TopicWouldBeEmpty,
)
from linli.circle.matters.actions import concerns, matters
from linli.circle.matters.actions.matters import Bringing, Opening
from linli.circle.matters.choices import Stage, Step
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.text import clip, tidy
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@transaction.atomic
def accept(*, by: Actor, topic: int, title: str = "", at: datetime) -> Topic:
    """Confirm a topic with all voices proposed for it; a matter stands for it from now on.

    Raises:
        NoSuchTopic: there is none in force.
        MayNotHandle: no post of the actor handles voices there.
    """
    found = _locked(by, topic, at)
    proposed = TopicMembership.objects.filter(topic=found, state=MemberState.PROPOSED)
    proposed.update(state=MemberState.ACCEPTED, decided_by_id=by.account_id, decided_at=at)
    if tidy(title):
        found.title = clip(tidy(title), grouping.TITLE_LENGTH)
    _confirm(found, by, at)
    return found


@transaction.atomic
def accept_member(*, by: Actor, topic: int, voice: int, at: datetime) -> TopicMembership:
    """Confirm that a voice belongs to a topic.

    Raises:
        NoSuchTopic: there is none in force.
        MayNotHandle: no post of the actor handles voices there.
        NotInTheTopic: the voice does not stand in it.
    """
    found = _locked(by, topic, at)
    member = _member(found, voice)
    member.state, member.decided_by_id, member.decided_at = MemberState.ACCEPTED, by.account_id, at
    member.save(update_fields=["state", "decided_by", "decided_at"])
    concerning.voices(matter=found.matter_id, voices=[voice], at=at)
    _tell("topic.member_accepted", found, by, at, voice=voice)
    return member


@transaction.atomic
def refuse_member(*, by: Actor, topic: int, voice: int, at: datetime) -> TopicMembership:
    """Take a voice out of a topic; it is not proposed for it again.

    Raises:
        NoSuchTopic: there is none in force.
        MayNotHandle: no post of the actor handles voices there.
        NotInTheTopic: the voice does not stand in it.
    """
    found = _locked(by, topic, at)
    member = _member(found, voice)
    _close([member], MemberState.SPLIT, by, at)
    concerning.left(topic=found, voices=[voice])
    _tell("topic.member_refused", found, by, at, voice=voice)
    grouping.recount(found, at)
    return member


@transaction.atomic
def add(*, by: Actor, topic: int, voice: int, at: datetime) -> TopicMembership:
    """Put a voice into a topic by hand.

    Raises:
        NoSuchTopic, NoSuchVoice: there is none.
        MayNotHandle: no post of the actor handles voices there.
        StandsElsewhere: it stands in another topic, or is another community's.
    """
    found = _locked(by, topic, at)
    said = locks.voice(voice)
    elsewhere = TopicMembership.objects.filter(voice=said, state__in=LIVE_MEMBERS).exclude(topic=found)
    if said.community_id != found.community_id or elsewhere.exists():
        raise StandsElsewhere
    member = _stand(found, said.pk, by, at)
    concerning.voices(matter=found.matter_id, voices=[said.pk], at=at)
    _tell("topic.member_added", found, by, at, voice=voice)
    grouping.recount(found, at)
    return member


@transaction.atomic
def split(*, by: Actor, topic: int, voices: Iterable[int], title: str, at: datetime) -> Topic:
    """Take some voices out of a topic into one of their own.

    Raises:
        NoSuchTopic: there is none in force.
        MayNotHandle: no post of the actor handles voices there.
        NotInTheTopic: one of the voices does not stand in it, or none is named.
        TopicWouldBeEmpty: no voice would be left.
    """
    found = _locked(by, topic, at)
    wanted = set(voices)
    members = list(TopicMembership.objects.filter(topic=found, state__in=LIVE_MEMBERS))
    leaving = [member for member in members if member.voice_id in wanted]
    if not wanted or len(leaving) != len(wanted):
        raise NotInTheTopic
    if len(leaving) == len(members):
        raise TopicWouldBeEmpty

    _close(leaving, MemberState.SPLIT, by, at)
    concerning.left(topic=found, voices=wanted)
    first = Voice.objects.get(pk=min(wanted))
    made = Topic.objects.create(
        community_id=found.community_id,
        title=clip(tidy(title) or grouping.title_of(first), grouping.TITLE_LENGTH),
        words=found.words,
        places=found.places,
        last_at=at,
        made_at=at,
    )
    for voice in sorted(wanted):
        _stand(made, voice, by, at)
    _tell("topic.split", found, by, at, voices=len(wanted), into=made.pk)
    _confirm(made, by, at)
    grouping.recount(found, at)
    return made


@transaction.atomic
def merge(*, by: Actor, topic: int, into: int, at: datetime) -> Topic:
    """Put all voices and supporters of a topic into another one; `undo` of the merged topic takes them back.

    Raises:
        NoSuchTopic: one of the two is not in force.
        MayNotHandle: no post of the actor handles voices there.
        JoinsItself: the two are one, or of different communities.
    """
    if topic == into:
        raise JoinsItself
    locked = {pk: _locked(by, pk, at) for pk in sorted((topic, into))}
    found, target = locked[topic], locked[into]
    if found.community_id != target.community_id:
        raise JoinsItself

    members = list(TopicMembership.objects.filter(topic=found, state__in=LIVE_MEMBERS))
    _close(members, MemberState.UNDONE, by, at)
    for member in members:
        _stand(target, member.voice_id, by, at, came_from=found)
    behind_already = Support.objects.filter(topic=target).values("resident_id")
    Support.objects.filter(topic=found).exclude(resident_id__in=behind_already).update(topic=target)
    if found.matter_id is not None and found.state == TopicState.ACCEPTED:
        _confirm(target, by, at)
        assert target.matter_id is not None
        concerns.carry_over(matter=found.matter_id, into=target.matter_id, at=at)
        _leave_the_circle(found, Step.JOIN, Bringing(other_matter=target.matter_id), by, at)
    found.state, found.merged_into, found.matter = TopicState.MERGED, target, None
    found.decided_by_id, found.decided_at = by.account_id, at
    found.save()
    if target.state == TopicState.ACCEPTED:
        concerning.topic(topic=target, at=at)
    _tell("topic.merged", found, by, at, into=target.pk, voices=len(members))
    grouping.recount(target, at)
    return target


@transaction.atomic
def undo(*, by: Actor, topic: int, at: datetime) -> Topic:
    """Dissolve a topic, its voices stand alone again; of a merged topic: take its voices back, to be confirmed anew.

    Raises:
        NoSuchTopic: there is none, or it is dissolved already.
        MayNotHandle: no post of the actor handles voices there.
    """
    found = (
        Topic.objects.select_for_update(no_key=True).filter(pk=topic).exclude(state=TopicState.UNDONE).first()
    )
    if found is None:
        raise NoSuchTopic
    _refuse_unless_handler(by, found, at)
    if found.state == TopicState.MERGED:
        return _taken_back(found, by, at)

    members = TopicMembership.objects.filter(topic=found, state__in=LIVE_MEMBERS)
    _close(list(members), MemberState.UNDONE, by, at)
    _leave_the_circle(found, Step.DECLINE, Bringing(reason=found.title), by, at)
    found.state, found.decided_by_id, found.decided_at = TopicState.UNDONE, by.account_id, at
    found.save(update_fields=["state", "decided_by", "decided_at"])
    _tell("topic.undone", found, by, at)
    grouping.recount(found, at)
    return found


def _taken_back(found: Topic, by: Actor, at: datetime) -> Topic:
    target = locks.topic(found.merged_into_id or 0)
    moved = TopicMembership.objects.filter(topic=target, came_from=found, state__in=LIVE_MEMBERS)
    voices = list(moved.values_list("voice_id", flat=True))
    _close(list(moved), MemberState.UNDONE, by, at)
    found.state, found.merged_into = TopicState.PROPOSED, None
    found.save(update_fields=["state", "merged_into"])
    for voice in voices:
        _stand(found, voice, by, at)
    concerning.left(topic=target, voices=voices)
    _tell("topic.undone", target, by, at, back=found.pk)
    grouping.recount(found, at)
    grouping.recount(target, at)
    return found


def _confirm(topic: Topic, by: Actor, at: datetime) -> None:
    """Make a topic accepted, with a matter that stands for it and for its voices."""
    topic.state, topic.decided_by_id, topic.decided_at = TopicState.ACCEPTED, by.account_id, at
    grouping.recount(topic, at)
    if topic.matter_id is None:
        voices = Voice.objects.filter(topic=topic)
        ways = schemes.in_force(topic.community_id, at)
        first = voices.select_related("voice_class").order_by("due_at", "pk").first()
        opening = Opening(
            scope=ways.scheme.community,
            community=ways.scheme.community,
            title=topic.title,
            owner=first.owner if first else ways.scheme.desk,
            due_at=first.due_at if first else at,
            category=first.voice_class.key[:40] if first else "",
        )
        topic.matter = matters.open_matter(by=by, opening=opening, at=at)
    topic.save()
    members = TopicMembership.objects.filter(topic=topic, state__in=LIVE_MEMBERS)
    grouping.set_topic(members.values_list("voice_id", flat=True), topic)
    concerning.topic(topic=topic, at=at)
    _tell("topic.accepted", topic, by, at, voices=topic.voices_count)
    assert topic.matter_id is not None
    news.publish(TopicAccepted(topic.pk, topic.matter_id), at=at)


def _leave_the_circle(topic: Topic, step: Step, bringing: Bringing, by: Actor, at: datetime) -> None:
    """Let the matter of a topic that is no more leave the circle, if it still stands at the beginning."""
    if topic.matter is not None and topic.matter.stage in {Stage.HEARD, Stage.DELIBERATED}:
        matters.advance(by=by, matter=topic.matter.pk, step=step, bringing=bringing, at=at)


def _stand(
    topic: Topic, voice: int, by: Actor, at: datetime, came_from: Topic | None = None
) -> TopicMembership:
    """Let a voice stand in a topic by a person's word."""
    member, _is_new = TopicMembership.objects.update_or_create(
        topic=topic,
        voice_id=voice,
        defaults={
            "state": MemberState.ACCEPTED,
            "decided_by_id": by.account_id,
            "decided_at": at,
            "came_from": came_from,
        },
        create_defaults={
            "state": MemberState.ACCEPTED,
            "decided_by_id": by.account_id,
            "decided_at": at,
            "came_from": came_from,
            "at": at,
        },
    )
    grouping.set_topic([voice], topic)
    return member


def _close(members: list[TopicMembership], state: MemberState, by: Actor, at: datetime) -> None:
    for member in members:
        member.state, member.decided_by_id, member.decided_at = state, by.account_id, at
    TopicMembership.objects.bulk_update(members, ["state", "decided_by", "decided_at"], batch_size=500)
    grouping.set_topic([member.voice_id for member in members], None)


def _locked(by: Actor, topic: int, at: datetime) -> Topic:
    found = locks.topic(topic)
    _refuse_unless_handler(by, found, at)
    return found


def _refuse_unless_handler(by: Actor, topic: Topic, at: datetime) -> None:
    if not rules.may_handle_voices(by, areas.around(topic.community_id), at):
        raise MayNotHandle


def _member(topic: Topic, voice: int) -> TopicMembership:
    found = TopicMembership.objects.filter(topic=topic, voice_id=voice, state__in=LIVE_MEMBERS).first()
    if found is None:
        raise NotInTheTopic
    return found


def _tell(verb: str, topic: Topic, by: Actor, at: datetime, **payload: object) -> None:
    entries.record(
        verb,
        by=by.account_id,
        thing=topic,
        at=at,
        area=topic.community_id,
        matter=topic.matter_id,
        public=topic.state == TopicState.ACCEPTED,
        **payload,
    )
