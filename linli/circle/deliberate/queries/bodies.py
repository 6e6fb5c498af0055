"""Which bodies deliberate where, and who sits on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from linli.circle.deliberate import rules
from linli.circle.deliberate.choices import MEETS, Role
from linli.circle.deliberate.models import Charter, Exclusion, Meeting, Resolution, Slot
from linli.circle.deliberate.refusals import NotThere
from linli.ground.people.choices import BodyKind, PostKind
from linli.ground.people.models import Area, AreaWithin, Organization, Post
from linli.ground.people.models.body import PostQuerySet
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

KEPT_IN_VIEW = 12


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of a body as a page shows it: the post (None for a role that was never filled), its role, its words."""

    post: Post | None
    label: str
    role: str = ""

    @property
    def holder(self) -> str:
        """The holder as everybody may read it: in full when they agreed, else masked; empty when vacant."""
        if self.post is None or self.post.resident is None:
            return ""
        slot = getattr(self.post, "slot", None)
        is_public = slot is not None and slot.is_name_public
        return self.post.resident.name if is_public else self.post.resident.masked


@dataclass(frozen=True, slots=True)
class BodyView:
    """A body's page: its seats, its meetings, what it resolved and is not done yet."""

    body: Organization
    charter: Charter | None
    seats: tuple[Seat, ...]
    meetings: tuple[Meeting, ...]
    resolutions: tuple[Resolution, ...]
    may_convene: bool
    may_appoint: bool


def get(pk: int) -> Organization:
    """Return a body that deliberates.

    Raises:
        NotThere: there is none.
    """
    found = Organization.objects.select_related("area").filter(pk=pk, kind__in=[*MEETS]).first()
    if found is None:
        raise NotThere
    return found


def charter_of(body: Organization) -> Charter | None:
    """Return a body's own rules of procedure, if it has written any."""
    return Charter.objects.select_related("matter").filter(pk=body.pk).first()


def posts_of(body: Organization) -> PostQuerySet:
    """Return all posts of a body; a building's head sits on its council without a second appointment."""
    own = Q(organization=body)
    if body.kind == BodyKind.BUILDING:
        own |= Q(organization__isnull=True, kind=PostKind.BUILDING_HEAD, area_id=body.area_id)
    return Post.objects.filter(own)


def members(body: Organization, at: datetime) -> frozenset[int]:
    """Return the ids of the residents who sit on a body."""
    return frozenset(posts_of(body).held(at).values_list("resident_id", flat=True))


def place_of(body: Organization, at: datetime) -> rules.BodyPlace:
    """Return a body as the rules need it."""
    return rules.BodyPlace(around=areas.around(body.area_id).around, members=members(body, at))


def seats(body: Organization, at: datetime) -> tuple[Seat, ...]:
    """Return the seats of a body, vacant ones too; of a building's council always its six roles, in their order."""
    in_force = posts_of(body).filter(Q(until__isnull=True) | Q(until__gt=at))
    found = [
        Seat(post, _label(post), _role(post))
        for post in in_force.select_related("resident", "slot").order_by("since", "id")
    ]
    if body.kind != BodyKind.BUILDING:
        order = {PostKind.CONVENER: 0}
        return tuple(
            sorted(found, key=lambda seat: order.get(PostKind(seat.post.kind), 1) if seat.post else 2)
        )
    rest = list(found)
    shown: list[Seat] = []
    for role in Role:
        of_role = [seat for seat in rest if seat.role == role]
        held = [seat for seat in of_role if seat.holder]
        rest = [seat for seat in rest if seat not in of_role]
        shown += held or [Seat(of_role[0].post if of_role else None, str(role.label), role.value)]
    return (*shown, *rest)


def page(actor: Actor, pk: int, at: datetime) -> BodyView:
    """Return everything a body's page shows.

    Raises:
        NotThere: there is no such body.
    """
    body = get(pk)
    place = place_of(body, at)
    meetings = (
        Meeting.objects.filter(body=body).select_related("body").order_by("-starts_at", "-id")[:KEPT_IN_VIEW]
    )
    resolutions = Resolution.objects.filter(body=body, state="open").select_related(
        "matter", "owner_post__resident", "owner_body"
    )
    return BodyView(
        body=body,
        charter=charter_of(body),
        seats=seats(body, at),
        meetings=tuple(meetings),
        resolutions=tuple(resolutions.order_by("due_on", "id")[:KEPT_IN_VIEW]),
        may_convene=rules.may_convene(actor, place, at),
        may_appoint=rules.may_appoint(actor, place, at),
    )


def within(community: int, on: date, most: int = 200) -> list[Organization]:
    """Return the bodies of a community that deliberate today."""
    inside = AreaWithin.objects.filter(outer_id=community).values("inner_id")
    found = Organization.objects.filter(area_id__in=inside, kind__in=[*MEETS])
    in_force = found.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on)).select_related("area")
    return list(in_force.order_by("kind", "area__order", "name", "id")[:most])


def at_building(area: int, at: datetime) -> list[tuple[Organization, tuple[Seat, ...]]]:
    """Return the councils of a building with their seats, for the building's page."""
    found = Organization.objects.filter(area_id=area, kind=BodyKind.BUILDING).select_related("area")
    now = found.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=localdate(at)))
    return [(body, seats(body, at)) for body in now.order_by("id")[:3]]


def excluded(body: int) -> frozenset[int]:
    """Return the residents who may not sit on an oversight board."""
    return frozenset(Exclusion.objects.filter(body_id=body).values_list("resident_id", flat=True))


def named(posts: Iterable[int]) -> list[Post]:
    """Return posts with their holders, in the order of their ids."""
    return list(Post.objects.filter(pk__in=list(posts)).select_related("resident", "area").order_by("pk"))


def grounds(community: Area) -> list[Area]:
    """Return where bodies can be founded: a community, its compounds, blocks and buildings."""
    return areas.places_of(community)


def _role(post: Post) -> str:
    slot: Slot | None = getattr(post, "slot", None)
    if slot is not None and slot.role:
        return str(slot.role)
    return Role.HEAD.value if post.kind == PostKind.BUILDING_HEAD else ""


def _label(post: Post) -> str:
    role = _role(post)
    return str(Role(role).label) if role else str(PostKind(post.kind).label)
