"""Meetings: when and where, what is on the agenda, who came."""

from django.db import models
from django.db.models import F, Q

from linli.circle.deliberate.choices import ItemState, MeetingKind, MeetingState, Way
from linli.ground.lib.chance import token


class Meeting(models.Model):
    """One meeting of a body: called with notice, held by who came, ended with minutes.

    `entitled` is how many count for the quorum, frozen when it begins. `short_reason` says why the notice was shorter
    than the rules want, where they leave room for it. `revision` grows when time or place change (for calendars).
    """

    body = models.ForeignKey("people.Organization", on_delete=models.PROTECT, related_name="meetings")
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=MeetingKind)
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.CALLED)
    called_by = models.BigIntegerField(default=0)
    called_key = models.CharField(max_length=64, default=token)
    called_at = models.DateTimeField()
    short_reason = models.CharField(max_length=300, blank=True, default="")
    revision = models.PositiveIntegerField(default=0)
    entitled = models.PositiveIntegerField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="deliberate_meeting_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="deliberate_meeting_cancelled_with_a_reason",
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
            ),
            models.CheckConstraint(
                name="deliberate_meeting_begun_knows_its_number",
                condition=Q(state__in=["called", "cancelled"])
                | Q(began_at__isnull=False, entitled__isnull=False),
            ),
            models.CheckConstraint(
                name="deliberate_meeting_ended_has_an_end",
                condition=Q(state="ended", ended_at__isnull=False)
                | (~Q(state="ended") & Q(ended_at__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["called_by", "called_key"], name="deliberate_meeting_called_once_a_key"
            ),
        ]
        indexes = [
            models.Index(fields=["body", "-starts_at", "-id"], name="deliberate_meeting_by_body"),
            models.Index(fields=["community", "-starts_at", "-id"], name="deliberate_meeting_by_place"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens in the room."""
        return self.state in {MeetingState.ENDED, MeetingState.CANCELLED}


class AgendaItem(models.Model):
    """One item of an agenda: a matter, a resolution to report on, or free words; with its minutes and outcome."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    matter = models.ForeignKey("matters.Matter", null=True, on_delete=models.PROTECT, related_name="+")
    resolution = models.ForeignKey(
        "deliberate.Resolution", null=True, on_delete=models.PROTECT, related_name="reports"
    )
    carried_from = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.WAITING)
    minutes = models.TextField(blank=True, default="")
    outcome = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="deliberate_item_has_its_place"),
            models.CheckConstraint(
                name="deliberate_item_discussed_with_an_outcome",
                condition=~Q(state="discussed") | ~Q(outcome=""),
            ),
        ]
        indexes = [models.Index(fields=["matter", "-id"], name="deliberate_item_by_matter")]
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """That a person was in the room, or stood for by a written proxy.

    `unit` is what they count as: the person, or their household where households are counted. Who is not entitled may
    listen and is not counted.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    resident = models.ForeignKey("people.Resident", on_delete=models.PROTECT, related_name="+")
    unit = models.BigIntegerField()
    is_entitled = models.BooleanField()
    way = models.CharField(max_length=8, choices=Way)
    proxy = models.ForeignKey("people.Resident", null=True, on_delete=models.PROTECT, related_name="+")
    noted_by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "resident"], name="deliberate_attends_once"),
            models.CheckConstraint(
                name="deliberate_proxy_names_who_stands_in",
                condition=Q(way="proxy", proxy__isnull=False) | (~Q(way="proxy") & Q(proxy__isnull=True)),
            ),
            models.CheckConstraint(
                name="deliberate_nobody_stands_in_for_themselves",
                condition=Q(proxy__isnull=True) | ~Q(proxy=F("resident")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} at meeting {self.meeting_id}"
