"""Home for a neighbour, the public front for anyone, the day for staff."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.circle.listen import portraits
from linli.circle.listen.choices import State, TopicState
from linli.circle.listen.queries import inbox, overdue, rates, topics, voices
from linli.circle.listen.views.desk import desk_community
from linli.circle.listen.views.public import community_or_none
from linli.faces.web import near
from linli.ground.lib.clock import now
from linli.ground.look.navigation import Verb
from linli.ground.people.choices import Right
from linli.ground.people.models import Area
from linli.ground.people.queries.actors import acting


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show a neighbour what goes on near home; anyone else the public front."""
    actor, at = acting(request), now()
    if actor.areas_with(Right.HANDLE_VOICES) and "as" not in request.GET:
        return redirect("web:desk")
    community = community_or_none(request)
    if community is None:
        return render(request, "web/empty.html")
    context = _public_part(community, at)
    if actor.resident_id is None:
        return render(request, "web/front.html", context)
    mine, to_rate = voices.mine(actor, size=3).rows, voices.to_rate(actor)
    context |= {
        "spots": near.spots(actor),
        "mine": [
            (
                voice,
                portraits.stage(voice),
                portraits.state_words(voice, at),
                portraits.state_kind(voice, at),
                portraits.promise(voice, at),
            )
            for voice in mine
        ],
        "to_rate": to_rate,
        "verbs": _verbs(is_rating_due=to_rate is not None),
    }
    return render(request, "web/home.html", context)


def _verbs(*, is_rating_due: bool) -> list[Verb]:
    """What a neighbour can do from home today."""
    return [
        Verb(reverse("listen:say"), "说", _("说一件事"), _("马上有回执")),  # han: a drawn character
        Verb(reverse("listen:topics"), "听", _("看大家说"), _("按人头排")),  # han: a drawn character
        Verb(
            reverse("listen:mine"),
            "评",  # han: a drawn character
            _("我说过的"),
            _("1件等您评") if is_rating_due else _("后来怎样了"),
            due=is_rating_due,
        ),
    ]


def _public_part(community: Area, at: Any) -> dict[str, Any]:
    today = timezone.localdate(at)
    return {
        "community": community,
        "today": today,
        "topics": topics.hottest(community.pk, state=TopicState.ACCEPTED, size=5, at=at).rows,
        "voices": voices.published(community.pk, size=5).rows,
        "late": overdue.public(community.pk, size=3, at=at).rows,
        "rates": rates.of(community.pk, today.replace(month=1, day=1), today),
    }


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show staff their day: clocks, what came in, what neighbours talk about."""
    community, actor, at = desk_community(request), acting(request), now()
    page = inbox.page(actor, inbox.Filters(community=community.pk, state=State.WAITING), size=8, at=at)
    context = {
        "community": community,
        "today": timezone.localdate(at),
        "head": inbox.head(actor, community.pk, at),
        "rows": [(row, portraits.due_words(row.voice, at)) for row in page.rows],
        "topics": topics.hottest(community.pk, size=7, at=at).rows,
    }
    return render(request, "web/desk.html", context)
