"""Rounds of evaluation: who was asked, what they said, how it ended."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from linli.circle.evaluate.choices import Channel, Contact, Ending


class Round(models.Model):
    """One time that the neighbours whom a matter concerns were asked what they think: once a lap of the matter.

    It is open until `closes_at`, or until everyone has rated. Sums and counts are written when it ends; an absence is
    recorded as such, with how many were asked and how many could not be reached.
    """

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="rounds")
    lap = models.PositiveSmallIntegerField()
    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    scope = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("people.Organization", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    ending = models.CharField(max_length=10, choices=Ending, default=Ending.OPEN)
    closed_at = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0)
    unreached = models.PositiveIntegerField(default=0)
    ratings_count = models.PositiveIntegerField(default=0)
    result_sum = models.PositiveIntegerField(default=0)
    reply_sum = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "lap"], name="evaluate_round_once_a_lap"),
            models.CheckConstraint(
                name="evaluate_round_ends_at_a_moment",
                condition=Q(ending="open", closed_at__isnull=True)
                | (~Q(ending="open") & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="evaluate_absence_means_no_rating",
                condition=~Q(ending="absent") | Q(ratings_count=0),
            ),
        ]
        indexes = [
            models.Index(fields=["ending", "closes_at"], name="evaluate_round_by_end"),
            models.Index(fields=["community", "-opened_at", "-id"], name="evaluate_round_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id}/{self.lap}"

    def is_open(self, at: datetime) -> bool:
        """Whether ratings may still come or change."""
        return self.ending == Ending.OPEN and at < self.closes_at


class Asking(models.Model):
    """That one neighbour is asked in a round: whether somebody must call or visit them, and how that went."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="askings")
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    to_call = models.BooleanField(default=False)
    contact = models.CharField(max_length=12, choices=Contact, blank=True, default=Contact.NOT_YET)
    tries = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True, default="")
    called_at = models.DateTimeField(null=True)
    called_by = models.ForeignKey("people.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "resident"], name="evaluate_asked_once_a_round"),
        ]
        indexes = [models.Index(fields=["resident", "round"], name="evaluate_asking_by_person")]

    def __str__(self) -> str:
        return f"{self.round_id}:{self.contact or '-'}"


class MatterRating(models.Model):
    """What one neighbour thinks of a matter: stars for the result and for the reply, words for those who work on it.

    `was_contacted` and `is_solved` are what a valid call-back answers; `need_score` says how far residents' need was
    met, 0 to 10. Who passed it on for somebody notes how they agreed.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ratings")
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    result = models.PositiveSmallIntegerField()
    reply = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=500, blank=True, default="")
    was_contacted = models.BooleanField(null=True)
    is_solved = models.BooleanField(null=True)
    need_score = models.PositiveSmallIntegerField(null=True)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.SELF)
    consent_note = models.CharField(max_length=200, blank=True, default="")
    by_account = models.ForeignKey("people.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "resident"], name="evaluate_one_rating_a_person_a_round"
            ),
            models.CheckConstraint(
                name="evaluate_stars_are_one_to_five",
                condition=Q(result__gte=1, result__lte=5, reply__gte=1, reply__lte=5),
            ),
            models.CheckConstraint(
                name="evaluate_need_is_met_to_ten",
                condition=Q(need_score__isnull=True) | Q(need_score__lte=10),
            ),
            models.CheckConstraint(
                name="evaluate_passed_on_with_consent", condition=~Q(channel="helper") | ~Q(consent_note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result}/{self.reply}"
