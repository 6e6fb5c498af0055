"""One matter at the desk: where it stands, every legal step as a form, who answers for it, whom it serves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.matters import forms, naming, portraits, rules
from linli.circle.matters.actions import initiatives, matters, particulars
from linli.circle.matters.choices import TRANSITIONS, Move, Need, Stage, Step
from linli.circle.matters.models import Matter
from linli.circle.matters.queries import choosing
from linli.circle.matters.queries import matters as asked
from linli.circle.matters.refusals import MayNotMove, MayNotSeeBoard, NoSuchMatter
from linli.circle.matters.views.board import board_community
from linli.ground.journal import queries as journal
from linli.ground.lib.chance import token
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting
from linli.ground.people.rules import Actor

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """One legal step as the desk offers it: the step and the form it is asked by."""

    step: Step
    form: Form
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing staff may change on a matter: how its form is made, what is done, what is said afterwards."""

    form: Callable[[Matter, Any, datetime], Form]
    act: Callable[[Actor, int, Given, datetime], object]
    words: str | Promise


DEEDS: Mapping[str, Deed] = {
    "owner": Deed(
        lambda matter, given, at: forms.OwnerForm(
            given, posts=choosing.posts(matter.community_id, at), initial={"owner": matter.owner_id}
        ),
        lambda by, pk, given, at: particulars.hand_over(by=by, matter=pk, owner=given["owner"], at=at),
        gettext_lazy("换好了，由新的岗位负责。"),
    ),
    "convener": Deed(
        lambda matter, given, _at: forms.ConvenerForm(
            given, bodies=choosing.bodies(matter.community_id), initial={"convener": matter.convener_id}
        ),
        lambda by, pk, given, at: particulars.name_convener(
            by=by, matter=pk, convener=given["convener"], at=at
        ),
        gettext_lazy("记下了，由它牵头。"),
    ),
    "due": Deed(
        lambda matter, given, _at: forms.DueForm(given, initial={"due": matter.due_at.date()}),
        lambda by, pk, given, at: particulars.change_due(by=by, matter=pk, due_at=given["due"], at=at),
        gettext_lazy("期限改了，大家都看得到原来是哪天。"),
    ),
    "needs": Deed(
        lambda matter, given, _at: forms.NeedsForm(
            given,
            initial={"resident_need": matter.resident_need, "governance_need": matter.governance_need},
        ),
        lambda by, pk, given, at: particulars.state_needs(by=by, matter=pk, at=at, **given),
        gettext_lazy("两个需求写好了。"),
    ),
}


def _seen(request: HttpRequest, pk: int) -> tuple[Matter, bool]:
    """Return a matter that the actor may see at the desk, and whether they may move it."""
    found, actor, at = asked.get(pk), acting(request), now()
    if found is None:
        raise NoSuchMatter
    around = areas.around(found.scope_id)
    if not rules.may_see_board(actor, around, at):
        raise MayNotSeeBoard
    return found, rules.may_move(actor, around, at)


