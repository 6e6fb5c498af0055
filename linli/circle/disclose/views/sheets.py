"""The desk of money sheets: fill in a month, bring a workbook, look at it, keep it, send it to be checked."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.disclose import exports, money, periods
from linli.circle.disclose.actions import brought as imports
from linli.circle.disclose.actions import sheets
from linli.circle.disclose.forms.desk import BringForm, SheetForm
from linli.circle.disclose.models import MoneySheet, month_key
from linli.circle.disclose.queries import sheets as asked
from linli.circle.disclose.refusals import MayNotDisclose
from linli.circle.disclose.views.desk import desk_community
from linli.circle.disclose.views.public import XLSX
from linli.commons.notices.queries import desk
from linli.ground.lib.clock import now, today
from linli.ground.lib.refusal import Refusal
from linli.ground.people.models import Area
from linli.ground.people.queries.actors import acting


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the money sheets in reach, and the ways to fill one in."""
    community, _compounds = _reach(request)
    context = {
        "community": community,
        "sheets": [
            (one, money.month_words(one.month)) for one in asked.at_desk(acting(request), community.pk)
        ],
        "form": BringForm(initial={"month": month_key(_last_month())}),
    }
    return render(request, "disclose/desk/sheets.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Fill in a month."""
    return _filled(request, None)


@login_required
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and change a month, beside the month before; send it to be checked."""
    return _filled(request, asked.for_desk(acting(request), pk, now()))


def _filled(request: HttpRequest, page: asked.SheetPage | None) -> HttpResponse:
    community, compounds = _reach(request)
    form = SheetForm(
        request.POST if request.method == "POST" else None,
        compounds=compounds,
        bodies=desk.bodies(community.pk),
        initial=_told(request, page, compounds),
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = sheets.keep(by=acting(request), filled=form.filled(), at=now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("存好了。看一看和上个月的差别，再送去核对。"))
            return redirect("disclose:sheet", kept.pk)
    context = {"form": form, "page": page, "community": community, "rows": form.rows()}
    return render(request, "disclose/desk/sheet.html", context, status=422 if form.errors else 200)


def _told(request: HttpRequest, page: asked.SheetPage | None, compounds: list[Area]) -> dict[str, object]:
    if page is None:
        wanted = {"area": compounds[0].pk, "month": month_key(_last_month())}
        return {**wanted, **{name: request.GET[name] for name in wanted if name in request.GET}}
    found = page.sheet
    return SheetForm.of(found.area_id, found.month, page.lines, found.words, found.organization_id)


@login_required
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the notice of a month."""
    made = sheets.submit(by=acting(request), sheet=pk, at=now())
    messages.success(request, _("公示起好了：三样核对过，就等批准。"))
    return redirect("notices:desk-notice", made.pk)


@login_required
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Understand a workbook; nothing is kept yet."""
    community, _compounds = _reach(request)
    form = BringForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = imports.bring(
                by=acting(request),
                community=community.pk,
                file_name=file.name,
                content=file.read(),
                month=form.cleaned_data["month"],
                at=now(),
            )
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("disclose:brought", made.pk)
    known = [(one, money.month_words(one.month)) for one in asked.at_desk(acting(request), community.pk)]
    context = {"community": community, "sheets": known, "form": form}
    return render(request, "disclose/desk/sheets.html", context, status=422)


@login_required
@require_safe
def brought(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an import was understood as, month by month, and each cell that was not."""
    found = asked.brought(acting(request), pk)
    months = imports.grouped(found.lines)
    known = asked.kept_for(months)
    names = {area.pk: area.name for area in asked.compounds(found.community_id)}
    rows = [
        {
            "name": names.get(area, ""),
            "month": money.month_words(month),
            "table": money.table(month, lines),
            "fate": _fate(known.get((area, month)), lines),
        }
        for (area, month), lines in months.items()
    ]
    return render(request, "disclose/desk/brought.html", {"brought": found, "rows": rows})


def _fate(sheet: MoneySheet | None, lines: list[money.Line]) -> tuple[str, str]:
    """Say in a word what keeping an import would do to a month."""
    if sheet is None:
        return _("新的"), "now"
    if imports.says_the_same(sheet, lines):
        return _("已经有了，一样"), "done"
    if imports.is_posted(sheet):
        return _("正在公示，不改"), "alarm"
    return _("已有，会改成这样"), "wait"


@login_required
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what an import says."""
    try:
        kept = imports.keep(by=acting(request), brought=pk, at=now())
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        messages.error(request, str(refusal))
        return redirect("disclose:brought", pk)
    messages.success(request, _("收下了%(months)s个月的收支表，逐月送去核对吧。") % {"months": len(kept)})
    return redirect("disclose:sheets")


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Hand out the empty table of last month."""
    _community, compounds = _reach(request)
    content = exports.template([area.name for area in compounds], month_key(_last_month()))
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="linli-money-template.xlsx"'
    return answer


def _reach(request: HttpRequest) -> tuple[Area, list[Area]]:
    community = desk_community(request)
    compounds = asked.keepers_compounds(acting(request), community.pk)
    if not compounds:
        raise MayNotDisclose
    return community, compounds


def _last_month() -> date:
    return periods.month_before(today().replace(day=1))
