"""Signing in: a phone and its code for everyone; a login word, a password and a second factor for staff."""

from typing import Any, cast

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.views import LoginView, RequestLoginCodeView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.ground.carriers.sms import NotSent
from linli.ground.lib.chance import token
from linli.ground.lib.clock import now
from linli.ground.people.actions import accounts as deeds
from linli.ground.people.adapters import DEVICE_COOKIE
from linli.ground.people.forms.signin import PseudonymForm, ResidentChoice
from linli.ground.people.models import Account, Resident
from linli.ground.people.queries import accounts
from linli.ground.people.queries.actors import acting

_YEAR = 365 * 86400


class RemembersDevice:
    """Gives each browser a random name of its own, by which limits count."""

    def dispatch(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        """Answer, and set the cookie where it is missing."""
        answer: HttpResponse = super().dispatch(request, *args, **more)  # type: ignore[misc] # a mixin
        if DEVICE_COOKIE not in request.COOKIES:
            answer.set_signed_cookie(
                DEVICE_COOKIE,
                token(12),
                max_age=_YEAR,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
        return answer


class PhoneView(RemembersDevice, RequestLoginCodeView):  # type: ignore[misc] # allauth ships no types
    """Asks for a phone and sends it a code, known or not."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Send the code, or say plainly that the message could not be sent."""
        phone = form.cleaned_data["phone"]
        try:
            LoginCodeVerificationProcess.initiate(
                request=self.request, user=deeds.knock(phone=phone, at=now()), phone=phone
            )
        except NotSent:
            form.add_error("phone", _("短信没能发出去，请过几分钟再试，或打社区服务站的电话。"))
            return cast("HttpResponse", self.form_invalid(form))
        return redirect(self.get_success_url())


class PasswordView(RemembersDevice, LoginView):  # type: ignore[misc] # allauth ships no types
    """Asks staff for login word and password; the second factor follows."""


by_phone = PhoneView.as_view()
by_password = PasswordView.as_view()


@login_required
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Show who I am to the house, and let me choose my public name or which neighbour I am."""
    account = request.user
    assert isinstance(account, Account)
    form = PseudonymForm(
        request.POST if request.method == "POST" else None, initial={"pseudonym": account.pseudonym}
    )
    if request.method == "POST" and form.is_valid():
        deeds.choose_pseudonym(account=account, pseudonym=form.cleaned_data["pseudonym"], at=now())
        messages.success(request, _("名字改好了。"))
        return redirect("signin:me")
    context = {"form": form, "may_be": accounts.residents_it_may_be(account), "actor": acting(request)}
    return render(request, "people/me.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """Be one of the residents who share this phone."""
    account, form = request.user, ResidentChoice(request.POST)
    assert isinstance(account, Account)
    if form.is_valid():
        wanted = Resident(pk=form.cleaned_data["resident"])
        deeds.claim(account=account, resident=wanted, at=now())
        messages.success(request, _("好，记住您了。"))
    return redirect("signin:me")
