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
from linli.ground.people.actions import newcomers as deeds
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.choices import Right
from linli.ground.people.forms.newcomers import ConfirmForm, DeclareForm
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
    """List the newcomers who wait to be confirmed."""
    actor = acting(request)
    community = chosen_community(request, register.reach(actor, Right.KEEP_REGISTER))
    context = {"community": community, "rows": newcomers.waiting(actor, community.pk, now())}
    return render_section(request, "people/desk/newcomers.html", context)


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
            messages.success(request, _("核对好了。"))
        except Refusal as refusal:
            if refusal.status == 403:
                raise
            messages.error(request, str(refusal))
    return redirect("people:newcomers")
