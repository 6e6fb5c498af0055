"""What stands on agendas, and what earlier meetings left open."""

from collections.abc import Sequence

from linli.circle.deliberate.choices import ItemState, ResolutionState
from linli.circle.deliberate.models import AgendaItem, Minutes, Resolution
from linli.circle.deliberate.refusals import NotThere
from linli.circle.matters.choices import CIRCLE
from linli.circle.matters.models import Matter
from linli.ground.people.models import AreaWithin, Organization

MOST = 50


def unfinished(body: int) -> list[AgendaItem]:
    """Return the items that earlier meetings of a body left open and that no later one has taken up, oldest first."""
    left = AgendaItem.objects.filter(
        meeting__body_id=body,
        meeting__state__in=["ended", "cancelled"],
        state=ItemState.UNFINISHED,
        carried_to__isnull=True,
        resolution__isnull=True,
    )
    return list(left.order_by("meeting__starts_at", "order")[:MOST])


def open_resolutions(body: int) -> list[Resolution]:
    """Return what a body resolved and nobody has carried out yet, soonest due first."""
    return list(
        Resolution.objects.filter(body_id=body, state=ResolutionState.OPEN).order_by("due_on", "id")[:MOST]
    )


def matters_here(body: Organization, matters: Sequence[int]) -> list[Matter]:
    """Return matters by their ids, in this order; each must lie inside the body's area or around it.

    Raises:
        NotThere: one does not exist, or lies elsewhere.
    """
    found = {one.pk: one for one in Matter.objects.filter(pk__in=list(matters))}
    scopes = {one.scope_id for one in found.values()}
    near = set(
        AreaWithin.objects.filter(outer_id=body.area_id, inner_id__in=scopes).values_list(
            "inner_id", flat=True
        )
    )
    near |= set(
        AreaWithin.objects.filter(inner_id=body.area_id, outer_id__in=scopes).values_list(
            "outer_id", flat=True
        )
    )
    if any(pk not in found or found[pk].scope_id not in near for pk in matters):
        raise NotThere
    return [found[pk] for pk in dict.fromkeys(matters)]


def matters_to_choose(body: Organization, most: int = 60) -> list[Matter]:
    """Return the matters that a body may put on its agenda: on their way round the circle, where the body lies."""
    inside = AreaWithin.objects.filter(outer_id=body.area_id).values("inner_id")
    around = AreaWithin.objects.filter(inner_id=body.area_id).values("outer_id")
    rows = Matter.objects.filter(stage__in=CIRCLE[:3])
    return list(
        (rows.filter(scope_id__in=inside) | rows.filter(scope_id__in=around)).order_by("due_at", "id")[:most]
    )


def minutes_settled(meeting: int) -> bool:
    """Say whether the words of a meeting's minutes are fixed."""
    return Minutes.objects.filter(meeting_id=meeting, settled_at__isnull=False).exists()


def body_of(resolution: int) -> int:
    """Return the body that took a resolution.

    Raises:
        NotThere: there is no such resolution.
    """
    found = Resolution.objects.filter(pk=resolution).values_list("body_id", flat=True).first()
    if found is None:
        raise NotThere
    return found
