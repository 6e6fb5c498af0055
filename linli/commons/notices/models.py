"""Records of notices: what is posted, its corrections, the questions under it, and who follows a place."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from linli.commons.notices import days as counted
from linli.commons.notices.choices import MOST_DAYS, READABLE, Kind, State


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices."""

    def readable(self) -> "NoticeQuerySet":
        """What anyone may read: posted, or taken down with a reason."""
        return self.filter(state__in=READABLE)

    def standing(self, at: datetime) -> "NoticeQuerySet":
        """What hangs on the board at a moment."""
        return self.filter(state=State.POSTED, ends_at__gt=at)


class Notice(models.Model):
    """One sheet on the neighbourhood's board: a title, plain paragraphs, tables and files, standing from day to day.

    Once posted its words never change; what was wrong is set right beside it. `digest` is the hash of all that was
    posted and stands in the journal too. `place_in_list` orders the public list. `approver` names the post that has
    to sign, where the catalogue asks for one. `matter_id` is the matter it speaks of, if any.
    """

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=120)
    body = models.TextField()
    tables = models.JSONField(default=list)
    link = models.CharField(max_length=200, blank=True, default="")
    organization = models.ForeignKey(
        "people.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )
    matter_id = models.BigIntegerField(null=True)
    days = models.PositiveSmallIntegerField()
    approver = models.CharField(max_length=20, blank=True, default="")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    key = models.CharField(max_length=64, null=True)  # noqa: DJ001 -- null means "sent without a key"; many such rows
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="renewals")
    drafted_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    checked_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    returned = models.CharField(max_length=200, blank=True, default="")
    approved_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)
    posted_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    place_in_list = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001 -- null until it is posted; unique
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_reason = models.CharField(max_length=200, blank=True, default="")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["drafted_by", "key"], name="notices_one_draft_a_form"),
            models.CheckConstraint(
                name="notices_notice_stands_a_day_at_least", condition=Q(days__gte=1, days__lte=MOST_DAYS)
            ),
            models.CheckConstraint(
                name="notices_posted_with_its_dates_and_hash",
                condition=~Q(state__in=["posted", "withdrawn"])
                | (Q(posted_at__isnull=False, ends_at__isnull=False) & ~Q(digest="")),
            ),
            models.CheckConstraint(
                name="notices_never_approved_by_its_author",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("drafted_by")),
            ),
            models.CheckConstraint(
                name="notices_withdrawn_with_a_reason",
                condition=~Q(state="withdrawn") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "place_in_list"], name="notices_in_list"),
            models.Index(fields=["community", "kind", "place_in_list"], name="notices_by_kind"),
            models.Index(fields=["community", "state", "id"], name="notices_by_state"),
            models.Index(fields=["area", "place_in_list"], name="notices_by_area"),
            models.Index(fields=["matter_id", "id"], name="notices_by_matter"),
        ]

    def __str__(self) -> str:
        return self.title

    def is_readable(self) -> bool:
        """Whether anyone may read it."""
        return self.state in READABLE

    def is_standing(self, at: datetime) -> bool:
        """Whether it hangs on the board at a moment."""
        return self.state == State.POSTED and self.ends_at is not None and at < self.ends_at

    def stood_days(self, at: datetime) -> int:
        """For how many full days it has stood, never more than until it ended or was taken down."""
        if self.posted_at is None or self.ends_at is None:
            return 0
        return counted.stood(self.posted_at, min(at, self.withdrawn_at or at, self.ends_at))

    @property
    def last_day(self) -> date | None:
        """The last day on which it stands."""
        return counted.last_day(self.ends_at) if self.ends_at else None

    @property
    def paragraphs(self) -> list[str]:
        """Its words, paragraph by paragraph."""
        return [line for line in self.body.split("\n") if line.strip()]


class NoticeFile(models.Model):
    """A photo or a table that hangs beside a notice, in its order, with a line of words."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="files")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=120, blank=True, default="")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.caption or self.file_id}"


class Erratum(models.Model):
    """One thing in a posted notice that was wrong, and what is right; shown beside it once a second person signed."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="errata")
    words = models.TextField()
    proposed_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="notices_erratum_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="notices_erratum_signed_by_another",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("proposed_by")),
            ),
        ]
        indexes = [models.Index(fields=["notice", "id"], name="notices_errata_of_notice")]

    def __str__(self) -> str:
        return f"erratum of {self.notice_id}"


class Question(models.Model):
    """What a resident asks under a notice, numbers of persons covered, and the answer with its due day.

    A hidden one keeps its place in the list: the reason stands there instead of the words.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="questions")
    author = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    key = models.CharField(max_length=64)
    at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=200, blank=True, default="")
    hidden_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    appeal = models.CharField(max_length=500, blank=True, default="")
    verdict = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="notices_one_question_a_form"),
            models.CheckConstraint(
                name="notices_answer_has_words_and_time",
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="notices_hidden_question_has_a_reason",
                condition=Q(hidden_at__isnull=True) | ~Q(hidden_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["notice", "id"], name="notices_questions_of_notice"),
            models.Index(fields=["answered_at", "due_on"], name="notices_questions_by_due"),
        ]

    def __str__(self) -> str:
        return f"question {self.pk} under {self.notice_id}"

    def is_overdue(self, at: datetime) -> bool:
        """Whether its answer is late."""
        return self.answered_at is None and self.hidden_at is None and timezone.localdate(at) > self.due_on


class QuestionReport(models.Model):
    """That somebody thinks a question should not stand there, and why; settled when it is hidden or left."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="reports")
    by_account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "by_account"], name="notices_question_reported_once_a_person"
            ),
            models.CheckConstraint(name="notices_report_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"report of question {self.question_id}"


class Follow(models.Model):
    """That a resident wants to hear of what is posted in a place."""

    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey("people.Area", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "resident"], name="notices_follow_once_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} follows {self.area_id}"
