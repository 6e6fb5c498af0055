"""Whom news of a ballot concerns."""

from linli.circle.decide.models import Ballot, Objection, RollChange, StationEntry
from linli.circle.decide.queries import rolls
from linli.circle.matters.choices import Why


def roll_of(ballot: int) -> dict[int, str]:
    """Return everyone who may cast a vote of a ballot, whether they have or not, with the reason why they are told."""
    residents = rolls.in_force(ballot).filter(resident__isnull=False, resident__erased_at__isnull=True)
    return dict.fromkeys(residents.values_list("resident_id", flat=True), Why.ROLL.value)


def ballot(pk: int) -> Ballot | None:
    """Return a ballot with its matter, or None."""
    return Ballot.objects.select_related("matter").filter(pk=pk).first()


def objection(pk: int) -> Objection | None:
    """Return an objection with its ballot, or None."""
    return Objection.objects.select_related("ballot").filter(pk=pk).first()


def change(pk: int) -> RollChange | None:
    """Return a change of a roll with its line and ballot, or None."""
    return RollChange.objects.select_related("line", "ballot").filter(pk=pk).first()


def entry(pk: int) -> StationEntry | None:
    """Return an entry of the paper station with its line and ballot, or None."""
    return StationEntry.objects.select_related("line", "ballot").filter(pk=pk).first()
