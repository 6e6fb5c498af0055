"""Acceptance: rounds in which the overseers look at the works and sign."""

from django.db import models
from django.db.models import Q

from linli.circle.deliver.choices import Outcome, Verdict


class Acceptance(models.Model):
    """One time that the overseers were asked to look at the works: where and when they meet, and what came of it."""

    project = models.ForeignKey("deliver.Project", on_delete=models.CASCADE, related_name="acceptances")
    number = models.PositiveSmallIntegerField()
    meeting_at = models.DateTimeField()
    meeting_place = models.CharField(max_length=120)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN)
    board_size = models.PositiveSmallIntegerField(default=0)
    called_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="deliver_acceptance_numbered_once"),
            models.CheckConstraint(
                name="deliver_acceptance_is_decided_at_a_moment",
                condition=Q(outcome="open", decided_at__isnull=True)
                | (~Q(outcome="open") & Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["meeting_at"], name="deliver_acceptance_by_meeting")]

    def __str__(self) -> str:
        return f"{self.project_id}#{self.number}"


class Signature(models.Model):
    """What one overseer signed, in their words; they may change it until the round is decided."""

    acceptance = models.ForeignKey(Acceptance, on_delete=models.CASCADE, related_name="signatures")
    overseer = models.ForeignKey("people.Resident", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict)
    words = models.CharField(max_length=500, blank=True, default="")
    tasks = models.ManyToManyField("deliver.Task", related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["acceptance", "overseer"], name="deliver_overseer_signs_once"),
            models.CheckConstraint(
                name="deliver_remarks_say_what", condition=Q(verdict="accepted") | ~Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.acceptance_id}:{self.verdict}"


def outcome_of(yes: int, no: int, size: int) -> Outcome:
    """Say what a board of `size` has decided: more than half for it, or no longer reachable; else it is open."""
    if 2 * yes > size:
        return Outcome.PASSED
    if 2 * (size - no) <= size:
        return Outcome.REFUSED
    return Outcome.OPEN
