"""Who looked at what is sealed: for oneself, and for whoever watches over it; one's own data to take along."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.ground.lib.clock import now
from linli.ground.people.actions import readings as deeds
from linli.ground.people.queries import readings, residents
from linli.ground.people.queries.actors import acting
from linli.ground.people.views.register import chosen_community, data_file
from linli.ground.people.views.sections import render


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show a resident who opened what about them, and why."""
    actor = acting(request)
    asked = {key: request.GET.get(key, "") for key in ("after", "before")}
    return render(request, "people/my-readings.html", {"page": readings.of_me(actor, **asked)})


@never_cache
@login_required
@require_POST
def my_data(request: HttpRequest) -> HttpResponse:
    """Hand a resident everything that is kept about them."""
    actor = acting(request)
    found = residents.oneself(actor)
    return data_file(deeds.export(by=actor, resident=found, at=now()), found.pk)


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show who opened what about the people of a community."""
    actor, at = acting(request), now()
    reach = readings.reach(actor)
    community = chosen_community(request, reach)
    asked = {key: request.GET.get(key, "") for key in ("after", "before")}
    page = readings.in_community(actor, community, at=at, **asked)
    return render(
        request, "people/desk/readings.html", {"community": community, "reach": reach, "page": page}
    )
