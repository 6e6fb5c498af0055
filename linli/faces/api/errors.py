"""How the API says no: every refusal of the house as an RFC 9457 problem, in one place."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from linli.ground.lib.boundary import problem
from linli.ground.lib.refusal import Refusal


def hang_up(api: NinjaAPI) -> None:
    """Tell an API how to answer each kind of no."""
    handlers: tuple[tuple[type[Exception], Any], ...] = (
        (Refusal, _refused),
        (ValidationError, _misshapen),
        (AuthenticationError, _not_signed_in),
        (HttpError, _said),
        (Http404, _nowhere),
        # The CSRF check looks for its token in forms: a body that only says it is one breaks inside the operation.
        (MultiPartParserError, _unreadable),
        (SuspiciousOperation, _unreadable),
    )
    for kind, handler in handlers:
        api.add_exception_handler(kind, handler)


def _refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problem(refusal.status, refusal.code, str(refusal))


def _misshapen(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name the fields that do not fit; what was sent is not repeated."""
    faults = [{"where": ".".join(map(str, one["loc"])), "what": one["msg"]} for one in error.errors]
    words = _("内容的形状不对，请看 errors 里说的几处。")
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "misshapen", words, errors=faults)


def _not_signed_in(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problem(HTTPStatus.UNAUTHORIZED, "not_signed_in", _("请先登录。"))


def _said(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "refused", str(error))


def _unreadable(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem(HTTPStatus.BAD_REQUEST, "unreadable", _("读不懂这个请求，请按 JSON 发送。"))


def _nowhere(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, "not_found", _("没有这个地址。"))
