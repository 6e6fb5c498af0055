"""In the demo one signs in as a neighbour with one press; only there, and only as one of the invented."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from linli.faces.demo import neighbours
from linli.ground.people.queries import accounts

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """Introduce the neighbours."""
    _only_in_the_demo()
    people = [(key, person) for key, person in neighbours.cast().items() if person.signs_in != "never"]
    return render(request, "demo/who.html", {"people": people})


@require_POST
def be(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the invented neighbours."""
    _only_in_the_demo()
    person = neighbours.cast().get(key)
    if person is None or person.signs_in == "never":
        raise Http404
    found = accounts.by_login(key) if person.signs_in == "staff" else accounts.by_phone(neighbours.phone(key))
    if found is None:
        raise Http404
    login(request, found, backend=BACKEND)
    # The demo's neighbours have no phones to receive codes on: the press stands for both factors.
    record_authentication(request, found, method="mfa", type="demo")
    return redirect("web:home")


def _only_in_the_demo() -> None:
    if not settings.IS_DEMO:
        raise Http404
