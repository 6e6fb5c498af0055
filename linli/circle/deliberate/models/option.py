"""The options of a matter, compared by attributes and price."""

from django.db import models
from django.db.models import Q


class MatterOption(models.Model):
    """One way to settle a matter: what it is called, what it costs (fen), who proposed it, how it looks."""

    matter = models.ForeignKey("matters.Matter", on_delete=models.CASCADE, related_name="options")
    name = models.CharField(max_length=60)
    price = models.BigIntegerField(null=True)
    proposer = models.ForeignKey("people.Resident", null=True, on_delete=models.SET_NULL, related_name="+")
    proposer_words = models.CharField(max_length=60, blank=True, default="")
    photo = models.OneToOneField("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "name"], name="deliberate_option_named_once"),
            models.CheckConstraint(
                name="deliberate_option_costs_nothing_or_more",
                condition=Q(price__isnull=True) | Q(price__gte=0),
            ),
            models.CheckConstraint(
                name="deliberate_option_withdrawn_with_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OptionTrait(models.Model):
    """What one option is like in one respect: "保养" → "每月浇两次水"."""

    option = models.ForeignKey(MatterOption, on_delete=models.CASCADE, related_name="traits")
    name = models.CharField(max_length=40)
    words = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["option", "name"], name="deliberate_trait_once_an_option"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name}: {self.words}"
