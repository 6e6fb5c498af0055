"""The nine kinds of parties that make a neighbourhood: which bodies and posts there are, and which are missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from linli.ground.people.choices import NINE_PARTIES, BodyKind, PartyKind, PostKind
from linli.ground.people.models import Area, Organization, Post, Resident
from linli.ground.people.queries import areas, register
from linli.ground.people.rules import Actor

SHOWN = 12
"""How many bodies of one kind are named on the page."""


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of post: how many are held and how many stand vacant."""

    kind: PostKind
    held: int
    vacant: int


@dataclass(frozen=True, slots=True)
class Party:
    """One of the nine kinds, with its first bodies by name, its posts and, for residents, how many live there."""

    kind: PartyKind
    bodies: tuple[tuple[str, int, str], ...]
    body_count: int
    posts: tuple[Held, ...]
    people: int = 0

    @property
    def unnamed(self) -> int:
        """How many bodies are not named."""
        return self.body_count - len(self.bodies)

    @property
    def held(self) -> int:
        """How many of its posts are held."""
        return sum(post.held for post in self.posts)

    @property
    def vacant(self) -> int:
        """How many of its posts stand vacant."""
        return sum(post.vacant for post in self.posts)

    @property
    def is_missing(self) -> bool:
        """Whether there is nobody of this kind yet."""
        return not (self.body_count or self.held or self.people)


def nine(actor: Actor, community: Area, *, at: datetime) -> list[Party]:
    """Return the nine kinds of parties of a community, or of the actor's grids in it: four queries, one kept.

    Raises:
        MayNotReadRegister: no post of the actor reads the register there.
    """
    reached = register.read_in(actor, community.pk, at)
    inside = Area.objects.within(reached)
    bodies = _bodies(inside)
    counted = dict(_living(inside).values_list("kind").annotate(count=Count("pk")).order_by())
    posts = _posts(inside, at)
    name = f"people:{'-'.join(map(str, sorted(reached)))}"
    people = areas.kept(name, partial(_count_people, reached)) or 0
    return [
        Party(
            kind=kind,
            bodies=tuple(named for body in of_bodies for named in bodies.get(body, ())),
            body_count=sum(counted.get(body, 0) for body in of_bodies),
            posts=tuple(posts[post] for post in of_posts if post in posts),
            people=people if kind == PartyKind.RESIDENTS else 0,
        )
        for kind, (of_bodies, of_posts) in NINE_PARTIES.items()
    ]


def _count_people(reached: frozenset[int]) -> int:
    inside = Area.objects.within(reached)
    return Resident.objects.filter(household__until__isnull=True, household__home__area__in=inside).count()


def _living(inside: QuerySet[Area]) -> QuerySet[Organization]:
    kinds = [kind for bodies, _posts in NINE_PARTIES.values() for kind in bodies]
    return Organization.objects.filter(area__in=inside, kind__in=kinds, ended_on__isnull=True)


def _bodies(inside: QuerySet[Area]) -> dict[str, list[tuple[str, int, str]]]:
    """Return the first bodies of each kind: name, area and its name."""
    numbered = _living(inside).annotate(
        place=Window(RowNumber(), partition_by=F("kind"), order_by=F("id").asc())
    )
    found: dict[BodyKind | str, list[tuple[str, int, str]]] = {}
    rows = numbered.filter(place__lte=SHOWN).order_by("kind", "id")
    for kind, name, area_id, area in rows.values_list("kind", "name", "area_id", "area__name"):
        found.setdefault(kind, []).append((name, area_id, area))
    return found


def _posts(inside: QuerySet[Area], at: datetime) -> dict[str, Held]:
    kinds: Sequence[str] = [kind for _bodies, posts in NINE_PARTIES.values() for kind in posts]
    in_force = Q(until__isnull=True) | Q(until__gt=at)
    rows = (
        Post.objects.filter(in_force, area__in=inside, kind__in=kinds)
        .order_by()
        .values_list("kind")
        .annotate(
            held=Count("pk", filter=Q(resident__isnull=False, since__lte=at)),
            vacant=Count("pk", filter=Q(resident__isnull=True)),
        )
    )
    return {kind: Held(PostKind(kind), held, vacant) for kind, held, vacant in rows}
