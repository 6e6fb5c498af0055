"""The desk of the paper station: papers taken in, papers left uncounted, the box after the close."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.circle.decide import portraits
from linli.circle.decide.actions import station
from linli.circle.decide.choices import FEWEST_PAPERS, Evidence, State, Way
from linli.circle.decide.forms.desk import BoxForm, PaperForm, ReasonForm
from linli.circle.decide.models import Ballot
from linli.circle.decide.queries import pages, stations
from linli.ground.files.actions import files
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.queries.actors import acting
from linli.ground.people.rules import Actor


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in a paper: find the voter, then write down how it came, with a photo."""
    actor, at = acting(request), now()
    ballot = pages.for_staff(actor, pk, at)
    words = request.POST.get("q", request.GET.get("q", ""))
    found = stations.find_lines(pk, words)
    form = PaperForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        lines=[(line.pk, _line_words(line)) for line in found],
        choices=portraits.choices(ballot),
        is_secret=ballot.is_secret,
        initial={"line": found[0].pk} if len(found) == 1 else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _register(actor, ballot, form)
            messages.success(request, _("记下了。请第二个人在自己的手机上见证，见证后才算数。"))
            return redirect("decide:station", pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {
        "ballot": ballot,
        "q": words,
        "found": found,
        "form": form,
        "page": stations.entries(pk, after=request.GET.get("after", "")),
        "takes_votes": ballot.takes_votes(at),
        "too_few": FEWEST_PAPERS if stations.has_few_papers(ballot) else 0,
        "reason_form": ReasonForm(),
    }
    return render(request, "decide/desk/station.html", context, status=422 if form.errors else 200)


def _line_words(line: object) -> str:
    order, resident = getattr(line, "order", ""), getattr(line, "resident", None)
    return f"{order}　{resident.name if resident else ''}　{getattr(line, 'place', '')}"


def _register(actor: Actor, ballot: Ballot, form: Form) -> None:
    given, at = form.cleaned_data, now()
    photo = files.take_photo(
        content=given["photo"].read(),
        keeper=station.KEEPER,
        area=ballot.scope_id,
        by=actor.account_id,
        at=at,
    )
    paper = station.PaperIn(
        line=given["line"],
        way=Way(given["way"]),
        reason=given["reason"],
        evidence=Evidence(given["evidence"]),
        photo=photo.pk,
        choice=given.get("choice", ""),
        proxy=given["proxy"],
    )
    station.register(by=actor, ballot=ballot.pk, paper=paper, at=at)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Leave a paper uncounted, saying why."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        station.drop(by=acting(request), entry=entry, reason=form.cleaned_data["reason"], at=now())
        messages.success(request, _("这一张没有算，理由在案。"))
    else:
        messages.error(request, _("请写明为什么不算。"))
    return redirect("decide:station", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def box(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down how many papers of the box say what."""
    actor, at = acting(request), now()
    ballot = pages.for_staff(actor, pk, at)
    is_mine = ballot.state == State.CLOSED and ballot.box_by_id == actor.resident_id
    form = BoxForm(
        request.POST if request.method == "POST" else None,
        choices=portraits.choices(ballot),
        is_few=stations.has_few_papers(ballot),
        initial=dict(ballot.piles.values_list("choice", "papers")) if is_mine else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            promises = bool(form.cleaned_data.get("promises"))
            station.count_box(by=actor, ballot=pk, piles=form.piles(), promises=promises, at=at)
            messages.success(request, _("记下了。请第二个人在自己的手机上核对。"))
            return redirect("decide:desk-ballot", pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    in_box = stations.papers_in_box(pk)
    context = {"ballot": ballot, "form": form, "in_box": in_box, "is_few": "promises" in form.fields}
    return render(request, "decide/desk/box.html", context, status=422 if form.errors else 200)
