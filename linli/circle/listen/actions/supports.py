"""Says "me too" instead of saying it again: a resident stands behind a voice or a topic, once."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from linli.circle.listen.actions import concerning, grouping, locks
from linli.circle.listen.actions.hearing import tell
from linli.circle.listen.choices import Shown
from linli.circle.listen.models import Support, Topic, Voice
from linli.circle.listen.refusals import NoSuchThing, NotKnownYet, NotOpenForSupport, OwnVoice
from linli.ground.journal.actions import entries
from linli.ground.people.rules import Actor


@transaction.atomic
def join_in(*, by: Actor, voice: int | None = None, topic: int | None = None, at: datetime) -> Support:
    """Stand behind a public open voice, or a topic; doing it again changes nothing.

    Raises:
        NotKnownYet: the actor is no resident of the register, or not confirmed as one yet.
        NoSuchVoice, NoSuchTopic: there is none.
        NotOpenForSupport: the voice is not public or answered already, or it is another community's.
        OwnVoice: nobody supports their own words.
        NoSuchThing: neither a voice nor a topic is named.
    """
    if by.resident_id is None or by.community_id is None:
        raise NotKnownYet
    if voice is not None:
        return _behind_voice(by, locks.topic_then_voice(voice), at)
    if topic is not None:
        return _behind_topic(by, locks.topic(topic), at)
    raise NoSuchThing


@transaction.atomic
def leave(*, by: Actor, voice: int | None = None, topic: int | None = None, at: datetime) -> None:
    """Stand behind a voice or a topic no longer; nothing happens to who did not.

    Raises:
        NotKnownYet: the actor is no resident of the register.
        NoSuchVoice, NoSuchTopic: there is none.
        NoSuchThing: neither a voice nor a topic is named.
    """
    if by.resident_id is None:
        raise NotKnownYet
    if voice is not None:
        found = locks.topic_then_voice(voice)
        gone, _kinds = Support.objects.filter(voice=found, resident_id=by.resident_id).delete()
        if gone:
            Voice.objects.filter(pk=found.pk).update(supports=F("supports") - 1)
            concerning.no_supporter(matter=found.matter_id, resident=by.resident_id)
            tell("voice.unsupported", found, by, at)
            grouping.recount_of(found, at)
    elif topic is not None:
        group = locks.topic(topic)
        gone, _kinds = Support.objects.filter(topic=group, resident_id=by.resident_id).delete()
        if gone:
            concerning.no_supporter(matter=group.matter_id, resident=by.resident_id)
            _tell_topic("topic.unsupported", group, by, at)
            grouping.recount(group, at)
    else:
        raise NoSuchThing


def _behind_voice(by: Actor, voice: Voice, at: datetime) -> Support:
    if voice.author_id == by.resident_id:
        raise OwnVoice
    if voice.shown != Shown.PUBLIC or not voice.is_open() or voice.community_id != by.community_id:
        raise NotOpenForSupport
    assert by.resident_id is not None
    made, is_new = _once(Support(voice=voice, resident_id=by.resident_id, at=at))
    if is_new:
        Voice.objects.filter(pk=voice.pk).update(supports=F("supports") + 1)
        concerning.supporter(matter=voice.matter_id, resident=by.resident_id, at=at)
        tell("voice.supported", voice, by, at)
        grouping.recount_of(voice, at)
    return made


def _behind_topic(by: Actor, topic: Topic, at: datetime) -> Support:
    if topic.community_id != by.community_id:
        raise NotOpenForSupport
    assert by.resident_id is not None
    made, is_new = _once(Support(topic=topic, resident_id=by.resident_id, at=at))
    if is_new:
        concerning.supporter(matter=topic.matter_id, resident=by.resident_id, at=at)
        _tell_topic("topic.supported", topic, by, at)
        grouping.recount(topic, at)
    return made


def _once(support: Support) -> tuple[Support, bool]:
    try:
        with transaction.atomic():
            support.save(force_insert=True)
    except IntegrityError:
        same = {"voice": support.voice, "topic": support.topic, "resident_id": support.resident_id}
        return Support.objects.get(**same), False
    return support, True


def _tell_topic(verb: str, topic: Topic, by: Actor, at: datetime) -> None:
    entries.record(
        verb,
        by=by.account_id,
        thing=topic,
        at=at,
        area=topic.community_id,
        matter=topic.matter_id,
        public=True,
    )
