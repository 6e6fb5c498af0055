"""Takes the locks that deeds begin with, and says when there is nothing to lock."""

from linli.circle.listen.choices import LIVE_TOPICS
from linli.circle.listen.models import Topic, Voice
from linli.circle.listen.refusals import NoSuchTopic, NoSuchVoice


def voice(pk: int) -> Voice:
    """Return a voice, locked until the end of the transaction.

    Raises:
        NoSuchVoice: there is none.
    """
    found = Voice.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if found is None:
        raise NoSuchVoice
    return found


def topic_then_voice(pk: int) -> Voice:
    """Return a voice, locked, and before it the topic it stands in; in this order, or two deeds may wait in a ring.

    Raises:
        NoSuchVoice: there is none.
    """
    standing = Voice.objects.filter(pk=pk).values_list("topic_id", flat=True).first()
    if standing is not None:
        Topic.objects.select_for_update(no_key=True).filter(pk=standing).first()
    return voice(pk)


def voices(pks: list[int]) -> list[Voice]:
    """Return several voices, locked in the order of their ids so that two deeds never wait for each other.

    Raises:
        NoSuchVoice: one of them does not exist.
    """
    found = list(Voice.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk"))
    if len(found) != len(set(pks)):
        raise NoSuchVoice
    return found


def topic(pk: int) -> Topic:
    """Return a topic in force, locked until the end of the transaction.

    Raises:
        NoSuchTopic: there is none, or it was merged or undone.
    """
    found = Topic.objects.select_for_update(no_key=True).filter(pk=pk, state__in=LIVE_TOPICS).first()
    if found is None:
        raise NoSuchTopic
    return found
