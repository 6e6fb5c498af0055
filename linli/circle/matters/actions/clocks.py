"""Watches over matters: what is late is told once, to who answers for it and one level up; none is left without."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from linli.circle.matters.actions.matters import tell
from linli.circle.matters.choices import ON_THE_WAY
from linli.circle.matters.events import MatterOverdue
from linli.circle.matters.models import Matter
from linli.circle.matters.queries import duty
from linli.ground.journal import news
from linli.ground.people.models import Post
from linli.ground.people.rules import HOUSE

A_ROUND = 500


def tick(*, at: datetime, limit: int = A_ROUND) -> int:
    """Hand on what ended posts answered for, and ring for every matter whose clock has run out; return how many rang.

    Each in its own transaction.
    """
    for matter in list(_left_behind(at).values_list("pk", flat=True)[:limit]):
        _inherit(matter, at)
    late = Matter.objects.filter(alarms_at__lt=at).order_by("alarms_at")
    return sum(_ring(matter, at) for matter in list(late.values_list("pk", flat=True)[:limit]))


def _left_behind(at: datetime) -> QuerySet[Matter]:
    ended = Post.objects.filter(until__lte=at)
    return Matter.objects.filter(owner__in=ended, stage__in=ON_THE_WAY).order_by(
        "owner", "stage", "due_at", "id"
    )


@transaction.atomic
def _inherit(pk: int, at: datetime) -> None:
    matter = (
        _left_behind(at).select_for_update(of=("self",), no_key=True).select_related("owner").filter(pk=pk)
    )
    found = matter.first()
    heir = duty.heir(found.owner, found.community_id, at) if found else None
    if found and heir:
        found.owner = heir
        found.save(update_fields=["owner"])
        tell("matter.handed_over", HOUSE, found, at, post=heir.pk)


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
