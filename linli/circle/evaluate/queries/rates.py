"""Response, resolution and satisfaction by the city's formula, over the valid call-backs of matters."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from linli.circle.evaluate.models import MatterRating
from linli.circle.listen.queries.rates import Rates
from linli.ground.people.models import Area

SATISFIED_FROM, BASICALLY = 4, 3


@dataclass(frozen=True, slots=True)
class Of:
    """Whose rates: an area and what lies in it, a body that led or owned, or a post that owned."""

    area: int | None = None
    body: int | None = None
    post: int | None = None


def of(whose: Of, since: datetime, until: datetime) -> Rates:
    """Return the rates of an area, a body or a post over the ratings of a stretch of time (one query).

    A call-back is valid when it says whether somebody was in contact and whether it is solved; four and five stars are
    satisfied, three basically.
    """
    rows = MatterRating.objects.filter(
        at__gte=since, at__lt=until, was_contacted__isnull=False, is_solved__isnull=False
    )
    if whose.area is not None:
        rows = rows.filter(round__scope__in=Area.objects.within(whose.area))
    if whose.body is not None:
        rows = rows.filter(round__body_id=whose.body)
    if whose.post is not None:
        rows = rows.filter(round__owner_id=whose.post)
    counted = rows.aggregate(
        rated=Count("pk"),
        contacted=Count("pk", filter=Q(was_contacted=True)),
        solved=Count("pk", filter=Q(is_solved=True)),
        satisfied=Count("pk", filter=Q(result__gte=SATISFIED_FROM)),
        basically=Count("pk", filter=Q(result=BASICALLY)),
    )
    return Rates(**counted)
