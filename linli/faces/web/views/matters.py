"""The public page of a matter, and how one follows it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.circle.matters.actions import concerns
from linli.faces.web import trail
from linli.faces.web.queries import matter_page
from linli.ground.lib.clock import now
from linli.ground.lib.text import id_in
from linli.ground.people.queries.actors import acting


@require_safe
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a matter and everything that became of it; `all` shows every step, page by page."""
    after = request.GET.get("after", "")
    view = matter_page.page(
        pk,
        acting(request),
        now(),
        is_whole="all" in request.GET or bool(after),
        after=id_in(after) or 0,
    )
    past = [(lap, trail.beads(lap)) for lap in view.laps[1:]]
    context = {
        "view": view,
        "matter": view.matter,
        "lead": trail.lead(view.matter, view.spoken.people, view.spoken.voices),
        "lap": view.laps[0],
        "past": past,
    }
    return render(request, "web/matter.html", context)


@login_required
@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a matter, or hear of it again."""
    concerns.follow(by=acting(request), matter=pk, at=now())
    messages.success(request, _("好，有进展就告诉您。"))
    return redirect("web:matter", pk)


@login_required
@require_POST
def mute(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear no more of a matter."""
    concerns.mute(by=acting(request), matter=pk, at=now())
    messages.success(request, _("好，这件事不再给您发消息。"))
    return redirect("web:matter", pk)
