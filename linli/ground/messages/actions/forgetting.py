"""Forgets what people were told: all of it with the person, what they have read after a year."""

from datetime import datetime, timedelta

from django.db import transaction

from linli.ground.messages.choices import State
from linli.ground.messages.models import Message, Parcel, Preference

KEPT_FOR = timedelta(days=365)
A_STRETCH = 5000


@transaction.atomic
def forget_resident(*, resident: int) -> int:
    """Drop the messages, parcels and wishes of an erased person; return how many messages there were."""
    gone = Message.objects.filter(resident_id=resident).count()
    Message.objects.filter(resident_id=resident).delete()
    Parcel.objects.filter(resident_id=resident).delete()
    Preference.objects.filter(resident_id=resident).delete()
    return gone


@transaction.atomic
def forget_read(*, at: datetime) -> int:
    """Drop a stretch of messages read over a year ago, and parcels as old that arrived; return how many messages."""
    before = at - KEPT_FOR
    old = list(
        Message.objects.filter(read_at__lt=before)
        .order_by("read_at")
        .values_list("pk", flat=True)[:A_STRETCH]
    )
    Message.objects.filter(pk__in=old).delete()
    arrived = Parcel.objects.filter(state__in=[State.SENT, State.HANDED], due_at__lt=before)
    Parcel.objects.filter(pk__in=list(arrived.values_list("pk", flat=True)[:A_STRETCH])).delete()
    return len(old)
