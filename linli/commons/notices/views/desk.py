"""The desk of notices: what waits, drafts, the way to the board, questions to answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.commons.notices.actions import drafts
from linli.commons.notices.choices import State
from linli.commons.notices.forms.desk import CheckForm, DraftForm, WordsForm
from linli.commons.notices.forms.public import ReasonForm
from linli.commons.notices.models import Notice
from linli.commons.notices.queries import desk, notices
from linli.commons.notices.refusals import MayNotPost, WrongState
from linli.commons.notices.views.deeds import ERRATUM, NOTICE, QUESTION, Deed
from linli.ground.files.actions import files
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.queries.actors import acting


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what waits and all notices in reach."""
    actor, at = acting(request), now()
    community = desk.community(actor, request.GET.get("community", ""))
    asked = request.GET.get("state", "")
    state = State(asked) if asked in State.values else None
    page = desk.page(actor, community.pk, state=state, after=request.GET.get("after", ""))
    context = {
        "community": community,
        "work": desk.work(actor, community.pk, at),
        "page": page,
        "rows": [(one, one.is_standing(at)) for one in page.rows],
        "states": State.choices,
        "state": asked,
        "words_form": WordsForm(),
        "reason_form": ReasonForm(),
        "may_draft": bool(desk.in_reach(actor, community.pk)),
    }
    return render(request, "notices/desk/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a notice."""
    return _written(request, None)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    found = notices.view(pk, acting(request), now()).notice
    if found.is_readable():
        raise WrongState(state=found.get_state_display())
    return _written(request, found)


def _written(request: HttpRequest, kept: Notice | None) -> HttpResponse:
    actor = acting(request)
    asked = str(kept.community_id) if kept else request.GET.get("community", "")
    community = desk.community(actor, asked)
    places = desk.in_reach(actor, community.pk)
    if not places:
        raise MayNotPost
    form = DraftForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        places=places,
        bodies=desk.bodies(community.pk),
        initial=_said(kept) if kept else {"area": places[0].pk},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _kept(request, form, kept)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("草稿存好了。下一步：核对。"))
            return redirect("notices:desk-notice", made.pk)
    context = {"form": form, "community": community, "notice": kept}
    return render(request, "notices/desk/draft.html", context, status=422 if form.errors else 200)


def _said(notice: Notice) -> dict[str, object]:
    fields = ("kind", "title", "body", "days")
    return {
        **{name: getattr(notice, name) for name in fields},
        "area": notice.area_id,
        "organization": notice.organization_id,
    }


def _kept(request: HttpRequest, form: DraftForm, kept: Notice | None) -> Notice:
    actor, at = acting(request), now()
    taken = []
    for one in form.cleaned_data["attached"]:
        content, area = one.read(), form.cleaned_data["area"]
        is_table = one.name.lower().endswith((".xlsx", ".csv"))
        take = files.take_sheet if is_table else files.take_photo
        taken.append(take(content=content, keeper=drafts.KEEPER, area=area, by=actor.account_id, at=at).pk)
    draft = form.draft(tuple(taken), kept)
    if kept is None:
        return drafts.draft(by=actor, draft=draft, key=form.cleaned_data["key"], at=at)
    return drafts.change(by=actor, notice=kept.pk, draft=draft, at=at)


@login_required
@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one notice with everything that can be done to it."""
    return _shown(request, pk)


def _shown(request: HttpRequest, pk: int, deed: str = "", form: Form | None = None) -> HttpResponse:
    actor, at = acting(request), now()
    view = notices.view(pk, actor, at)
    may_sign = desk.may_sign(actor, view.notice, at)
    if not (view.may_post or may_sign):
        raise MayNotPost
    forms: dict[str, Form] = {
        "check": CheckForm(),
        "send_back": ReasonForm(),
        "withdraw": ReasonForm(),
        "erratum": WordsForm(),
    }
    if form is not None:
        forms[deed] = form
    for name, one in forms.items():
        one.auto_id = f"{name}_%s"
    context = {
        "view": view,
        "notice": view.notice,
        "forms": forms,
        "may_approve": desk.may_approve(actor, view.notice, at),
        "may_sign": may_sign,
        "open_deed": deed,
    }
    return render(request, "notices/desk/notice.html", context, status=422 if form is not None else 200)


@login_required
@require_POST
def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one deed to a notice; a refusal comes back with the form as it was filled in."""
    done = NOTICE[deed]
    form = done.form(request.POST) if done.form else None
    if form is not None and not form.is_valid():
        return _shown(request, pk, deed, form)
    try:
        made = done.do(acting(request), pk, form, now())
    except Refusal as refusal:
        if form is None or refusal.status in {403, 404}:
            raise
        form.add_error(None, str(refusal))
        return _shown(request, pk, deed, form)
    messages.success(request, str(done.words))
    return redirect("notices:desk-notice", made.pk if deed == "again" else pk)


@login_required
@require_POST
def question(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one deed to a question."""
    return _small(request, QUESTION[deed], pk)


@login_required
@require_POST
def erratum(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one deed to a correction."""
    return _small(request, ERRATUM[deed], pk)


@login_required
@require_POST
def take_off(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file off a draft."""
    drafts.take_off(by=acting(request), notice=pk, file=file, at=now())
    messages.success(request, _("附件去掉了。"))
    return redirect("notices:desk-notice", pk)


def _small(request: HttpRequest, done: Deed, pk: int) -> HttpResponse:
    form = done.form(request.POST) if done.form else None
    if form is not None and not form.is_valid():
        messages.error(request, _("请写下要说的话，再送出。"))
        return redirect("notices:desk")
    done.do(acting(request), pk, form, now())
    messages.success(request, str(done.words))
    return redirect("notices:desk")
