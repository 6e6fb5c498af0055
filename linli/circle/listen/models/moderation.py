"""How public words are questioned: reports, hidings with a reason, appeals, and putting back."""

from django.db import models
from django.db.models import Q


class Report(models.Model):
    """That someone thinks a public voice should not be public, and why; settled when staff hide it or leave it."""

    voice = models.ForeignKey("listen.Voice", on_delete=models.CASCADE, related_name="reports")
    by_account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "by_account"],
                name="listen_report_once_while_unsettled",
                condition=Q(settled_at__isnull=True),
            ),
            models.CheckConstraint(name="listen_report_has_a_reason", condition=~Q(reason="")),
        ]
        indexes = [
            models.Index(
                fields=["voice"], name="listen_report_unsettled", condition=Q(settled_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"report of voice {self.voice_id}"


class Hiding(models.Model):
    """That a public voice was taken from view: the reason everyone may read, the author's appeal, and how it ended."""

    voice = models.ForeignKey("listen.Voice", on_delete=models.CASCADE, related_name="hidings")
    reason = models.CharField(max_length=200)
    by_account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    appeal = models.CharField(max_length=500, blank=True, default="")
    appealed_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=200, blank=True, default="")
    decided_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voice"], name="listen_hiding_one_at_a_time", condition=Q(lifted_at__isnull=True)
            ),
            models.CheckConstraint(name="listen_hiding_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="listen_appeal_has_words_and_time",
                condition=Q(appeal="", appealed_at__isnull=True)
                | (~Q(appeal="") & Q(appealed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"hiding of voice {self.voice_id}"
