"""What a person was told."""

from django.db import models


class Message(models.Model):
    """One fact told to one person: which words with which facts in them, where it leads, and why they are told.

    The sentence is composed when it is read, in the reader's language. `fact` names what happened (an event's id):
    the same fact is told once a person, however often the news comes.
    """

    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    fact = models.CharField(max_length=120)
    words = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    why = models.CharField(max_length=20)
    link = models.CharField(max_length=200)
    matter_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident", "fact"], name="inbox_fact_once_a_person"),
        ]
        indexes = [
            models.Index(fields=["resident", "-at", "-id"], name="inbox_by_person"),
            models.Index(fields=["matter_id", "id"], name="inbox_by_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.resident_id}"
