"""Ballots: what is asked, of whom, by which rules, and how they came to where they stand."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from linli.circle.decide.choices import Basis, Kind, Secrecy, State, Turn


class Ballot(models.Model):
    """One question put to the people or the households of an area, with its rules and its dates; never deleted.

    `rules` is the id of a dated rule set of civics.voting, `rules_matter` what kind of matter it is under these.
    `words_hash` freezes question and options when the roll is posted, `roll_hash` the roll.
    """

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    scope = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="ballots")
    body = models.ForeignKey("people.Organization", on_delete=models.PROTECT, related_name="ballots")
    question = models.CharField(max_length=200)
    explanation = models.TextField(blank=True, default="")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.YESNO)
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.HOUSEHOLD)
    secrecy = models.CharField(max_length=8, choices=Secrecy, default=Secrecy.SECRET)
    may_abstain = models.BooleanField(default=True)
    may_change = models.BooleanField(default=True)
    rules = models.CharField(max_length=60)
    rules_matter = models.CharField(max_length=40, default="other")
    station = models.CharField(max_length=200, blank=True, default="")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    words_hash = models.CharField(max_length=64, blank=True, default="")
    roll_hash = models.CharField(max_length=64, blank=True, default="")
    posted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    override = models.CharField(max_length=400, blank=True, default="")
    box_by = models.ForeignKey("people.Resident", null=True, on_delete=models.PROTECT, related_name="+")
    box_witness = models.ForeignKey("people.Resident", null=True, on_delete=models.PROTECT, related_name="+")
    rerun_of = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="rerun")
    made_by = models.BigIntegerField(default=0)
    made_key = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decide_ballot_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))
            ),
            models.CheckConstraint(
                name="decide_posted_ballot_has_frozen_roll",
                condition=Q(state__in=["draft", "void", "rerun"]) | (~Q(roll_hash="") & ~Q(words_hash="")),
            ),
            models.UniqueConstraint(fields=["made_by", "made_key"], name="decide_ballot_made_once_a_form"),
        ]
        indexes = [
            models.Index(fields=["community", "state", "-id"], name="decide_ballot_by_state"),
            models.Index(fields=["matter", "id"], name="decide_ballot_by_matter"),
            models.Index(fields=["state", "closes_at"], name="decide_ballot_by_close"),
        ]

    def __str__(self) -> str:
        return self.question

    def takes_votes(self, at: datetime) -> bool:
        """Whether votes are taken at a moment."""
        return self.state == State.OPEN and self.opens_at <= at < self.closes_at

    @property
    def is_secret(self) -> bool:
        """Whether no vote can be told from its voter."""
        return self.secrecy == Secrecy.SECRET

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be counted any more."""
        return self.state in {State.SETTLED, State.VOID, State.ANNULLED, State.RERUN}


class Option(models.Model):
    """One answer that can be chosen; `resident` is the person, where persons stand for something."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="options")
    key = models.CharField(max_length=8)
    words = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True, default="")
    order = models.PositiveSmallIntegerField()
    resident = models.ForeignKey("people.Resident", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "key"], name="decide_option_key_once_a_ballot"),
            models.UniqueConstraint(fields=["ballot", "words"], name="decide_option_words_once_a_ballot"),
        ]
        ordering = ["order"]

    def __str__(self) -> str:
        return self.words


class BallotTurn(models.Model):
    """One step of a ballot from state to state: when, by whom, and on what grounds, readable by anyone."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="turns")
    turn = models.CharField(max_length=10, choices=Turn)
    before = models.CharField(max_length=10, choices=State)
    state = models.CharField(max_length=10, choices=State)
    grounds = models.CharField(max_length=400, blank=True, default="")
    by_account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decide_turn_off_the_way_has_grounds",
                condition=~Q(turn__in=["suspend", "resume", "cancel", "annul", "rerun"]) | ~Q(grounds=""),
            ),
        ]
        indexes = [models.Index(fields=["ballot", "id"], name="decide_turn_by_ballot")]

    def __str__(self) -> str:
        return f"{self.before} → {self.state}"
