"""Tells every page where it is: the community's name, the tabs, who is signed in."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from linli.faces.web import doors
from linli.ground.messages.queries import inbox
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting


def navigation(request: HttpRequest) -> dict[str, object]:
    """Return `nav`, `doors`, `place`, `actor` and the like; what needs the database waits until a template asks."""
    on_desk = request.path.startswith(doors.DESK)
    return {
        "nav": SimpleLazyObject(lambda: doors.tabs(request.path, acting(request))),
        "rights": SimpleLazyObject(lambda: doors.rights(acting(request))),
        "doors": SimpleLazyObject(lambda: doors.open_to(acting(request))),
        "mine_rows": SimpleLazyObject(lambda: doors.mine(acting(request))),
        "place": SimpleLazyObject(lambda: _place(request)),
        "actor": SimpleLazyObject(lambda: acting(request)),
        "person": SimpleLazyObject(lambda: acting(request).masked),
        "bell": SimpleLazyObject(lambda: _bell(request)),
        "bell_count": SimpleLazyObject(lambda: inbox.unread(acting(request).resident_id)),
        "me_url": reverse("signin:me"),
        "on_desk": on_desk,
        "demo_url": settings.DEMO_URL,
        "site_url": settings.BASE_URL.rstrip("/"),
        "home_url": SimpleLazyObject(lambda: doors.home_url(acting(request))) if on_desk else "/",
    }


def _bell(request: HttpRequest) -> str:
    """Where a resident's messages are; nothing for others."""
    return reverse("messages:index") if acting(request).resident_id is not None else ""


def _place(request: HttpRequest) -> str:
    """The community of whoever is signed in, else the first of the house, else the house's own name."""
    community = areas.chosen_community("", acting(request).community_id)
    return community.name if community else str(_("邻里"))