@login_required
@require_safe
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one matter with everything that can be done to it."""
    return _shown(request, pk)


def _shown(request: HttpRequest, pk: int, *, name: str = "", wrong: Form | None = None) -> HttpResponse:
    """Show the page; the form that was refused comes back as it was filled in, and open."""
    at = now()
    found, may = _seen(request, pk)
    offers = _offers(found, name, wrong) if may else []
    context = {
        "matter": found,
        "may": may,
        "due": portraits.due(found, at),
        "arc": portraits.arc(found),
        "category": naming.categories(found.community_id).get(found.category, ""),
        "first": offers[0] if offers else None,
        "offers": offers[1:],
        "changes": _changes(found, name, wrong, at) if may else {},
        "open_deed": name,
        "trail": portraits.told(journal.of_object("matter", found.pk)),
    }
    return render(request, "matters/desk.html", context, status=422 if wrong is not None else 200)


def _offers(found: Matter, name: str, wrong: Form | None) -> list[Offer]:
    """Every step the table allows from here, the way round the circle first."""
    legal = [(step, move) for (stage, step), move in TRANSITIONS.items() if stage == found.stage]
    return [
        Offer(step, wrong, is_open=True)
        if wrong is not None and name == step.value
        else Offer(step, _step_form(found, step, move, None))
        for step, move in legal
        if not (Need.FIRST_LAP in move.needs and found.lap > 1)
    ]


def _step_form(found: Matter, step: Step, move: Move, given: Any) -> forms.StepForm:
    others = choosing.others_to_join(found) if Need.OTHER_MATTER in move.needs else ()
    form = forms.StepForm(given, move=move, others=others, initial={"seen": matters.seen_as(found)})
    form.auto_id = f"{step.value}_%s"
    return form


def _changes(found: Matter, name: str, wrong: Form | None, at: datetime) -> dict[str, Form]:
    made = {}
    for key, deed in DEEDS.items():
        form = wrong if wrong is not None and key == name else deed.form(found, None, at)
        form.auto_id = f"{key}_%s"
        made[key] = form
    return made


@login_required
@require_POST
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take one step; a refusal comes back with the form as it was filled in."""
    if step not in Step.values:
        raise Http404
    found, _may = _seen(request, pk)
    move = TRANSITIONS.get((Stage(found.stage), Step(step)))
    form = _step_form(found, Step(step), move or Move(Stage(found.stage)), request.POST)
    if not form.is_valid():
        return _shown(request, pk, name=step, wrong=form)
    try:
        matters.advance(
            by=acting(request),
            matter=pk,
            step=Step(step),
            bringing=form.bringing(),
            seen=form.cleaned_data["seen"],
            at=now(),
        )
    except Refusal as refusal:
        return _refused(request, pk, step, form, refusal)
    messages.success(request, _("走了一步，关心它的人都会收到消息。"))
    return redirect("matters:desk", pk)


@login_required
@require_POST
def change(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Change who answers, who leads, until when, whom it serves, or how far it did."""
    found, _may = _seen(request, pk)
    form = DEEDS[deed].form(found, request.POST, now())
    form.auto_id = f"{deed}_%s"
    if not form.is_valid():
        return _shown(request, pk, name=deed, wrong=form)
    try:
        DEEDS[deed].act(acting(request), pk, form.cleaned_data, now())
    except Refusal as refusal:
        return _refused(request, pk, deed, form, refusal)
    messages.success(request, str(DEEDS[deed].words))
    return redirect("matters:desk", pk)


def _refused(request: HttpRequest, pk: int, name: str, form: Form, refusal: Refusal) -> HttpResponse:
    """Say no beside the form; what is not open to the actor at all, or is gone from the page, is said as such."""
    if refusal.status in {403, 404}:
        raise refusal
    found, _may = _seen(request, pk)
    if name in DEEDS or (Stage(found.stage), Step(name)) in TRANSITIONS:
        form.add_error(None, str(refusal))
        return _shown(request, pk, name=name, wrong=form)
    messages.error(request, str(refusal))
    return redirect("matters:desk", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a matter that a body asks for."""
    community, actor, at = board_community(request), acting(request), now()
    if not rules.may_move(actor, areas.around(community.pk), at):
        raise MayNotMove
    form = forms.MatterForm(
        request.POST if request.method == "POST" else None,
        places=choosing.places(community.pk),
        bodies=choosing.bodies(community.pk),
        posts=choosing.posts(community.pk, at),
        categories=naming.categories(community.pk),
        initial={
            "place": community.pk,
            "owner": choosing.own_post(community.pk, actor.resident_id, at),
            "key": token(16),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = initiatives.begin(by=actor, wanted=form.wanted(), key=form.cleaned_data["key"], at=at)
            messages.success(request, _("立好了，从“听”开始走。"))
            return redirect("matters:desk", made.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "community": community}
    return render(request, "matters/begin.html", context, status=422 if form.errors else 200)
