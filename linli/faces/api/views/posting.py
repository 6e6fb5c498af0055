"""What hangs on the board and what should, by machine: notices with their questions, disclosure, its catalogue."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from linli.circle.disclose.queries import duties
from linli.commons.notices.choices import Kind, Standing
from linli.commons.notices.queries import notices
from linli.commons.notices.queries.notices import Filters
from linli.faces.api import queries
from linli.faces.api.schemas import circle as lists
from linli.faces.api.schemas import posting as shapes
from linli.faces.api.schemas.circle import NoticeOut
from linli.faces.api.schemas.plain import Cursor, Id, PageOf, Size
from linli.faces.api.schemas.posting import CatalogueLine, DutyOut, NoticeDetail
from linli.faces.api.views.paging import NOES, answered
from linli.ground.lib import clock
from linli.ground.people.rules import NOBODY

router = Router(tags=["posting"])


@router.get("/communities/{community}/notice-board", response={200: PageOf[NoticeOut], **NOES})
def notice_board(
    request: HttpRequest,
    response: HttpResponse,
    community: Path[Id],
    kind: Kind | None = None,
    standing: Standing | None = None,
    after: Cursor = "",
    size: Size = 20,
) -> Any:
    """Page through all that was ever posted, the newest first; `kind=clarification` for rumours and what is true."""
    filters = Filters(community=community, kind=kind, standing=standing)
    page = notices.page(filters, after=after, size=size, at=clock.now())
    return answered(request, response, page, lists.notice)


@router.get("/matters/{matter}/notices", response={200: list[NoticeOut], **NOES})
def notices_of_matter(request: HttpRequest, matter: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """List the notices that speak of a matter, the oldest first."""
    return [lists.notice(one) for one in notices.of_matter(queries.matter(matter).pk)]


@router.get("/notices/{notice}", response={200: NoticeDetail, **NOES})
def one_notice(request: HttpRequest, notice: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read a notice with its corrections, tables and questions; one that was not posted is not there."""
    return shapes.notice(notices.view(notice, NOBODY, clock.now()))


@router.get("/communities/{community}/disclosure", response={200: list[DutyOut], **NOES})
def disclosure_of_community(request: HttpRequest, community: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read what must be made known, head by head: what is late, what hung in the last half year, what is to come."""
    return shapes.duties(duties.shelves(community, clock.now()))


@router.get("/communities/{community}/disclosure/catalogue", response={200: list[CatalogueLine], **NOES})
def catalogue_of_community(request: HttpRequest, community: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read the catalogue of disclosure in force: what, how often, for how many days, by which article."""
    return [shapes.line(one) for one in duties.lines(community, clock.today())]
