"""What there is to choose from in the forms of the desk: posts that answer, bodies that lead, places, categories."""

from datetime import datetime

from django.core.cache import caches
from django.db.models import Q, QuerySet

from linli.circle.matters.choices import Stage
from linli.circle.matters.models import Matter
from linli.ground.lib.once import written_once
from linli.ground.lib.text import masked_name
from linli.ground.people.choices import PostKind, Right
from linli.ground.people.models import Area, AreaWithin, Organization, Post
from linli.ground.people.queries import areas
from linli.ground.people.rules import GRANTS

MOST = 200
_kept = caches["local"]
_SECONDS = 60
_ANSWERING = [kind for kind, rights in GRANTS.items() if rights & {Right.MOVE_MATTERS, Right.WORK}]


def posts(community: int, at: datetime) -> list[tuple[int, str]]:
    """Return the posts of a community that somebody holds and that may answer for a matter, with who holds them.

    Kept for a minute in each process: who chooses one that ended meanwhile is told so by the deed.
    """
    kept: list[tuple[int, str]] | None = _kept.get(f"matters:posts:{community}")
    if kept is None:
        kept = _posts(community, at)
        _kept.set(f"matters:posts:{community}", kept, _SECONDS)
    return kept


def _posts(community: int, at: datetime) -> list[tuple[int, str]]:
    rows = Post.objects.held(at).filter(area__in=Area.objects.within(community), kind__in=_ANSWERING)
    named = rows.order_by("id").values_list("pk", "kind", "resident__name")[:MOST]
    return [(pk, f"{PostKind(kind).label} {masked_name(name)}") for pk, kind, name in named]


def bodies(community: int) -> list[tuple[int, str]]:
    """Return the bodies in a community and around it that exist today."""
    return _bodies(community)


@written_once
def _bodies(community: int) -> QuerySet[Organization, tuple[int, str]]:
    inside = AreaWithin.objects.filter(outer_id=community).values("inner_id")
    holding = AreaWithin.objects.filter(inner_id=community).values("outer_id")
    near = Q(area_id__in=inside) | Q(area_id__in=holding)
    rows = Organization.objects.filter(near, ended_on__isnull=True)
    return rows.order_by("kind", "id").values_list("pk", "name")[:MOST]


def own_post(community: int, resident: int | None, at: datetime) -> int | None:
    """Return the post of the actor in a community that may answer for a matter, to begin a form with."""
    rows = Post.objects.held(at).filter(area__in=Area.objects.within(community), kind__in=_ANSWERING)
    return rows.filter(resident_id=resident or 0).order_by("id").values_list("pk", flat=True).first()


def places(community: int) -> list[tuple[int, str]]:
    """Return a community with its compounds, blocks and buildings, kept for a minute in each process."""
    found: list[tuple[int, str]] | None = _kept.get(f"matters:places:{community}")
    if found is None:
        area = Area.objects.filter(pk=community).first()
        found = [(one.pk, one.name) for one in areas.places_of(area, MOST)] if area else []
        _kept.set(f"matters:places:{community}", found, _SECONDS)
    return found


def others_to_join(matter: Matter) -> list[tuple[int, str]]:
    """Return the newest matters of the same community that another can be joined to."""
    return _others(matter.community_id, matter.pk)


@written_once
def _others(community: int, matter: int) -> QuerySet[Matter, tuple[int, str]]:
    rows = Matter.objects.filter(community_id=community).exclude(Q(pk=matter) | Q(stage=Stage.JOINED))
    return rows.order_by("-opened_at", "-id").values_list("pk", "title")[:50]
