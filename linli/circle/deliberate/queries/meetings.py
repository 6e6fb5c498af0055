"""Meetings: their pages, lists by place, and the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from linli.circle.deliberate import rulebook, rules
from linli.circle.deliberate.choices import ItemState, MeetingKind, MeetingState
from linli.circle.deliberate.models import (
    AgendaItem,
    Attendance,
    Erratum,
    Meeting,
    Minutes,
    MinutesSignature,
    Resolution,
)
from linli.circle.deliberate.queries import bodies, circles, presence
from linli.circle.deliberate.queries.presence import Quorum
from linli.circle.deliberate.refusals import MayNotConvene, NotThere
from linli.circle.deliberate.rulebook import Rule
from linli.ground.lib.keyset import Order, Page, cut
from linli.ground.lib.once import written_once
from linli.ground.people.models import Resident
from linli.ground.people.rules import Actor

LATEST = Order("-starts_at", id_falls=True)


@dataclass(frozen=True, slots=True)
class MeetingView:
    """The page of a meeting: what everybody may read, and what the reader may do."""

    meeting: Meeting
    rule: Rule
    items: tuple[AgendaItem, ...]
    minutes: Minutes
    signatures: tuple[MinutesSignature, ...]
    errata: tuple[Erratum, ...]
    quorum: Quorum
    attendances: tuple[Attendance, ...]
    may_convene: bool
    is_member: bool
    was_there: bool
    has_signed: bool
    owners: tuple[tuple[str, str], ...] = ()

    @property
    def reads_minutes(self) -> bool:
        """Whether the reader may read the full minutes: members and conveners, from the draft on."""
        return self.may_convene or self.is_member or self.was_there

    @property
    def may_sign(self) -> bool:
        """Whether the reader's name is still missing."""
        return self.was_there and not self.has_signed and self.minutes.settled_at is not None

    @property
    def conclusions(self) -> bool:
        """Whether every item came to something."""
        return all(item.state != ItemState.WAITING for item in self.items)


