"""The paper station: who voted there, before which two persons; and what was in its box."""

from django.db import models
from django.db.models import F, Q

from linli.circle.decide.choices import Evidence, StationState, Way


class StationEntry(models.Model):
    """That a voter's paper came in at the station: how, before whom, with which evidence.

    Of a secret vote it says nothing of the choice: that lies in the sealed box and is counted in piles. Two persons
    stand behind it: who wrote it down and who witnessed it. `choice` is filled for named ballots alone.
    """

    ballot = models.ForeignKey("decide.Ballot", on_delete=models.PROTECT, related_name="entries")
    line = models.ForeignKey("decide.RollLine", on_delete=models.PROTECT, related_name="entries")
    way = models.CharField(max_length=10, choices=Way)
    state = models.CharField(max_length=10, choices=StationState, default=StationState.WAITING)
    choice = models.CharField(max_length=8, blank=True, default="")
    reason = models.CharField(max_length=300)
    evidence = models.CharField(max_length=10, choices=Evidence)
    photo = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    proxy = models.ForeignKey("people.Resident", null=True, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey("people.Resident", on_delete=models.PROTECT, related_name="+")
    witness = models.ForeignKey("people.Resident", null=True, on_delete=models.PROTECT, related_name="+")
    dropped_for = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decide_station_has_two_persons",
                condition=Q(witness__isnull=True) | ~Q(witness=F("written_by")),
            ),
            models.CheckConstraint(
                name="decide_witnessed_entry_has_a_witness",
                condition=~Q(state="witnessed") | Q(witness__isnull=False),
            ),
            models.CheckConstraint(
                name="decide_dropped_entry_says_why", condition=~Q(state="dropped") | ~Q(dropped_for="")
            ),
            models.CheckConstraint(
                name="decide_proxy_vote_names_the_proxy",
                condition=Q(way="proxy", proxy__isnull=False) | (~Q(way="proxy") & Q(proxy__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["line"],
                name="decide_station_one_live_entry_a_voter",
                condition=Q(state__in=["waiting", "witnessed"]),
            ),
        ]
        indexes = [
            models.Index(fields=["ballot", "state", "id"], name="decide_station_by_ballot"),
        ]

    def __str__(self) -> str:
        return f"{self.way} of line {self.line_id}"


class Pile(models.Model):
    """How many papers of the station's box say one thing, counted before two persons after the close."""

    ballot = models.ForeignKey("decide.Ballot", on_delete=models.PROTECT, related_name="piles")
    choice = models.CharField(max_length=8)
    papers = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "choice"], name="decide_pile_once_a_choice"),
        ]

    def __str__(self) -> str:
        return f"{self.papers} × {self.choice}"
