"""Newcomers: they say where they live, the clerk confirms who they are."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import id_in
from linli.ground.people.actions import newcomers as deeds
from linli.ground.people.actions.homes import NoSuchDoor
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.choices import Right
from linli.ground.people.forms.newcomers import ConfirmForm, DeclareForm
from linli.ground.people.forms.register import MoveForm
from linli.ground.people.models import Account
from linli.ground.people.queries import areas, newcomers, register
from linli.ground.people.queries.actors import acting
from linli.ground.people.views.register import chosen_community
from linli.ground.people.views.sections import render as render_section


@login_required
@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest) -> HttpResponse:
    """Let whoever the register does not know say where they live."""
    account = request.user
    assert isinstance(account, Account)
    form = DeclareForm(request.POST if request.method == "POST" else None, communities=areas.communities())
    if request.method == "POST" and form.is_valid():
        try:
            deeds.declare(account=account, at=now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("记下了。现在就可以说事；社区核对以后，就能投票。"))
            return redirect(_way_on(request))
    return render(request, "people/declare.html", {"form": form}, status=422 if form.errors else 200)


def _way_on(request: HttpRequest) -> str:
    """Return where they wanted to go, if that is a page of this house; else who they are."""
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if wanted and is_ours else reverse("signin:me")


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the newcomers who wait to be confirmed, and residents who live in no home yet."""
    return _index(request)


def _index(request: HttpRequest, refused: ConfirmForm | None = None) -> HttpResponse:
    actor, at = acting(request), now()
    reach = register.reach(actor, Right.KEEP_REGISTER)
    community = chosen_community(request, reach)
    rows = newcomers.waiting(actor, community.pk, at)
    context = {
        "community": community,
        "reach": reach,
        "rows": [(row, _form_for(row, refused)) for row in rows],
        "page": newcomers.without_home(actor, community.pk, after=request.GET.get("after", ""), at=at),
        "move": MoveForm(auto_id=False),
    }
    return render_section(request, "people/desk/newcomers.html", context, 422 if refused else 200)


def _form_for(row: newcomers.Waiting, refused: ConfirmForm | None) -> ConfirmForm:
    """The form of one newcomer: as it was filled in and refused, else with the door they named themselves."""
    newcomer = row.told.resident_id
    if refused is not None and refused.data.get("newcomer") == str(newcomer):
        refused.auto_id = f"{newcomer}-%s"
        return refused
    return ConfirmForm(initial={"newcomer": newcomer, "door": row.told.door}, auto_id=f"{newcomer}-%s")


@login_required
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm one newcomer."""
    actor = acting(request)
    if not actor.areas_with(Right.KEEP_REGISTER):
        raise MayNotKeepRegister
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            deeds.confirm(by=actor, at=now(), **form.cleaned_data)
        except NoSuchDoor as refusal:
            form.add_error("door", str(refusal))
        except Refusal as refusal:
            if refusal.status == 403:
                raise
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("核对好了。"))
    if form.errors:
        return _index(request, form)
    community, here = id_in(request.POST.get("community", "")), reverse("people:newcomers")
    return redirect(here if community is None else f"{here}?community={community}")
