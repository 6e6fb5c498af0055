"""When overseers meet to accept works: the source of the calendar feeds."""

from dataclasses import dataclass
from datetime import datetime

from linli.circle.deliver.models import Acceptance
from linli.ground.people.choices import PostKind
from linli.ground.people.models import Post


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting on the spot; `uid` never changes, so that a calendar replaces and never doubles it."""

    uid: str
    title: str
    place: str
    at: datetime
    project: int
    changed_at: datetime


def of_community(community: int, since: datetime, *, most: int = 100) -> list[Meeting]:
    """Return the acceptance meetings of a community from a moment on, the next first (one query)."""
    rows = Acceptance.objects.filter(project__community_id=community, meeting_at__gte=since)
    return [_meeting(one) for one in rows.select_related("project").order_by("meeting_at", "id")[:most]]


def of_overseer(resident: int, since: datetime, *, most: int = 100) -> list[Meeting]:
    """Return the acceptance meetings to which a resident is asked as an overseer, the next first (one query)."""
    boards = Post.objects.held(since).filter(resident_id=resident, kind=PostKind.OVERSEER)
    rows = Acceptance.objects.filter(
        project__board_id__in=boards.values("organization_id"), meeting_at__gte=since
    )
    return [_meeting(one) for one in rows.select_related("project").order_by("meeting_at", "id")[:most]]


def _meeting(one: Acceptance) -> Meeting:
    return Meeting(
        uid=f"acceptance-{one.pk}@linli",
        title=one.project.title,
        place=one.meeting_place,
        at=one.meeting_at,
        project=one.project_id,
        changed_at=one.called_at,
    )
