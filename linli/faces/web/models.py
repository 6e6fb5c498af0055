"""Records of the faces: secret addresses of calendars."""

from django.db import models

from linli.ground.lib.sealed import SealedField


class CalendarKey(models.Model):
    """The secret address under which one person's phone reads their calendar; a new one takes the old one's place.

    The secret is sealed and found by its hash, so that whoever reads the tables cannot read the calendars.
    """

    resident = models.OneToOneField("people.Resident", on_delete=models.CASCADE, related_name="+")
    secret = SealedField()
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.resident_id}"
