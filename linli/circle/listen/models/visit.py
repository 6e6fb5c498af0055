"""Visits: who was called on, by whom, on which day, and what was heard there."""

from django.db import models
from django.db.models import Q

from linli.circle.listen.choices import VisitKind
from linli.ground.lib.chance import token

OF_PLACES = (VisitKind.COMPOUND, VisitKind.BUILDING)


class Visit(models.Model):
    """One call that staff or a grid worker paid to a place or a body: the day, and a few words with names covered.

    `form_key` is what makes a form that was sent twice one visit.
    """

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=VisitKind)
    place = models.ForeignKey("people.Area", null=True, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        "people.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    by_post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    visited_on = models.DateField()
    note = models.TextField(blank=True, default="")
    form_key = models.CharField(max_length=64, default=token)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="listen_visit_goes_to_a_place_or_a_body",
                condition=Q(kind__in=OF_PLACES, place__isnull=False, organization__isnull=True)
                | (~Q(kind__in=OF_PLACES) & Q(place__isnull=True, organization__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["by_account", "form_key"], name="listen_visit_recorded_once_per_form"
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-id"], name="listen_visit_by_age"),
            models.Index(fields=["community", "kind", "-id"], name="listen_visit_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.place or self.organization} {self.visited_on}"

    @property
    def where(self) -> str:
        """The place or the body as people name it: 槐荫里3号楼."""
        names: list[str] = [self.organization.name] if self.organization else []
        step = self.place
        while step is not None and step.kind in {"compound", "building"}:
            names.append(step.name)
            step = step.parent
        return "".join(reversed(names))

    @property
    def area_id(self) -> int:
        """The area it lies in: the place, or where the body is at home."""
        return self.place_id or (self.organization.area_id if self.organization else self.community_id)


class VisitVoice(models.Model):
    """That a voice was heard on a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="heard")
    voice = models.OneToOneField("listen.Voice", on_delete=models.CASCADE, related_name="visit")

    def __str__(self) -> str:
        return f"voice {self.voice_id} of visit {self.visit_id}"
