"""Watches the clocks: pauses end by themselves, late answers go up once a level, the desk inherits from ended posts."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.circle.listen.actions import handling, schemes
from linli.circle.listen.actions.hearing import tell
from linli.circle.listen.choices import OPEN_STATES, State
from linli.circle.listen.events import VoiceEscalated
from linli.circle.listen.models import Escalation, Pause, Scheme, Voice
from linli.ground.journal import news
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area, Post
from linli.ground.people.rules import HOUSE

LEVELS = (AreaKind.COMMUNITY, AreaKind.STREET, AreaKind.DISTRICT)
A_ROUND = 500


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one look at the clocks did."""

    resumed: int
    escalated: int
    inherited: int


def tick(*, at: datetime, limit: int = A_ROUND) -> Ticked:
    """End the pauses that are over and escalate what is late, each in its own transaction; at most `limit` of each."""
    over = Pause.objects.filter(ended_at__isnull=True, until__lte=at).order_by("until", "id")
    resumed = sum(_resume(voice, at) for voice in list(over.values_list("voice_id", flat=True)[:limit]))
    late = Voice.objects.filter(escalates_at__lt=at).order_by("escalates_at")
    escalated = sum(_escalate(voice, at) for voice in list(late.values_list("pk", flat=True)[:limit]))
    ended = Post.objects.filter(until__lte=at).filter(_owns_open_voices() | Q(pk__in=_desks()))
    inherited = sum(
        schemes.inherit(post=post, at=at) for post in list(ended.values_list("pk", flat=True)[:limit])
    )
    return Ticked(resumed, escalated, inherited)


def _owns_open_voices() -> Exists:
    return Exists(Voice.objects.filter(owner=OuterRef("pk"), state__in=OPEN_STATES))


def _desks() -> QuerySet[Scheme, int]:
    return Scheme.objects.values_list("desk_id", flat=True)


@transaction.atomic
def _resume(pk: int, at: datetime) -> bool:
    voice = Voice.objects.select_for_update(no_key=True).get(pk=pk)
    if not Pause.objects.filter(voice=voice, ended_at__isnull=True, until__lte=at).exists():
        return False
    handling.resume(by=HOUSE, voice=pk, at=at)
    return True


@transaction.atomic
def _escalate(pk: int, at: datetime) -> bool:
    """Bring one late voice before the next level; the levels above follow at the term's own pace."""
    voice = Voice.objects.select_for_update(no_key=True).get(pk=pk)
    if voice.state != State.WAITING or voice.escalates_at is None or voice.escalates_at >= at:
        return False
    level = voice.level + 1
    above = Area.objects.around(voice.community_id).filter(kind=LEVELS[level - 1]).first()
    if above is None:
        voice.escalates_at = None
        voice.save(update_fields=["escalates_at"])
        return False
    Escalation.objects.create(voice=voice, lap=voice.lap, level=level, area=above, at=at)
    term = schemes.in_force(voice.community_id, at).terms[voice.urgency]
    voice.level = level
    voice.escalates_at = term.escalates_after(at) if level < len(LEVELS) else None
    voice.save(update_fields=["level", "escalates_at"])
    tell("voice.escalated", voice, HOUSE, at, level=level, to=above.pk)
    news.publish(VoiceEscalated(voice.pk, level), at=at)
    return True
