"""The register at the desk: the list, one home, one person, and what can be done to them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people import rules
from linli.ground.people.actions import readings
from linli.ground.people.forms import register as forms
from linli.ground.people.models import Area, Home, Resident
from linli.ground.people.queries import areas, register, residents, territory
from linli.ground.people.queries.actors import acting
from linli.ground.people.refusals import MayNotReadRegister, NoSuchThing
from linli.ground.people.views.answers import told
from linli.ground.people.views.deeds import HOME_DEEDS, RESIDENT_DEEDS
from linli.ground.people.views.sections import render

PARTS: dict[str, readings.Part] = {"name": "name", "phone": "phone", "id-number": "id_number"}


def chosen_community(request: HttpRequest, reach: list[Area]) -> Area:
    """Return the community asked for, else the first in reach.

    Raises:
        MayNotReadRegister: none is in reach.
    """
    asked = request.GET.get("community", "") or request.POST.get("community", "")
    found = next(
        (area for area in reach if str(area.pk) == asked), None if asked else next(iter(reach), None)
    )
    if found is None:
        raise MayNotReadRegister
    return found


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the homes of a community, narrowed, searched and ordered by the address."""
    actor, at = acting(request), now()
    reach = register.reach(actor)
    community = chosen_community(request, reach)
    form = forms.RegisterFilters(request.GET, buildings=register.buildings(community.pk))
    chosen = form.chosen(community.pk)
    asked = {key: request.GET.get(key, "") for key in ("after", "before")}
    page = register.page(actor, chosen, at=at, sort=form.sort_word(), **asked)
    context = {
        "community": community,
        "reach": reach,
        "form": form,
        "page": page,
        "count": register.count(actor, chosen, at=at),
        "most": register.MOST_COUNTED,
        "may_keep": rules.may_keep_register(actor, areas.around(community.pk), at),
        "may_open": rules.may_read_sealed(actor, areas.around(community.pk), at),
        "export_form": forms.ExportForm(),
    }
    return render(request, "people/desk/register.html", context)


@login_required
@require_safe
def home(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one home: who lives there, who owns it."""
    return _home(request, register.home(acting(request), pk, at=now()))


def _home(request: HttpRequest, found: Home, *, deed: str = "", form: Form | None = None) -> HttpResponse:
    actor, at = acting(request), now()
    household = next(iter(found.households.all()), None)
    title = next(iter(found.ownerships.all()), None)
    context = {
        "home": found,
        "line": register.line(found),
        "household": household,
        "members": [(member, member.age(at.date())) for member in household.members.all()]
        if household
        else [],
        "title": title,
        "may_keep": rules.may_keep_register(actor, areas.around(found.area_id), at),
        "forms": {name: one.form(found) for name, one in HOME_DEEDS.items()} | ({deed: form} if form else {}),
        "open_deed": deed,
    }
    return render(request, "people/desk/home.html", context, status=422 if deed else 200)


@login_required
@require_POST
def do_home(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one deed to a home; a refusal comes back with the form as it was filled in."""
    done, actor, at = HOME_DEEDS[deed], acting(request), now()
    found = register.home(actor, pk, at=at)
    form = done.form(found, request.POST)
    if form.is_valid():
        try:
            done.act(actor, found, form, at)
        except Refusal as refusal:
            form.add_error(None, told(refusal))
        else:
            messages.success(request, str(done.words))
            return redirect("people:home", pk)
    return _home(request, found, deed=deed, form=form)


@never_cache
@login_required
@require_safe
def resident(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person, masked, with what can be opened and done."""
    return _resident(request, residents.in_reach(acting(request), pk, at=now()))


def _resident(
    request: HttpRequest,
    found: Resident,
    *,
    deed: str = "",
    form: Form | None = None,
    opened: tuple[str, str] | None = None,
) -> HttpResponse:
    actor, at = acting(request), now()
    place = areas.around(residents.area_of(found))
    linked = [post.area_id for post in found.posts.all()]
    linked += [share.ownership.home.area_id for share in found.shares.all()]
    context = {
        "resident": found,
        "openable": territory.openable(actor, linked),
        "age": found.age(at.date()),
        "home": found.household.home if found.household else None,
        "address": areas.address(found.household.home.area, found.household.home.number)
        if found.household
        else "",
        "may_keep": rules.may_keep_register(actor, place, at) and found.erased_at is None,
        "may_open": rules.may_read_sealed(actor, place, at) and found.erased_at is None,
        "forms": {name: one.form(found) for name, one in RESIDENT_DEEDS.items()}
        | {f"open-{part}": forms.ReasonForm(prefix=part) for part in PARTS}
        | ({deed: form} if form else {}),
        "open_deed": deed,
        "opened": opened,
    }
    return render(request, "people/desk/resident.html", context, status=422 if deed else 200)


@login_required
@require_POST
def do_resident(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one deed to a person; a refusal comes back with the form as it was filled in."""
    done, actor, at = RESIDENT_DEEDS[deed], acting(request), now()
    found = residents.in_reach(actor, pk, at=at)
    form = done.form(found, request.POST)
    if form.is_valid():
        try:
            done.act(actor, found, form, at)
        except Refusal as refusal:
            form.add_error(None, told(refusal))
        else:
            messages.success(request, str(done.words))
            return redirect("people:resident", pk)
    return _resident(request, found, deed=deed, form=form)


@never_cache
@login_required
@require_POST
def open_part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Open a name, phone or identity number for a written reason; it is shown once, on this page."""
    if part not in PARTS:
        raise NoSuchThing
    actor, at = acting(request), now()
    found = residents.in_reach(actor, pk, at=at)
    form = forms.ReasonForm(request.POST, prefix=part)
    if not form.is_valid():
        return _resident(request, found, deed=f"open-{part}", form=form)
    try:
        words = readings.open_sealed(
            by=actor, resident=found, part=PARTS[part], reason=form.cleaned_data["reason"], at=at
        )
    except Refusal as refusal:
        form.add_error(None, told(refusal))
        return _resident(request, found, deed=f"open-{part}", form=form)
    return _resident(request, found, opened=(part, words or _("没有登记")))


@never_cache
@login_required
@require_POST
def hand_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a person's data out as a file, for themselves; the reading is noted."""
    actor, at = acting(request), now()
    found = residents.in_reach(actor, pk, at=at)
    return data_file(readings.export(by=actor, resident=found, at=at), pk)


def data_file(data: dict[str, object], pk: int) -> HttpResponse:
    """Return personal data as a JSON file to keep."""
    answer = HttpResponse(
        readings.written(data),
        content_type="application/json; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )
    answer["Content-Disposition"] = f'attachment; filename="linli-{pk}.json"'
    return answer
