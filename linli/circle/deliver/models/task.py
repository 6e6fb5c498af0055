"""Tasks of a project, the dates that were moved, and what was written and photographed on the way."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from linli.circle.deliver.choices import Moment
from linli.ground.lib.chance import token


class Task(models.Model):
    """One piece of the works: what, from when until when, in whose hands (a post, a resident or a body), and when done.

    `first_until` is the date promised at the beginning; `after` is the task that must be done before this one.
    `reopened` counts how often overseers sent it back.
    """

    project = models.ForeignKey("deliver.Project", on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField(max_length=120)
    post = models.ForeignKey("people.Post", null=True, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey("people.Resident", null=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("people.Organization", null=True, on_delete=models.PROTECT, related_name="+")
    plan_from = models.DateField()
    plan_until = models.DateField()
    first_until = models.DateField()
    after = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="followers")
    done_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(max_length=64, default=token)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="deliver_task_added_once_per_key"),
            models.CheckConstraint(
                name="deliver_task_ends_not_before_it_begins", condition=Q(plan_until__gte=F("plan_from"))
            ),
            models.CheckConstraint(
                name="deliver_task_is_in_one_pair_of_hands",
                condition=Q(post__isnull=False, resident__isnull=True, body__isnull=True)
                | Q(post__isnull=True, resident__isnull=False, body__isnull=True)
                | Q(post__isnull=True, resident__isnull=True, body__isnull=False),
            ),
            models.CheckConstraint(
                name="deliver_task_waits_not_for_itself", condition=Q(after__isnull=True) | ~Q(after=F("id"))
            ),
        ]
        indexes = [
            models.Index(fields=["project", "plan_from", "id"], name="deliver_task_in_order"),
            models.Index(fields=["done_at", "plan_until"], name="deliver_task_by_due"),
        ]

    def __str__(self) -> str:
        return self.title

    def is_late(self, on: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.done_at is None and self.plan_until < on


class Delay(models.Model):
    """That the dates of a task were moved: from what to what, by whom, and why. Stays readable."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="delays")
    was_until = models.DateField()
    now_until = models.DateField()
    reason = models.CharField(max_length=300)
    by_account = models.ForeignKey("people.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["task", "id"], name="deliver_delay_by_task")]

    def __str__(self) -> str:
        return f"{self.was_until} → {self.now_until}"


class Note(models.Model):
    """What somebody wrote or photographed while the works went on; `hidden_why` says why it was taken from view."""

    project = models.ForeignKey("deliver.Project", on_delete=models.CASCADE, related_name="notes")
    task = models.ForeignKey(Task, null=True, on_delete=models.CASCADE, related_name="notes")
    words = models.CharField(max_length=500, blank=True, default="")
    moment = models.CharField(max_length=8, choices=Moment, default=Moment.DURING)
    by_account = models.ForeignKey("people.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    by_resident = models.ForeignKey("people.Resident", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    key = models.CharField(max_length=64, default=token)
    hidden_why = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="deliver_note_written_once_per_key"),
        ]
        indexes = [models.Index(fields=["project", "-at", "-id"], name="deliver_note_newest")]

    def __str__(self) -> str:
        return self.words or str(self.get_moment_display())


class NotePhoto(models.Model):
    """One photo of a note; the place where it was taken was removed when it came in."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="photos")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.note_id}:{self.file_id}"
