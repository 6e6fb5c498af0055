"""How a community sorts what it hears, and how soon each kind must be answered: data, not code."""

from datetime import UTC, datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from linli.circle.listen.choices import Urgency
from linli.ground.lib import workdays
from linli.ground.lib.sealed import SealedField

END_OF_DAY = time(23, 59, 59)


class Scheme(models.Model):
    """A community's way of listening: its classes, its terms, its desk, and the line below which an answer re-opens.

    `desk` is the post that owns a voice while nobody else does; `name` comes from the default or the community.
    """

    community = models.OneToOneField("people.Area", on_delete=models.PROTECT, related_name="voice_scheme")
    name = models.CharField(max_length=60)
    desk = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    reopen_below = models.PositiveSmallIntegerField(default=3)
    adopted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="listen_scheme_line_is_a_rating", condition=Q(reopen_below__gte=1, reopen_below__lte=5)
            )
        ]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """How long an answer may take in a community at one urgency: clock hours or working days, never both.

    After the due date the next level up is told, and the one above after `escalate_hours` or `escalate_workdays` more.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="terms")
    urgency = models.CharField(max_length=10, choices=Urgency)
    hours = models.PositiveSmallIntegerField(null=True)
    workdays = models.PositiveSmallIntegerField(null=True)
    escalate_hours = models.PositiveSmallIntegerField(null=True)
    escalate_workdays = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "urgency"], name="listen_term_once_per_urgency"),
            models.CheckConstraint(
                name="listen_term_counts_hours_or_workdays",
                condition=Q(
                    hours__gt=0, workdays__isnull=True, escalate_hours__gt=0, escalate_workdays__isnull=True
                )
                | Q(hours__isnull=True, workdays__gt=0, escalate_hours__isnull=True, escalate_workdays__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hours} h" if self.hours else f"{self.workdays} d"

    def due_after(self, start: datetime) -> datetime:
        """When an answer is due that is asked for now: hours run on, working days end at midnight."""
        return _later(start, self.hours, self.workdays)

    def escalates_after(self, late: datetime) -> datetime:
        """When the level above the next one is told, once an answer is late."""
        return _later(late, self.escalate_hours, self.escalate_workdays)

    def stretched(self, due_at: datetime, since: datetime, until: datetime) -> datetime:
        """When an answer is due whose clock stood still from and until two moments."""
        if self.hours is not None:
            return due_at + (until - since)
        day, stop = timezone.localdate(since), timezone.localdate(until)
        return _later(due_at, None, max(0, workdays.workdays_between(day, stop)))


def _later(start: datetime, hours: int | None, days: int | None) -> datetime:
    if hours is not None:
        return start + timedelta(hours=hours)
    local = timezone.localtime(start)
    day = workdays.add_workdays(local.date(), days or 0)
    return datetime.combine(day, END_OF_DAY, tzinfo=local.tzinfo).astimezone(UTC)


class VoiceClass(models.Model):
    """One kind of thing people speak of in a community, with its usual urgency and the post it goes to first."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="classes")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True, default="")
    hint = models.CharField(max_length=200, blank=True, default="")
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.ORDINARY)
    owner = models.ForeignKey("people.Post", null=True, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    is_fallback = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "key"], name="listen_class_key_once_in_a_scheme"),
            models.UniqueConstraint(
                fields=["scheme"], name="listen_scheme_has_one_fallback_class", condition=Q(is_fallback=True)
            ),
        ]
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class ReplyTemplate(models.Model):
    """A reply that staff use often, offered beside the reply box; without a class it suits all."""

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    voice_class = models.ForeignKey(VoiceClass, null=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=60)
    words = models.TextField()
    used_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "title"], name="listen_template_title_once_a_community"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ClassifierModel(models.Model):
    """A trained model as bytes, with how well it did. The one in force is the newest with `in_force_since`.

    Without a community it is the starter of the whole house: a beginner that has seen only made-up examples.
    """

    community = models.ForeignKey("people.Area", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    body = models.BinaryField()
    digest = models.CharField(max_length=64)
    examples = models.PositiveIntegerField()
    scores = models.JSONField(default=dict)
    is_beginner = models.BooleanField(default=False)
    trained_at = models.DateTimeField()
    in_force_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "version"], name="listen_classifier_version_once_a_community"
            ),
            models.UniqueConstraint(
                fields=["version"], name="listen_starter_version_once", condition=Q(community__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"classifier {self.community_id}/{self.version}"


class Example(models.Model):
    """One labelled text that a community brought to train on; sealed, because real people wrote it."""

    community = models.ForeignKey("people.Area", on_delete=models.CASCADE, related_name="+")
    voice_class = models.ForeignKey(VoiceClass, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    words = SealedField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "digest"], name="listen_example_once_a_community")
        ]

    def __str__(self) -> str:
        return f"example {self.pk}"


class Correction(models.Model):
    """What staff said a voice's class is, beside what was suggested: an example for the next training."""

    voice = models.OneToOneField("listen.Voice", on_delete=models.CASCADE, related_name="correction")
    suggested = models.ForeignKey(VoiceClass, null=True, on_delete=models.CASCADE, related_name="+")
    chosen = models.ForeignKey(VoiceClass, on_delete=models.CASCADE, related_name="+")
    by_account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"voice {self.voice_id} is {self.chosen_id}"
