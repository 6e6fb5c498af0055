"""What stays of a meeting: minutes with signatures and errata, and resolutions."""

from django.db import models
from django.db.models import Q

from linli.circle.deliberate.choices import ResolutionState
from linli.circle.deliberate.models.meeting import AgendaItem, Meeting
from linli.ground.lib.chance import token


class Minutes(models.Model):
    """What was said and resolved at one meeting. A draft until `settled_at`; then `digest` fixes its words.

    `summary` is what everybody may read, once `published_at` is set.
    """

    meeting = models.OneToOneField(
        Meeting, on_delete=models.CASCADE, primary_key=True, related_name="minutes"
    )
    summary = models.TextField(blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="deliberate_minutes_settled_have_a_digest",
                condition=Q(settled_at__isnull=True, digest="")
                | (Q(settled_at__isnull=False) & ~Q(digest="")),
            ),
            models.CheckConstraint(
                name="deliberate_minutes_published_are_settled",
                condition=Q(published_at__isnull=True) | (Q(settled_at__isnull=False) & ~Q(summary="")),
            ),
        ]

    def __str__(self) -> str:
        return f"minutes of meeting {self.meeting_id}"


class MinutesSignature(models.Model):
    """That somebody who was there signed the minutes: which words (digest), when, or on paper and noted by whom."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="signatures")
    resident = models.ForeignKey("people.Resident", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    paper_noted_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "resident"], name="deliberate_signs_once"),
        ]
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.resident_id} under {self.minutes_id}"


class Erratum(models.Model):
    """A correction to settled minutes: stands beside the words that were signed, never in their place."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="errata")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="errata")
    text = models.TextField()
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"erratum {self.pk}"


class Resolution(models.Model):
    """What a body resolved by counted votes: who sees to it until when, and what became of it.

    `present` and `entitled` are what the votes were counted against; a rejected one stays on record.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="resolutions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="resolutions")
    body = models.ForeignKey("people.Organization", on_delete=models.PROTECT, related_name="resolutions")
    matter = models.ForeignKey("matters.Matter", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    owner_post = models.ForeignKey("people.Post", null=True, on_delete=models.PROTECT, related_name="+")
    owner_body = models.ForeignKey(
        "people.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(null=True)
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    votes_abstain = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    entitled = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ResolutionState)
    reason = models.CharField(max_length=500, blank=True, default="")
    key = models.CharField(max_length=64, default=token)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "key"], name="deliberate_resolution_once_a_key"),
            models.CheckConstraint(
                name="deliberate_resolution_in_force_has_one_owner",
                condition=Q(state="rejected")
                | Q(owner_post__isnull=False, owner_body__isnull=True)
                | Q(owner_post__isnull=True, owner_body__isnull=False),
            ),
            models.CheckConstraint(
                name="deliberate_resolution_dropped_with_a_reason",
                condition=~Q(state="dropped") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="deliberate_votes_are_of_those_present",
                condition=Q(
                    present__gte=models.F("votes_for") + models.F("votes_against") + models.F("votes_abstain")
                ),
            ),
            models.CheckConstraint(
                name="deliberate_present_are_of_those_entitled",
                condition=Q(entitled__gte=models.F("present")),
            ),
        ]
        indexes = [
            models.Index(fields=["body", "state", "due_on", "id"], name="deliberate_resolution_by_body"),
            models.Index(fields=["matter", "-id"], name="deliberate_resol_by_matter"),
        ]

    def __str__(self) -> str:
        return self.text
