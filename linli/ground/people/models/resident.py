"""Residents: people of the neighbourhood, whether or not they ever sign in."""

from datetime import date

from django.db import models
from django.db.models import Q

from linli.ground.lib.lookups import Begins
from linli.ground.lib.sealed import SealedField
from linli.ground.lib.text import masked_name
from linli.ground.people.choices import Tie

models.CharField.register_lookup(Begins)


class ResidentManager(models.Manager["Resident"]):
    """Leaves phone and identity number sealed; they open one by one, in the actions that note the reading."""

    def get_queryset(self) -> models.QuerySet["Resident"]:
        """Return residents without what is sealed."""
        return super().get_queryset().defer("phone", "id_number")


class Resident(models.Model):
    """A person who lives in, or owns in, a community; phone and identity number are sealed, found by blind index."""

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(
        "people.Household", null=True, on_delete=models.SET_NULL, related_name="members"
    )
    tie = models.CharField(max_length=10, choices=Tie, default=Tie.OTHER)
    name = models.CharField(max_length=60)
    phone = SealedField()
    phone_index = models.CharField(max_length=32, blank=True, default="")
    id_number = SealedField()
    id_index = models.CharField(max_length=32, blank=True, default="")
    born_on = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = ResidentManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "id_index"],
                name="people_resident_id_once_a_community",
                condition=~Q(id_index=""),
            ),
        ]
        indexes = [
            # Whole, not partial: SQLite cannot prove that a parameter is not empty and would read the whole table.
            models.Index(fields=["phone_index"], name="people_resident_by_phone"),
            models.Index(fields=["id_index"], name="people_resident_by_id_number"),
            # PostgreSQL turns to an index for the beginning of a word only with pattern operators; SQLite ignores them.
            models.Index(
                fields=["community", "name"],
                name="people_resident_by_name",
                opclasses=["int8_ops", "varchar_pattern_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.masked

    @property
    def masked(self) -> str:
        """The name as lists show it."""
        return masked_name(self.name)

    def age(self, on: date) -> int | None:
        """Full years of life on a day, when the birthday is known."""
        if self.born_on is None:
            return None
        return on.year - self.born_on.year - ((on.month, on.day) < (self.born_on.month, self.born_on.day))
