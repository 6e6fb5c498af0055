"""The search index, and the counts that pages show without counting."""

from django.db import models


class VoiceTerm(models.Model):
    """That a voice holds a pair of characters (or one Latin word): an inverted index, the same on both databases.

    No foreign keys and no second index: rows are found by term, and removed by recomputing a voice's terms.
    """

    pk = models.CompositePrimaryKey("community_id", "term", "voice_id")
    community_id = models.IntegerField()
    term = models.CharField(max_length=32)
    voice_id = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.term} in {self.voice_id}"


class TermCount(models.Model):
    """In how many voices of a community a term stands, roughly (kept by the worker): rare terms find similar voices."""

    pk = models.CompositePrimaryKey("community_id", "term")
    community_id = models.IntegerField()
    term = models.CharField(max_length=32)
    voices = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.term}: {self.voices}"


class VoiceTally(models.Model):
    """What a community heard, answered and was told about its answers in one month: the source of the public rates."""

    community = models.ForeignKey("people.Area", on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    heard = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    in_time = models.IntegerField(default=0)
    reopened = models.IntegerField(default=0)
    rated = models.IntegerField(default=0)
    contacted = models.IntegerField(default=0)
    solved = models.IntegerField(default=0)
    satisfied = models.IntegerField(default=0)
    basically = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "month"], name="listen_tally_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.community_id} {self.month:%Y-%m}"
