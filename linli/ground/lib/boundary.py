"""The border of the house: the one place that catches what nobody expected, logs it once and says so in plain words."""

import logging
import re
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.ground.lib.chance import token
from linli.ground.lib.refusal import Refusal

log = structlog.get_logger("linli")

_LONG_NUMBER = re.compile(r"\d{7,}")


class Boundary:
    """Middleware: a refusal becomes a page (or problem+json) with its words; a crash becomes a reference number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal that no door has answered itself, or a crash by its reference number."""
        if isinstance(error, Refusal):
            return answer_refusal(request, error)
        if settings.DEBUG or not settings.CATCH_CRASHES:
            return None
        return _answer_crash(request, error)


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return the refusal as a page, or as RFC 9457 problem+json to those who ask for JSON."""
    if wants_json(request):
        return problem(refusal.status, refusal.code, str(refusal))
    return render(request, settings.REFUSAL_TEMPLATE, {"refusal": refusal}, status=refusal.status)


def problem(status: int, code: str, words: str, **more: object) -> JsonResponse:
    """Return an RFC 9457 problem document."""
    body = {"type": f"urn:linli:{code}", "title": words, "status": status, **more}
    return JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def wants_json(request: HttpRequest) -> bool:
    """Say whether the caller is a machine that asked for JSON."""
    return (
        request.path.startswith("/api/")
        or request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    )


def attempt(deed: Callable[[], object]) -> str:
    """Do a deed inside a savepoint; return "" when it went well, else the trouble in one line (logged in full)."""

    def saved() -> None:
        with transaction.atomic():
            deed()

    return guarded(saved)


def guarded(deed: Callable[[], object]) -> str:
    """Do a deed; return "" when it went well, else the trouble in one line (logged in full)."""
    try:
        deed()
    except Exception as error:
        log.exception("deed failed", kind=type(error).__name__)
        return f"{type(error).__name__}: {scrubbed(str(error))}"[:500]
    return ""


def scrubbed(words: str) -> str:
    """Return a message without long numbers, which may be phones or identity numbers."""
    return _LONG_NUMBER.sub("…", words)


def _answer_crash(request: HttpRequest, error: Exception) -> HttpResponse:
    reference = token(6)
    log.error("crash", reference=reference, path=request.path, method=request.method, exc_info=error)
    if wants_json(request):
        return problem(500, "crash", _("服务器出错了，请稍后再试。"), reference=reference)
    return render(request, settings.CRASH_TEMPLATE, {"reference": reference}, status=500)


class ScrubNumbers(logging.Filter):
    """Takes long numbers out of log lines: phones and identity numbers never reach a log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Scrub the message in place; never drops a line."""
        record.msg, record.args = scrubbed(record.getMessage()), None
        return True
