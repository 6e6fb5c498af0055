"""The parts of the people's desk, as chips: only those that a post of the actor opens."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.ground.look.navigation import Tab
from linli.ground.people.choices import Right
from linli.ground.people.queries.actors import acting

_SECTIONS: tuple[tuple[str, str | Promise, frozenset[Right]], ...] = (
    ("people:register", _("户籍册"), frozenset({Right.READ_REGISTER})),
    ("people:mixing", _("邻里从哪来"), frozenset({Right.READ_REGISTER})),
    ("people:parties", _("多方力量"), frozenset({Right.READ_REGISTER})),
    ("people:areas", _("区域和岗位"), frozenset({Right.READ_REGISTER, Right.APPOINT})),
    ("people:imports", _("导入"), frozenset({Right.KEEP_REGISTER})),
    ("people:newcomers", _("新来的"), frozenset({Right.KEEP_REGISTER})),
    ("people:readings", _("查阅记录"), frozenset({Right.READ_LOG})),
)


def sections(request: HttpRequest) -> list[Tab]:
    """Return the parts that are open to the actor, the present one marked."""
    actor = acting(request)
    open_to = [
        (reverse(name), label)
        for name, label, rights in _SECTIONS
        if any(actor.areas_with(right) for right in rights)
    ]
    here = max((url for url, _label in open_to if request.path.startswith(url)), key=len, default="")
    return [Tab(url, label, current=url == here) for url, label in open_to]


def render(
    request: HttpRequest, template: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """Answer with a page of the people's desk."""
    return render_page(request, template, {"sections": sections(request), **context}, status=status)
