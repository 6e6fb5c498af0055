"""Look's own doors: changing how pages look, and the plain pages for when something went wrong."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, get_language
from django.views.decorators.http import require_POST

from linli.ground.look.appearance import AXES, COOKIE, YEAR, Appearance


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Remember what was pressed (mode, theme, contrast, language) in a cookie and go back to where it was pressed."""
    answer = HttpResponseRedirect(_back(request))
    seen = Appearance.read(request.COOKIES.get(COOKIE, ""), language=get_language() or "")
    for axis, known in AXES.items():
        word = request.POST.get(axis)
        if word is not None:
            seen = replace(seen, **{axis: word if word in known else ""})
    _remember(answer, COOKIE, seen.cookie)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        _remember(answer, settings.LANGUAGE_COOKIE_NAME, language)
    return answer


def _remember(answer: HttpResponse, name: str, value: str) -> None:
    if value:
        answer.set_cookie(
            name, value, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    else:
        answer.delete_cookie(name, samesite="Lax")


def _back(request: HttpRequest) -> str:
    """Return the local path the form was pressed on, or the front page when it names another place."""
    wished = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(wished, allowed_hosts=None):
        return "/"
    path = urlsplit(wished)
    return f"{path.path}?{path.query}" if path.query else path.path or "/"


def _plainly(template: str, status: int) -> Callable[..., HttpResponse]:
    """Return a door that says in plain words what went wrong; Django hands it its own reasons, for programmers."""

    def answer(request: HttpRequest, exception: object = None, reason: str = "") -> HttpResponse:
        del exception, reason
        return render(request, template, status=status)

    return answer


bad_request = _plainly("400.html", 400)
denied = _plainly("403.html", 403)
missing = _plainly("404.html", 404)
broken = _plainly("500.html", 500)
stale = _plainly("403_csrf.html", 403)
