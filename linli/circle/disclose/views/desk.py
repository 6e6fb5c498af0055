"""The desk of disclosure: the calendar of what is due, events, the catalogue, clarifications, results of matters."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.disclose.actions import clarifications, duties, items, results
from linli.circle.disclose.catalogue import Line
from linli.circle.disclose.choices import Cycle
from linli.circle.disclose.forms.desk import ClarifyForm, HappenedForm, LineForm, ResultForm
from linli.circle.disclose.queries import duties as asked
from linli.circle.disclose.queries import rumours
from linli.circle.disclose.refusals import MayNotDisclose
from linli.circle.matters.queries import matters
from linli.commons.notices.queries import desk, notices
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import clip, id_in
from linli.ground.people.models import Area
from linli.ground.people.queries.actors import acting

OFFERED = 30
"""How many of the newest notices are offered as sources of a clarification."""


def desk_community(request: HttpRequest) -> Area:
    """Return the community the desk works for: the one asked for, else the first in reach.

    Raises:
        MayNotPost: no post of the actor drafts or signs notices anywhere.
    """
    return desk.community(acting(request), request.GET.get("community", ""))


@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """List what must be made known and is not yet, the one due first on top."""
    return _calendar(request)


def _calendar(request: HttpRequest, form: Form | None = None) -> HttpResponse:
    community, at = desk_community(request), now()
    lines = asked.lines(community.pk, at.date())
    context = {
        "community": community,
        "rows": asked.calendar(acting(request), community.pk, at),
        "form": form or HappenedForm(lines=_at_once(lines)),
    }
    return render(request, "disclose/desk/calendar.html", context, status=422 if form else 200)


def _at_once(lines: tuple[Line, ...]) -> dict[str, str]:
    return {line.key: line.title for line in lines if line.cycle == Cycle.AT_ONCE}


@login_required
@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the notice of a duty by one press."""
    made = duties.draft(by=acting(request), duty=pk, at=now())
    messages.success(request, _("草稿起好了，补上内容，再送去核对。"))
    return redirect("notices:change", made.pk)


@login_required
@require_POST
def happened(request: HttpRequest) -> HttpResponse:
    """Write down something that must be made known at once."""
    community, at = desk_community(request), now()
    form = HappenedForm(request.POST, lines=_at_once(asked.lines(community.pk, at.date())))
    if form.is_valid():
        try:
            duties.happened(by=acting(request), community=community.pk, **form.cleaned_data, at=at)
        except Refusal as refusal:
            _raise_if_denied(refusal)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("记下了，日历里能看到期限。"))
            return redirect("disclose:calendar")
    return _calendar(request, form)


@login_required
@require_http_methods(["GET", "POST"])
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show the catalogue in force; let leaders add lines or make the law's stricter."""
    community, at = desk_community(request), now()
    lines = asked.lines(community.pk, at.date())
    chosen = next((line for line in lines if line.key == request.GET.get("line")), None)
    form = LineForm(request.POST if request.method == "POST" else None, initial=LineForm.of(chosen))
    if request.method == "POST" and form.is_valid():
        try:
            items.keep(by=acting(request), community=community.pk, wanted=form.wanted(), at=at)
        except Refusal as refusal:
            _raise_if_denied(refusal)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("目录改好了，从下一期起照新的办。"))
            return redirect("disclose:catalogue")
    context = {"community": community, "form": form, "lines": lines, "chosen": chosen}
    return render(request, "disclose/desk/catalogue.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def clarify(request: HttpRequest) -> HttpResponse:
    """Begin the notice that clarifies a rumour, perhaps from the question of a neighbour (?voice=)."""
    community, at = desk_community(request), now()
    places = desk.in_reach(acting(request), community.pk)
    if not places:
        raise MayNotDisclose
    form = ClarifyForm(
        request.POST if request.method == "POST" else None,
        places=places,
        posted=notices.newest(community.pk, at, OFFERED),
        initial=_from_question(community.pk, request.GET.get("voice", "")),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = clarifications.draft(
                by=acting(request), said=form.said(), key=form.cleaned_data["key"], at=at
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("澄清起好了，核对后送批。"))
            return redirect("notices:desk-notice", made.pk)
    context = {"form": form, "community": community, "asked": rumours.asked(community.pk)}
    return render(request, "disclose/desk/clarify.html", context, status=422 if form.errors else 200)


def _from_question(community: int, voice: str) -> dict[str, Any]:
    asked_in = id_in(voice)
    found = rumours.question(community, asked_in) if asked_in is not None else None
    if found is None:
        return {}
    return {
        "voice": found.pk,
        "rumour": clip(found.text, 300),
        "heard_where": found.place_words,
        "area": found.place_id,
    }


@login_required
@require_http_methods(["GET", "POST"])
def result(request: HttpRequest, matter: int) -> HttpResponse:
    """Begin the notice of what became of a matter."""
    found = matters.get(matter)
    if found is None:
        raise Http404
    at: datetime = now()
    if found.scope_id not in {area.pk for area in desk.in_reach(acting(request), found.community_id)}:
        raise MayNotDisclose
    form = ResultForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = results.draft(by=acting(request), matter=matter, result=form.result(), at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("结果起好了，核对、批准、贴出后，这件事就走到“公开了”。"))
            return redirect("notices:desk-notice", made.pk)
    context = {"form": form, "matter": found}
    return render(request, "disclose/desk/result.html", context, status=422 if form.errors else 200)


def _raise_if_denied(refusal: Refusal) -> None:
    if refusal.status in {403, 404}:
        raise refusal
