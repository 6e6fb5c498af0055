"""How matters go round, by machine: matters, trails, meetings, ballots, notices, money sheets, evaluations."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from linli.circle.deliberate.queries import meetings
from linli.circle.disclose.queries import sheets
from linli.circle.evaluate.queries import results
from linli.circle.matters.choices import Stage
from linli.commons.notices.queries import notices
from linli.faces.api import queries
from linli.faces.api.schemas import circle as shapes
from linli.faces.api.schemas.circle import (
    BallotOut,
    EvaluationOut,
    MatterDetail,
    MatterOut,
    MeetingOut,
    MoneyOut,
    NoticeOut,
    StepOut,
)
from linli.faces.api.schemas.plain import Cursor, Id, PageOf, Size
from linli.faces.api.views.paging import NOES, answered
from linli.ground.lib import clock

router = Router(tags=["circle"])


@router.get("/communities/{community}/matters", response={200: PageOf[MatterOut], **NOES})
def matters_of_community(
    request: HttpRequest,
    response: HttpResponse,
    community: Path[Id],
    stage: Stage | None = None,
    after: Cursor = "",
    size: Size = 20,
) -> Any:
    """List the matters of a community, newest first, of one stage if asked."""
    return answered(
        request, response, queries.matters(community, stage, after=after, size=size), shapes.matter
    )


@router.get("/matters/{matter}", response={200: MatterDetail, **NOES})
def one_matter(request: HttpRequest, matter: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read one matter: where it stands and whom it serves."""
    return shapes.whole(queries.matter(matter))


@router.get("/matters/{matter}/trail", response={200: PageOf[StepOut], **NOES})
def trail_of_matter(
    request: HttpRequest, response: HttpResponse, matter: Path[Id], after: Cursor = "", size: Size = 20
) -> Any:
    """List every public step of a matter, oldest first."""
    return answered(request, response, queries.trail(matter, after=after, size=size), shapes.step)


@router.get("/matters/{matter}/evaluations", response={200: list[EvaluationOut], **NOES})
def evaluations_of_matter(request: HttpRequest, matter: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read what neighbours gave on each lap; a mean only once it ended and enough rated."""
    return [
        {
            "round": one.round.pk,
            "lap": one.round.lap,
            "ending": one.round.ending,
            "asked": one.round.asked,
            "ratings": one.round.ratings_count,
            "mean": one.mean_words,
        }
        for one in results.of_matter(queries.matter(matter).pk)
    ]


@router.get("/communities/{community}/meetings", response={200: list[MeetingOut], **NOES})
def meetings_to_come(request: HttpRequest, community: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """List the meetings of a community that are called or in session, the next first."""
    return [shapes.meeting(one) for one in meetings.coming(community, clock.now())]


@router.get("/communities/{community}/ballots", response={200: PageOf[BallotOut], **NOES})
def ballots_of_community(
    request: HttpRequest, response: HttpResponse, community: Path[Id], after: Cursor = "", size: Size = 20
) -> Any:
    """List the ballots of a community, newest first; nothing countable before they were counted."""
    return answered(request, response, queries.ballots(community, after=after, size=size), shapes.ballot)


@router.get("/communities/{community}/notices", response={200: list[NoticeOut], **NOES})
def newest_notices(request: HttpRequest, community: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """List the newest notices of a community; those taken down are among them, with the reason."""
    return [shapes.notice(one) for one in notices.feed(community)]


@router.get("/communities/{community}/money", response={200: list[MoneyOut], **NOES})
def money_of_community(request: HttpRequest, community: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read every posted line of a community's money sheets, oldest month first."""
    return list(sheets.open_data(community))
