"""Begins matters that somebody asks for: a body of its own accord, or staff for one voice; both needs are asked for."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from linli.circle.matters import rules
from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import Opening
from linli.circle.matters.choices import Origin
from linli.circle.matters.models import Matter
from linli.circle.matters.refusals import (
    DueInThePast,
    MayNotMove,
    NeedsMissing,
    NoSuchBody,
    NoSuchPlace,
    NoSuchPost,
)
from linli.ground.lib.text import tidy
from linli.ground.people.models import Area, Organization, Post
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a new matter: what and where, who leads, whom it serves, who answers for it until when.

    `scope`, `convener` and `owner` are ids of an area, a body and a post.
    """

    scope: int
    title: str
    convener: int
    resident_need: str
    governance_need: str
    owner: int
    due_at: datetime
    category: str = ""


@transaction.atomic
def begin(*, by: Actor, wanted: Wanted, origin: Origin = Origin.BODY, key: str = "", at: datetime) -> Matter:
    """Open a matter as a body asks for it; sent twice with one `key` it is one matter.

    Raises:
        NoSuchPlace: the scope does not lie in a community.
        MayNotMove: no post of the actor moves matters there.
        DueInThePast: the due date does not lie ahead.
        NeedsMissing: one of the two needs is blank.
        NoSuchPost, NoSuchBody: nobody holds the post, or there is no such body there.
        TitleMissing: it has no title.
    """
    scope, community = _place_of(wanted.scope)
    if not rules.may_move(by, areas.around(scope.pk), at):
        raise MayNotMove
    _refuse_unless_whole(wanted, at)
    opening = Opening(
        scope=scope,
        community=community,
        title=wanted.title,
        owner=post_of(community.pk, wanted.owner, at),
        due_at=wanted.due_at,
        category=wanted.category,
        origin=origin,
        convener=body_of(community.pk, wanted.convener).pk,
        resident_need=wanted.resident_need,
        governance_need=wanted.governance_need,
    )
    return matters.open_matter(by=by, opening=opening, key=key, at=at)


def _place_of(area: int) -> tuple[Area, Area]:
    """Return an area, and the community it lies in."""
    scope = Area.objects.filter(pk=area).first()
    community = areas.community_of(area) if scope else None
    if scope is None or community is None:
        raise NoSuchPlace
    return scope, community


def _refuse_unless_whole(wanted: Wanted, at: datetime) -> None:
    if wanted.due_at <= at:
        raise DueInThePast
    if not tidy(wanted.resident_need) or not tidy(wanted.governance_need):
        raise NeedsMissing


def post_of(community: int, post: int, at: datetime) -> Post:
    """Return a post of a community that somebody holds.

    Raises:
        NoSuchPost: nobody does.
    """
    found = Post.objects.held(at).filter(pk=post, area__in=Area.objects.within(community)).first()
    if found is None:
        raise NoSuchPost
    return found


def body_of(community: int, body: int) -> Organization:
    """Return a body of a community, or of an area that holds it.

    Raises:
        NoSuchBody: there is none, or it has ended.
    """
    near = Q(area__in=Area.objects.within(community)) | Q(area__in=Area.objects.around(community))
    found = Organization.objects.filter(near, pk=body, ended_on__isnull=True).first()
    if found is None:
        raise NoSuchBody
    return found
