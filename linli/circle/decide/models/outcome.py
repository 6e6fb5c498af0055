"""What came of a ballot, and what of the turnout was let out before."""

from django.db import models

from linli.circle.decide.choices import Verdict


class Outcome(models.Model):
    """The counted result of a ballot, with the bundle from which anyone counts it again.

    `is_shown`: whether the numbers may be published (in a small electorate they may tell who voted how; then the
    verdict alone is). `is_bundle_public`: secret papers are; of a named vote the bundle is for the tellers.
    """

    ballot = models.OneToOneField("decide.Ballot", on_delete=models.PROTECT, related_name="outcome")
    verdict = models.CharField(max_length=10, choices=Verdict)
    chosen = models.CharField(max_length=8, blank=True, default="")
    bundle = models.JSONField()
    papers_root = models.CharField(max_length=64)
    is_shown = models.BooleanField()
    is_bundle_public = models.BooleanField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.verdict} of ballot {self.ballot_id}"


class ShownTurnout(models.Model):
    """How many had voted at one moment, as the page showed it: only what beside all shown before exposes nobody."""

    ballot = models.ForeignKey("decide.Ballot", on_delete=models.CASCADE, related_name="turnouts")
    moment = models.PositiveIntegerField()
    heads = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "moment"], name="decide_turnout_shown_once_a_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.heads} at {self.moment}"
