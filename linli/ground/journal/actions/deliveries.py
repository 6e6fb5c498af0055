"""Keeps the outbox: delivers waiting news, tries again later what failed, forgets what is long done."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from linli.ground.journal import news
from linli.ground.journal.models import Delivery
from linli.ground.lib import boundary

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=6)
KEPT_FOR = timedelta(days=30)


def deliver_due(*, at: datetime, limit: int = 200) -> int:
    """Deliver up to `limit` waiting pieces of news, each in its own transaction; return how many were heard."""
    heard = 0
    waiting = Delivery.objects.filter(done_at__isnull=True, due_at__lte=at).order_by("due_at", "id")
    for pk in list(waiting.values_list("pk", flat=True)[:limit]):
        heard += _deliver_one(pk, at)
    return heard


def forget_done(*, at: datetime) -> int:
    """Remove deliveries done more than thirty days ago; return how many."""
    return Delivery.objects.filter(done_at__lt=at - KEPT_FOR).delete()[0]


def _deliver_one(pk: int, at: datetime) -> bool:
    with transaction.atomic():
        locked = Delivery.objects.filter(pk=pk, done_at__isnull=True)
        if connection.features.has_select_for_update_skip_locked:
            locked = locked.select_for_update(skip_locked=True)
        delivery = locked.first()
        if delivery is None:
            return False
        trouble = boundary.attempt(lambda: news.deliver(delivery))
        delivery.attempts += 1
        delivery.trouble = trouble
        if trouble:
            delivery.due_at = at + min(FIRST_PAUSE * 2 ** min(delivery.attempts, 16), LONGEST_PAUSE)
        else:
            delivery.done_at = at
        delivery.save(update_fields=["attempts", "done_at", "due_at", "trouble"])
        return not trouble
