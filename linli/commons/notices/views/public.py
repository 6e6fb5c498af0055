"""The board that anyone may read: the list, one notice, its prints; and what residents do there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.commons.notices.actions import follows, moderation, questions
from linli.commons.notices.forms.public import AskForm, ListForm, ReasonForm
from linli.commons.notices.queries import notices
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import id_in
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting


def community_of(request: HttpRequest) -> Area:
    """Return the community a public page speaks of: the one asked for, else one's own, else the first of the house.

    Raises:
        Http404: there is none.
    """
    found = areas.chosen_community(request.GET.get("community", ""), acting(request).community_id)
    if found is None:
        raise Http404
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what hangs on the board of a community, the newest first."""
    community, at = community_of(request), now()
    form = ListForm(request.GET)
    filters = form.filters(community.pk)
    page = notices.page(filters, after=request.GET.get("after", ""), at=at)
    context = {
        "community": community,
        "form": form,
        "filters": filters,
        "page": page,
        "rows": [(one, one.is_standing(at)) for one in page.rows],
    }
    return render(request, "notices/list.html", context)


@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one notice with its corrections, its questions and its dates."""
    return _shown(request, pk)


def _shown(request: HttpRequest, pk: int, form: AskForm | None = None) -> HttpResponse:
    view = notices.view(pk, acting(request), now())
    context = {"view": view, "notice": view.notice, "form": form or AskForm(), "reason_form": ReasonForm()}
    return render(request, "notices/notice.html", context, status=422 if form else 200)


@require_safe
def gate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a notice as a sheet for the gate: large type, the dates in words, a square to scan."""
    view = notices.view(pk, acting(request), now())
    return render(request, "notices/gate.html", {"view": view, "notice": view.notice})


@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the proof that a notice has hung unchanged: who, from when, until when, its hash."""
    proof = notices.evidence(pk, now())
    return render(request, "notices/evidence.html", {"proof": proof, "notice": proof.notice})


@login_required
@require_http_methods(["POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question under a notice."""
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            given = form.cleaned_data
            made = questions.ask(
                by=acting(request), notice=pk, words=given["words"], key=given["key"], at=now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("问出去了，五个工作日内答复，答了就告诉您。"))
            return redirect(f"/notices/{pk}/#q{made.pk}")
    return _shown(request, pk, form)


@login_required
@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report against a question."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        made = moderation.report(
            by=acting(request), question=pk, reason=form.cleaned_data["reason"], at=now()
        )
        messages.success(request, _("收到，工作人员会看。"))
        return redirect("notices:notice", made.question.notice_id)
    messages.error(request, _("请写一句哪里不合适。"))
    return _back(pk)


@login_required
@require_POST
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an objection of who asked against the hiding of their question."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        moderation.appeal(by=acting(request), question=pk, words=form.cleaned_data["reason"], at=now())
        messages.success(request, _("收到您的申诉，会再看一遍。"))
    else:
        messages.error(request, _("请写一句为什么应该恢复。"))
    return _back(pk)


def _back(question: int) -> HttpResponse:
    found = notices.question(question)
    return redirect("notices:notice", found.notice_id) if found else redirect("notices:list")


@login_required
@require_POST
def follow(request: HttpRequest, area: int) -> HttpResponse:
    """Let a resident hear of what is posted in a place, or no more."""
    if "stop" in request.POST:
        follows.unfollow(by=acting(request), area=area)
        messages.success(request, _("好，不再告诉您了。"))
    else:
        follows.follow(by=acting(request), area=area, at=now())
        messages.success(request, _("好，这里贴出新公示就告诉您。"))
    back = id_in(request.POST.get("notice", ""))
    return redirect("notices:notice", back) if back is not None else redirect("notices:list")
