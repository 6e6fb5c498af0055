"""A body's page, open to all; and the notice by which it is called together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.circle.deliberate import portraits
from linli.circle.deliberate.actions import meetings as deeds
from linli.circle.deliberate.choices import MEETS
from linli.circle.deliberate.forms.meetings import CallForm
from linli.circle.deliberate.queries import agendas, bodies, hours
from linli.circle.deliberate.refusals import MayNotConvene
from linli.circle.deliberate.views.answers import attempted
from linli.ground.lib.clock import now, today
from linli.ground.people.choices import BodyKind
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting


@require_safe
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a body: who sits on it, when it meets, what it resolved."""
    view = bodies.page(acting(request), pk, now())
    context = {
        "view": view,
        "body": view.body,
        "meetings": [(one, portraits.meeting_kind(one)) for one in view.meetings],
    }
    return render(request, "deliberate/body.html", context)


@require_safe
def open_hours(request: HttpRequest) -> HttpResponse:
    """Show when somebody sits and listens, every week."""
    community = areas.chosen_community(request.GET.get("community", ""), acting(request).community_id)
    rows = hours.timetable(community.pk, today()) if community else []
    return render(request, "deliberate/hours.html", {"rows": rows, "community": community})


@login_required
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the notice of a meeting, with its agenda."""
    actor, at = acting(request), now()
    view = bodies.page(actor, pk, at)
    if not view.may_convene:
        raise MayNotConvene
    chosen = {"matters": request.GET.getlist("matter")}
    form = CallForm(
        request.POST if request.method == "POST" else None,
        kinds=MEETS[BodyKind(view.body.kind)],
        matters=agendas.matters_to_choose(view.body),
        initial=chosen,
    )
    if request.method == "POST" and form.is_valid():
        made: list[int] = []

        def deed() -> None:
            meeting = deeds.call(
                by=actor,
                body=pk,
                notice=form.notice(),
                matters=[int(one) for one in form.cleaned_data["matters"]],
                items=form.lines(),
                key=form.cleaned_data["key"],
                at=at,
            )
            made.append(meeting.pk)

        if attempted(form, deed):
            messages.success(request, _("通知发出去了，成员和关心这些事的人都会收到。"))
            return redirect("deliberate:meeting", made[0])
    context = {
        "view": view,
        "body": view.body,
        "form": form,
        "unfinished": agendas.unfinished(pk),
        "open_resolutions": view.resolutions,
    }
    return render(request, "deliberate/call.html", context, status=422 if form.errors else 200)
