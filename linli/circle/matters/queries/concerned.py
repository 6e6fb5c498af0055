"""Whom a matter concerns."""

from linli.circle.matters.models import Concern


def by(matter: int) -> dict[int, str]:
    """Return the residents whom a matter concerns and who want to hear of it, each with the reason why."""
    rows = Concern.objects.filter(matter_id=matter, muted_at__isnull=True, resident__erased_at__isnull=True)
    return dict(rows.values_list("resident_id", "why"))


def why(matter: int, resident: int) -> str | None:
    """Return why a matter concerns a resident, or None when it does not."""
    return (
        Concern.objects.filter(matter_id=matter, resident_id=resident).values_list("why", flat=True).first()
    )
