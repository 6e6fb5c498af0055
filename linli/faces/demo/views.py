"""In the demo one signs in as a neighbour with one press; only there, and only as one of the invented."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from linli.faces.demo import crowd, neighbours
from linli.ground.people.models import Account
from linli.ground.people.queries import accounts

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """Introduce the neighbours."""
    _only_in_the_demo()
    people = [(key, person) for key, person in neighbours.cast().items() if person.signs_in != "never"]
    return render(request, "demo/who.html", {"people": people, "elsewhere": _elsewhere()})


@require_POST
def be(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the invented neighbours."""
    _only_in_the_demo()
    found = _account(key)
    if found is None:
        raise Http404
    login(request, found, backend=BACKEND)
    # The demo's neighbours have no phones to receive codes on: the press stands for both factors.
    record_authentication(request, found, method="mfa", type="demo")
    return redirect("web:home")


def _elsewhere() -> list[dict[str, Any]]:
    """Return the places of a larger size whose worker may be signed in as."""
    places = [place for place in crowd.places()["place"] if "staff" in place]
    standing = accounts.logins_among(place["key"] for place in places)
    return [place for place in places if place["key"] in standing]


def _account(key: str) -> Account | None:
    """Return the sign-in of a named neighbour, or of the worker of a place; None when nobody signs in so."""
    person = neighbours.cast().get(key)
    if person is None:
        return accounts.by_login(key) if key in {place["key"] for place in _elsewhere()} else None
    if person.signs_in == "never":
        return None
    return accounts.by_login(key) if person.signs_in == "staff" else accounts.by_phone(neighbours.phone(key))


def _only_in_the_demo() -> None:
    if not settings.IS_DEMO:
        raise Http404
