"""A meeting as everybody sees it, signing in at its door, and its minutes as members read and sign them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.deliberate import door, portraits
from linli.circle.deliberate.actions import attendance, minutes
from linli.circle.deliberate.queries import meetings
from linli.circle.deliberate.queries.meetings import MeetingView
from linli.circle.deliberate.refusals import WasNotThere
from linli.circle.deliberate.views.answers import done
from linli.ground.lib.clock import now
from linli.ground.people.queries.actors import acting


def shown(view: MeetingView) -> dict[str, object]:
    """Return what every page of a meeting needs."""
    return {
        "view": view,
        "meeting": view.meeting,
        "body": view.meeting.body,
        "state_kind": portraits.meeting_kind(view.meeting),
        "quorum_words": portraits.quorum_words(view.quorum, view.rule),
        "notice_words": portraits.notice_words(view.rule),
        "items": [(item, portraits.item_kind(item)) for item in view.items],
        "resolution_kinds": {state.value: kind for state, kind in portraits.RESOLUTION.items()},
    }


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a meeting: when, where, about what, and what it came to once that is public."""
    view = meetings.page(acting(request), pk, now())
    return render(request, "deliberate/meeting.html", shown(view))


@login_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Let whoever scanned the code at the door sign in with one press."""
    view = meetings.page(acting(request), pk, now())
    if request.method == "POST":
        return done(
            request,
            lambda: attendance.sign_in(by=acting(request), meeting=pk, code=code, at=now()),
            _("签到好了，请坐。"),
            reverse("deliberate:meeting", args=[pk]),
        )
    context = shown(view) | {"is_good": door.is_good(pk, code, now())}
    return render(request, "deliberate/sign-in.html", context, status=200 if context["is_good"] else 410)


@login_required
@require_safe
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the code at the door on the convener's phone; the page makes a fresh one by itself."""
    at = now()
    view = meetings.for_convener(acting(request), pk, at)
    way = reverse("deliberate:sign-in", args=[pk, door.code(pk, at)])
    context = shown(view) | {"address": settings.BASE_URL.rstrip("/") + way, "good_until": at + door.GOOD_FOR}
    answer = render(request, "deliberate/door.html", context)
    answer["Refresh"] = "120"
    return answer


def _readable(request: HttpRequest, pk: int) -> MeetingView:
    view = meetings.page(acting(request), pk, now())
    if not view.reads_minutes:
        raise WasNotThere
    return view


@login_required
@require_safe
def read_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the full minutes to those who sit on the body, were there or convene."""
    return render(request, "deliberate/minutes.html", shown(_readable(request, pk)))


@login_required
@require_safe
def print_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the full minutes on paper, with lines to sign on."""
    return render(request, "deliberate/minutes-print.html", shown(_readable(request, pk)))


@login_required
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one's name under the minutes."""
    minutes.sign(by=acting(request), meeting=pk, at=now())
    messages.success(request, _("签好了。"))
    return redirect("deliberate:minutes", pk)
