"""Visits: the book of them, and whom nobody has called on for longest."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from linli.circle.listen import rules
from linli.circle.listen.choices import BODIES_CALLED_ON, PLACES_CALLED_ON, VisitKind
from linli.circle.listen.models import Visit
from linli.circle.listen.queries import communities
from linli.circle.listen.refusals import MayNotRead, NoSuchVisit
from linli.ground.lib.keyset import Order, Page, cut
from linli.ground.lib.text import natural_key
from linli.ground.people.choices import AreaKind, BodyKind, Right
from linli.ground.people.models import Area, Organization
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

NEWEST = Order("-id", id_falls=True)
_KINDS = list(VisitKind)


@dataclass(frozen=True, slots=True)
class Target:
    """A place or a body that is called on: its id within its kind, and the area where it lies."""

    kind: VisitKind
    pk: int
    name: str
    area_id: int
    community_id: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long a place or a body has waited for a visit; `days` is None when nobody was ever there."""

    target: Target
    term: int
    last: date | None
    days: int | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """How many of a kind there are in reach, and how many were called on within their term."""

    kind: VisitKind
    term: int
    total: int
    in_time: int


@cache
def terms() -> Mapping[VisitKind, int]:
    """Return how many days each kind may wait for a visit, from visits.toml."""
    path = Path(__file__).resolve().parent.parent / "visits.toml"
    return {VisitKind(kind): days for kind, days in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def target(kind: VisitKind, pk: int, today: date) -> Target | None:
    """Return one place or body that is called on, or None when there is none of this kind (any more)."""
    places = Area.objects.filter(pk=pk, kind__in=_area_kinds(kind))
    bodies = _standing(today).filter(pk=pk, kind__in=_body_kinds(kind))
    area = places.values_list("pk", "name").first() or bodies.values_list("area_id", "name").first()
    community = communities.holding(area[0]) if area else None
    if area is None or community is None:
        return None
    return Target(kind, pk, area[1], area[0], community)


def targets(actor: Actor, community: int, at: datetime) -> list[Target]:
    """Return the places and bodies of a community in the actor's reach, kind by kind (four queries at most).

    Raises:
        MayNotRead: no post of the actor reads voices there.
    """
    within = _reach(actor, community, at)
    places = within.filter(kind__in=PLACES_CALLED_ON).select_related("parent__parent__parent")
    bodies = _standing(timezone.localdate(at)).filter(area__in=within, kind__in=BODIES_CALLED_ON)
    found = [
        Target(PLACES_CALLED_ON[AreaKind(area.kind)], area.pk, areas.address(area), area.pk, community)
        for area in places
    ]
    found += [
        Target(BODIES_CALLED_ON[BodyKind(body.kind)], body.pk, body.name, body.area_id, community)
        for body in bodies
    ]
    return sorted(found, key=lambda one: (_KINDS.index(one.kind), natural_key(one.name), one.pk))


def longest_unvisited(
    actor: Actor, community: int, *, kind: VisitKind | None = None, at: datetime
) -> list[Waiting]:
    """Return everything that is called on, never visited first, then by how far beyond its term (five queries at most).

    Raises:
        MayNotRead: no post of the actor reads voices there.
    """
    today = timezone.localdate(at)
    last = {
        (row["kind"], row["place_id"] or row["organization_id"]): row["last"]
        for row in Visit.objects.filter(community_id=community)
        .values("kind", "place_id", "organization_id")
        .annotate(last=Max("visited_on"))
    }
    rows = [
        _waiting(one, last.get((one.kind, one.pk)), today)
        for one in targets(actor, community, at)
        if kind in {None, one.kind}
    ]
    return sorted(rows, key=lambda row: (row.days is not None, row.term - (row.days or 0)))


def reached(rows: Sequence[Waiting]) -> list[Reached]:
    """Return how many of each kind were called on within their term."""
    found = []
    for kind in _KINDS:
        own = [row for row in rows if row.target.kind == kind]
        if own:
            found.append(Reached(kind, terms()[kind], len(own), sum(not row.is_late for row in own)))
    return found


def page(
    actor: Actor,
    community: int,
    *,
    kind: VisitKind | None = None,
    after: str = "",
    size: int = 20,
    at: datetime,
) -> Page[Visit]:
    """Return one page of the visits of a community in the actor's reach, the last written first (two queries at most).

    Each visit knows how many voices it brought (`voices`).

    Raises:
        MayNotRead: no post of the actor reads voices there.
        BadCursor: the cursor is not one of this list.
    """
    return cut(_listed(actor, community, kind, at), NEWEST, after, size, list)


def everything(
    actor: Actor, community: int, *, kind: VisitKind | None = None, at: datetime
) -> Iterator[Visit]:
    """Return all visits of a list, the last written first, for a table.

    Raises:
        MayNotRead: no post of the actor reads voices there.
    """
    return _listed(actor, community, kind, at).order_by(*NEWEST.keys).iterator(chunk_size=500)


def of(actor: Actor, pk: int, at: datetime) -> Visit:
    """Return one visit with the voices it brought.

    Raises:
        NoSuchVisit: there is none, or no post of the actor reads voices there.
    """
    found = _beside(Visit.objects.filter(pk=pk)).prefetch_related("heard__voice").first()
    if found is None or not rules.may_read_voices(actor, areas.around(found.area_id), at):
        raise NoSuchVisit
    return found


def _listed(actor: Actor, community: int, kind: VisitKind | None, at: datetime) -> QuerySet[Visit]:
    rows = Visit.objects.filter(community_id=community)
    if not rules.may_read_voices(actor, areas.around(community), at):
        within = _reach(actor, community, at)
        rows = rows.filter(Q(place__in=within) | Q(organization__area__in=within))
    if kind is not None:
        rows = rows.filter(kind=kind)
    return _beside(rows).annotate(voices=Count("heard"))


def _beside(rows: QuerySet[Visit]) -> QuerySet[Visit]:
    return rows.select_related("place__parent__parent__parent", "organization", "by_post__resident")


def _reach(actor: Actor, community: int, at: datetime) -> QuerySet[Area]:
    """The areas of a community where the actor reads voices: all, or those inside narrower ones."""
    inside = Area.objects.within(community)
    if rules.may_read_voices(actor, areas.around(community), at):
        return inside
    seats = actor.areas_with(Right.READ_VOICES)
    own = inside.filter(pk__in=Area.objects.within(seats))
    if not seats or not own.exists():
        raise MayNotRead
    return own


def _waiting(one: Target, last: date | None, today: date) -> Waiting:
    days = (today - last).days if last else None
    term = terms()[one.kind]
    return Waiting(one, term, last, days, days is None or days > term)


def _standing(today: date) -> QuerySet[Organization]:
    return Organization.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))


def _area_kinds(kind: VisitKind) -> list[AreaKind]:
    return [area for area, called in PLACES_CALLED_ON.items() if called == kind]


def _body_kinds(kind: VisitKind) -> list[BodyKind]:
    return [body for body, called in BODIES_CALLED_ON.items() if called == kind]
