"""Counts how many matters stand at each stage, in the transaction of the step."""

from django.db import transaction
from django.db.models import Count, F

from linli.circle.matters.choices import Stage
from linli.circle.matters.models import Matter, StageCount


def opened(matter: Matter) -> None:
    """Count a new matter at its first stage."""
    _add(matter.community_id, Stage(matter.stage), 1)


def moved(matter: Matter, before: Stage) -> None:
    """Count a matter at its stage and no longer at the one before."""
    _add(matter.community_id, before, -1)
    _add(matter.community_id, Stage(matter.stage), 1)


@transaction.atomic
def repair(community: int) -> dict[str, tuple[int, int]]:
    """Count anew; return what was wrong: stage → (counted before, counted now)."""
    kept = dict(StageCount.objects.filter(community_id=community).values_list("stage", "matters"))
    true = dict(
        Matter.objects.filter(community_id=community)
        .order_by()
        .values_list("stage")
        .annotate(number=Count("pk"))
    )
    wrong = {
        stage: (kept.get(stage, 0), true.get(stage, 0))
        for stage in Stage.values
        if kept.get(stage, 0) != true.get(stage, 0)
    }
    for stage, (_before, now) in wrong.items():
        StageCount.objects.update_or_create(community_id=community, stage=stage, defaults={"matters": now})
    return wrong


def _add(community: int, stage: Stage, number: int) -> None:
    rows = StageCount.objects.filter(community_id=community, stage=stage)
    if not rows.update(matters=F("matters") + number):
        StageCount.objects.get_or_create(community_id=community, stage=stage)
        rows.update(matters=F("matters") + number)
