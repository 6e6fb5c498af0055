"""Watches the clocks of matters: what is late is told once, to who answers for it and one level up."""

from datetime import datetime

from django.db import transaction

from linli.circle.matters.actions.matters import tell
from linli.circle.matters.choices import ON_THE_WAY
from linli.circle.matters.events import MatterOverdue
from linli.circle.matters.models import Matter
from linli.ground.journal import news
from linli.ground.people.rules import HOUSE

A_ROUND = 500


def tick(*, at: datetime, limit: int = A_ROUND) -> int:
    """Ring for every matter whose clock has run out, each in its own transaction; return how many."""
    late = Matter.objects.filter(alarms_at__lt=at).order_by("alarms_at")
    return sum(_ring(matter, at) for matter in list(late.values_list("pk", flat=True)[:limit]))


@transaction.atomic
def _ring(pk: int, at: datetime) -> bool:
    matter = Matter.objects.select_for_update(no_key=True).get(pk=pk)
    if matter.alarms_at is None or matter.alarms_at >= at:
        return False
    matter.alarms_at = None
    matter.save(update_fields=["alarms_at"])
    if matter.stage not in ON_THE_WAY:
        return False
    tell("matter.overdue", HOUSE, matter, at)
    news.publish(MatterOverdue(matter.pk), at=at)
    return True
