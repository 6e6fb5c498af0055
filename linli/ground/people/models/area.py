"""Areas: the territory from the city down to the stairwell, with compounds and blocks overlapping in the middle."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.ground.people.choices import AreaKind

if TYPE_CHECKING:
    from collections.abc import Iterable


class AreaQuerySet(models.QuerySet["Area"]):
    """Questions about areas."""

    def within(self, outer: "Iterable[int] | int") -> "AreaQuerySet":
        """Areas inside one or several outer areas, these included."""
        outers = [outer] if isinstance(outer, int) else list(outer)
        return self.filter(pk__in=AreaWithin.objects.filter(outer_id__in=outers).values("inner_id"))

    def around(self, inner: int) -> "AreaQuerySet":
        """The areas that hold one area, itself included."""
        return self.filter(pk__in=AreaWithin.objects.filter(inner_id=inner).values("outer_id"))


class Area(models.Model):
    """A piece of territory with a name. `parent` is the property line (… community, compound, building, stairwell);
    a building may also stand in a `block`, the self-government line; both count as outer areas.
    """

    kind = models.CharField(max_length=12, choices=AreaKind)
    code = models.CharField(max_length=12, blank=True, default="")
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    block = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="buildings")
    order = models.PositiveIntegerField(default=0)

    objects = AreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "kind", "name"], name="people_area_name_once_within_parent"
            ),
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="people_area_name_once_at_the_top",
                condition=Q(parent__isnull=True),
            ),
            models.UniqueConstraint(fields=["code"], name="people_area_code_once", condition=~Q(code="")),
            models.CheckConstraint(
                name="people_area_only_buildings_stand_in_blocks",
                condition=Q(block__isnull=True) | Q(kind="building"),
            ),
        ]
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class AreaWithin(models.Model):
    """That one area lies inside another (or is it: distance 0); kept by actions, so that scope is one look-up."""

    outer = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    inner = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    distance = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outer", "inner"], name="people_area_within_stands_once"),
            models.CheckConstraint(
                name="people_area_within_itself_is_distance_zero",
                condition=Q(distance=0, outer=F("inner")) | (Q(distance__gt=0) & ~Q(outer=F("inner"))),
            ),
        ]
        indexes = [models.Index(fields=["inner", "outer"], name="people_area_within_by_inner")]

    def __str__(self) -> str:
        return f"{self.inner_id} within {self.outer_id}"
