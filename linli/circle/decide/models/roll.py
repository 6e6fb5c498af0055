"""The roll: who has a vote, what was objected, and how it was changed after it was frozen."""

from django.db import models
from django.db.models import Q

from linli.circle.decide.choices import Cause, ChangeKind, ObjectionState


class RollLine(models.Model):
    """One vote of a frozen roll: whose it is, how the posted list shows them, and whether the vote is in.

    Never a time. `voter` is the person (p12) or household (h7), `mark` the number under which the line stands in the
    bundle that anyone recounts: known to the voter, on no posted list. `resident` is who casts it (of a household: its
    named voter; None while it has none). `order` is the place on the posted list. A struck line stays, and has no vote.
    """

    ballot = models.ForeignKey("decide.Ballot", on_delete=models.CASCADE, related_name="lines")
    voter = models.CharField(max_length=24)
    mark = models.CharField(max_length=32)
    order = models.PositiveIntegerField()
    resident = models.ForeignKey("people.Resident", null=True, on_delete=models.PROTECT, related_name="+")
    masked = models.CharField(max_length=20)
    place = models.CharField(max_length=80)
    is_struck = models.BooleanField(default=False)
    submitted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "voter"], name="decide_roll_one_line_a_voter"),
            models.UniqueConstraint(fields=["ballot", "mark"], name="decide_roll_one_mark_a_line"),
            models.UniqueConstraint(fields=["ballot", "order"], name="decide_roll_one_place_a_line"),
            models.CheckConstraint(
                name="decide_roll_unnamed_voter_cast_nothing",
                condition=Q(submitted=False) | Q(resident__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["resident", "ballot"], name="decide_roll_by_resident"),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.masked}"


class Objection(models.Model):
    """That somebody says the posted roll is wrong, and what they were answered."""

    ballot = models.ForeignKey("decide.Ballot", on_delete=models.CASCADE, related_name="objections")
    line = models.ForeignKey(RollLine, null=True, on_delete=models.CASCADE, related_name="objections")
    resident = models.ForeignKey("people.Resident", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=400)
    state = models.CharField(max_length=10, choices=ObjectionState, default=ObjectionState.WAITING)
    answer = models.CharField(max_length=400, blank=True, default="")
    key = models.CharField(max_length=64)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decide_answered_objection_has_words",
                condition=Q(state="waiting", answer="", answered_at__isnull=True)
                | (~Q(state="waiting") & ~Q(answer="") & Q(answered_at__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["ballot", "resident", "key"], name="decide_objection_once_a_form"
            ),
        ]
        indexes = [models.Index(fields=["ballot", "state", "id"], name="decide_objection_by_ballot")]

    def __str__(self) -> str:
        return f"objection {self.pk}"


class RollChange(models.Model):
    """One change of a frozen roll by the procedure: which line, how, why, by whom."""

    ballot = models.ForeignKey("decide.Ballot", on_delete=models.CASCADE, related_name="changes")
    line = models.ForeignKey(RollLine, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=ChangeKind)
    cause = models.CharField(max_length=12, choices=Cause)
    words = models.CharField(max_length=400)
    objection = models.OneToOneField(Objection, null=True, on_delete=models.PROTECT, related_name="change")
    by_account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="decide_roll_change_says_why", condition=~Q(words="")),
        ]
        indexes = [models.Index(fields=["ballot", "id"], name="decide_change_by_ballot")]

    def __str__(self) -> str:
        return f"{self.kind} line {self.line_id}"
