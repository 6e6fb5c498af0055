"""Calendars for phones: of a community for anyone, of a person under a secret address that can be taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.faces.web.actions import calendars
from linli.faces.web.exports import icalendar
from linli.faces.web.queries import dates, portal
from linli.ground.lib.clock import now
from linli.ground.people.queries.actors import acting


@require_safe
def community(_request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the meetings and ballots of a community; nothing in it is personal."""
    area = portal.community(pk)
    return _calendar(icalendar.written(area.name, dates.of_community(pk, now())))


@require_safe
def secret(_request: HttpRequest, secret: str) -> HttpResponse:
    """Hand out a person's calendar to whoever holds its address; no one else keeps a copy."""
    answer = _calendar(icalendar.written(_("我的邻里"), dates.of_person(secret, now())))
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show the secret address of one's calendar, or offer one."""
    actor = acting(request)
    context = {"key": dates.key_of(actor.resident_id), "community": actor.community_id}
    return render(request, "web/calendar.html", context)


@login_required
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Give one's calendar a fresh address."""
    calendars.make(by=acting(request), at=now())
    messages.success(request, _("新地址好了；旧的从现在起没有用。"))
    return redirect("web:my-calendar")


@login_required
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Take the address of one's calendar back."""
    calendars.revoke(by=acting(request), at=now())
    messages.success(request, _("收回了，那个地址没有用了。"))
    return redirect("web:my-calendar")


def _calendar(content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=icalendar.MEDIA_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="linli.ics"'
    return answer
