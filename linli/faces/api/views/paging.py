"""Says in the Link header where the next page of a list is, and what an operation may answer."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from linli.faces.api.schemas.plain import Problem
from linli.ground.lib.keyset import Page

In = TypeVar("In")

NOES: dict[Any, Any] = {404: Problem, 422: Problem}
SIGNED_IN_NOES: dict[Any, Any] = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}


def answered(
    request: HttpRequest, response: HttpResponse, page: Page[In], shape: Callable[[In], dict[str, Any]]
) -> dict[str, Any]:
    """Return a page as the API gives it, and name the next one in a Link header (RFC 8288)."""
    if page.after:
        query = request.GET.copy()
        query["after"] = page.after
        response["Link"] = f'<{request.build_absolute_uri(request.path)}?{query.urlencode()}>; rel="next"'
    return {"rows": [shape(row) for row in page.rows], "after": page.after}
