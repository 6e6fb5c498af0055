"""The staff's inbox by machine."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from ninja.security import django_auth

from linli.circle.listen.queries import inbox
from linli.circle.listen.queries.inbox import Filters
from linli.faces.api.schemas import voices as shapes
from linli.faces.api.schemas.plain import Cursor, Id, Narrowing, PageOf, Size, Words
from linli.faces.api.schemas.voices import InboxOut
from linli.faces.api.views.paging import SIGNED_IN_NOES, answered
from linli.ground.lib import clock
from linli.ground.people.queries.actors import acting

router = Router(tags=["staff"], auth=django_auth)


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
