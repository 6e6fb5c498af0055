"""Records of matters."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from linli.circle.matters.choices import ON_THE_WAY, Origin, Stage, Why


class Matter(models.Model):
    """One thing that neighbours want dealt with, on its way round the circle; everything said and done hangs on it.

    `convener` is the body that leads the deliberation. The two needs say whom it serves: residents' and governance's;
    their scores (0–10, how far each was met) are given at the end. `lap` is 2 once a bad evaluation re-opened it.
    `alarms_at` is when the clock rings if it still runs, nothing once it rang; `key` is the form it came with.
    """

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    scope = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    category = models.CharField(max_length=40, blank=True, default="")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.HEARD)
    lap = models.PositiveSmallIntegerField(default=1)
    owner = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="matters")
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.TOPIC)
    convener = models.ForeignKey(
        "people.Organization", null=True, on_delete=models.PROTECT, related_name="matters"
    )
    resident_need = models.TextField(blank=True, default="")
    governance_need = models.TextField(blank=True, default="")
    resident_score = models.PositiveSmallIntegerField(null=True)
    governance_score = models.PositiveSmallIntegerField(null=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    reason = models.TextField(blank=True, default="")
    joined_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="joined")
    other_body = models.CharField(max_length=120, blank=True, default="")
    other_number = models.CharField(max_length=60, blank=True, default="")
    alarms_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=100, null=True, unique=True)  # noqa: DJ001 -- many have none, none has another's

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="matters_joined_matter_names_the_other",
                condition=Q(stage="joined", joined_to__isnull=False)
                | (~Q(stage="joined") & Q(joined_to__isnull=True)),
            ),
            models.CheckConstraint(
                name="matters_matter_is_not_joined_to_itself",
                condition=Q(joined_to__isnull=True) | ~Q(joined_to=F("id")),
            ),
            models.CheckConstraint(
                name="matters_passed_on_with_body_and_number",
                condition=~Q(stage="passed_on") | (~Q(other_body="") & ~Q(other_number="")),
            ),
            models.CheckConstraint(
                name="matters_declined_with_a_reason", condition=~Q(stage="declined") | ~Q(reason="")
            ),
            models.CheckConstraint(name="matters_matter_reopens_once", condition=Q(lap__in=[1, 2])),
            models.CheckConstraint(
                name="matters_needs_are_scored_to_ten",
                condition=(Q(resident_score__isnull=True) | Q(resident_score__lte=10))
                & (Q(governance_score__isnull=True) | Q(governance_score__lte=10)),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "stage", "due_at", "id"], name="matters_by_stage"),
            models.Index(fields=["community", "stage", "-opened_at", "-id"], name="matters_by_stage_newest"),
            models.Index(fields=["community", "stage", "moved_at", "id"], name="matters_by_stage_longest"),
            models.Index(
                fields=["community", "category", "stage", "due_at", "id"], name="matters_by_category"
            ),
            models.Index(fields=["community", "lap", "stage", "due_at", "id"], name="matters_by_lap"),
            models.Index(fields=["community", "-moved_at", "-id"], name="matters_by_moving"),
            models.Index(fields=["owner", "stage", "due_at", "id"], name="matters_by_owner"),
            models.Index(fields=["alarms_at"], name="matters_by_alarm"),
            models.Index(fields=["community", "-opened_at", "-id"], name="matters_newest"),
            models.Index(fields=["scope", "-moved_at"], name="matters_by_scope"),
            models.Index(fields=["joined_to"], name="matters_by_joined"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_needs(self) -> bool:
        """Whether both needs are stated that it serves; without them no project begins."""
        return bool(self.resident_need and self.governance_need)

    def is_overdue(self, at: datetime) -> bool:
        """Whether it is still on its way after its due date."""
        return self.stage in ON_THE_WAY and self.due_at < at


class Concern(models.Model):
    """That a matter concerns a person, and why: they said it, support it, follow it, are on a roll or work on it.

    `reasons` holds all of them, one bit each in the order of `Why`; `why` is the strongest, the one that is told.

    Whom a matter concerns is told at every step and may rate its end.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="concerns")
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=12, choices=Why)
    reasons = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    muted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "resident"], name="matters_concerns_a_person_once"),
            models.CheckConstraint(name="matters_concern_has_a_reason", condition=Q(reasons__gt=0)),
        ]
        indexes = [models.Index(fields=["resident", "-since"], name="matters_concern_by_person")]

    def __str__(self) -> str:
        return f"{self.matter_id}:{self.why}"


class Limit(models.Model):
    """How many matters a community wants to have at one stage at most; more are shown in red on its board."""

    community = models.ForeignKey("people.Area", on_delete=models.CASCADE, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage)
    most = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "stage"], name="matters_limit_once_a_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} ≤ {self.most}"


class StageCount(models.Model):
    """How many matters of a community stand at a stage; counted by the deeds, proved by `repair_matters`."""

    community = models.ForeignKey("people.Area", on_delete=models.CASCADE, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage)
    matters = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "stage"], name="matters_count_once_a_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.stage}: {self.matters}"


class TitleTerm(models.Model):
    """That a pair of characters, or a word, stands in the title of a matter; by these the board is searched."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="terms")
    community = models.ForeignKey("people.Area", on_delete=models.CASCADE, related_name="+")
    term = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "term", "matter"], name="matters_term_once_a_title"),
        ]

    def __str__(self) -> str:
        return self.term
