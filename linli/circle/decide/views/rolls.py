"""The desk of a roll: its lines, objections and their answers, and changes by the procedure."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.circle.decide import portraits
from linli.circle.decide.actions import rolls
from linli.circle.decide.choices import Cause, ChangeKind, ObjectionState
from linli.circle.decide.forms.desk import AnswerForm, ChangeForm
from linli.circle.decide.models import Ballot, Objection
from linli.circle.decide.queries import pages
from linli.circle.decide.queries import rolls as register
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.queries.actors import acting


@login_required
@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a roll to who runs the ballot, with objections and changes."""
    return _desk(request, pk)


def _desk(
    request: HttpRequest, pk: int, *, form: Form | None = None, objection: int = 0, deed: str = ""
) -> HttpResponse:
    ballot = pages.for_staff(acting(request), pk, now())
    who, objections = request.GET.get("who", ""), pages.objections(pk)
    found = register.find_people(ballot, who)
    people = [*found, *_in_hand(ballot, form, objections, found)]
    asked = []
    for one in objections:
        refuse = form if form is not None and (objection, deed) == (one.pk, "refuse") else AnswerForm()
        accept = form if form is not None and (objection, deed) == (one.pk, "accept") else _suggested(one)
        _offer(accept, people)
        refuse.auto_id, accept.auto_id = f"refuse{one.pk}_%s", f"accept{one.pk}_%s"
        asked.append({"objection": one, "refuse": refuse, "accept": accept})
    only = {"resident": found[0][0]} if len(found) == 1 else {}
    change = form if form is not None and deed == "change" else ChangeForm(initial=only)
    _offer(change, people)
    context = {
        "ballot": ballot,
        "state": portraits.state_words(ballot, now()),
        "page": pages.roll(pk, after=request.GET.get("after", "")),
        "objections": asked,
        "changes": pages.changes(pk),
        "change_form": change,
        "who": who,
        "found": found,
        "open_deed": "change" if who else f"{deed}{objection or ''}",
    }
    return render(request, "decide/desk/roll.html", context, status=422 if form is not None else 200)


def _in_hand(
    ballot: Ballot, form: Form | None, objections: list[Objection], found: list[tuple[int, str]]
) -> list[tuple[int, str]]:
    """Return those who objected, and whom a form that comes back had chosen: they can be chosen without a search."""
    waiting = {one.resident_id for one in objections if one.state == ObjectionState.WAITING}
    chosen = form.cleaned_data.get("resident") if isinstance(form, ChangeForm) else None
    wanted = (waiting | ({chosen} if chosen else set())) - {pk for pk, _words in found}
    return register.people(ballot, wanted) if wanted else []


def _offer(form: Form, people: list[tuple[int, str]]) -> None:
    if isinstance(form, ChangeForm):
        form.offer(people)


def _suggested(objection: object) -> ChangeForm:
    line = getattr(objection, "line", None)
    return ChangeForm(
        initial={
            "kind": ChangeKind.STRUCK if line else ChangeKind.ADDED,
            "cause": Cause.OBJECTION,
            "number": line.order if line else None,
            "resident": None if line else getattr(objection, "resident_id", None),
        }
    )


@login_required
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a frozen roll."""
    form = ChangeForm(request.POST)
    if form.is_valid():
        try:
            rolls.change(by=acting(request), ballot=pk, change=_change(pk, form), at=now())
            messages.success(request, _("改好了，本人会收到消息。"))
            return redirect("decide:desk-roll", pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _desk(request, pk, form=form, deed="change")


@login_required
@require_POST
def accept(request: HttpRequest, pk: int, objection: int) -> HttpResponse:
    """Accept an objection and change the roll."""
    form = ChangeForm(request.POST)
    if form.is_valid():
        try:
            rolls.accept(by=acting(request), objection=objection, change=_change(pk, form), at=now())
            messages.success(request, _("采纳了，名册已改，本人会收到消息。"))
            return redirect("decide:desk-roll", pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _desk(request, pk, form=form, objection=objection, deed="accept")


@login_required
@require_POST
def refuse(request: HttpRequest, pk: int, objection: int) -> HttpResponse:
    """Refuse an objection, saying why."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            rolls.refuse(by=acting(request), objection=objection, words=form.cleaned_data["words"], at=now())
            messages.success(request, _("答复已送到本人。"))
            return redirect("decide:desk-roll", pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _desk(request, pk, form=form, objection=objection, deed="refuse")


def _change(pk: int, form: Form) -> rolls.Change:
    given = form.cleaned_data
    return rolls.Change(
        kind=ChangeKind(given["kind"]),
        cause=Cause(given["cause"]),
        words=given["words"],
        line=pages.line_by_order(pk, given["number"]),
        resident=given["resident"],
    )
