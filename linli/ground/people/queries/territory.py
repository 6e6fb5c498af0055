"""The territory of a community as its staff see it: the tree, the posts of each area, the vacancies."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from linli.ground.lib.text import natural_key
from linli.ground.people import rules
from linli.ground.people.choices import BLOCK_OFFICERS, SEATS, AreaKind, PostKind, Right
from linli.ground.people.models import Area, AreaWithin, Home, Organization, Post
from linli.ground.people.queries import areas
from linli.ground.people.refusals import NoSuchThing
from linli.ground.people.rules import Actor

_NEAR = (AreaKind.COMMUNITY, AreaKind.COMPOUND, AreaKind.BLOCK, AreaKind.BUILDING, AreaKind.STAIRWELL)


@dataclass(frozen=True, slots=True)
class Branch:
    """An area in the tree, how deep it stands, how many posts it has held and vacant, and whether it opens."""

    area: Area
    depth: int
    held: int
    vacant: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One area with what stands in it and around it."""

    area: Area
    way: tuple[Area, ...]
    children: tuple[Area, ...]
    posts: tuple[Post, ...]
    missing: tuple[PostKind, ...]
    bodies: tuple[Organization, ...]
    homes: int
    openable: frozenset[int]
    may_keep: bool
    may_appoint: bool


def tree(actor: Actor, community: Area, *, at: datetime) -> list[Branch]:
    """Return compounds, blocks and buildings of a community, each under the one that holds it.

    Raises:
        NoSuchThing: no post of the actor reaches the community.
    """
    if community not in reach(actor):
        raise NoSuchThing
    in_force = Q(posts__until__isnull=True) | Q(posts__until__gt=at)
    rows = list(
        Area.objects.within(community.pk)
        .filter(kind__in=[AreaKind.COMPOUND, AreaKind.BLOCK, AreaKind.BUILDING])
        .annotate(
            held=Count("posts", filter=in_force & Q(posts__resident__isnull=False, posts__since__lte=at)),
            vacant=Count("posts", filter=in_force & Q(posts__resident__isnull=True)),
        )
    )
    below: dict[int | None, list[Area]] = {}
    for area in rows:
        below.setdefault(area.parent_id, []).append(area)
    opened = openable(actor, [area.pk for area in rows])
    return list(_branches(community.pk, below, opened, 0))


def card(actor: Actor, area_id: int, *, at: datetime) -> Card:
    """Return one area of a community with its posts, vacancies, bodies and what lies directly in it.

    Raises:
        NoSuchThing: there is none, or no post of the actor reaches it.
    """
    area = Area.objects.select_related("parent__parent__parent", "block").filter(pk=area_id).first()
    place = areas.around(area_id)
    if area is None or area.kind not in _NEAR or not may_look(actor, area, at):
        raise NoSuchThing
    posts = Post.objects.filter(Q(until__isnull=True) | Q(until__gt=at), area=area)
    posts = posts.select_related("resident", "organization").order_by("id")
    shown = tuple(
        sorted(posts, key=lambda post: (list(PostKind).index(PostKind(post.kind)), post.resident_id is None))
    )
    children = Area.objects.filter(Q(parent=area) | Q(block=area))
    kinds = {post.kind for post in shown}
    way = tuple(areas.steps(area)[:-1])
    return Card(
        area=area,
        way=way,
        children=tuple(
            sorted(children, key=lambda child: (child.kind != AreaKind.COMPOUND, natural_key(child.name)))
        ),
        posts=shown,
        missing=tuple(kind for kind in BLOCK_OFFICERS if kind not in kinds)
        if area.kind == AreaKind.BLOCK
        else (),
        bodies=tuple(Organization.objects.filter(area=area, ended_on__isnull=True).order_by("kind", "id")),
        homes=Home.objects.filter(area__in=Area.objects.within(area.pk)).count(),
        openable=openable(actor, [*(step.pk for step in way), *((area.block_id,) if area.block_id else ())]),
        may_keep=rules.may_keep_register(actor, place, at),
        may_appoint=rules.may_appoint(actor, place, at),
    )


def may_look(actor: Actor, area: Area, at: datetime) -> bool:
    """Say whether a post of the actor reaches an area, to read its register or to fill its posts."""
    place = areas.around(area.pk)
    return rules.may_read_register(actor, place, at) or rules.may_appoint(actor, place, at)


def openable(actor: Actor, area_ids: Collection[int]) -> frozenset[int]:
    """Return those of some areas whose card an actor may open, in one query: the others have no link."""
    seats = actor.areas_with(Right.READ_REGISTER) | actor.areas_with(Right.APPOINT)
    within = AreaWithin.objects.filter(inner_id__in=area_ids, outer_id__in=seats, inner__kind__in=_NEAR)
    return frozenset(within.values_list("inner_id", flat=True))


def reach(actor: Actor) -> list[Area]:
    """Return the communities whose territory an actor may look at."""
    return areas.communities_around(actor.areas_with(Right.READ_REGISTER) | actor.areas_with(Right.APPOINT))


def posts_for(area: Area) -> list[PostKind]:
    """Return the kinds of posts that have their seat in such an area."""
    return [kind for kind in PostKind if area.kind in SEATS[kind]]


def blocks_for(building: Area) -> list[Area]:
    """Return the blocks of a building's community."""
    community = areas.community_of(building.pk)
    rows = Area.objects.filter(parent=community, kind=AreaKind.BLOCK) if community else Area.objects.none()
    return sorted(rows, key=lambda area: natural_key(area.name))


def post(actor: Actor, post_id: int, *, at: datetime) -> Post:
    """Return a post of an area the actor reaches.

    Raises:
        NoSuchThing: there is none, or out of reach.
    """
    found = Post.objects.select_related("area").filter(pk=post_id).first()
    if found is None or not may_look(actor, found.area, at):
        raise NoSuchThing
    return found


def _branches(
    parent: int, below: dict[int | None, list[Area]], opened: frozenset[int], depth: int
) -> list[Branch]:
    found: list[Branch] = []
    order = {AreaKind.BLOCK: 0, AreaKind.COMPOUND: 1}
    inside = below.get(parent, [])
    for area in sorted(inside, key=lambda a: (order.get(AreaKind(a.kind), 2), natural_key(a.name))):
        found.append(Branch(area, depth, area.held, area.vacant, area.pk in opened))  # type: ignore[attr-defined] # annotated by the query
        found += _branches(area.pk, below, opened, depth + 1)
    return found
