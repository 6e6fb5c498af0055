"""A person's messages, how they want to be told, and what staff bring to those without a phone."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import id_in
from linli.ground.messages.actions import bringing, reading
from linli.ground.messages.forms import WishForm
from linli.ground.messages.queries import inbox as told
from linli.ground.messages.queries import parcels, wishes
from linli.ground.messages.refusals import MayNotBring, NobodysInbox
from linli.ground.people.choices import Right
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting


def _resident(request: HttpRequest) -> int:
    resident = acting(request).resident_id
    if resident is None:
        raise NobodysInbox
    return resident


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List one's messages, newest first."""
    after = request.GET.get("after", "")
    page = told.page(_resident(request), after=after)
    context = {
        "page": page,
        "threads": told.threads(page.rows),
        "is_first": not after,
        "unread": told.unread(_resident(request)),
        "newest": page.rows[0].message.pk if page.rows else 0,
    }
    return render(request, "messages/index.html", context)


@login_required
@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where a message leads, and mark it as read on the way."""
    return redirect(reading.read(by=acting(request), message=pk, at=now()).link)


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read that the page showed, and what is older."""
    until = id_in(request.POST.get("until", ""))
    number = reading.read_all(by=acting(request), until=until or 0, at=now())
    messages.success(request, ngettext("%(n)s条标为已读。", "%(n)s条标为已读。", number) % {"n": number})
    return redirect("messages:index")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest) -> HttpResponse:
    """Ask how a person wants to be told, and keep it."""
    resident = _resident(request)
    form = WishForm(request.POST) if request.method == "POST" else WishForm.showing(wishes.of_one(resident))
    if request.method == "POST" and form.is_valid():
        reading.choose(by=acting(request), wish=form.wish(), at=now())
        messages.success(request, _("记下了，以后照这样告诉您。"))
        return redirect("messages:index")
    return render(request, "messages/wish.html", {"form": form}, status=422 if form.errors else 200)


def _community(request: HttpRequest) -> Area:
    """The community the desk works for: the one asked for, else the first in reach."""
    reach = areas.communities_around(acting(request).areas_with(Right.HANDLE_VOICES))
    asked = request.GET.get("community", "")
    found = next((area for area in reach if str(area.pk) == asked), reach[0] if reach else None)
    if found is None:
        raise MayNotBring
    return found


@login_required
@require_safe
def to_bring(request: HttpRequest) -> HttpResponse:
    """List whom staff must tell in person, and what no carrier took."""
    community = _community(request)
    page = parcels.to_bring(acting(request), community.pk, after=request.GET.get("after", ""), at=now())
    return render(request, "messages/desk/list.html", {"page": page, "community": community})


@login_required
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one parcel as it prints, with what can be done about it."""
    view = parcels.letter(acting(request), pk, now())
    return render(request, "messages/desk/letter.html", {"view": view, "parcel": view.parcel})


@login_required
@require_POST
def handed(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a person was told in person."""
    return _settled(
        request, lambda: bringing.handed(by=acting(request), parcel=pk, at=now()), _("记下了，告诉到了。")
    )


@login_required
@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a text message be sent once more."""
    return _settled(
        request,
        lambda: bringing.send_again(by=acting(request), parcel=pk, at=now()),
        _("好，马上再发一次。"),
    )


def _settled(request: HttpRequest, deed: Callable[[], object], words: str) -> HttpResponse:
    try:
        deed()
        messages.success(request, words)
    except Refusal as refusal:
        if refusal.status != 409:
            raise
        messages.error(request, str(refusal))
    return redirect("messages:to-bring")
