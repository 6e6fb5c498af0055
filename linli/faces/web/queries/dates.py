"""The dates of calendars: of a community what anyone may know, of a person what concerns them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import chain

from django.utils.translation import gettext as _

from linli.circle.decide.choices import State as Voting
from linli.circle.decide.models import Ballot, RollLine
from linli.circle.deliberate.choices import MeetingState
from linli.circle.deliberate.models import Meeting
from linli.circle.deliver.queries import meetings as acceptances
from linli.faces.web.happenings import Happening
from linli.faces.web.models import CalendarKey
from linli.faces.web.queries.parts import address
from linli.faces.web.refusals import NoCalendar
from linli.ground.people.models import Post, Resident
from linli.ground.people.queries import areas

KEPT, MOST = timedelta(days=60), 200
_OFF = frozenset({Voting.VOID, Voting.SUSPENDED, Voting.ANNULLED})


def of_community(community: int, at: datetime) -> list[Happening]:
    """Return the meetings of a community and the dates of its ballots, those of the last weeks too (three queries)."""
    meetings = Meeting.objects.filter(community_id=community, starts_at__gte=at - KEPT)
    ballots = Ballot.objects.filter(community_id=community, posted_at__isnull=False, closes_at__gte=at - KEPT)
    return _sorted(
        _meetings(meetings.select_related("body").order_by("starts_at")[:MOST]),
        _ballots(ballots.order_by("closes_at")[:MOST]),
        _acceptances(acceptances.of_community(community, at - KEPT)),
    )


def of_person(secret: str, at: datetime) -> list[Happening]:
    """Return the dates of whoever holds a secret address: meetings of their bodies and around their home, ballots on
    whose roll they stand, works they are asked to accept.

    Raises:
        NoCalendar: the address leads nowhere.
    """
    key = (
        CalendarKey.objects.filter(digest=digest(secret)).select_related("resident__household__home").first()
    )
    if key is None or key.resident.erased_at is not None:
        raise NoCalendar
    return _of_resident(key.resident, at)


def key_of(resident: int | None) -> CalendarKey | None:
    """Return the secret address of a resident's calendar, or None."""
    return CalendarKey.objects.filter(resident_id=resident or 0).first()


def digest(secret: str) -> str:
    """Return under which hash a secret is found."""
    return sha256(secret.encode()).hexdigest()


def _of_resident(resident: Resident, at: datetime) -> list[Happening]:
    home = resident.household.home if resident.household else None
    here = areas.around(home.area_id if home else resident.community_id).around
    since = at - KEPT
    posts = Post.objects.held(at).filter(resident=resident).values_list("organization_id", flat=True)
    meetings = Meeting.objects.filter(starts_at__gte=since).select_related("body")
    mine = meetings.filter(area_id__in=here) | meetings.filter(body_id__in=[pk for pk in posts if pk])
    lines = RollLine.objects.filter(resident=resident, is_struck=False).values("ballot_id")
    ballots = Ballot.objects.filter(pk__in=lines, posted_at__isnull=False, closes_at__gte=since)
    return _sorted(
        _meetings(mine.order_by("starts_at")[:MOST]),
        _ballots(ballots.order_by("closes_at")[:MOST]),
        _acceptances(acceptances.of_overseer(resident.pk, at)),
    )


def _sorted(*several: Iterable[Happening]) -> list[Happening]:
    return sorted(chain.from_iterable(several), key=lambda one: (one.since, one.name))


def _meetings(rows: Iterable[Meeting]) -> list[Happening]:
    return [
        Happening(
            name=f"meeting-{row.pk}",
            title=_("%(body)s：%(title)s") % {"body": row.body.name, "title": row.title},
            since=row.starts_at,
            until=row.ends_at,
            place=row.place,
            path=address("deliberate:meeting", row.pk) or "/",
            changed_at=row.called_at,
            changes=row.revision,
            is_off=row.state == MeetingState.CANCELLED,
        )
        for row in rows
    ]


def _ballots(rows: Iterable[Ballot]) -> list[Happening]:
    """A ballot is one hour before its close: a bar over many days would cover all else."""
    return [
        Happening(
            name=f"ballot-{row.pk}",
            title=_("投票截止：%(question)s") % {"question": row.question},
            since=row.closes_at - timedelta(hours=1),
            until=row.closes_at,
            place=row.station,
            path=address("decide:ballot", row.pk) or "/",
            changed_at=row.posted_at or row.made_at,
            is_off=row.state in _OFF,
        )
        for row in rows
    ]


def _acceptances(rows: Iterable[acceptances.Meeting]) -> list[Happening]:
    return [
        Happening(
            name=row.uid.partition("@")[0],
            title=_("现场验收：%(title)s") % {"title": row.title},
            since=row.at,
            until=row.at + timedelta(hours=1),
            place=row.place,
            path=address("deliver:project", row.project) or "/",
            changed_at=row.changed_at,
        )
        for row in rows
    ]
