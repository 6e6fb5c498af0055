"""Tells every page where it is: the community's name, the tabs, who is signed in."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from linli.ground.look.navigation import Tab
from linli.ground.messages.queries import inbox
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting

DESK = "/desk/"

_Row = tuple[str, str | Promise, str, dict[str, bool]]

_RESIDENT: tuple[_Row, ...] = (
    ("web:home", _("首页"), "home", {}),
    ("web:matters", _("大家的事"), "ring", {"care": False}),
    ("listen:say", _("说一句"), "", {"say": True}),
    ("listen:topics", _("大家说"), "voice", {"care": False}),
    ("signin:me", _("我的"), "person", {}),
)
_STAFF: tuple[_Row, ...] = (
    ("web:desk", _("今天"), "", {}),
    ("listen:inbox", _("来信"), "", {}),
    ("listen:desk-topics", _("话题"), "", {}),
    ("matters:board", _("看板"), "", {}),
    ("deliberate:desk-meetings", _("会议"), "", {}),
    ("decide:desk", _("投票"), "", {}),
    ("deliver:desk-list", _("办理"), "", {}),
    ("disclose:calendar", _("公开"), "", {}),
    ("evaluate:figures", _("评议"), "", {}),
    ("listen:desk-figures", _("报表"), "", {}),
    ("people:register", _("户籍"), "", {}),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    """Return `nav`, `place`, `person` and `actor`; what needs the database waits until a template asks."""
    on_desk = request.path.startswith(DESK)
    return {
        "nav": _tabs(request.path, _STAFF if on_desk else _RESIDENT),
        "place": SimpleLazyObject(lambda: _place(request)),
        "actor": SimpleLazyObject(lambda: acting(request)),
        "person": SimpleLazyObject(lambda: acting(request).masked),
        "bell": SimpleLazyObject(lambda: _bell(request)),
        "bell_count": SimpleLazyObject(lambda: inbox.unread(acting(request).resident_id)),
        "me_url": reverse("signin:me"),
        "on_desk": on_desk,
        "demo_url": settings.DEMO_URL,
        "site_url": settings.BASE_URL.rstrip("/"),
        "home": reverse("web:desk") if on_desk else "/",
    }


def _tabs(path: str, rows: tuple[_Row, ...]) -> list[Tab]:
    """The tab whose address begins the path is the current one; of several the longest."""
    urls = [reverse(name) for name, *_rest in rows]
    fitting = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    here = max(fitting, key=len, default="")
    return [
        Tab(url, str(label), icon, current=url == here, **more)
        for url, (_name, label, icon, more) in zip(urls, rows, strict=True)
    ]


def _bell(request: HttpRequest) -> str:
    """Where a resident's messages are; nothing for others."""
    return reverse("messages:index") if acting(request).resident_id is not None else ""


def _place(request: HttpRequest) -> str:
    """The community of whoever is signed in, else the first of the house, else the house's own name."""
    community = areas.chosen_community("", acting(request).community_id)
    return community.name if community else str(_("邻里"))
