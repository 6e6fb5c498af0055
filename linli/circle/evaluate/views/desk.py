"""The desk of evaluation: whom to call back, what was said in a round, appraisals to open."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.circle.evaluate import sheets
from linli.circle.evaluate.actions import appraisals, calls, ratings
from linli.circle.evaluate.choices import Contact
from linli.circle.evaluate.forms import AppraisalForm, CallFilters, CallForm, GovernanceForm
from linli.circle.evaluate.queries import appraisals as appraisal_questions
from linli.circle.evaluate.queries import calls as questions
from linli.circle.evaluate.queries import conversion, rates, results, rounds
from linli.circle.evaluate.queries.calls import Filters
from linli.circle.evaluate.queries.rates import Of
from linli.circle.evaluate.refusals import MayNotAppraise
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.models import Area
from linli.ground.people.queries.actors import acting

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_YEAR = timedelta(days=365)


def desk_community(request: HttpRequest) -> Area:
    """Return the community the desk works for: the one asked for, else the first in reach.

    Raises:
        MayNotAppraise: no post of the actor calls back anywhere.
    """
    reach = questions.reach(acting(request))
    asked = request.GET.get("community", "")
    found = next((area for area in reach if str(area.pk) == asked), reach[0] if reach else None)
    if found is None:
        raise MayNotAppraise
    return found


def _filters(request: HttpRequest) -> tuple[CallFilters, Filters]:
    form = CallFilters(request.GET)
    form.is_valid()
    given = form.cleaned_data
    community = desk_community(request)
    filters = Filters(
        community.pk, given.get("state") or "open", given.get("contact", ""), words=given.get("q", "")
    )
    return form, filters


@login_required
@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """List whom to call back."""
    form, filters = _filters(request)
    page = questions.page(acting(request), filters, after=request.GET.get("after", ""), at=now())
    context = {
        "community": desk_community(request),
        "form": form,
        "page": page,
        "rounds": rounds.of_community(filters.community),
        "ended": rounds.of_community(filters.community, is_open=False, size=10),
    }
    return render(request, "evaluate/desk/calls.html", context)


@login_required
@require_safe
def print_calls(request: HttpRequest) -> HttpResponse:
    """Show the call-back list for paper."""
    _form, filters = _filters(request)
    rows = questions.every(acting(request), filters, at=now())
    return render(request, "evaluate/desk/print.html", {"rows": rows, "community": desk_community(request)})


@login_required
@require_safe
def export_calls(request: HttpRequest) -> HttpResponse:
    """Hand out the call-back list as a workbook."""
    _form, filters = _filters(request)
    content = sheets.written(questions.every(acting(request), filters, at=now()))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="call-backs.xlsx"'
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down one call or visit."""
    actor, at = acting(request), now()
    found, rating = questions.one(actor, pk, at)
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            calls.record(
                by=actor,
                asking=pk,
                contact=Contact(form.cleaned_data["contact"]),
                note=form.cleaned_data["note"],
                given=form.rating(),
                at=at,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("记下了。"))
            return redirect("evaluate:calls")
    context = {"call": found, "rating": rating, "form": form}
    return render(request, "evaluate/desk/call.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Show staff what was said in a round, and take the score of the governance need."""
    actor, at = acting(request), now()
    found = rounds.for_staff(actor, pk, at)
    form = GovernanceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ratings.score_governance(by=actor, round_=pk, score=form.cleaned_data["score"], at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("打好了。"))
            return redirect("evaluate:desk-round", pk)
    context = {"view": found, "round": found.round, "form": form, "result": results.of_round(pk)}
    return render(request, "evaluate/desk/round.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show the three rates and how many opinions were adopted over the past year."""
    community, at = desk_community(request), now()
    context = {
        "community": community,
        "rates": rates.of(Of(area=community.pk), at - A_YEAR, at),
        "conversion": conversion.of(community.pk, at - A_YEAR, at),
    }
    return render(request, "evaluate/desk/figures.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_appraisal(request: HttpRequest) -> HttpResponse:
    """Open the appraisal of this year."""
    community, at = desk_community(request), now()
    form = AppraisalForm(
        request.POST if request.method == "POST" else None,
        subjects=appraisal_questions.to_appraise(community.pk, at),
        observers=appraisal_questions.may_observe(community.pk, at),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = appraisals.open_for(by=acting(request), called=form.called(community.pk), at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("评议开始了。"))
            return redirect("evaluate:appraisal", made.pk)
    context = {"community": community, "form": form}
    return render(request, "evaluate/desk/appraisal.html", context, status=422 if form.errors else 200)
