"""How neighbours deliberate, by machine: options, talks, bodies, meetings. What they say of it: views/mine.py."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Router

from linli.circle.deliberate.queries import bodies, hours, meetings, options, statements
from linli.faces.api.schemas import deliberation as shapes
from linli.faces.api.schemas.deliberation import (
    BodyDetail,
    BodyOut,
    ComparisonOut,
    HoursOut,
    LikeOut,
    MeetingDetail,
    TalkOut,
)
from linli.faces.api.schemas.plain import Id, StatementIn
from linli.faces.api.views.paging import NOES
from linli.ground.lib import clock
from linli.ground.people.rules import NOBODY

router = Router(tags=["deliberation"])


@router.get("/matters/{matter}/options", response={200: ComparisonOut, **NOES})
def options_of_matter(request: HttpRequest, matter: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Compare the options of a matter by attributes and price; withdrawn ones give their reason."""
    return shapes.comparison(options.compared(NOBODY, matter, clock.now()))


@router.get("/matters/{matter}/talk", response={200: TalkOut, **NOES})
def talk_of_matter(request: HttpRequest, matter: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read what neighbours think about a matter, in numbers of people; held and hidden statements are not there."""
    return shapes.talk(statements.page(NOBODY, matter, clock.now()))


@router.post("/matters/{matter}/statements/similar", response={200: list[LikeOut], **NOES})
def similar_statements(
    request: HttpRequest,  # noqa: ARG001 -- ninja calls it so
    matter: Path[Id],
    said: StatementIn,
) -> Any:
    """Look for statements that say nearly the same, to react to them instead of saying it again."""
    return [shapes.like(one) for one in statements.like_this(matter, said.text)]


@router.get("/communities/{community}/bodies", response={200: list[BodyOut], **NOES})
def bodies_of_community(request: HttpRequest, community: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """List the bodies of a community that deliberate today, at most two hundred."""
    return [shapes.body(one) for one in bodies.within(community, clock.today())]


@router.get("/bodies/{body}", response={200: BodyDetail, **NOES})
def one_body(request: HttpRequest, body: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read who sits on a body (masked, unless they agreed to be named), what it resolved, when it meets."""
    return shapes.whole_body(bodies.page(NOBODY, body, clock.now()))


@router.get("/meetings/{meeting}", response={200: MeetingDetail, **NOES})
def one_meeting(request: HttpRequest, meeting: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read a meeting: notice, agenda, quorum, resolutions; the summary once its minutes are public."""
    return shapes.whole_meeting(meetings.page(NOBODY, meeting, clock.now()))


@router.get("/communities/{community}/hours", response={200: list[HoursOut], **NOES})
def open_hours(request: HttpRequest, community: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read when somebody sits and listens, every week, in the order of the week."""
    return [shapes.hours(one) for one in hours.timetable(community, clock.today())]
