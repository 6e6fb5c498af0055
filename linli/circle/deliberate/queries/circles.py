"""Who counts at a meeting: how many are entitled, who they are, and as what a person counts."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from linli.circle.deliberate.queries import bodies
from linli.circle.deliberate.rulebook import Rule
from linli.ground.people.choices import PostKind
from linli.ground.people.models import AreaWithin, Household, Organization, Post, Resident
from linli.ground.people.queries import residents


def count(rule: Rule, body: Organization, at: datetime) -> int:
    """Return how many count for the quorum of a meeting: people, or households where households are counted."""
    if rule.circle == "members":
        return len(bodies.members(body, at))
    if rule.circle == "adults":
        return residents.adults_in(body.area_id, localdate(at)).count()
    if rule.circle == "households":
        return Household.objects.filter(home__area_id__in=_inside(body), until__isnull=True).count()
    if rule.circle == "representatives":
        return _representatives(body, at).values("resident_id").distinct().count()
    return 0


def unit(rule: Rule, body: Organization, resident: int, at: datetime) -> int | None:
    """Return as what a resident counts at a meeting (their own id, or their household's), or None if they do not."""
    if rule.circle == "members":
        return resident if resident in bodies.members(body, at) else None
    if rule.circle == "representatives":
        return resident if _representatives(body, at).filter(resident_id=resident).exists() else None
    person = Resident.objects.filter(pk=resident, erased_at__isnull=True).first()
    if person is None or not residents.adults_in(body.area_id, localdate(at)).filter(pk=resident).exists():
        return None
    if rule.circle == "adults":
        return resident
    return person.household_id if rule.circle == "households" else None


def invited(rule: Rule, body: Organization, at: datetime) -> list[int]:
    """Return the residents to whom the notice of a meeting goes; of a talk or hearing, the members of its body."""
    if rule.circle in {"adults", "households"}:
        return list(
            residents.adults_in(body.area_id, localdate(at)).order_by("pk").values_list("pk", flat=True)
        )
    if rule.circle == "representatives":
        found = _representatives(body, at).values_list("resident_id", flat=True)
        return sorted(set(found))
    return sorted(bodies.members(body, at))


def choices(rule: Rule, body: Organization, at: datetime, words: str = "", most: int = 60) -> list[Resident]:
    """Return who may be ticked off as present: the entitled, narrowed by the beginning of a name in wide circles."""
    if rule.circle in {"members", "representatives"}:
        rows: QuerySet[Resident] = Resident.objects.filter(pk__in=invited(rule, body, at))
        return list(rows.order_by("pk")[:most])
    if not words:
        return []
    adults = residents.adults_in(body.area_id, localdate(at))
    return list(adults.filter(name__startswith=words).order_by("name", "pk")[:most])


def _inside(body: Organization) -> Any:
    return AreaWithin.objects.filter(outer_id=body.area_id).values("inner_id")


def _representatives(body: Organization, at: datetime) -> QuerySet[Post]:
    return Post.objects.held(at).filter(kind=PostKind.REPRESENTATIVE, area_id__in=_inside(body))
