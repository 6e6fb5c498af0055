"""What became of matters in the demo: told by the deeds of the rooms themselves, at moments in the past."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from linli.circle.deliberate.actions import agenda, attendance, bodies, meetings, minutes, options
from linli.circle.deliberate.actions.bodies import Seating, Ways
from linli.circle.deliberate.actions.meetings import Notice
from linli.circle.deliberate.actions.options import Sketch
from linli.circle.deliberate.choices import MeetingKind
from linli.circle.deliberate.models import AgendaItem
from linli.circle.evaluate.actions import ratings, rounds
from linli.circle.evaluate.actions.ratings import Given
from linli.circle.matters.actions import concerns, initiatives, matters, particulars
from linli.circle.matters.actions.initiatives import Wanted
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import Step, Why
from linli.circle.matters.models import Matter
from linli.faces.demo import board, voting, works
from linli.faces.demo.neighbours import FOUNDED, Houses
from linli.faces.demo.scene import Scene
from linli.ground.people.choices import BodyKind, PostKind
from linli.ground.people.models import Organization, Post
from linli.ground.people.queries.actors import actor_of

COUNCIL = ("chen_jianguo", "shen_an", "b1s1:201", "b3s2:202", "b2s1:101", "b1s2:101")
RATERS = ("shen_an", "b3s1:202", "b1s1:201", "b3s2:202", "b2s1:101")
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_EVENING = 19
_CALLED = 5 * _DAY


@transaction.atomic
def tell(houses: Houses, topics: dict[str, int], *, today: datetime) -> int:
    """Let matters go round as matters.toml tells, the earliest first; return how many were told.

    `topics` are the matters of confirmed topics by their titles.
    """
    told = tomllib.loads(Path(__file__).with_name("matters.toml").read_text(encoding="utf-8"))
    council = _council(houses)
    by_title: dict[str, int] = {}
    for story in sorted(told["matter"], key=lambda one: -one["ago"]):
        matter = _opened(houses, story, topics, council, today)
        if matter is None:
            continue
        by_title[story.get("title", story.get("topic", ""))] = matter
        begun = Matter.objects.get(pk=matter).opened_at
        scene = Scene(story, matter, houses, council, begun, today)
        for then in story.get("then", ()):
            _do(scene, then, by_title)
    board.tell(houses, told, today=today)
    return len(by_title)


def _council(houses: Houses) -> Organization:
    """Found the council of the community and seat its members."""
    by, area = actor_of(houses.accounts["lin_xiao"], FOUNDED), houses.areas["huaiyin"]
    body = bodies.found(
        by=by, kind=BodyKind.COUNCIL, name="槐荫里议事会", area=area, ways=Ways(notice_days=3), at=FOUNDED
    )
    for number, key in enumerate(COUNCIL):
        kind = PostKind.COUNCIL_MEMBER if number else PostKind.CONVENER
        seating = Seating(houses.people[key], kind, is_elected=True)
        bodies.seat(by=by, body=body, seating=seating, at=FOUNDED)
    return body


def _opened(
    houses: Houses, story: dict[str, Any], topics: dict[str, int], council: Organization, today: datetime
) -> int | None:
    """Return the matter a story is of: that of a topic, or one that the council brings up."""
    at = today - timedelta(days=story["ago"])
    due_at = today - timedelta(days=story["due"])
    if "topic" in story:
        known = next((pk for title, pk in topics.items() if story["topic"] in title), None)
        if known is not None:
            at = max(at, Matter.objects.get(pk=known).opened_at)
            by = actor_of(houses.accounts["gu_min"], at)
            needs = {key: story[key] for key in ("resident_need", "governance_need")}
            particulars.state_needs(by=by, matter=known, **needs, at=at)
            particulars.name_convener(by=by, matter=known, convener=council.pk, at=at)
            particulars.change_due(by=by, matter=known, due_at=due_at, at=at)
        return known
    owner = Post.objects.get(kind=PostKind.COMMUNITY_STAFF, area=houses.areas["huaiyin"])
    wanted = Wanted(
        scope=houses.areas[story["scope"]].pk,
        title=story["title"],
        convener=council.pk,
        resident_need=story["resident_need"],
        governance_need=story["governance_need"],
        owner=owner.pk,
        due_at=due_at,
    )
    found = initiatives.begin(by=actor_of(houses.accounts["gu_min"], at), wanted=wanted, at=at)
    speakers = [houses.people[key].pk for key in RATERS]
    concerns.concern(matter=found.pk, residents=speakers, why=Why.PART, at=at)
    return found.pk


def _do(scene: Scene, then: dict[str, Any], by_title: dict[str, int]) -> None:
    match then["deed"]:
        case "options":
            _compare(scene, then)
        case "meet":
            _meet(scene, then)
        case "vote":
            voting.vote(scene, then)
        case "works":
            works.carry_out(scene, then)
        case "result":
            works.make_known(scene, then)
        case "rate":
            _rate(scene, then)
        case "step":
            _step(scene, then, by_title)
        case other:
            raise ValueError(f"matters.toml asks for {other}")


def _compare(scene: Scene, then: dict[str, Any]) -> None:
    at = scene.at(then["ago"])
    for told in scene.told.get("option", ()):
        sketch = Sketch(
            told["name"], price=told.get("price"), proposer_words="议事会", traits=told.get("traits", {})
        )
        options.add(by=scene.by("gu_min", at), matter=scene.matter, sketch=sketch, at=at)


def _meet(scene: Scene, then: dict[str, Any]) -> None:
    """Call the council five days before, meet in the evening, and let everybody read what it came to."""
    starts = scene.at(then["ago"], _EVENING)
    chair, called = scene.by("chen_jianguo", starts), starts - _CALLED
    notice = Notice(
        kind=MeetingKind.COUNCIL,
        title=then["title"],
        place="党群服务中心议事厅",
        starts_at=starts,
        ends_at=starts + 2 * _HOUR,
    )
    called = max(called, scene.row.opened_at)
    meeting = meetings.call(
        by=chair, body=scene.council.pk, notice=notice, matters=[scene.matter], at=called
    ).pk
    for key in COUNCIL:
        attendance.tick(by=chair, meeting=meeting, resident=scene.houses.people[key].pk, at=starts)
    meetings.begin(by=chair, meeting=meeting, at=starts)
    item = _item_of(meeting, scene.matter)
    ended = starts + 2 * _HOUR
    agenda.conclude(by=chair, meeting=meeting, item=item, outcome=then["outcome"], carries=True, at=ended)
    meetings.end(by=chair, meeting=meeting, at=ended)
    minutes.settle(by=chair, meeting=meeting, summary=then["summary"], at=ended)
    minutes.sign(by=chair, meeting=meeting, at=ended)
    minutes.publish(by=chair, meeting=meeting, at=min(ended + _DAY, scene.today))


def _item_of(meeting: int, matter: int) -> int:
    return AgendaItem.objects.get(meeting_id=meeting, matter_id=matter).pk


def _rate(scene: Scene, then: dict[str, Any]) -> None:
    at = scene.at(then["ago"])
    residents = [scene.houses.people[key].pk for key in RATERS]
    concerns.concern(matter=scene.matter, residents=residents, why=Why.PART, at=at)
    opened = rounds.open_for(matter=scene.matter, at=at - 15 * _DAY)
    if opened is None:
        raise ValueError(f"Nothing to rate yet in {scene.row}")
    for number, (key, mark) in enumerate(zip(RATERS, then["marks"], strict=False)):
        given = Given(mark, mark, words="" if number else then["words"])
        ratings.rate(by=scene.by(key, at), round_=opened.pk, given=given, at=at - 10 * _DAY)
    if scores := then.get("scores"):
        ratings.score_governance(by=scene.by("gu_min", at), round_=opened.pk, score=scores, at=at - _DAY)
    rounds.close(round_=opened.pk, at=at)


def _step(scene: Scene, then: dict[str, Any], by_title: dict[str, int]) -> None:
    at = scene.at(then["ago"])
    bringing = Bringing(
        reason=then.get("reason", ""),
        other_matter=by_title.get(then.get("other", "")),
        other_body=then.get("body", ""),
        other_number=then.get("number", ""),
    )
    matters.advance(
        by=scene.by("gu_min", at), matter=scene.matter, step=Step(then["step"]), bringing=bringing, at=at
    )
