"""Voices as tables at the desk: brought in from a workbook, taken out as one; and notices to print and bring."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.listen import workbooks
from linli.circle.listen.actions import exports, imports, letters
from linli.circle.listen.choices import Channel, ImportStage
from linli.circle.listen.forms.desk import InboxFilters, SheetForm
from linli.circle.listen.queries import imports as batches
from linli.circle.listen.queries import letters as notices
from linli.circle.listen.queries import schemes
from linli.circle.listen.views.desk import desk_community
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.queries.actors import acting

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Take in a workbook of voices, and list those brought before."""
    community, actor, at = desk_community(request), acting(request), now()
    form = SheetForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    if request.method == "POST" and form.is_valid():
        brought = form.cleaned_data["sheet"]
        try:
            batch = imports.begin(
                by=actor,
                community=community.pk,
                file_name=brought.name,
                content=brought.read(),
                channel=Channel(form.cleaned_data["channel"]),
                at=at,
            )
            return redirect("listen:import", batch.pk)
        except Refusal as refusal:
            form.add_error("sheet", str(refusal))
    context = {"form": form, "community": community, "recent": batches.recent(actor, community.pk, at)}
    return render(request, "listen/desk/imports.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far an import is; the part that changes asks for itself while the worker reads."""
    view = batches.of(acting(request), pk, now())
    name = "listen/desk/import.html" + ("#standing" if request.headers.get("HX-Request") else "")
    going = view.stage in {ImportStage.READING, ImportStage.UNDOING}
    return render(request, name, {"batch": view, "going": going, "is_done": view.stage == ImportStage.DONE})


@login_required
@require_safe
def errors(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the rows that could not be read, with the reason of each, to be mended and brought again."""
    content = workbooks.faulty(batches.errors(acting(request), pk, now()))
    return _sheet(content, f"linli-{pk}-errors.xlsx")


@login_required
@require_safe
def template(_request: HttpRequest) -> HttpResponse:
    """Hand out the empty table to fill in."""
    return _sheet(workbooks.template(), "linli-voices.xlsx")


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    try:
        imports.undo(by=acting(request), batch=pk, at=now())
        messages.success(request, _("正在撤销。有人处理过的会留下。"))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("listen:import", pk)


@login_required
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the list of the inbox, as it is narrowed, as a workbook."""
    community = desk_community(request)
    form = InboxFilters(request.GET, classes=schemes.classes(community.pk))
    made = exports.ask(by=acting(request), filters=form.filters(community.pk), at=now())
    return redirect("listen:export", made.pk)


@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Wait for a workbook, and offer it when the worker has made it."""
    view = batches.export_of(acting(request), pk)
    name = "listen/desk/export.html" + ("#standing" if request.headers.get("HX-Request") else "")
    return render(request, name, {"export": view})


@login_required
@require_safe
def fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a workbook, if whoever asked for it may still read voices there."""
    file = exports.fetch(by=acting(request), export=pk, at=now())
    return redirect("files:file", file.pk)


@login_required
@require_safe
def letters_list(request: HttpRequest) -> HttpResponse:
    """List the notices that somebody must print and bring."""
    community = desk_community(request)
    rows = notices.waiting(acting(request), community.pk, now())
    return render(request, "listen/desk/letters.html", {"rows": rows, "community": community})


@login_required
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one notice as it prints; note that it was brought."""
    if request.method == "POST":
        letters.delivered(by=acting(request), letter=pk, at=now())
        messages.success(request, _("记下了，已送到。"))
        return redirect("listen:letters")
    view = notices.letter(acting(request), pk, now())
    return render(request, "listen/desk/letter.html", {"view": view, "voice": view.letter.voice})


def _sheet(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
