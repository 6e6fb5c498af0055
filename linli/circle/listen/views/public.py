"""What anyone may read: public voices, topics, late answers; and how words are reported."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.circle.listen import portraits
from linli.circle.listen.actions import reports
from linli.circle.listen.choices import TopicState
from linli.circle.listen.forms.resident import ReasonForm
from linli.circle.listen.queries import overdue, schemes
from linli.circle.listen.queries import topics as groups
from linli.circle.listen.queries import voices as questions
from linli.ground.lib.clock import now
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting


def community_of(request: HttpRequest) -> Area:
    """Return the community a public page speaks of.

    Raises:
        Http404: there is none.
    """
    found = community_or_none(request)
    if found is None:
        raise Http404
    return found


def community_or_none(request: HttpRequest) -> Area | None:
    """Return the community asked for, else the reader's own, else the first of the house; None in an empty house."""
    return areas.chosen_community(request.GET.get("community", ""), acting(request).here)


@require_safe
def voice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one public voice and what became of it."""
    at = now()
    view = questions.public(pk, at)
    steps = portraits.steps(
        view.trail,
        answers=view.answers,
        pauses=view.pauses,
        said=view.text or view.title,
        by=view.voice.signature,
    )
    context = {
        "view": view,
        "voice": view.voice,
        "bond": questions.bond(view.voice, acting(request)),
        "steps": steps,
        "state": portraits.state_words(view.voice, at),
        "tag_kind": portraits.tag_kind(view.voice, at),
        "stage": portraits.stage(view.voice),
        "promise": portraits.promise(view.voice, at),
        "days": portraits.days(view.voice, at),
        "reason_form": ReasonForm(),
    }
    return render(request, "listen/voice.html", context)


@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report against public words."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        reports.report(by=acting(request), voice=pk, reason=form.cleaned_data["reason"], at=now())
        messages.success(request, _("收到，工作人员会看。"))
    else:
        messages.error(request, _("请写一句哪里不合适。"))
    return redirect("listen:voice", pk)


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """List what neighbours talk about, hottest first, and the newest public voices."""
    community, at = community_of(request), now()
    words = request.GET.get("q", "").strip()[:60]
    voice_class = request.GET.get("class", "")
    classes = schemes.classes(community.pk)
    chosen = next((one for one in classes if str(one.pk) == voice_class), None)
    context = {
        "community": community,
        "topics": groups.hottest(community.pk, state=TopicState.ACCEPTED, size=8, at=at).rows,
        "page": questions.published(
            community.pk,
            words=words,
            voice_class=chosen.pk if chosen else None,
            after=request.GET.get("after", ""),
        ),
        "classes": classes,
        "chosen": chosen,
        "words": words,
        "at": at,
    }
    return render(request, "listen/topics.html", context)


@require_safe
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one topic: who said what, and where it stands."""
    view = groups.page(pk, acting(request), now())
    return render(request, "listen/topic.html", {"view": view, "topic": view.topic})


@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """List the answers that are late: anyone may see them."""
    community = community_of(request)
    page = overdue.public(community.pk, after=request.GET.get("after", ""), at=now())
    return render(request, "listen/late.html", {"community": community, "page": page})
