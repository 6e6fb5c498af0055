"""Homes, the households that live in them and the owners who own them."""

from django.db import models
from django.db.models import Q

from linli.ground.people.choices import HomeUse, OwnerKind


class Home(models.Model):
    """An exclusive unit: a flat, shop or parking space with its area in 0.01 m² (None while nobody knows it).

    `sort_key` is the way to it in natural order (槐荫里/00003号楼/00001单元/00101): lists turn pages along it.
    """

    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="homes")
    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    use = models.CharField(max_length=10, choices=HomeUse, default=HomeUse.DWELLING)
    exclusive_area = models.PositiveIntegerField(null=True)
    floor = models.SmallIntegerField(null=True)
    sort_key = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="people_home_number_once_in_its_area"),
            models.CheckConstraint(
                name="people_home_area_is_positive",
                condition=Q(exclusive_area__isnull=True) | Q(exclusive_area__gt=0),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "sort_key"], name="people_home_in_order"),
            models.Index(fields=["community", "number"], name="people_home_by_number"),
        ]

    def __str__(self) -> str:
        return self.number


class Household(models.Model):
    """Those who live together in one home, the smallest unit of a community; a past household has a leaving date."""

    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="households")
    origin_village = models.CharField(max_length=40, blank=True, default="")
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home"],
                name="people_household_one_at_a_time_in_a_home",
                condition=Q(until__isnull=True),
            ),
            models.CheckConstraint(
                name="people_household_leaves_after_it_came",
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"household of home {self.home_id}"


class Ownership(models.Model):
    """One title to one home, held by one or several owners together, from and until its dates."""

    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="ownerships")
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home"], name="people_ownership_one_title_at_a_time", condition=Q(until__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"title to home {self.home_id}"


class OwnershipShare(models.Model):
    """One owner within a title: a resident, another person, a company or the developer."""

    ownership = models.ForeignKey(Ownership, on_delete=models.CASCADE, related_name="shares")
    kind = models.CharField(max_length=10, choices=OwnerKind, default=OwnerKind.PERSON)
    resident = models.ForeignKey(
        "people.Resident", null=True, on_delete=models.PROTECT, related_name="shares"
    )
    organization = models.ForeignKey(
        "people.Organization", null=True, on_delete=models.PROTECT, related_name="shares"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_share_is_a_persons_or_a_bodys",
                condition=Q(kind="person", resident__isnull=False, organization__isnull=True)
                | Q(kind__in=["company", "developer"], resident__isnull=True, organization__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["ownership", "resident"],
                name="people_share_once_a_person",
                condition=Q(resident__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["ownership", "organization"],
                name="people_share_once_a_body",
                condition=Q(organization__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} share of title {self.ownership_id}"
