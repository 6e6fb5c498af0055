"""What people were told, and how it reaches them."""

from django.db import models
from django.db.models import Q

from linli.ground.messages.choices import QUIET_FROM, QUIET_UNTIL, Pace, State, Way


class Preference(models.Model):
    """How one person wants to be told: by which way, how often, and when not to be disturbed.

    Without a row the usual holds. Equal times mean that there are no quiet hours.
    """

    resident = models.OneToOneField("people.Resident", on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=8, choices=Way, default=Way.SMS)
    pace = models.CharField(max_length=8, choices=Pace, default=Pace.AT_ONCE)
    quiet_from = models.TimeField(default=QUIET_FROM)
    quiet_until = models.TimeField(default=QUIET_UNTIL)

    def __str__(self) -> str:
        return f"{self.way}, {self.pace}"


class Parcel(models.Model):
    """What goes to one person in one text message; without a phone, what staff bring or say to them.

    `sending` is written before the carrier is asked. Who finds it so later cannot know whether the message left: it
    becomes `unsure`, is never sent again by itself, and waits on the list of staff.
    """

    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True, default="")
    changed_at = models.DateTimeField()
    settled_by = models.ForeignKey("people.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="inbox_failed_parcel_says_why", condition=~Q(state="failed") | ~Q(trouble="")
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at", "id"], name="inbox_parcel_due"),
            models.Index(fields=["community", "state", "id"], name="inbox_parcel_of_staff"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"


class Message(models.Model):
    """One fact told to one person: which words with which facts in them, where it leads, and why they are told.

    The sentence is composed when it is read, in the reader's language. `fact` names what happened (an event's id):
    the same fact is told once a person, however often the news comes. `carry_at` is when it is to be packed into a
    parcel, nothing once it is (or need not be); `parcel` is the one it went in.
    """

    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    fact = models.CharField(max_length=120)
    words = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    why = models.CharField(max_length=20)
    link = models.CharField(max_length=200)
    matter_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    carry_at = models.DateTimeField(null=True)
    parcel = models.ForeignKey(Parcel, null=True, on_delete=models.SET_NULL, related_name="messages")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident", "fact"], name="inbox_fact_once_a_person"),
        ]
        indexes = [
            models.Index(fields=["resident", "-id"], name="inbox_by_person"),
            models.Index(fields=["resident", "read_at"], name="inbox_unread"),
            models.Index(fields=["carry_at", "resident"], name="inbox_to_carry"),
            models.Index(fields=["read_at"], name="inbox_by_reading"),
            models.Index(fields=["matter_id", "id"], name="inbox_by_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.resident_id}"
