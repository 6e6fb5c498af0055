"""Home for a neighbour, the public front for anyone, the day for staff."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.circle.deliberate.queries import meetings
from linli.circle.deliver.queries import tasks
from linli.circle.disclose.queries import duties, sheets
from linli.circle.listen import portraits
from linli.circle.listen.choices import State, TopicState
from linli.circle.listen.queries import inbox, overdue, rates, topics, voices
from linli.circle.listen.views.desk import desk_community
from linli.circle.listen.views.public import community_or_none
from linli.commons.notices.queries import notices
from linli.faces.web import near, trail
from linli.faces.web.queries import portal, waiting
from linli.faces.web.queries.parts import address
from linli.faces.web.queries.waiting import Waiting
from linli.ground.lib.clock import now
from linli.ground.look.navigation import Verb
from linli.ground.people.choices import Right
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting

MOST = 5

_DESK_RIGHTS = (Right.READ_VOICES, Right.READ_FIGURES)
"""Whoever has one of these begins the day at the desk."""
_OTHER_DESKS = ((Right.READ_REGISTER, "people:register"), (Right.READ_FIGURES, "matters:board"))
"""Where those begin who read no voices: the first that a right of theirs opens."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show a neighbour what goes on near home; anyone else the public front."""
    actor, at = acting(request), now()
    if any(actor.areas_with(right) for right in _DESK_RIGHTS) and "as" not in request.GET:
        return redirect("web:desk")
    community = community_or_none(request)
    if community is None:
        return render(request, "web/empty.html")
    if actor.resident_id is None:
        return render(request, "web/front.html", _front(community, at))
    mine = voices.mine(actor, size=3).rows
    calls = waiting.calls(actor, at)
    waits = waiting.for_resident(actor, calls)
    context = _shared(community, at) | {
        "spots": near.spots(actor, calls),
        "waiting": waits,
        "mine": [
            (
                voice,
                portraits.stage(voice),
                portraits.state_words(voice, at),
                portraits.state_kind(voice, at),
                portraits.promise(voice, at),
                not voice.is_open(),
            )
            for voice in mine
        ],
        "verbs": _verbs(waits),
    }
    return render(request, "web/home.html", context)


def _verbs(waits: list[Waiting]) -> list[Verb]:
    """What a neighbour can do from home today."""
    kinds = {one.kind for one in waits}
    return [
        Verb(reverse("listen:say"), "说", _("说一件事"), _("马上有回执")),  # han: a drawn character
        Verb(reverse("web:matters"), "看", _("大家的事"), _("走到哪一步")),  # han: a drawn character
        Verb(
            reverse("listen:mine"),
            "评",  # han: a drawn character
            _("我说过的"),
            _("等您评一评") if "rate" in kinds else _("后来怎样了"),
            due="rate" in kinds,
        ),
    ]


def _shared(community: Area, at: datetime) -> dict[str, Any]:
    """What both a neighbour and a visitor read of a community."""
    return {
        "community": community,
        "today": timezone.localdate(at),
        "topics": topics.most_spoken_of(community.pk, at, state=TopicState.ACCEPTED, size=5),
        "matters": [trail.row(one, at) for one in portal.moving(community.pk)],
        "notices": notices.newest(community.pk, at, size=4),
    }


def _front(community: Area, at: datetime) -> dict[str, Any]:
    """What a visitor reads besides: what is said, voted on, late, and how well it is answered."""
    today = timezone.localdate(at)
    return _shared(community, at) | {
        "communities": areas.communities(),
        "stages": portal.stages(community.pk),
        "voices": voices.published(community.pk, size=5).rows,
        "ballots": [(one, address("decide:ballot", one.pk)) for one in portal.ballots_now(community.pk, at)],
        "late": overdue.public(community.pk, size=3, at=at).rows,
        "late_matters": [trail.row(one, at) for one in portal.late(community.pk, at)],
        "rates": rates.of(community.pk, today.replace(month=1, day=1), today),
        "money": sheets.newest(community.pk),
        "duties": duties.late(community.pk, at)[:MOST],
    }


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show staff their day: clocks, what came in, what neighbours talk about; others the part that is theirs."""
    actor, at = acting(request), now()
    if not actor.areas_with(Right.READ_VOICES):
        for right, door in _OTHER_DESKS:
            if actor.areas_with(right):
                return redirect(door)
    community = desk_community(request)
    page = inbox.page(actor, inbox.Filters(community=community.pk, state=State.WAITING), size=8, at=at)
    context = {
        "community": community,
        "today": timezone.localdate(at),
        "head": inbox.head(actor, community.pk, at),
        "rows": [(row, portraits.due_words(row.voice, at)) for row in page.rows],
        "topics": topics.most_spoken_of(community.pk, at, size=7),
        "stages": portal.stages(community.pk),
        "late_matters": [trail.row(one, at) for one in portal.late(community.pk, at)],
        "meetings": meetings.coming(community.pk, at, MOST),
        "ballots": portal.ballots_running(community.pk, MOST),
        "duties": duties.late(community.pk, at)[:MOST],
        "late_tasks": tasks.overdue(community.pk, timezone.localdate(at), most=MOST),
    }
    return render(request, "web/desk.html", context)
