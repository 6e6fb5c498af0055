"""The read log: who looked at something that only some may see."""

from django.db import models


class Reading(models.Model):
    """One look at need-to-know words: who, at what, which part, for what reason, when."""

    at = models.DateTimeField()
    account_id = models.BigIntegerField()
    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    part = models.CharField(max_length=40)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["object_kind", "object_id", "-at"], name="journal_reading_by_object"),
            models.Index(fields=["account_id", "-at"], name="journal_reading_by_account"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} read {self.part} of {self.object_kind} {self.object_id}"
