"""Entries of the journal, and the tree that seals them."""

from django.db import models
from django.db.models import Q

from linli.ground.lib.chance import salt


class Entry(models.Model):
    """One deed: who did what to which thing, where and when. Plain ids only; words that can be erased live elsewhere.

    Written in the transaction of the deed without a number, so that writers never queue; the sealer numbers it later.
    """

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    area_id = models.BigIntegerField(null=True)
    matter_id = models.BigIntegerField(null=True)
    is_public = models.BooleanField(default=False)
    payload = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=16, default=salt)
    number = models.BigIntegerField(null=True, unique=True)
    leaf = models.BinaryField(max_length=32, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="journal_entry_has_number_and_leaf_together",
                condition=Q(number__isnull=True, leaf__isnull=True)
                | Q(number__isnull=False, leaf__isnull=False, number__gte=0),
            ),
        ]
        indexes = [
            models.Index(fields=["object_kind", "object_id", "id"], name="journal_entry_by_object"),
            models.Index(
                fields=["matter_id", "id"],
                name="journal_entry_by_matter",
                condition=Q(matter_id__isnull=False),
            ),
            models.Index(fields=["id"], name="journal_entry_unsealed", condition=Q(number__isnull=True)),
            models.Index(fields=["area_id", "id"], name="journal_entry_by_area"),
            models.Index(fields=["-number"], name="journal_entry_public", condition=Q(is_public=True)),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_kind} {self.object_id}"


class TreeNode(models.Model):
    """The hash of one complete subtree: 2**level leaves of the journal's tree, level ≥ 1 (leaves stand in entries)."""

    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "number"], name="journal_node_stands_once")]

    def __str__(self) -> str:
        return f"{self.level}:{self.number}"


class TreeHead(models.Model):
    """A signed statement of how long the journal was and what its root was at one moment."""

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField(max_length=32)
    at_ms = models.BigIntegerField()
    signature = models.BinaryField(max_length=64)

    def __str__(self) -> str:
        return f"head over {self.size}"
