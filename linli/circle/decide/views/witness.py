"""The second person: witnesses papers of the station and what was in its box."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.circle.decide import portraits
from linli.circle.decide.actions import station
from linli.circle.decide.choices import State
from linli.circle.decide.queries import pages, stations
from linli.ground.lib.clock import now
from linli.ground.people.queries.actors import acting


@login_required
@require_safe
def witness(request: HttpRequest, pk: int) -> HttpResponse:
    """List the papers that wait for a witness, and the box when it was counted."""
    ballot = pages.for_witness(acting(request), pk, now())
    words = dict([*portraits.choices(ballot), *portraits.spoilt()])
    waits = ballot.state == State.CLOSED and ballot.box_by_id is not None and ballot.box_witness_id is None
    piles = ballot.piles.order_by("choice") if waits else ()
    context = {
        "ballot": ballot,
        "page": stations.entries(pk, waiting_only=True, after=request.GET.get("after", "")),
        "piles": [(words.get(pile.choice, pile.choice), pile.papers) for pile in piles],
        "waits_for_box": waits,
        "is_few": waits and stations.has_few_papers(ballot),
    }
    return render(request, "decide/witness.html", context)


@login_required
@require_POST
def witness_entry(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Witness one paper."""
    station.witness(by=acting(request), entry=entry, at=now())
    messages.success(request, _("见证好了，这一票算数了。"))
    return redirect("decide:witness", pk)


@login_required
@require_POST
def witness_box(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the box."""
    promises = request.POST.get("promises") == "on"
    station.witness_box(by=acting(request), ballot=pk, promises=promises, at=now())
    messages.success(request, _("核对好了，可以计票了。"))
    return redirect("decide:witness", pk)
