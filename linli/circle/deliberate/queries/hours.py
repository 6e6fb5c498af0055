"""Weekly open hours and what was noted there."""

from datetime import date, datetime

from django.db.models import Q

from linli.circle.deliberate import rules
from linli.circle.deliberate.models import HoursNote, OpenHours
from linli.circle.deliberate.refusals import MayNotHost, NotThere
from linli.ground.lib.keyset import Page, both_ways
from linli.ground.people.choices import PostKind
from linli.ground.people.models import AreaWithin, Post
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

_HOSTS = (
    PostKind.SECRETARY,
    PostKind.DIRECTOR,
    PostKind.COMMUNITY_STAFF,
    PostKind.GRID_WORKER,
    PostKind.SOCIAL_WORKER,
    PostKind.POLICE,
    PostKind.STREET_OFFICIAL,
)


def timetable(community: int, on: date) -> list[OpenHours]:
    """Return the open hours of a community that are in force, in the order of the week."""
    rows = OpenHours.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), community_id=community, since__lte=on
    )
    return list(rows.select_related("host__resident", "area").order_by("weekday", "opens", "id")[:60])


def hosts(community: int, at: datetime) -> list[Post]:
    """Return the posts that may sit at open hours: staff of the community and officials above it."""
    near = areas.around(community).around | set(
        AreaWithin.objects.filter(outer_id=community).values_list("inner_id", flat=True)
    )
    rows = Post.objects.held(at).filter(kind__in=_HOSTS, area_id__in=near)
    return list(rows.select_related("resident", "area").order_by("kind", "id")[:60])


def of(actor: Actor, pk: int, at: datetime) -> OpenHours:
    """Return open hours for whoever may keep them.

    Raises:
        NotThere: there are none.
        MayNotHost: no post of the actor handles voices there.
    """
    found = OpenHours.objects.select_related("host__resident", "area", "community").filter(pk=pk).first()
    if found is None:
        raise NotThere
    if not rules.may_host(actor, areas.around(found.area_id), at):
        raise MayNotHost
    return found


def notes(hours: int, *, after: str = "", size: int = 20) -> Page[HoursNote]:
    """Return what was noted at open hours, newest first.

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = HoursNote.objects.filter(hours_id=hours).select_related("speaker", "voice")
    return both_ways(rows, "-id", size, tuple, after=after)


def note(pk: int) -> HoursNote:
    """Return a note with its hours.

    Raises:
        NotThere: there is none.
    """
    found = HoursNote.objects.select_related("hours").filter(pk=pk).first()
    if found is None:
        raise NotThere
    return found
