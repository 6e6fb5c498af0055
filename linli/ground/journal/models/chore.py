"""What the house does by itself, and when it last did."""

from django.db import models


class Chore(models.Model):
    """One regular task of `tend`: its row is the lock that keeps two tends from doing it at once."""

    name = models.CharField(max_length=120, unique=True)
    last_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.name
