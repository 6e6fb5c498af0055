"""Bodies and their posts."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from linli.ground.people.choices import BodyKind, PostKind


class Organization(models.Model):
    """A body that takes part: committee, owners' committee, property company, team, institution."""

    kind = models.CharField(max_length=12, choices=BodyKind)
    name = models.CharField(max_length=120)
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="organizations")
    lead = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="allies")
    founded_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "name"], name="people_body_name_once_in_its_area"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    """Questions about posts."""

    def held(self, at: datetime) -> "PostQuerySet":
        """Posts that are filled and in force at a moment."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at, resident__isnull=False)


class Post(models.Model):
    """A seat in a body for an area, held from and until its dates, or vacant. Rights come from it and end with it."""

    kind = models.CharField(max_length=20, choices=PostKind)
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="posts")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="posts")
    resident = models.ForeignKey("people.Resident", null=True, on_delete=models.PROTECT, related_name="posts")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    is_elected = models.BooleanField(default=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_post_ends_not_before_it_began",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                fields=["kind", "area", "organization", "resident"],
                name="people_post_not_held_twice_in_a_body",
                condition=Q(until__isnull=True, resident__isnull=False, organization__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["kind", "area", "resident"],
                name="people_post_not_held_twice",
                condition=Q(until__isnull=True, resident__isnull=False, organization__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["resident", "until"], name="people_post_by_resident")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}@{self.area_id}"
