"""Yearly appraisals of bodies and posts, the marks neighbours gave, and the observers who signed."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from linli.circle.evaluate.choices import AppraisalState, Electorate, Finding, Mark


class Appraisal(models.Model):
    """The appraisal of one year in an area: who appraises, until when, and whether its result is public."""

    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    electorate = models.CharField(max_length=16, choices=Electorate)
    state = models.CharField(max_length=8, choices=AppraisalState, default=AppraisalState.OPEN)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="evaluate_appraisal_once_a_year"),
            models.CheckConstraint(
                name="evaluate_appraisal_is_posted_at_a_moment",
                condition=Q(state="posted", posted_at__isnull=False)
                | (~Q(state="posted") & Q(posted_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "closes_at"], name="evaluate_appraisal_by_end"),
            models.Index(fields=["community", "-year", "-id"], name="evaluate_appraisal_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id}/{self.year}"

    def is_open(self, at: datetime) -> bool:
        """Whether marks may still come or change."""
        return self.state == AppraisalState.OPEN and at < self.closes_at


class AppraisalSubject(models.Model):
    """A body, or a post with whoever holds it, that is appraised; the counts and the finding at the end.

    `key` names it (body-7, post-12), so that it stands once in an appraisal; `in_a_row` counts how many years running
    it was found unfit, this one included.
    """

    appraisal = models.ForeignKey(Appraisal, on_delete=models.CASCADE, related_name="subjects")
    body = models.ForeignKey("people.Organization", null=True, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("people.Post", null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=30)
    fit = models.PositiveIntegerField(default=0)
    basically = models.PositiveIntegerField(default=0)
    unfit = models.PositiveIntegerField(default=0)
    finding = models.CharField(max_length=10, choices=Finding, blank=True, default=Finding.NONE)
    in_a_row = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "key"], name="evaluate_appraised_once"),
            models.CheckConstraint(
                name="evaluate_subject_is_a_body_or_a_post",
                condition=Q(body__isnull=False, post__isnull=True) | Q(body__isnull=True, post__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["body", "appraisal"], name="evaluate_subject_by_body"),
            models.Index(fields=["post", "appraisal"], name="evaluate_subject_by_post"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id or '-'}/{self.post_id or '-'}"

    @property
    def marks_count(self) -> int:
        """How many marked it."""
        return self.fit + self.basically + self.unfit


class AppraisalMark(models.Model):
    """What one neighbour thinks of one subject; never shown by name."""

    subject = models.ForeignKey(AppraisalSubject, on_delete=models.CASCADE, related_name="marks")
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=10, choices=Mark)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "resident"], name="evaluate_one_mark_a_person"),
        ]

    def __str__(self) -> str:
        return self.mark


class Observer(models.Model):
    """A neighbour who watched an appraisal from beginning to end, and what they signed."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.CASCADE, related_name="observers")
    resident = models.ForeignKey("people.Resident", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300, blank=True, default="")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "resident"], name="evaluate_observer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.appraisal_id}:{self.resident_id}"
