"""A neighbour votes, checks a receipt, objects to the roll; anyone reads roll, result and bundle."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.circle.decide import portraits
from linli.circle.decide.actions import casting, rolls
from linli.circle.decide.choices import State
from linli.circle.decide.forms.resident import CheckForm, ObjectionForm, ReplaceForm, VoteForm
from linli.circle.decide.models import Ballot
from linli.circle.decide.queries import ballots, pages
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the ballots of a community, those waiting for the reader first."""
    actor, at = acting(request), now()
    community = areas.chosen_community(request.GET.get("community", ""), actor.community_id)
    if community is None:
        raise Http404
    waiting = ballots.open_to(actor.resident_id, at) if actor.resident_id else []
    page = ballots.public(community.pk, after=request.GET.get("after", ""))
    rows = [
        (one, portraits.state_words(one, at), portraits.tag_kind(one), portraits.day_and_time(one.closes_at))
        for one in page.rows
    ]
    context = {"community": community, "waiting": waiting, "rows": rows, "page": page}
    return render(request, "decide/index.html", context)


@never_cache
@require_safe
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a ballot; who has a vote in it casts it here."""
    return _ballot(request, pk)


def _ballot(request: HttpRequest, pk: int, form: Form | None = None) -> HttpResponse:
    actor, at = acting(request), now()
    view = pages.for_anyone(actor, pk, at)
    may_cast = (
        view.takes_votes
        and view.line is not None
        and (not view.line.submitted or (not view.ballot.is_secret and view.ballot.may_change))
    )
    rules_name, rules_words = portraits.rule_words(view.ballot)
    context = {
        "view": view,
        "ballot": view.ballot,
        "state": portraits.state_words(view.ballot, at),
        "tag_kind": portraits.tag_kind(view.ballot),
        "options": portraits.choices(view.ballot),
        "rules_name": rules_name,
        "rules_words": rules_words,
        "opens": portraits.day_and_time(view.ballot.opens_at),
        "closes": portraits.day_and_time(view.ballot.closes_at),
        "form": (form or VoteForm(choices=portraits.choices(view.ballot))) if may_cast else None,
        "may_object": view.ballot.state == State.POSTED
        and view.objections_end is not None
        and at < view.objections_end,
        "has_result": view.ballot.state in {State.SETTLED, State.ANNULLED},
        "may_replace": view.takes_votes and view.ballot.is_secret and view.ballot.may_change,
    }
    return render(
        request, "decide/ballot.html", context, status=422 if form is not None and form.errors else 200
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a vote and show its receipt at once: no address, session or history holds the receipt."""
    if request.method == "GET":
        return redirect("decide:ballot", pk)
    found = pages.posted(pk)
    form = VoteForm(request.POST, choices=portraits.choices(found))
    if not form.is_valid():
        return _ballot(request, pk, form)
    given = form.cleaned_data
    try:
        casting.cast(
            by=acting(request), ballot=pk, choice=given["choice"], receipt=given["receipt"], at=now()
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _refused(request, found, form, refusal)
    return render(request, "decide/receipt.html", _receipt(request, found, given["receipt"]))


def _refused(request: HttpRequest, found: Ballot, form: Form, refusal: Refusal) -> HttpResponse:
    """Show the ballot again with what was chosen; who can no longer vote at all sees the plain page of the refusal."""
    answer = _ballot(request, found.pk, form)
    view = pages.for_anyone(acting(request), found.pk, now())
    if view.line is None or not view.takes_votes or view.line.submitted:
        return render(
            request, "decide/not-taken.html", {"ballot": found, "refusal": refusal}, status=refusal.status
        )
    return answer


def _receipt(request: HttpRequest, found: Ballot, code: str) -> dict[str, Any]:
    return {
        "ballot": found,
        "code": code,
        "check": request.build_absolute_uri(f"/b/{found.pk}/check/"),
        "closes": portraits.day_and_time(found.closes_at),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a secret paper, for whoever holds its receipt; nobody is asked who they are."""
    found = pages.posted(pk)
    form = ReplaceForm(request.POST if request.method == "POST" else None, choices=portraits.choices(found))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            casting.replace(ballot=pk, choice=given["choice"], receipt=given["receipt"], at=now())
            return render(request, "decide/receipt.html", _receipt(request, found, given["receipt"]))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"ballot": found, "form": form}
    return render(request, "decide/replace.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether the paper with a receipt is in the box, or in the count; never what it says."""
    found = pages.posted(pk)
    form, is_in = CheckForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            is_in = pages.is_in(found, form.cleaned_data["receipt"])
        except Refusal as refusal:
            form.add_error("receipt", str(refusal))
    context = {"ballot": found, "form": form, "is_in": is_in, "is_counted": pages.has_outcome(found)}
    return render(request, "decide/check.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def roll(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the posted roll, masked, page by page; take an objection."""
    actor, at = acting(request), now()
    view = pages.for_anyone(actor, pk, at)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            rolls.object_to(
                by=actor,
                ballot=pk,
                words=form.cleaned_data["words"],
                line=pages.line_by_order(pk, form.cleaned_data["number"]),
                key=form.cleaned_data["key"],
                at=at,
            )
            messages.success(request, _("收到了，答复会发到您的消息里。"))
            return redirect("decide:roll", pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {
        "view": view,
        "ballot": view.ballot,
        "page": pages.roll(pk, after=request.GET.get("after", "")),
        "mine": pages.mine(pk, actor.resident_id),
        "form": form,
        "until": portraits.day_and_time(view.objections_end) if view.objections_end else "",
        "may_object": view.ballot.state == State.POSTED
        and view.objections_end is not None
        and at < view.objections_end
        and actor.resident_id is not None,
    }
    return render(request, "decide/roll.html", context, status=422 if form.errors else 200)


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the result of a ballot, gate by gate, fit for one sheet of paper."""
    found = pages.posted(pk)
    outcome = pages.outcome_of(found)
    context = {
        "ballot": found,
        "outcome": outcome,
        "result": portraits.result(found, outcome),
        "closed": portraits.day_and_time(found.closes_at),
        "address": request.build_absolute_uri(f"/b/{pk}/result/"),
        "turns": [turn for turn in found.turns.order_by("id") if turn.grounds],
        "no_pair": (False, False),
    }
    return render(request, "decide/result.html", context)


@require_safe
def bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the bundle from which anyone counts the ballot again."""
    outcome = pages.bundle_for(acting(request), pk, now())
    answer = JsonResponse(outcome.bundle, json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="ballot-{pk}.json"'
    return answer


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the paper ballot, to be printed."""
    found = pages.posted(pk)
    context = {
        "ballot": found,
        "options": portraits.choices(found),
        "closes": portraits.day_and_time(found.closes_at),
        "address": request.build_absolute_uri(f"/b/{pk}/"),
    }
    return render(request, "decide/paper.html", context)
