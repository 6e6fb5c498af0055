"""Newcomers: people who say themselves where they live, before the register knows them."""

from django.db import models
from django.db.models import Q


class Declaration(models.Model):
    """What a newcomer says of their home. Until it is settled they may speak, and stand on no roll and in no household.

    `settled_at` is when a clerk, or the register's own phone number, confirmed who it is.
    """

    resident = models.OneToOneField("people.Resident", on_delete=models.CASCADE, related_name="declaration")
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    door = models.CharField(max_length=60)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="people_declaration_names_a_door", condition=~Q(door="")),
        ]
        indexes = [models.Index(fields=["settled_at", "id"], name="people_declaration_waiting")]

    def __str__(self) -> str:
        return self.door
