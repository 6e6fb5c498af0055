"""The neighbours as the desk sees them together: where they came from, who can be reached, who takes part."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.ground.lib.clock import now, today
from linli.ground.people.choices import Reach
from linli.ground.people.exports import mixing as tables
from linli.ground.people.models import Area
from linli.ground.people.queries import coverage, mixing, parties, register
from linli.ground.people.queries.actors import acting
from linli.ground.people.views.register import chosen_community
from linli.ground.people.views.sections import render


@login_required
@require_safe
def mixing_page(request: HttpRequest) -> HttpResponse:
    """Show where the households of a community came from, building by building."""
    actor, at = acting(request), now()
    reach = register.reach(actor)
    community = chosen_community(request, reach)
    asked = {key: request.GET.get(key, "") for key in ("after", "before")}
    whole = mixing.whole(actor, community, at=at)
    context = {
        "community": community,
        "reach": reach,
        "whole": whole,
        "told_apart": mixing.told_apart(whole.villages),
        "page": mixing.page(actor, community, at=at, **asked),
    }
    return render(request, "people/desk/mixing.html", context)


@login_required
@require_safe
def mixing_table(request: HttpRequest) -> HttpResponse:
    """Hand the mixing table out as a file: counts only, nobody's name."""
    actor, at = acting(request), now()
    community: Area = chosen_community(request, register.reach(actor))
    rows = mixing.of_buildings(mixing.buildings(actor, community, at=at))
    answer = HttpResponse(tables.text(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="linli-mixing-{today()}.csv"'
    return answer


@login_required
@require_safe
def building(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one building: its homes by who can be reached, its villages, its years."""
    actor, at = acting(request), now()
    found = coverage.building(actor, pk, at=at, today=today())
    whole = mixing.whole(actor, found.community, at=at)
    context = {
        "building": found,
        "community": found.community,
        "kinds": [(kind, found.reached[kind]) for kind in Reach],
        "told_apart": mixing.told_apart(whole.villages),
    }
    return render(request, "people/desk/building.html", context)


@login_required
@require_safe
def nine_parties(request: HttpRequest) -> HttpResponse:
    """Show the nine kinds of parties of a community, the missing ones too."""
    actor = acting(request)
    reach = register.reach(actor)
    community = chosen_community(request, reach)
    context = {
        "community": community,
        "reach": reach,
        "parties": parties.nine(actor, community, at=now()),
    }
    return render(request, "people/desk/parties.html", context)
