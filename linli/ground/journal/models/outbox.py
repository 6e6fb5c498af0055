"""The outbox: news on its way to those who hear it afterwards."""

from django.db import models
from django.db.models import Q


class Delivery(models.Model):
    """One piece of news for one hearer, done in the transaction of what the hearer does, so that happens once."""

    event_id = models.UUIDField()
    event = models.CharField(max_length=120)
    hearer = models.CharField(max_length=160)
    body = models.JSONField()
    published_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event_id", "hearer"], name="journal_delivery_once_per_hearer")
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="journal_delivery_waiting", condition=Q(done_at__isnull=True)
            ),
            models.Index(
                fields=["done_at"], name="journal_delivery_done", condition=Q(done_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.hearer}"
