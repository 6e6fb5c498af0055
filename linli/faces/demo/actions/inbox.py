"""Dates what the demo neighbours were told back to when it happened, as if each had been told at the time."""

from datetime import datetime, timedelta

from linli.ground.journal.models import Delivery
from linli.ground.messages.models import Message

_NEW = timedelta(days=7)


def date_back(*, today: datetime) -> None:
    """Let every message stand at the moment of its news, the oldest first, and be read when it is a week old."""
    happened = {str(event): at for event, at in Delivery.objects.values_list("event_id", "published_at")}
    told = list(Message.objects.all())
    for one in told:
        one.pk, one.at = None, happened.get(one.fact[-36:], one.at)
        one.read_at = one.at if one.at < today - _NEW else None
    Message.objects.all().delete()
    Message.objects.bulk_create(sorted(told, key=lambda one: one.at), batch_size=500)
