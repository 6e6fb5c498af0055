"""The matters of the corner where the named neighbours live, told as matters.toml tells them."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from linli.circle.deliberate.actions import bodies
from linli.circle.deliberate.actions.bodies import Seating, Ways
from linli.circle.matters.actions import concerns, initiatives, particulars
from linli.circle.matters.actions.initiatives import Wanted
from linli.circle.matters.choices import Why
from linli.circle.matters.models import Matter
from linli.faces.demo import board, circle
from linli.faces.demo.neighbours import FOUNDED, Houses
from linli.faces.demo.scene import Scene, Town
from linli.ground.people.choices import BodyKind, PostKind
from linli.ground.people.models import Organization, Post
from linli.ground.people.queries.actors import actor_of

COUNCIL = ("chen_jianguo", "shen_an", "b1s1:201", "b3s2:202", "b2s1:101", "b1s2:101")
RATERS = ("shen_an", "b3s1:202", "b1s1:201", "b3s2:202", "b2s1:101")
OVERSEERS = ("b3s1:202", "b2s1:201", "b1s2:102")


@transaction.atomic
def tell(houses: Houses, topics: dict[str, int], *, today: datetime) -> tuple[Town, int]:
    """Let matters go round as matters.toml tells, the earliest first; return the town and how many were told.

    `topics` are the matters of confirmed topics by their titles.
    """
    told = tomllib.loads(Path(__file__).with_name("matters.toml").read_text(encoding="utf-8"))
    town = _town(houses)
    by_title: dict[str, int] = {}
    for story in sorted(told["matter"], key=lambda one: -one["ago"]):
        matter = _opened(town, story, topics, today)
        if matter is None:
            continue
        by_title[story.get("title", story.get("topic", ""))] = matter
        begun = Matter.objects.get(pk=matter).opened_at
        circle.go_round(Scene(story, matter, town, begun, today), by_title)
    for story in told["notice"]:
        board.hang(town, {**_ASKED, **story}, today=today)
    for story in told["money"]:
        board.account(town, story, compound=town.compound, today=today)
    return town, len(by_title)


_ASKED = {"question": "家里没人的时候怎么办？", "answer": "打服务站电话约时间就行。"}


def _town(houses: Houses) -> Town:
    area, compound = houses.areas["huaiyin"], houses.areas["compound"]
    return Town(
        houses=houses,
        area=area,
        compound=compound,
        staff="gu_min",
        secretary="lin_xiao",
        worker="luo_yongfu",
        council=_council(houses),
        members=COUNCIL,
        raters=RATERS,
        overseers=OVERSEERS,
        owner=Post.objects.get(kind=PostKind.COMMUNITY_STAFF, area=area),
        hands=Post.objects.get(kind=PostKind.PROPERTY_STAFF, area=compound),
    )


def _council(houses: Houses) -> Organization:
    """Found the council of the community and seat its members."""
    by, area = actor_of(houses.accounts["lin_xiao"], FOUNDED), houses.areas["huaiyin"]
    ways = Ways(notice_days=3)
    body = bodies.found(by=by, kind=BodyKind.COUNCIL, name="槐荫里议事会", area=area, ways=ways, at=FOUNDED)
    for number, key in enumerate(COUNCIL):
        kind = PostKind.COUNCIL_MEMBER if number else PostKind.CONVENER
        seating = Seating(houses.people[key], kind, is_elected=True)
        bodies.seat(by=by, body=body, seating=seating, at=FOUNDED)
    return body


def _opened(town: Town, story: dict[str, Any], topics: dict[str, int], today: datetime) -> int | None:
    """Return the matter a story is of: that of a topic, or one that the council brings up."""
    at = today - timedelta(days=story["ago"])
    due_at = today - timedelta(days=story["due"])
    if "topic" in story:
        known = next((pk for title, pk in topics.items() if story["topic"] in title), None)
        if known is not None:
            at = max(at, Matter.objects.get(pk=known).opened_at)
            by = town.by(town.staff, at)
            needs = {key: story[key] for key in ("resident_need", "governance_need")}
            particulars.state_needs(by=by, matter=known, **needs, at=at)
            particulars.name_convener(by=by, matter=known, convener=town.council.pk, at=at)
            particulars.change_due(by=by, matter=known, due_at=due_at, at=at)
        return known
    wanted = Wanted(
        scope=town.houses.areas[story["scope"]].pk,
        title=story["title"],
        convener=town.council.pk,
        resident_need=story["resident_need"],
        governance_need=story["governance_need"],
        owner=town.owner.pk,
        due_at=due_at,
    )
    found = initiatives.begin(by=town.by(town.staff, at), wanted=wanted, at=at)
    speakers = [town.houses.people[key].pk for key in RATERS]
    concerns.concern(matter=found.pk, residents=speakers, why=Why.PART, at=at)
    return found.pk
