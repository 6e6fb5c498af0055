"""What goes on near a neighbour's home, placed on the circle it belongs to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from linli.circle.listen.queries import nearby
from linli.commons.notices.queries import notices
from linli.faces.web.queries import portal
from linli.faces.web.queries.parts import address
from linli.faces.web.queries.waiting import Calls
from linli.ground.lib.text import clip
from linli.ground.people.choices import AreaKind
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

MOST = 5
LONGEST = 9
_LEVEL = {
    AreaKind.STAIRWELL: 1,
    AreaKind.BUILDING: 2,
    AreaKind.COMPOUND: 3,
    AreaKind.COMMUNITY: 4,
}


@dataclass(frozen=True, slots=True)
class _Spot:
    """One thing that goes on: its words, where it leads, its circle, since when, and whether it asks for somebody."""

    words: str
    url: str
    level: int
    at: datetime
    calls: bool = False


def spots(actor: Actor, calls: Calls) -> list[dict[str, Any]]:
    """Return at most five things near a home: one a circle first, the nearest first, what calls before what is said.

    Votes and meetings call; of all of them the newest that calls, else the newest of all, is marked as now.
    """
    if actor.home_area_id is None or actor.community_id is None:
        return []
    circles = areas.outward(actor.home_area_id)
    levels = {area.pk: _LEVEL.get(AreaKind(area.kind), 4) for area in circles}
    found = [one for one in _found(actor.home_area_id, levels, calls) if one.url]
    found.sort(key=lambda one: (not one.calls, -one.at.timestamp()))
    firsts = {one.level: one for one in reversed(found)}
    rest = [one for one in found if one is not firsts[one.level]]
    chosen = sorted([*firsts.values(), *rest[: MOST - len(firsts)]], key=lambda one: one.level)
    newest = max(chosen, key=lambda one: (one.calls, one.at), default=None)
    return [
        {"words": clip(one.words, LONGEST), "url": one.url, "scope": one.level, "now": one is newest}
        for one in chosen
    ]


def _found(home: int, levels: dict[int, int], calls: Calls) -> list[_Spot]:
    """Everything that goes on in the areas around a home: words, matters, notices (a query each), meetings, votes."""
    said = [
        _Spot(
            voice.place_words or voice.title or voice.text,
            reverse("listen:voice", args=[voice.pk]),
            levels[voice.place_id],
            voice.heard_at,
        )
        for voice in nearby.around(home)
        if voice.place_id in levels
    ]
    moved = [
        _Spot(one.title, reverse("web:matter", args=[one.pk]), levels[one.scope_id], one.moved_at)
        for one in portal.around(home)
        if one.scope_id in levels
    ]
    posted = [
        _Spot(one.title, reverse("notices:notice", args=[one.pk]), levels[one.area_id], one.posted_at)
        for one in notices.around(home, calls.at, size=MOST)
        if one.posted_at is not None and one.area_id in levels
    ]
    return [*said, *moved, *posted, *_calling(levels, calls)]


def _calling(levels: dict[int, int], calls: Calls) -> list[_Spot]:
    gathered = [
        _Spot(
            one.title, address("deliberate:meeting", one.pk), levels[one.area_id], one.starts_at, calls=True
        )
        for one in calls.meetings
        if one.area_id in levels
    ]
    voting = [
        _Spot(
            one.ballot.question,
            address("decide:ballot", one.ballot.pk),
            levels.get(one.ballot.scope_id, 4),
            one.ballot.opens_at,
            calls=True,
        )
        for one in calls.votes
    ]
    return [*gathered, *voting]
