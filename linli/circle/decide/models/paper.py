"""Votes: named ones with their voter, secret papers without any."""

from uuid import UUID

from django.db import models

from linli.ground.lib.chance import salt


def random_id() -> UUID:
    """Return an id of 122 random bits that tells neither when nor in which order it was drawn."""
    return UUID(bytes=salt(), version=4)


class NamedVote(models.Model):
    """One vote of a named ballot: whose it is and what it says; it may change until the close if the ballot says so."""

    ballot = models.ForeignKey("decide.Ballot", on_delete=models.PROTECT, related_name="votes")
    line = models.OneToOneField("decide.RollLine", on_delete=models.PROTECT, related_name="vote")
    choice = models.CharField(max_length=8)
    seal = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "seal"], name="decide_vote_one_receipt"),
        ]

    def __str__(self) -> str:
        return f"vote of line {self.line_id}"


class Paper(models.Model):
    """One secret paper in the box while the vote runs: what it says and the hash of its receipt.

    No voter, no time, no order. With the roll it shares the ballot and nothing else. At the close all papers of a
    ballot become counted papers, in the order of new random ids, and these rows go: until then the rows' order and
    PostgreSQL's xmin would still tell whoever runs the database which roll line changed beside which paper.
    """

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    ballot = models.ForeignKey("decide.Ballot", on_delete=models.PROTECT, related_name="papers")
    choice = models.CharField(max_length=8)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "seal"], name="decide_paper_one_receipt"),
        ]

    def __str__(self) -> str:
        return "a secret paper"


class CountedPaper(models.Model):
    """One secret paper taken out of the box at the close: shuffled, under an id that no voter ever saw."""

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    ballot = models.ForeignKey("decide.Ballot", on_delete=models.PROTECT, related_name="counted")
    choice = models.CharField(max_length=8)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "seal"], name="decide_counted_paper_one_receipt"),
        ]

    def __str__(self) -> str:
        return "a counted paper"
