"""What neighbours think about a matter: one statement after another, by three large buttons."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.circle.deliberate.actions import reactions, talks
from linli.circle.deliberate.actions import statements as deeds
from linli.circle.deliberate.choices import Feeling, StatementState
from linli.circle.deliberate.forms.meetings import ReasonForm
from linli.circle.deliberate.forms.talks import OpenTalkForm, ReactForm, SayForm
from linli.circle.deliberate.models import Statement
from linli.circle.deliberate.queries import statements
from linli.circle.deliberate.refusals import MayNotConvene, NotThere
from linli.circle.deliberate.views.answers import attempted, done, first_wrong
from linli.ground.lib import tables
from linli.ground.lib.clock import now
from linli.ground.lib.text import id_in
from linli.ground.people.queries.actors import acting


@require_safe
def talk(request: HttpRequest, matter: int) -> HttpResponse:
    """Show the next statement, and how many people take each how."""
    return _page(request, matter)


def _page(
    request: HttpRequest, matter: int, *, form: Form | None = None, likes: list[Statement] | None = None
) -> HttpResponse:
    view = statements.page(acting(request), matter, now())
    context = {
        "view": view,
        "matter": view.matter,
        "talk": view.talk,
        "form": form or SayForm(),
        "likes": likes or [],
        "open_form": OpenTalkForm(),
        "reason_form": ReasonForm(),
        "reporting": id_in(request.GET.get("report", "")) or 0,
        "shares": [(one, *_shares(one)) for one in view.all],
    }
    return render(
        request, "deliberate/talk.html", context, status=422 if form is not None and form.errors else 200
    )


def _shares(said: statements.Said) -> tuple[float, float, float]:
    whole = max(1, said.people)
    return 100 * said.agree / whole, 100 * said.passes / whole, 100 * said.disagree / whole


@login_required
@require_POST
def react(request: HttpRequest, matter: int) -> HttpResponse:
    """Take how somebody takes a statement, and show the next."""
    form = ReactForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请从三个按钮里点一个。"))
        return redirect("deliberate:talk", matter)
    given = form.cleaned_data
    return done(
        request,
        lambda: reactions.react(
            by=acting(request), statement=given["statement"], feeling=Feeling(given["feeling"]), at=now()
        ),
        _("记下了。"),
        reverse("deliberate:talk", args=[matter]),
    )


@login_required
@require_POST
def say(request: HttpRequest, matter: int) -> HttpResponse:
    """Take a statement; offer what others said nearly so before it is taken."""
    form = SayForm(request.POST)
    if not form.is_valid():
        return _page(request, matter, form=form)
    given = form.cleaned_data
    likes = [] if given["sure"] else statements.like_this(matter, given["text"])
    if likes:
        again = SayForm(initial={"text": given["text"], "key": given["key"], "sure": True})
        return _page(request, matter, form=again, likes=likes)
    said: list[Statement] = []
    deed = lambda: said.append(  # noqa: E731 -- one call, tried once
        deeds.say(by=acting(request), matter=matter, text=given["text"], key=given["key"], at=now())
    )
    if not attempted(form, deed):
        return _page(request, matter, form=form)
    if said[0].state == StatementState.HELD:
        messages.success(request, _("收到。里面可能有个人信息，工作人员看过就公开。"))
    else:
        messages.success(request, _("说出来了，大家都能看到。"))
    return redirect("deliberate:talk", matter)


@login_required
@require_POST
def begin(request: HttpRequest, matter: int) -> HttpResponse:
    """Ask neighbours what they think."""
    form = OpenTalkForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_wrong(form))
        return redirect("deliberate:talk", matter)
    question, closes = form.cleaned_data["question"], form.closes()
    return done(
        request,
        lambda: talks.begin(by=acting(request), matter=matter, question=question, closes_at=closes, at=now()),
        _("开始了，关心这件事的人会收到。"),
        reverse("deliberate:talk", args=[matter]),
    )


@login_required
@require_POST
def close(request: HttpRequest, matter: int) -> HttpResponse:
    """Take no more statements."""
    return done(
        request,
        lambda: talks.close(by=acting(request), matter=matter, at=now()),
        _("收齐了，不再表态。"),
        reverse("deliberate:talk", args=[matter]),
    )


@login_required
@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report against a statement."""
    return _about(
        request, pk, lambda reason: deeds.report(by=acting(request), statement=pk, reason=reason, at=now())
    )


@login_required
@require_POST
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an author's objection to a hiding."""
    return _about(
        request, pk, lambda text: deeds.appeal(by=acting(request), statement=pk, text=text, at=now())
    )


def _about(request: HttpRequest, pk: int, deed: Callable[[str], object]) -> HttpResponse:
    found = statements.get(pk)
    if found is None:
        raise NotThere
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_wrong(form))
        return redirect("deliberate:talk", found.matter_id)
    back = reverse("deliberate:talk", args=[found.matter_id])
    return done(request, lambda: deed(form.cleaned_data["reason"]), _("收到，工作人员会看。"), back)


@login_required
@require_safe
def table(request: HttpRequest, matter: int, name: str) -> HttpResponse:
    """Hand staff the votes or the statements as tables that opinion maps are drawn from."""
    view = statements.page(acting(request), matter, now())
    if not view.may_take_out:
        raise MayNotConvene
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="linli-{matter}-{name}.csv"'
    rows: list[tuple[object, ...]] = (
        [("timestamp", "voter-id", "comment-id", "vote"), *statements.votes_table(matter)]
        if name == "votes"
        else [("comment-id", "moderated", "comment-body"), *statements.comments_table(matter)]
    )
    answer.writelines(tables.lines(rows))
    return answer
