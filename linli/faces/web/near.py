"""What goes on near a neighbour's home, placed on the circle it belongs to."""

from typing import Any

from django.urls import reverse

from linli.circle.listen.queries import nearby
from linli.ground.lib.text import clip
from linli.ground.people.choices import AreaKind
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

MOST = 4
LONGEST = 9
_LEVEL = {
    AreaKind.STAIRWELL: 1,
    AreaKind.BUILDING: 2,
    AreaKind.COMPOUND: 3,
    AreaKind.COMMUNITY: 4,
}


def spots(actor: Actor) -> list[dict[str, Any]]:
    """Return at most four public things near a home: one a circle, the nearest first; the newest open one is now."""
    if actor.home_area_id is None:
        return []
    circles = areas.outward(actor.home_area_id)
    found = nearby.newest_in([area.pk for area in circles])
    levels = {area.pk: _LEVEL.get(AreaKind(area.kind), 4) for area in circles}
    chosen = sorted(found, key=lambda voice: levels[voice.place_id])[:MOST]
    newest = max(
        (voice for voice in chosen if voice.is_open()), key=lambda voice: voice.heard_at, default=None
    )
    return [
        {
            "words": clip(voice.place_words or voice.title or voice.text, LONGEST),
            "url": reverse("listen:voice", args=[voice.pk]),
            "scope": levels[voice.place_id],
            "now": voice is newest,
        }
        for voice in chosen
    ]
