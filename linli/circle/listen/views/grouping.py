"""Topics at the desk: proposed by likeness, confirmed, split, merged and undone by people; and the figures."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.circle.listen.actions import replies
from linli.circle.listen.actions import topics as deeds
from linli.circle.listen.choices import TopicState
from linli.circle.listen.forms import desk as forms
from linli.circle.listen.queries import rates, schemes
from linli.circle.listen.queries import topics as groups
from linli.circle.listen.views.desk import apart, desk_community
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import id_in
from linli.ground.people.queries.actors import acting


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the topics of a community, hottest first, the proposed ones apart."""
    community, at = desk_community(request), now()
    asked = request.GET.get("state", "")
    state = TopicState(asked) if asked in {TopicState.PROPOSED, TopicState.ACCEPTED} else None
    page = groups.hottest(community.pk, state=state, after=request.GET.get("after", ""), size=30, at=at)
    context = {"community": community, "page": page, "state": state, "states": TopicState.choices[:2]}
    return render(request, "listen/desk/topics.html", context)


@login_required
@require_safe
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one topic with the reason why each voice is in it."""
    return _shown(request, pk)


def _shown(request: HttpRequest, pk: int, *, wrong: Form | None = None, deed: str = "") -> HttpResponse:
    at = now()
    view = groups.page(pk, acting(request), at)
    if not view.may_handle:
        raise Http404
    others = groups.hottest(view.topic.community_id, size=50, at=at).rows
    members = [(one.voice_id, one.voice.title or one.voice.text[:40]) for one in view.members]
    context = {
        "view": view,
        "topic": view.topic,
        "forms": apart(
            {
                "accept": forms.TitleForm(initial={"title": view.topic.title}),
                "split": forms.SplitForm(voices=members),
                "merge": forms.MergeForm(
                    topics=[(row.topic.pk, str(row.topic)) for row in others if row.topic.pk != pk]
                ),
                "answer": forms.AnswerForm(templates=schemes.templates(view.topic.community_id)),
            }
            | ({deed: wrong} if wrong is not None else {})
        ),
        "open_deed": deed,
    }
    return render(request, "listen/desk/topic.html", context, status=422 if deed else 200)


@login_required
@require_POST
def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one deed to a topic."""
    act = DEEDS[deed]
    try:
        goes_on = act(request, pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("listen:desk-topic", pk)
    return goes_on


def _accept(request: HttpRequest, pk: int) -> HttpResponse:
    form = forms.TitleForm(request.POST)
    if not form.is_valid():
        return _shown(request, pk, wrong=form, deed="accept")
    deeds.accept(by=acting(request), topic=pk, title=form.cleaned_data["title"], at=now())
    messages.success(request, _("话题确认了，大家都看得到。"))
    return redirect("listen:desk-topic", pk)


def _split(request: HttpRequest, pk: int) -> HttpResponse:
    view = groups.page(pk, acting(request), now())
    form = forms.SplitForm(request.POST, voices=[(one.voice_id, "") for one in view.members])
    if not form.is_valid():
        return _shown(request, pk, wrong=form, deed="split")
    given = form.cleaned_data
    made = deeds.split(by=acting(request), topic=pk, voices=given["voices"], title=given["title"], at=now())
    messages.success(request, _("分出来了，成了新话题。"))
    return redirect("listen:desk-topic", made.pk)


def _merge(request: HttpRequest, pk: int) -> HttpResponse:
    at = now()
    view = groups.page(pk, acting(request), at)
    others = groups.hottest(view.topic.community_id, size=50, at=at).rows
    form = forms.MergeForm(request.POST, topics=[(row.topic.pk, "") for row in others])
    if not form.is_valid():
        return _shown(request, pk, wrong=form, deed="merge")
    made = deeds.merge(by=acting(request), topic=pk, into=form.cleaned_data["into"], at=at)
    messages.success(request, _("并好了，随时可以撤销。"))
    return redirect("listen:desk-topic", made.pk)


def _answer(request: HttpRequest, pk: int) -> HttpResponse:
    view = groups.page(pk, acting(request), now())
    form = forms.AnswerForm(request.POST, templates=schemes.templates(view.topic.community_id))
    if not form.is_valid():
        return _shown(request, pk, wrong=form, deed="answer")
    count = replies.answer_topic(by=acting(request), topic=pk, words=form.cleaned_data["words"], at=now())
    messages.success(request, _("一起答复了%(n)s条，每个人都会收到。") % {"n": count})
    return redirect("listen:desk-topic", pk)


def _undo(request: HttpRequest, pk: int) -> HttpResponse:
    deeds.undo(by=acting(request), topic=pk, at=now())
    messages.success(request, _("撤销了。"))
    return redirect("listen:desk-topics")


def _keep_member(request: HttpRequest, pk: int) -> HttpResponse:
    deeds.accept_member(by=acting(request), topic=pk, voice=_voice(request), at=now())
    return redirect("listen:desk-topic", pk)


def _refuse_member(request: HttpRequest, pk: int) -> HttpResponse:
    deeds.refuse_member(by=acting(request), topic=pk, voice=_voice(request), at=now())
    messages.success(request, _("移出来了。"))
    return redirect("listen:desk-topic", pk)


def _voice(request: HttpRequest) -> int:
    return id_in(request.POST.get("voice", "")) or 0


DEEDS: Mapping[str, Callable[[HttpRequest, int], HttpResponse]] = {
    "accept": _accept,
    "split": _split,
    "merge": _merge,
    "answer": _answer,
    "undo": _undo,
    "keep": _keep_member,
    "refuse": _refuse_member,
}


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show how well a community answers: counts first, then the three rates and the score."""
    community, today = desk_community(request), timezone.localdate(now())
    first = today.replace(month=1, day=1)
    spans = [
        (_("本月"), rates.of(community.pk, today, today)),
        (_("今年"), rates.of(community.pk, first, today)),
    ]
    return render(request, "listen/desk/figures.html", {"community": community, "spans": spans})
