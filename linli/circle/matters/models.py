"""Records of matters."""

from django.db import models
from django.db.models import F, Q

from linli.circle.matters.choices import Stage


class Matter(models.Model):
    """One thing that neighbours want dealt with, on its way round the circle; everything said and done hangs on it."""

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    scope = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    category = models.CharField(max_length=40, blank=True, default="")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.HEARD)
    lap = models.PositiveSmallIntegerField(default=1)
    owner = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="matters")
    convener = models.ForeignKey("people.Post", null=True, on_delete=models.PROTECT, related_name="+")
    resident_need = models.TextField(blank=True, default="")
    governance_need = models.TextField(blank=True, default="")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    reason = models.TextField(blank=True, default="")
    joined_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="joined")
    other_body = models.CharField(max_length=120, blank=True, default="")
    other_number = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="matters_joined_matter_names_the_other",
                condition=Q(stage="joined", joined_to__isnull=False)
                | (~Q(stage="joined") & Q(joined_to__isnull=True)),
            ),
            models.CheckConstraint(
                name="matters_matter_is_not_joined_to_itself",
                condition=Q(joined_to__isnull=True) | ~Q(joined_to=F("id")),
            ),
            models.CheckConstraint(
                name="matters_passed_on_with_body_and_number",
                condition=~Q(stage="passed_on") | (~Q(other_body="") & ~Q(other_number="")),
            ),
            models.CheckConstraint(
                name="matters_declined_with_a_reason", condition=~Q(stage="declined") | ~Q(reason="")
            ),
            models.CheckConstraint(name="matters_matter_reopens_once", condition=Q(lap__in=[1, 2])),
        ]
        indexes = [
            models.Index(fields=["community", "stage", "due_at", "id"], name="matters_by_stage"),
            models.Index(fields=["owner", "stage"], name="matters_by_owner"),
        ]

    def __str__(self) -> str:
        return self.title
