"""The staff's desk of ballots: the list, one ballot made step by step, its check, and every deed upon it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.decide import portraits, procedure
from linli.circle.decide.actions import drafts
from linli.circle.decide.choices import Basis, Kind, Secrecy, State
from linli.circle.decide.forms.desk import AskForm, WhenForm, WhomForm
from linli.circle.decide.models import Ballot
from linli.circle.decide.queries import ballots, checks, pages, rolls, stations
from linli.circle.decide.views.deeds import DEEDS, possible
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting
from linli.ground.people.rules import Actor

STEPS = ("what", "whom", "when")


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the ballots of the desk's community."""
    actor, at = acting(request), now()
    community = _community(request, actor)
    state = request.GET.get("state", "")
    page = ballots.for_desk(community.pk, state=state, after=request.GET.get("after", ""))
    context = {
        "community": community,
        "communities": pages.desk_communities(actor),
        "rows": [(one, portraits.state_words(one, at), portraits.tag_kind(one)) for one in page.rows],
        "page": page,
        "states": State.choices,
        "state": state,
    }
    return render(request, "decide/desk/index.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Take the first step of a new ballot: what is asked."""
    actor, at = acting(request), now()
    community = _community(request, actor)
    initial = {"matter": request.GET.get("matter", "")}
    form = _ask_form(request, community, initial)
    if request.method == "POST" and form.is_valid():
        try:
            ballot = drafts.draft(by=actor, asked=_asked(form), at=at)
            return redirect("decide:edit", ballot.pk, "whom")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _step(request, None, 1, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step of a draft: what, whom or when."""
    actor, at = acting(request), now()
    ballot = pages.for_staff(actor, pk, at)
    if step not in STEPS:
        raise Http404
    number = STEPS.index(step) + 1
    shape, save = STEP_BY_STEP[step]
    form = shape(request, ballot)
    if request.method == "POST" and form.is_valid():
        try:
            save(actor, ballot, form, at)
            if number < len(STEPS):
                return redirect("decide:edit", pk, STEPS[number])
            return redirect("decide:desk-ballot", pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _step(request, ballot, number, form)


@login_required
@require_safe
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one ballot with its check and everything that can be done to it."""
    return _shown(request, pk)


def _shown(request: HttpRequest, pk: int, *, deed: str = "", form: Form | None = None) -> HttpResponse:
    actor, at = acting(request), now()
    found = pages.for_staff(actor, pk, at)
    rules_name, rules_words = portraits.rule_words(found)
    size = rolls.size(pk)
    is_draft = found.state == State.DRAFT
    context = {
        "ballot": found,
        "state": portraits.state_words(found, at),
        "tag_kind": portraits.tag_kind(found),
        "options": portraits.choices(found),
        "rules_name": rules_name,
        "rules_words": rules_words,
        "opens": portraits.day_and_time(found.opens_at),
        "closes": portraits.day_and_time(found.closes_at),
        "ways": procedure.of(found.rules),
        "votes": len(rolls.electorate(found).voters) if is_draft else size.votes,
        "named": size.named,
        "findings": checks.before_opening(found, at) if found.state == State.POSTED else (),
        "turns": list(found.turns.order_by("id")),
        "waiting": stations.waiting(pk),
        "in_box": stations.papers_in_box(pk) if found.is_secret else 0,
        "deeds": _deeds(found, deed, form, is_over=at >= found.closes_at),
        "open_deed": deed,
        "is_draft": is_draft,
        "is_over": found.is_over,
    }
    return render(request, "decide/desk/ballot.html", context, status=422 if deed else 200)


def _deeds(found: Ballot, deed: str, form: Form | None, *, is_over: bool) -> list[dict[str, Any]]:
    shown = []
    for name in possible(State(found.state)):
        if name == "close" and not is_over:
            continue
        told = DEEDS[name]
        own = form if name == deed else _fresh(name, found)
        if own is not None:
            own.auto_id = f"{name}_%s"
        shown.append({"name": name, "label": told.label, "form": own})
    return shown


def _fresh(name: str, found: Ballot) -> Form | None:
    form = DEEDS[name].form
    if form is None:
        return None
    return form(initial={"closes_at": timezone.localtime(found.closes_at)})


@login_required
@require_POST
def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one deed to a ballot; a refusal comes back with the form as it was filled in."""
    done, actor, at = DEEDS[deed], acting(request), now()
    pages.for_staff(actor, pk, at)
    form = done.form(request.POST) if done.form else None
    if form is not None and not form.is_valid():
        return _shown(request, pk, deed=deed, form=form)
    try:
        made = done.act(actor, pk, form.cleaned_data if form else {}, at)
    except Refusal as refusal:
        if form is None:
            messages.error(request, str(refusal))
            return redirect("decide:desk-ballot", pk)
        form.add_error(None, str(refusal))
        return _shown(request, pk, deed=deed, form=form)
    messages.success(request, str(done.words))
    return redirect("decide:desk-ballot", made.pk if isinstance(made, Ballot) else pk)


def _community(request: HttpRequest, actor: Actor) -> Area:
    reach = pages.desk_communities(actor)
    asked = request.GET.get("community", "")
    return next((area for area in reach if str(area.pk) == asked), reach[0])


def _step(request: HttpRequest, found: Ballot | None, number: int, form: Form) -> HttpResponse:
    context = {
        "ballot": found,
        "number": number,
        "steps": [_("问什么"), _("问谁、怎么算"), _("什么时候、在哪里")],
        "form": form,
    }
    return render(request, "decide/desk/step.html", context, status=422 if form.errors else 200)


def _ask_form(request: HttpRequest, community: Area, initial: dict[str, Any]) -> AskForm:
    return AskForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        matters=pages.matters_to_decide(community.pk),
        bodies=pages.bodies(community.pk),
    )


def _asked(form: Form) -> drafts.Asked:
    assert isinstance(form, AskForm)
    given = form.cleaned_data
    return drafts.Asked(
        matter=given["matter"],
        body=given["body"],
        question=given["question"],
        explanation=given["explanation"],
        kind=Kind(given["kind"]),
        options=form.listed(),
        key=given["key"],
    )


def _what_form(request: HttpRequest, found: Ballot) -> Form:
    return _ask_form(
        request,
        found.community,
        {
            "matter": found.matter_id,
            "body": found.body_id,
            "question": found.question,
            "explanation": found.explanation,
            "kind": found.kind,
            "options": "\n".join(one.words for one in found.options.all())
            if found.kind == Kind.CHOOSE
            else "",
        },
    )


def _whom_form(request: HttpRequest, found: Ballot) -> Form:
    on = timezone.localdate(found.opens_at).isoformat()
    fits = procedure.may_choose if found.kind == Kind.CHOOSE else procedure.may_ask_yes_or_no
    offered = [one for one in procedure.offered(on) if fits(one)]
    return WhomForm(
        request.POST if request.method == "POST" else None,
        places=[(area.pk, area.name) for area in areas.places_of(found.community)],
        rules=[(one.id, one.title) for one in offered],
        kinds=procedure.kinds_of(offered) if found.kind == Kind.YESNO else [],
        initial={
            "scope": found.scope_id,
            "basis": found.basis,
            "secrecy": found.secrecy,
            "rules": found.rules,
            "rules_matter": found.rules_matter,
            "may_abstain": found.may_abstain,
            "may_change": found.may_change,
        },
    )


def _when_form(request: HttpRequest, found: Ballot) -> Form:
    initial = {
        "opens_at": timezone.localtime(found.opens_at),
        "closes_at": timezone.localtime(found.closes_at),
        "station": found.station,
    }
    return WhenForm(request.POST if request.method == "POST" else None, initial=initial)


def _save_what(actor: Actor, found: Ballot, form: Form, at: Any) -> None:
    drafts.describe(by=actor, ballot=found.pk, asked=_asked(form), at=at)


def _save_whom(actor: Actor, found: Ballot, form: Form, at: Any) -> None:
    given = form.cleaned_data
    whom = drafts.Whom(
        scope=given["scope"],
        basis=Basis(given["basis"]),
        secrecy=Secrecy(given["secrecy"]),
        rules=given["rules"],
        rules_matter=procedure.kind_under(given["rules"], given.get("rules_matter", "")),
        may_abstain=given["may_abstain"],
        may_change=given["may_change"],
    )
    drafts.address(by=actor, ballot=found.pk, whom=whom, at=at)


def _save_when(actor: Actor, found: Ballot, form: Form, at: Any) -> None:
    given = form.cleaned_data
    when = drafts.When(given["opens_at"], given["closes_at"], given["station"])
    drafts.schedule(by=actor, ballot=found.pk, when=when, at=at)


STEP_BY_STEP = {
    "what": (_what_form, _save_what),
    "whom": (_whom_form, _save_whom),
    "when": (_when_form, _save_when),
}