@dataclass(frozen=True, slots=True)
class Happening:
    """A meeting as a calendar wants it."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    place: str
    title: str
    revision: int
    is_cancelled: bool
    link: str


def page(actor: Actor, pk: int, at: datetime) -> MeetingView:
    """Return everything the pages of a meeting show.

    Raises:
        NotThere: there is no such meeting.
    """
    resolutions = Resolution.objects.select_related("owner_post__resident", "owner_body").order_by("id")
    items = AgendaItem.objects.select_related(
        "matter", "resolution", "carried_from__meeting"
    ).prefetch_related(Prefetch("resolutions", resolutions))
    found = (
        Meeting.objects.select_related("body__area", "community", "minutes")
        .prefetch_related(
            Prefetch("items", items.order_by("order")),
            Prefetch(
                "attendances", Attendance.objects.select_related("resident", "proxy").order_by("at", "id")
            ),
            Prefetch("minutes__signatures", MinutesSignature.objects.select_related("resident")),
            Prefetch("minutes__errata", Erratum.objects.select_related("item")),
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotThere
    place = bodies.place_of(found.body, at)
    rule = rule_of(found)
    there = tuple(found.attendances.all())
    present = len({row.unit for row in there if row.is_entitled})
    entitled = found.entitled if found.entitled is not None else circles.count(rule, found.body, at)
    in_person = {row.resident_id for row in there if row.is_entitled and row.proxy_id is None}
    signatures = tuple(found.minutes.signatures.all())
    return MeetingView(
        meeting=found,
        rule=rule,
        items=tuple(found.items.all()),
        minutes=found.minutes,
        signatures=signatures,
        errata=tuple(found.minutes.errata.all()),
        quorum=presence.quorum(rule, present, entitled),
        attendances=there,
        may_convene=rules.may_convene(actor, place, at),
        is_member=actor.resident_id in place.members,
        was_there=actor.resident_id in in_person,
        has_signed=actor.resident_id in {one.resident_id for one in signatures},
    )


def for_convener(actor: Actor, pk: int, at: datetime) -> MeetingView:
    """Return the page of a meeting for whoever may convene its body.

    Raises:
        NotThere: there is no such meeting.
        MayNotConvene: the actor may not.
    """
    view = page(actor, pk, at)
    if not view.may_convene:
        raise MayNotConvene
    return replace(view, owners=tuple(_owners(view.meeting, at)))


def _owners(meeting: Meeting, at: datetime) -> Iterator[tuple[str, str]]:
    """Yield who may be named to carry out a resolution, each with its words: the body, and whoever sits on it."""
    yield f"body:{meeting.body_id}", meeting.body.name
    for seat in bodies.seats(meeting.body, at):
        if seat.holder and seat.post is not None:
            yield f"post:{seat.post.pk}", f"{seat.label} {seat.holder}"


def rule_of(meeting: Meeting) -> Rule:
    """Return what holds for a meeting on its day."""
    return rulebook.of(
        MeetingKind(meeting.kind), localdate(meeting.starts_at), bodies.charter_of(meeting.body)
    )


def get(pk: int) -> Meeting | None:
    """Return a meeting with its body, or None."""
    return Meeting.objects.select_related("body").filter(pk=pk).first()


def notice_to(meeting: Meeting, at: datetime) -> list[int]:
    """Return the residents to whom the notice of a meeting goes."""
    return circles.invited(rule_of(meeting), meeting.body, at)


def present_at(meeting: int) -> list[int]:
    """Return the residents who were in the room."""
    rows = Attendance.objects.filter(meeting_id=meeting, is_entitled=True).exclude(way="proxy")
    return list(rows.order_by("resident_id").values_list("resident_id", flat=True))


def matters_on(meeting: int) -> list[int]:
    """Return the matters on a meeting's agenda."""
    rows = AgendaItem.objects.filter(meeting_id=meeting, matter__isnull=False).order_by("matter_id")
    return list(dict.fromkeys(rows.values_list("matter_id", flat=True)))


def to_tick(view: MeetingView, at: datetime, words: str = "") -> list[Resident]:
    """Return who may be ticked off as present and is not yet."""
    there = {row.resident_id for row in view.attendances}
    people = circles.choices(view.rule, view.meeting.body, at, words)
    return [one for one in people if one.pk not in there]


def in_community(community: int, *, after: str = "", size: int = 20) -> Page[Meeting]:
    """Return the meetings of a community, the latest to begin first.

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = Meeting.objects.filter(community_id=community).select_related("body")
    return cut(rows, LATEST, after, size, tuple)


def coming(community: int, at: datetime, most: int = 20) -> list[Meeting]:
    """Return the meetings of a community that are called or in session, the next first."""
    return _coming(community, at, most=most)


@written_once
def _coming(community: int, at: datetime, *, most: int) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(
        Q(ends_at__gte=at) | Q(state=MeetingState.OPEN), community_id=community
    ).exclude(state__in=[MeetingState.ENDED, MeetingState.CANCELLED])
    return rows.select_related("body").order_by("starts_at", "id")[:most]


def calendar(community: int, since: datetime, most: int = 200) -> list[Happening]:
    """Return the meetings of a community since a moment as a calendar wants them, cancelled ones marked."""
    rows = Meeting.objects.filter(community_id=community, starts_at__gte=since).select_related("body")
    return [
        Happening(
            uid=f"meeting-{row.pk}@{settings.JOURNAL_ORIGIN}",
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            place=row.place,
            title=f"{row.body.name}　{row.title}",  # han: two names side by side
            revision=row.revision,
            is_cancelled=row.state == MeetingState.CANCELLED,
            link=f"/meetings/{row.pk}/",
        )
        for row in rows.order_by("starts_at", "id")[:most]
    ]
