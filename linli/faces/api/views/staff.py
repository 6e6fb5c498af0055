"""The staff's inbox and board by machine, with the same rights as their pages."""

from functools import partial
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from ninja.security import django_auth

from linli.circle.listen.queries import inbox
from linli.circle.listen.queries.inbox import Filters
from linli.circle.matters.choices import Stage
from linli.circle.matters.queries import board
from linli.faces.api.schemas import board as boards
from linli.faces.api.schemas import voices as shapes
from linli.faces.api.schemas.board import BoardLine, BoardNarrowing, ColumnOut
from linli.faces.api.schemas.plain import Cursor, Id, Narrowing, PageOf, Size, Words
from linli.faces.api.schemas.voices import InboxOut
from linli.faces.api.views.paging import SIGNED_IN_NOES, answered
from linli.ground.lib import clock
from linli.ground.people.queries.actors import acting

router = Router(tags=["staff"], auth=django_auth)
BoardSort = Literal["due", "newest", "longest"]


@router.get("/communities/{community}/inbox", response={200: PageOf[InboxOut], **SIGNED_IN_NOES})
def inbox_page(
    request: HttpRequest,
    response: HttpResponse,
    community: Path[Id],
    narrowing: Query[Narrowing],
    sort: Words = "due",
    after: Cursor = "",
    size: Size = 20,
) -> Any:
    """List the voices of a community for those who read them: covered words, never originals."""
    filters = Filters(community=community, **narrowing.dict())
    page = inbox.page(acting(request), filters, sort=sort, after=after, size=size, at=clock.now())
    return answered(request, response, page, shapes.inbox_line)


@router.get("/communities/{community}/board", response={200: list[ColumnOut], **SIGNED_IN_NOES})
def board_columns(
    request: HttpRequest, community: Path[Id], narrowing: Query[BoardNarrowing], sort: BoardSort = "due"
) -> Any:
    """Read the six columns of the board: the first matters of each stage, counts and limits, what is overdue."""
    actor, at = acting(request), clock.now()
    counted = board.counts(actor, community, at)
    columns = board.columns(actor, narrowing.of(community), counted=counted, sort=sort, at=at)
    return [boards.column(one, at) for one in columns]


@router.get("/communities/{community}/board/{stage}", response={200: PageOf[BoardLine], **SIGNED_IN_NOES})
def board_stage(
    request: HttpRequest,
    response: HttpResponse,
    community: Path[Id],
    stage: Path[Stage],
    narrowing: Query[BoardNarrowing],
    sort: BoardSort = "due",
    after: Cursor = "",
) -> Any:
    """List one stage of the board, or one way out of the circle, thirty a page."""
    at = clock.now()
    page = board.page(acting(request), narrowing.of(community), stage, sort=sort, after=after, at=at)
    return answered(request, response, page, partial(boards.line, at=at))
