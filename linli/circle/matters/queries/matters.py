"""Which matters stand where: one, lists for the portal, near a home, of a person, and all of them for open data."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from linli.circle.matters.choices import ON_THE_WAY, Stage
from linli.circle.matters.models import Concern, Limit, Matter, StageCount
from linli.ground.lib.keyset import Order, Page, cut
from linli.ground.lib.once import written_once

DUE = Order("due_at", id_falls=False)
NEWEST = Order("-opened_at", id_falls=True)
LATEST_MOVED = Order("-moved_at", id_falls=True)
LATEST_CONCERN = Order("-since", id_falls=True)
OPEN_DATA = (
    "id", "community_id", "community__name", "scope_id", "scope__name", "title", "category", "stage", "lap", "origin",
    "owner__kind", "convener__name", "resident_need", "governance_need", "resident_score", "governance_score",
    "opened_at", "due_at", "moved_at", "reason", "joined_to_id", "other_body", "other_number",
)  # fmt: skip
"""What anyone may have of a matter: nothing in it names or numbers a person."""


def at_stage(community: int, stage: Stage, *, after: int = 0, size: int = 50) -> list[Matter]:
    """Return the matters of a community at one stage, the one due first on top, at most `size`."""
    matters = Matter.objects.filter(community_id=community, stage=stage, pk__gt=after)
    return list(matters.select_related("owner", "scope").order_by("due_at", "id")[:size])


def get(matter: int) -> Matter | None:
    """Return one matter with its owner, convener, scope and community, or None."""
    return next(iter(_one(matter)), None)


@written_once
def _one(matter: int) -> QuerySet[Matter]:
    return Matter.objects.select_related("owner", "convener", "scope", "community", "joined_to").filter(
        pk=matter
    )


def public_page(
    community: int, *, stage: Stage | None = None, after: str = "", size: int = 20
) -> Page[Matter]:
    """Return matters of a community, newest first, of one stage if asked (one query).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = Matter.objects.filter(community_id=community).select_related("scope")
    return cut(rows if stage is None else rows.filter(stage=stage), NEWEST, after, size, _as_they_are)


def overdue(community: int, *, after: str = "", size: int = 20, at: datetime) -> Page[Matter]:
    """Return the matters of a community that are late, the latest first; anyone may see them (one query).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = Matter.objects.filter(community_id=community, stage__in=sorted(ON_THE_WAY), due_at__lt=at)
    return cut(rows.select_related("scope", "owner"), DUE, after, size, _as_they_are)


def near(areas: Iterable[int], *, after: str = "", size: int = 5) -> Page[Matter]:
    """Return the matters of these areas that moved last (one query).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = Matter.objects.filter(scope_id__in=list(areas)).exclude(stage=Stage.JOINED)
    return cut(rows.select_related("scope"), LATEST_MOVED, after, size, _as_they_are)


def of_resident(resident: int, *, after: str = "", size: int = 20) -> Page[Concern]:
    """Return what concerns a person, latest first, each with its matter and the reason why (one query).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = Concern.objects.filter(resident_id=resident).select_related("matter__scope")
    return cut(rows, LATEST_CONCERN, after, size, _as_they_are)


def bulk(community: int | None = None, *, after: int = 0, size: int = 1000) -> list[dict[str, Any]]:
    """Return matters as plain values in the order of their ids, for open data (one query); go on after the last id."""
    rows = Matter.objects.filter(pk__gt=after)
    if community is not None:
        rows = rows.filter(community_id=community)
    return list(rows.order_by("id").values(*OPEN_DATA)[:size])


def all_of(community: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield all matters as plain values, a stretch at a time."""
    after = 0
    while found := bulk(community, after=after):
        yield from found
        after = found[-1]["id"]


def counts(community: int) -> dict[str, int]:
    """Return how many matters of a community stand at each stage, as the deeds counted them (one query)."""
    return dict.fromkeys(Stage.values, 0) | dict(_counted(community))


@written_once
def _counted(community: int) -> QuerySet[StageCount, tuple[str, int]]:
    return StageCount.objects.filter(community_id=community).values_list("stage", "matters")


def limits(community: int) -> dict[str, int]:
    """Return how many matters a community wants at a stage at most, where it said so (one query)."""
    return dict(_limits(community))


@written_once
def _limits(community: int) -> QuerySet[Limit, tuple[str, int]]:
    return Limit.objects.filter(community_id=community).values_list("stage", "most")


def _as_they_are(found: Sequence[Any]) -> Sequence[Any]:
    return found
