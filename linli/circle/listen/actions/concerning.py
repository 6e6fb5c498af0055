"""Tells a matter whom it concerns: who said it, and who stands behind it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from linli.circle.listen.choices import MemberState
from linli.circle.listen.models import Support, Topic, TopicMembership, Voice
from linli.circle.matters.actions import concerns
from linli.circle.matters.choices import Why


@transaction.atomic
def topic(*, topic: Topic, at: datetime) -> None:
    """Let the matter of a topic concern all who said it or stand behind it; nothing happens without a matter."""
    if topic.matter_id is None:
        return
    members = _standing(topic)
    _concern(topic.matter_id, members, Q(topic=topic) | Q(voice__in=members), at)


@transaction.atomic
def voices(*, matter: int | None, voices: Iterable[int], at: datetime) -> None:
    """Let a matter concern those who said these voices, and who stand behind them; nothing happens without a matter."""
    if matter is not None:
        said = _with_joined(voices)
        _concern(matter, said, Q(voice__in=said), at)


def supporter(*, matter: int | None, resident: int, at: datetime) -> None:
    """Let a matter concern somebody who says "me too"; nothing happens without a matter."""
    if matter is not None:
        concerns.concern(matter=matter, residents=[resident], why=Why.SUPPORTS, at=at)


def no_supporter(*, matter: int | None, resident: int) -> None:
    """Let a matter not concern somebody any more who stands behind nothing of it."""
    if matter is None:
        return
    behind = Q(voice__matter=matter) | Q(topic__matter=matter)
    if not Support.objects.filter(behind, resident_id=resident).exists():
        concerns.release(matter=matter, residents=[resident], why=[Why.SUPPORTS])


@transaction.atomic
def left(*, topic: Topic, voices: Iterable[int]) -> None:
    """Let the matter of a topic not concern those any more who were in it only by voices that left."""
    if topic.matter_id is None:
        return
    gone, members = _with_joined(voices), _standing(topic)
    still = _authors(members) | _supporters(Q(topic=topic) | Q(voice__in=members))
    leaving = (_authors(gone) | _supporters(Q(voice__in=gone))) - still
    concerns.release(matter=topic.matter_id, residents=leaving, why=[Why.SAID, Why.SUPPORTS])


def _concern(matter: int, voices: list[int], behind: Q, at: datetime) -> None:
    concerns.concern(matter=matter, residents=_authors(voices), why=Why.SAID, at=at)
    concerns.concern(matter=matter, residents=_supporters(behind), why=Why.SUPPORTS, at=at)


def _standing(topic: Topic) -> list[int]:
    """The voices that people accepted into a topic, and those joined to them."""
    accepted = TopicMembership.objects.filter(topic=topic, state=MemberState.ACCEPTED)
    return _with_joined(accepted.values_list("voice_id", flat=True))


def _with_joined(voices: Iterable[int]) -> list[int]:
    said = list(voices)
    return said + list(Voice.objects.filter(joined_to__in=said).values_list("pk", flat=True))


def _authors(voices: list[int]) -> set[int]:
    said = Voice.objects.filter(pk__in=voices, author__isnull=False, author__erased_at__isnull=True)
    return set(said.values_list("author_id", flat=True))


def _supporters(behind: Q) -> set[int]:
    rows = Support.objects.filter(behind, resident__erased_at__isnull=True)
    return set(rows.values_list("resident_id", flat=True))
