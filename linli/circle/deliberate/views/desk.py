"""The staff's desk: bodies and who sits on them, meetings, statements to look at, open hours."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.deliberate import portraits
from linli.circle.deliberate.actions import bodies as deeds
from linli.circle.deliberate.actions import statements as moderation
from linli.circle.deliberate.actions.bodies import Seating
from linli.circle.deliberate.forms.bodies import FoundForm, SeatForm, WaysForm
from linli.circle.deliberate.forms.talks import ModerateForm
from linli.circle.deliberate.models import Charter
from linli.circle.deliberate.queries import bodies, meetings, statements
from linli.circle.deliberate.queries.bodies import BodyView
from linli.circle.deliberate.refusals import MayNotConvene
from linli.circle.deliberate.views.answers import apart, attempted, desk_community, done, first_wrong
from linli.ground.lib.clock import now, today
from linli.ground.people.choices import BodyKind, Right
from linli.ground.people.models import Resident
from linli.ground.people.queries import areas, residents
from linli.ground.people.queries.actors import acting


@login_required
@require_safe
def body_list(request: HttpRequest) -> HttpResponse:
    """List the bodies of a community."""
    community = desk_community(request, Right.MOVE_MATTERS)
    rows = bodies.within(community.pk, today())
    may_found = bool(acting(request).areas_with(Right.APPOINT))
    context = {"community": community, "rows": rows, "may_found": may_found}
    return render(request, "deliberate/desk/bodies.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Found a body."""
    community = desk_community(request, Right.APPOINT)
    grounds = bodies.grounds(community)
    form = FoundForm(request.POST if request.method == "POST" else None, grounds=grounds)
    if request.method == "POST" and form.is_valid():
        area = next(one for one in grounds if one.pk == form.cleaned_data["area"])
        kind = BodyKind(form.cleaned_data["kind"])
        made: list[int] = []
        deed = lambda: made.append(  # noqa: E731 -- one call, tried once
            deeds.found(
                by=acting(request),
                kind=kind,
                name=form.cleaned_data["name"],
                area=area,
                ways=form.ways(),
                at=now(),
            ).pk
        )
        if attempted(form, deed):
            messages.success(request, _("成立了，请安排成员。"))
            return redirect("deliberate:desk-body", made[0])
    context = {"form": form, "community": community}
    return render(request, "deliberate/desk/found.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a body with the forms that seat its members and keep its rules."""
    return _body_page(request, _reachable(request, pk))


def _reachable(request: HttpRequest, pk: int) -> BodyView:
    view = bodies.page(acting(request), pk, now())
    if not (view.may_convene or view.may_appoint):
        raise MayNotConvene
    return view


def _body_page(request: HttpRequest, view: BodyView, **wrong: Form) -> HttpResponse:
    forms = {
        "seat": SeatForm(kind=BodyKind(view.body.kind)),
        "ways": WaysForm(initial=_stands(view.charter)),
    }
    context = {
        "view": view,
        "body": view.body,
        "forms": apart({**forms, **wrong}),
        "meetings": [(one, portraits.meeting_kind(one)) for one in view.meetings],
        "wrong": next(iter(wrong), ""),
    }
    return render(request, "deliberate/desk/body.html", context, status=422 if wrong else 200)


def _stands(charter: Charter | None) -> dict[str, object]:
    if charter is None:
        return {}
    sign = "+" if charter.quorum_is_more else ""
    return {
        "purpose": charter.purpose,
        "notice_days": charter.notice_days,
        "counts_workdays": charter.counts_workdays,
        "quorum": f"{charter.quorum_parts}/{charter.quorum_of}{sign}",
        "allows_proxies": charter.allows_proxies,
        "may_decide": charter.may_decide,
    }


@login_required
@require_POST
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a seat to a person, named by name or phone."""
    view = _reachable(request, pk)
    form = SeatForm(request.POST, kind=BodyKind(view.body.kind))
    if form.is_valid():
        community = areas.community_of(view.body.area_id)
        people = residents.named(community.pk if community else view.body.area_id, form.cleaned_data["who"])
        if len(people) != 1:
            words = (
                _("本社区的户籍册里找不到这个人。")
                if not people
                else _("叫这个名字的不止一位，请改写手机号。")
            )
            form.add_error("who", words)
        elif attempted(form, lambda: _seat(request, view, form, people[0])):
            messages.success(request, _("安排好了。"))
            return redirect("deliberate:desk-body", pk)
    return _body_page(request, view, seat=form)


def _seat(request: HttpRequest, view: BodyView, form: SeatForm, resident: Resident) -> None:
    given = form.cleaned_data
    seating = Seating(
        resident=resident,
        kind=form.kind(),
        role=form.role(),
        until=form.ends(),
        is_elected=given["is_elected"],
        is_name_public=given["is_name_public"],
        agreed=given["agreed"],
    )
    deeds.seat(by=acting(request), body=view.body, seating=seating, at=now())


@login_required
@require_POST
def unseat(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """Let the holder of a seat leave."""
    view = _reachable(request, pk)
    return done(
        request,
        lambda: deeds.unseat(by=acting(request), body=view.body, post=post, at=now()),
        _("办好离任了，席位空着。"),
        reverse("deliberate:desk-body", args=[pk]),
    )


@login_required
@require_POST
def ways(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a body's rules of procedure."""
    view = _reachable(request, pk)
    form = WaysForm(request.POST)
    if form.is_valid() and attempted(
        form, lambda: deeds.keep(by=acting(request), body=view.body, ways=form.ways(), at=now())
    ):
        messages.success(request, _("议事规则存好了，从下一次会议起用。"))
        return redirect("deliberate:desk-body", pk)
    return _body_page(request, view, ways=form)


@login_required
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """List the meetings of a community, those to come on top."""
    community = desk_community(request, Right.MOVE_MATTERS)
    page = meetings.in_community(community.pk, after=request.GET.get("after", ""))
    context = {
        "community": community,
        "coming": [(one, portraits.meeting_kind(one)) for one in meetings.coming(community.pk, now())],
        "rows": [(one, portraits.meeting_kind(one)) for one in page.rows],
        "page": page,
        "bodies": bodies.within(community.pk, today()),
    }
    return render(request, "deliberate/desk/meetings.html", context)


@login_required
@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    """List the statements that somebody must look at."""
    community = desk_community(request, Right.MODERATE)
    page = statements.waiting([community.pk], after=request.GET.get("after", ""))
    moderation.note_read(by=acting(request), statements=list(page.rows), at=now())
    context = {"community": community, "page": page, "rows": page.rows, "form": ModerateForm()}
    return render(request, "deliberate/desk/statements.html", context)


@login_required
@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a statement be read, covered or plain."""
    is_plain = request.POST.get("plain") == "yes"
    return done(
        request,
        lambda: moderation.show(by=acting(request), statement=pk, is_plain=is_plain, at=now()),
        _("公开了。"),
        reverse("deliberate:desk-statements"),
    )


@login_required
@require_POST
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a statement from view."""
    form = ModerateForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_wrong(form))
        return redirect("deliberate:desk-statements")
    return done(
        request,
        lambda: moderation.hide(
            by=acting(request), statement=pk, reason=form.cleaned_data["reason"], at=now()
        ),
        _("隐藏了，本人会收到理由。"),
        reverse("deliberate:desk-statements"),
    )
