"""Founds bodies that deliberate and keeps their rules of procedure; who sits on them is a matter of posts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from linli.circle.deliberate import rules
from linli.circle.deliberate.actions import words
from linli.circle.deliberate.choices import FOUNDED_HERE, Role
from linli.circle.deliberate.models import Charter, Slot
from linli.circle.deliberate.queries import bodies
from linli.circle.deliberate.refusals import (
    ConsentMissing,
    ImplementerOversees,
    NoSuchBodyHere,
    PostIsElsewhere,
    RoleIsTaken,
)
from linli.ground.journal.actions import entries
from linli.ground.people.actions import organizations, posts
from linli.ground.people.actions.refusals import MayNotAppoint
from linli.ground.people.choices import AreaKind, BodyKind, PostKind
from linli.ground.people.models import Area, Organization, Post, Resident
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

_WIDE = frozenset({AreaKind.COMMUNITY, AreaKind.COMPOUND, AreaKind.BLOCK})


@dataclass(frozen=True, slots=True)
class Ways:
    """How a body goes about its work: what its charter says."""

    purpose: str = ""
    matter: int | None = None
    notice_days: int = 3
    counts_workdays: bool = False
    quorum_parts: int = 1
    quorum_of: int = 2
    quorum_is_more: bool = True
    allows_proxies: bool = False
    may_decide: bool = False


@dataclass(frozen=True, slots=True)
class Seating:
    """Who takes which seat of a body: the kind of post, the role in a building's council, until when, named how."""

    resident: Resident
    kind: PostKind = PostKind.COUNCIL_MEMBER
    role: Role | None = None
    until: datetime | None = None
    is_elected: bool = False
    is_name_public: bool = False
    agreed: bool = False


@transaction.atomic
def found(
    *, by: Actor, kind: BodyKind, name: str, area: Area, ways: Ways | None = None, at: datetime
) -> Organization:
    """Found a body that deliberates, with its rules of procedure; a building's council opens its six seats at once.

    Raises:
        NoSuchBodyHere: bodies of this kind are not founded here, or not in such an area.
        MayNotAppoint, BodyStandsAlready: as in `organizations.found`.
        WordsMissing, TooManyWords: the name is missing, or words are too long.
    """
    narrow = area.kind == AreaKind.BUILDING
    if (
        kind not in FOUNDED_HERE
        or narrow != (kind == BodyKind.BUILDING)
        or not (narrow or area.kind in _WIDE)
    ):
        raise NoSuchBodyHere(kind=kind.label)
    name = words.asked(name, kind.label, 60)

    body = organizations.found(by=by, kind=kind, name=name, area=area, founded_on=localdate(at), at=at)
    keep(by=by, body=body, ways=ways or Ways(), at=at)
    return body


@transaction.atomic
def keep(*, by: Actor, body: Organization, ways: Ways, at: datetime) -> Charter:
    """Write down a body's rules of procedure, in place of what stood.

    Raises:
        MayNotAppoint: no post of the actor appoints there.
        TooManyWords: the purpose is too long.
    """
    if not rules.may_appoint(by, areas.around(body.area_id), at):
        raise MayNotAppoint
    purpose = words.within(ways.purpose, 300)

    told: dict[str, Any] = {
        name: getattr(ways, name) for name in Ways.__slots__ if name not in {"purpose", "matter"}
    }
    charter, _is_new = Charter.objects.update_or_create(
        body=body, defaults={**told, "purpose": purpose, "matter_id": ways.matter}
    )
    entries.record(
        "charter.kept",
        by=by.account_id,
        thing=charter,
        at=at,
        area=body.area_id,
        matter=ways.matter,
        public=True,
    )
    return charter


@transaction.atomic
def seat(*, by: Actor, body: Organization, seating: Seating, at: datetime) -> Post:
    """Give a seat of a body to a person, for a term.

    Raises:
        ConsentMissing: the person has not agreed to be named as a party member.
        ImplementerOversees: the person carries out what the board oversees.
        RoleIsTaken: somebody holds the role.
        MayNotAppoint, NotOneself, HeldAlready, EndsBeforeItBegins and the others: as in `posts.appoint`.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=body.pk)
    if seating.role == Role.PARTY_MEMBER and not seating.agreed:
        raise ConsentMissing
    if seating.resident.pk in bodies.excluded(body.pk):
        raise ImplementerOversees(names=seating.resident.masked)
    kind = PostKind.BUILDING_HEAD if seating.role == Role.HEAD else seating.kind
    if seating.role is not None and any(
        one.role == seating.role and one.holder for one in bodies.seats(body, at)
    ):
        raise RoleIsTaken(role=seating.role.label)

    post = posts.appoint(
        by=by,
        kind=kind,
        area=body.area,
        resident=seating.resident,
        organization=body,
        until=seating.until,
        is_elected=seating.is_elected,
        at=at,
    )
    slot, _is_new = Slot.objects.update_or_create(
        post=post,
        defaults={
            "role": seating.role.value if seating.role else "",
            "is_name_public": seating.is_name_public and seating.agreed,
        },
    )
    entries.record("slot.kept", by=by.account_id, thing=slot, at=at, area=body.area_id, public=True)
    return post


@transaction.atomic
def unseat(*, by: Actor, body: Organization, post: int, at: datetime) -> Post:
    """Let the holder of a seat leave; the vacancy stays and is shown. Return the empty seat.

    Raises:
        PostIsElsewhere: the post is not a seat of this body by appointment.
        IsVacant, HasEnded, MayNotAppoint: as in `posts.vacate`.
    """
    held = Post.objects.filter(pk=post, organization=body).first()
    if held is None:
        raise PostIsElsewhere
    role = Slot.objects.filter(post=held).values_list("role", flat=True).first() or ""

    empty = posts.vacate(by=by, post=held, at=at)
    slot = Slot.objects.create(post=empty, role=role)
    entries.record("slot.kept", by=by.account_id, thing=slot, at=at, area=body.area_id, public=True)
    return empty
