"""Which matters stand where."""

from linli.circle.matters.choices import Stage
from linli.circle.matters.models import Matter


def at_stage(community: int, stage: Stage, *, after: int = 0, size: int = 50) -> list[Matter]:
    """Return the matters of a community at one stage, the one due first on top, at most `size`."""
    matters = Matter.objects.filter(community_id=community, stage=stage, pk__gt=after)
    return list(matters.select_related("owner", "scope").order_by("due_at", "id")[:size])


def get(matter: int) -> Matter | None:
    """Return one matter with its owner and scope, or None."""
    return Matter.objects.select_related("owner", "scope", "community", "joined_to").filter(pk=matter).first()
