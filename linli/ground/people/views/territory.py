"""The territory at the desk: the tree of areas, one area with its posts, vacancies and bodies, and its deeds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.actions import areas as area_deeds
from linli.ground.people.actions import homes, organizations, posts
from linli.ground.people.choices import AreaKind, BodyKind, HomeUse, PostKind
from linli.ground.people.forms import register as register_forms
from linli.ground.people.forms import territory as forms
from linli.ground.people.models import Area
from linli.ground.people.queries import territory
from linli.ground.people.queries.actors import acting
from linli.ground.people.rules import Actor
from linli.ground.people.views.answers import told
from linli.ground.people.views.register import chosen_community
from linli.ground.people.views.sections import render


@dataclass(frozen=True, slots=True)
class AreaDeed:
    """One deed to an area: how its form is made, what it does, what is said afterwards."""

    make: Callable[[Area, QueryDict | None], Any]
    act: Callable[[Actor, Area, Any, datetime], object]
    words: str | Promise


def _new_area_form(area: Area, data: QueryDict | None) -> Form:
    kinds = [kind for kind, holders in area_deeds.MAY_HOLD.items() if area.kind in holders]
    return forms.NewAreaForm(data, kinds=kinds)


def _rename_form(area: Area, data: QueryDict | None) -> Form:
    return forms.NameForm(data, initial={"name": area.name})


def _block_form(area: Area, data: QueryDict | None) -> Form:
    return forms.BlockForm(data, blocks=territory.blocks_for(area), initial={"block": area.block_id})


def _post_form(area: Area, data: QueryDict | None) -> Form:
    return forms.PostForm(data, kinds=territory.posts_for(area))


def _found(by: Actor, area: Area, form: Form, at: datetime) -> object:
    given = form.cleaned_data
    return area_deeds.found(by=by, kind=AreaKind(given["kind"]), name=given["name"], parent=area, at=at)


def _rename(by: Actor, area: Area, form: Form, at: datetime) -> object:
    return area_deeds.rename(by=by, area=area, name=form.cleaned_data["name"], at=at)


def _place(by: Actor, area: Area, form: Form, at: datetime) -> object:
    chosen = form.cleaned_data["block"]
    block = next((one for one in territory.blocks_for(area) if str(one.pk) == chosen), None)
    return area_deeds.place_in_block(by=by, building=area, block=block, at=at)


def _add_home(by: Actor, area: Area, form: Form, at: datetime) -> object:
    given = form.cleaned_data
    return homes.add(
        by=by,
        area=area,
        number=given["number"],
        use=HomeUse(given["use"]),
        exclusive_area=given["exclusive_area"],
        floor=given["floor"],
        at=at,
    )


def _fill_post(by: Actor, area: Area, form: forms.PostForm, at: datetime) -> object:
    given = form.cleaned_data
    return posts.fill_by_name(
        by=by,
        kind=PostKind(given["kind"]),
        area=area,
        who=given["who"],
        until=form.until_moment(),
        is_elected=given["is_elected"],
        at=at,
    )


def _found_body(by: Actor, area: Area, form: Form, at: datetime) -> object:
    given = form.cleaned_data
    return organizations.found(by=by, kind=BodyKind(given["kind"]), name=given["name"], area=area, at=at)


AREA_DEEDS: dict[str, AreaDeed] = {
    "found": AreaDeed(_new_area_form, _found, _("登记好了。")),
    "rename": AreaDeed(_rename_form, _rename, _("名字改好了。")),
    "place": AreaDeed(_block_form, _place, _("块区改好了。")),
    "add-home": AreaDeed(
        lambda _area, data: register_forms.NewHomeForm(data), _add_home, _("房屋登记好了。")
    ),
    "fill-post": AreaDeed(_post_form, _fill_post, _("岗位登记好了。")),
    "found-body": AreaDeed(lambda _area, data: forms.BodyForm(data), _found_body, _("组织登记好了。")),
}


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the tree of a community's areas, with the posts held and vacant."""
    actor = acting(request)
    reach = territory.reach(actor)
    community = chosen_community(request, reach)
    at = now()
    context = {
        "community": community,
        "reach": reach,
        "branches": territory.tree(actor, community, at=at),
        "may_look": territory.may_look(actor, community, at),
    }
    return render(request, "people/desk/areas.html", context)


@login_required
@require_safe
def area(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one area."""
    return _area(request, pk)


def _area(request: HttpRequest, pk: int, *, deed: str = "", form: Form | None = None) -> HttpResponse:
    card = territory.card(acting(request), pk, at=now())
    context = {
        "card": card,
        "area": card.area,
        "is_building": card.area.kind == AreaKind.BUILDING,
        "may_hold": any(card.area.kind in holders for holders in area_deeds.MAY_HOLD.values()),
        "forms": {name.replace("-", "_"): one.make(card.area, None) for name, one in AREA_DEEDS.items()}
        | ({deed.replace("-", "_"): form} if form else {}),
        "open_deed": deed,
    }
    return render(request, "people/desk/area.html", context, status=422 if deed else 200)


@login_required
@require_POST
def do_area(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one deed to an area; a refusal comes back with the form as it was filled in."""
    done, actor, at = AREA_DEEDS[deed], acting(request), now()
    found = territory.card(actor, pk, at=at).area
    form = done.make(found, request.POST)
    if form.is_valid():
        try:
            done.act(actor, found, form, at)
        except Refusal as refusal:
            form.add_error(None, told(refusal))
        else:
            messages.success(request, str(done.words))
            return redirect("people:area", pk)
    return _area(request, pk, deed=deed, form=form)


@login_required
@require_POST
def vacate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the holder of a post leave; the seat stays, vacant."""
    return _close(request, pk, lambda by, post, at: posts.vacate(by=by, post=post, at=at))


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post; no seat stays."""
    return _close(request, pk, lambda by, post, at: posts.end(by=by, post=post, at=at))


def _close(request: HttpRequest, pk: int, deed: Callable[[Actor, Any, datetime], object]) -> HttpResponse:
    actor, at = acting(request), now()
    post = territory.post(actor, pk, at=at)
    try:
        deed(actor, post, at)
    except Refusal as refusal:
        messages.error(request, told(refusal))
    else:
        messages.success(request, str(_("登记好了。")))
    return redirect("people:area", post.area_id)
