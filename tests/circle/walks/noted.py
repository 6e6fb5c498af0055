"""What the walk's books note of voices: whom a matter concerns because they said it, or stand behind it."""

from collections.abc import Iterable

from django.db.models import Q

from linli.circle.listen.choices import MemberState
from linli.circle.listen.models import Support, Topic, TopicMembership, Voice
from linli.circle.matters.choices import Why
from tests.circle.walks.walker import Walker


def said(walker: Walker, matter: int | None, spoken: Iterable[int]) -> None:
    """Write into the books that a matter concerns who said these voices, and who stands behind them."""
    these = _with_joined(spoken)
    walker.books.concern(matter, _authors(these), Why.SAID, walker.at)
    walker.books.concern(matter, _backers(Q(voice__in=these)), Why.SUPPORTS, walker.at)


def _authors(these: list[int]) -> set[int]:
    rows = Voice.objects.filter(pk__in=these, author__isnull=False)
    return {pk for pk in rows.values_list("author_id", flat=True) if pk is not None}


def _backers(behind: Q) -> set[int]:
    return set(Support.objects.filter(behind).values_list("resident_id", flat=True))


def _accepted(topic: int) -> list[int]:
    rows = TopicMembership.objects.filter(topic_id=topic, state=MemberState.ACCEPTED)
    return _with_joined(rows.values_list("voice_id", flat=True))


def _with_joined(spoken: Iterable[int]) -> list[int]:
    these = list(spoken)
    return these + list(Voice.objects.filter(joined_to__in=these).values_list("pk", flat=True))


def topic_said(walker: Walker, topic: int) -> int | None:
    """Write into the books that the matter of a topic concerns all in it; return the matter."""
    matter = Topic.objects.values_list("matter_id", flat=True).get(pk=topic)
    said(walker, matter, _accepted(topic))
    walker.books.concern(matter, _backers(Q(topic_id=topic)), Why.SUPPORTS, walker.at)
    return matter


def topic_left(walker: Walker, topic: int, gone: list[int]) -> None:
    """Write into the books that the matter of a topic concerns those no longer who were in it by these voices alone."""
    matter = Topic.objects.values_list("matter_id", flat=True).get(pk=topic)
    members = _accepted(topic)
    still = _authors(members) | _backers(Q(topic_id=topic) | Q(voice__in=members))
    away = _with_joined(gone)
    leaving = (_authors(away) | _backers(Q(voice__in=away))) - still
    walker.books.release(matter, leaving, {Why.SAID, Why.SUPPORTS})
