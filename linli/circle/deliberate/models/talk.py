"""What neighbours think about a matter: short statements, and how others take them."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from linli.circle.deliberate.choices import Feeling, StatementState
from linli.ground.lib.chance import token
from linli.ground.lib.sealed import SealedField


class Talk(models.Model):
    """That a matter is open for statements and reactions, from and until when."""

    matter = models.OneToOneField(
        "matters.Matter", on_delete=models.CASCADE, primary_key=True, related_name="talk"
    )
    question = models.CharField(max_length=200, blank=True, default="")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"talk about matter {self.matter_id}"

    def is_open(self, at: datetime) -> bool:
        """Say whether statements and reactions are taken."""
        return self.closed_at is None and (self.closes_at is None or at < self.closes_at)


class Statement(models.Model):
    """One short thing somebody thinks about a matter; others agree, disagree or pass.

    `text` is what may be read, with masks; `words` are the original, sealed, where something was covered.
    """

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="statements")
    author = models.ForeignKey("people.Resident", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=140)
    words = SealedField(default="")
    state = models.CharField(max_length=8, choices=StatementState)
    reason = models.CharField(max_length=300, blank=True, default="")
    appeal = models.CharField(max_length=300, blank=True, default="")
    key = models.CharField(max_length=64, default=token)
    at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "author", "key"], name="deliberate_statement_said_once_a_key"
            ),
            models.CheckConstraint(
                name="deliberate_statement_hidden_with_a_reason",
                condition=~Q(state="hidden") | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["matter", "state", "id"], name="deliberate_statement_by_state"),
        ]

    def __str__(self) -> str:
        return self.text


class Reaction(models.Model):
    """How one person takes one statement: agrees, disagrees, or cannot say; may change their mind while it is open."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="reactions")
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    feeling = models.SmallIntegerField(choices=Feeling)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "resident"], name="deliberate_reaction_once_a_person"
            ),
            models.CheckConstraint(
                name="deliberate_reaction_is_one_of_three", condition=Q(feeling__in=[-1, 0, 1])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feeling} on {self.statement_id}"


class StatementReport(models.Model):
    """That somebody thinks a statement should not be public, and why."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="reports")
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "resident"], name="deliberate_statement_reported_once"
            ),
        ]

    def __str__(self) -> str:
        return f"report on {self.statement_id}"
