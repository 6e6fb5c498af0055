"""Weekly open hours: who sits where and listens, and what was noted there."""

from django.db import models
from django.db.models import F, Q

from linli.circle.deliberate.choices import Weekday
from linli.ground.lib.chance import token


class OpenHours(models.Model):
    """An hour of every week in which a post or body sits at a place, and anyone may come and speak."""

    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=120)
    weekday = models.SmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="deliberate_hours_have_length", condition=Q(closes__gt=F("opens"))),
        ]
        indexes = [models.Index(fields=["community", "weekday", "opens"], name="deliberate_hours_by_day")]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M} {self.place}"


class HoursNote(models.Model):
    """What somebody said at open hours, as the host noted it; it may be taken in as a voice with a receipt."""

    hours = models.ForeignKey(OpenHours, on_delete=models.PROTECT, related_name="notes")
    on = models.DateField()
    text = models.TextField()
    speaker = models.ForeignKey("people.Resident", null=True, on_delete=models.SET_NULL, related_name="+")
    voice = models.OneToOneField("listen.Voice", null=True, on_delete=models.PROTECT, related_name="+")
    noted_by = models.BigIntegerField()
    key = models.CharField(max_length=64, default=token)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hours", "key"], name="deliberate_note_once_a_key"),
        ]
        indexes = [models.Index(fields=["hours", "-id"], name="deliberate_note_by_hours")]

    def __str__(self) -> str:
        return f"note {self.pk}"
