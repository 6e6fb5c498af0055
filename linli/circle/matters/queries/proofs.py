"""Whether what the journal tells of matters is what their rows say."""

from collections import Counter

from linli.circle.matters.choices import Step
from linli.circle.matters.models import Matter
from linli.ground.journal.models import Entry
from linli.ground.people.models import Area

MOVING = ("matter.opened", *(f"matter.{step.value}" for step in Step))
A_STRETCH = 5000


def communities() -> list[Area]:
    """Return the communities that have matters."""
    return list(Area.objects.filter(pk__in=Matter.objects.order_by().values("community_id")).order_by("pk"))


def told_stages(community: int) -> dict[int, str]:
    """Return at which stage the journal last told of each matter of a community."""
    told: dict[int, str] = {}
    matters = Matter.objects.filter(community_id=community).order_by("pk")
    after = 0
    while pks := list(matters.filter(pk__gt=after).values_list("pk", flat=True)[:A_STRETCH]):
        entries = Entry.objects.filter(
            object_kind="matter", object_id__range=(pks[0], pks[-1]), verb__in=MOVING
        )
        told |= {
            matter: payload["stage"]
            for matter, payload in entries.order_by("id").values_list("object_id", "payload")
        }
        after = pks[-1]
    mine = set(matters.values_list("pk", flat=True))
    return {matter: stage for matter, stage in told.items() if matter in mine}


def against_the_journal(community: int) -> dict[int, tuple[str, str]]:
    """Return the matters whose row and journal differ: id → (stage of the row, stage last told, or nothing)."""
    told = told_stages(community)
    rows = Matter.objects.filter(community_id=community).values_list("pk", "stage")
    return {pk: (stage, told.get(pk, "")) for pk, stage in rows.iterator() if stage != told.get(pk)}


def counted_by_journal(community: int) -> dict[str, int]:
    """Return how many matters stand at each stage by the journal alone."""
    return dict(Counter(told_stages(community).values()))
