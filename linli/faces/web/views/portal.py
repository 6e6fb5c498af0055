"""What anyone reads without signing in: matters by stage, and one search over everything public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.circle.listen.views.public import community_of
from linli.circle.matters.choices import Stage
from linli.faces.web import trail
from linli.faces.web.queries import portal
from linli.ground.lib.clock import now
from linli.ground.people.queries import areas

LONGEST_WORDS = 60


@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """List the matters of a community by stage or by words."""
    community, at = community_of(request), now()
    asked, words = request.GET.get("stage", ""), request.GET.get("q", "").strip()[:LONGEST_WORDS]
    stage = Stage(asked) if asked in Stage.values else None
    page = portal.matters(community.pk, stage=stage, words=words, after=request.GET.get("after", ""))
    context = {
        "community": community,
        "communities": areas.communities(),
        "stages": portal.stages(community.pk),
        "stage": stage,
        "words": words,
        "page": page,
        "rows": [trail.row(matter, at) for matter in page.rows],
    }
    return render(request, "web/matters.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Look for words in everything public of a community."""
    community, at = community_of(request), now()
    words = request.GET.get("q", "").strip()[:LONGEST_WORDS]
    found = portal.search(community.pk, words, at)
    context = {
        "community": community,
        "communities": areas.communities(),
        "words": words,
        "found": found,
        "rows": [trail.row(matter, at) for matter in found.matters],
    }
    return render(request, "web/search.html", context)
