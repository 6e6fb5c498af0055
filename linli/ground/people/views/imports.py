"""Bringing register tables in and taking workbooks out: upload, preview, confirm, undo; asked, made, fetched."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.actions import readings, register_exports
from linli.ground.people.actions.imports import stages
from linli.ground.people.choices import Right
from linli.ground.people.exports import faulty, template
from linli.ground.people.forms import register as forms
from linli.ground.people.models import RegisterImport
from linli.ground.people.queries import imports, register
from linli.ground.people.queries.actors import acting
from linli.ground.people.rules import Actor
from linli.ground.people.views.answers import told
from linli.ground.people.views.register import chosen_community
from linli.ground.people.views.sections import render

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Deed = Callable[[Actor, RegisterImport, datetime], object]

DEEDS: dict[str, tuple[Deed, str | Promise]] = {
    "confirm": (
        lambda by, batch, at: stages.confirm(by=by, batch=batch, at=at),
        _("开始写入了，可以离开这一页。"),
    ),
    "drop": (
        lambda by, batch, at: stages.drop(by=by, batch=batch, at=at),
        _("没有导入，上传的表格已经删掉。"),
    ),
    "fill": (
        lambda by, batch, at: stages.read_again(by=by, batch=batch, fills_merged=True, at=at),
        _("正在按合并范围补齐，重新读表。"),
    ),
    "undo": (lambda by, batch, at: stages.undo(by=by, batch=batch, at=at), _("正在撤销，可以离开这一页。")),
}


@login_required
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show the imports of a community, and take a new file."""
    actor = acting(request)
    reach = register.reach(actor, Right.KEEP_REGISTER)
    community = chosen_community(request, reach)
    sent = request.method == "POST"
    form = forms.UploadForm(request.POST, request.FILES) if sent else forms.UploadForm()
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = stages.bring(
                by=actor, community=community, file_name=file.name, content=file.read(), at=now()
            )
        except Refusal as refusal:
            form.add_error("file", told(refusal))
        else:
            return redirect("people:import", batch.pk)
    context = {
        "community": community,
        "reach": reach,
        "form": form,
        "batches": imports.of_community(community.pk),
    }
    return render(request, "people/desk/imports.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one import at its stage; asked by htmx while busy, only how far it is."""
    batch = imports.in_reach(acting(request), pk, at=now())
    done, total = imports.progress(batch)
    context = {
        "batch": batch,
        "done": done,
        "total": total,
        "changes": imports.changes(batch),
        "parts": imports.changed_parts(batch),
        "faults": imports.by_fault(batch),
        "examples": imports.examples(batch),
        "can_fill": imports.has_merged_faults(batch),
        "kept": imports.kept(batch) if batch.stage == RegisterImport.Stage.UNDONE else [],
        "can_undo": imports.can_be_undone(batch),
    }
    if request.headers.get("HX-Request") and batch.is_busy:
        return render(request, "people/desk/import.html#progress", context)
    answer = render(request, "people/desk/import.html", context)
    if request.headers.get("HX-Request"):
        answer["HX-Refresh"] = "true"
    return answer


@login_required
@require_POST
def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Confirm, drop, fill or undo an import."""
    act, words = DEEDS[deed]
    actor, at = acting(request), now()
    batch = imports.in_reach(actor, pk, at=at)
    try:
        act(actor, batch, at)
    except Refusal as refusal:
        messages.error(request, told(refusal))
    else:
        messages.success(request, str(words))
    return redirect("people:import", pk)


@never_cache
@login_required
@require_safe
def faulty_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the faulty rows of an import as a workbook; the reading is noted."""
    actor, at = acting(request), now()
    batch = readings.open_faulty_rows(by=actor, batch=imports.in_reach(actor, pk, at=at), at=at)
    return workbook(faulty.workbook(batch), f"linli-{batch.pk}-faulty.xlsx")


@login_required
@require_safe
def empty_table(request: HttpRequest) -> HttpResponse:
    """Hand out the template."""
    chosen_community(request, register.reach(acting(request), Right.KEEP_REGISTER))
    return workbook(template.workbook(), "linli-register.xlsx")


@login_required
@require_POST
def ask_export(request: HttpRequest) -> HttpResponse:
    """Ask for the list, as it is narrowed, as a workbook."""
    actor, at = acting(request), now()
    community = chosen_community(request, register.reach(actor))
    filters = forms.RegisterFilters(request.POST, buildings=register.buildings(community.pk))
    form = forms.ExportForm(request.POST)
    form.is_valid()
    try:
        export = register_exports.ask(
            by=actor,
            chosen=filters.chosen(community.pk),
            is_full=form.cleaned_data["is_full"],
            reason=form.cleaned_data.get("reason", ""),
            at=at,
        )
    except Refusal as refusal:
        messages.error(request, told(refusal))
        return redirect("people:register")
    return redirect("people:export", export.pk)


@never_cache
@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whether a workbook is ready."""
    found = register_exports.of(acting(request), pk, at=now())
    if request.headers.get("HX-Request") and found.ready_at is None:
        return render(request, "people/desk/export.html#progress", {"export": found})
    answer = render(request, "people/desk/export.html", {"export": found})
    if request.headers.get("HX-Request"):
        answer["HX-Refresh"] = "true"
    return answer


@never_cache
@login_required
@require_safe
def export_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a workbook out, if the right to read it still stands."""
    content = register_exports.fetch(by=acting(request), export_id=pk, at=now())
    return workbook(content, f"linli-register-{pk}.xlsx")


def workbook(content: bytes, name: str) -> HttpResponse:
    """Return a workbook as a file to keep, not to be cached on the way."""
    answer = HttpResponse(content, content_type=XLSX, headers={"Cache-Control": "no-store"})
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
