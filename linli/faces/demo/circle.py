"""What becomes of one matter in the demo: told by the deeds of the rooms themselves, at moments in the past."""

from datetime import timedelta
from typing import Any

from linli.circle.deliberate.actions import (
    agenda,
    attendance,
    meetings,
    minutes,
    options,
    reactions,
    resolutions,
    statements,
    talks,
)
from linli.circle.deliberate.actions.meetings import Notice
from linli.circle.deliberate.actions.options import Sketch
from linli.circle.deliberate.actions.resolutions import Motion
from linli.circle.deliberate.choices import Feeling, ItemState, MeetingKind
from linli.circle.deliberate.models import AgendaItem
from linli.circle.evaluate.actions import ratings, rounds
from linli.circle.evaluate.actions.ratings import Given
from linli.circle.matters.actions import concerns, matters
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import Step, Why
from linli.faces.demo import voting, works
from linli.faces.demo.scene import Scene

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_EVENING = 19
_CALLED = 5 * _DAY
_GOES_ON = "听了办的情况，按定好的日子接着办。"
_HALL = "党群服务中心议事厅"
_FEELINGS = (Feeling.AGREE, Feeling.AGREE, Feeling.DISAGREE, Feeling.AGREE, Feeling.PASS)


def go_round(scene: Scene, by_title: dict[str, int]) -> None:
    """Let a matter go as far as its story tells; `by_title` are the matters told before it."""
    for then in scene.told.get("then", ()):
        do(scene, then, by_title)


def do(scene: Scene, then: dict[str, Any], by_title: dict[str, int]) -> None:
    """Do one deed of a story at its moment.

    Raises:
        ValueError: no room knows such a deed.
    """
    match then["deed"]:
        case "options":
            _compare(scene, then)
        case "talk":
            _talk(scene, then)
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
            raise ValueError(f"A story asks for {other}")


def _compare(scene: Scene, then: dict[str, Any]) -> None:
    at = scene.at(then["ago"])
    for told in scene.told.get("option", ()):
        sketch = Sketch(
            told["name"], price=told.get("price"), proposer_words="议事会", traits=told.get("traits", {})
        )
        options.add(by=scene.staff(at), matter=scene.matter, sketch=sketch, at=at)


def _talk(scene: Scene, then: dict[str, Any]) -> None:
    """Let those concerned say in a sentence what they think, and agree or not with each other."""
    at = scene.at(then["ago"])
    closes_at = scene.today + then["days"] * _DAY
    talks.begin(by=scene.staff(at), matter=scene.matter, question="", closes_at=closes_at, at=at)
    for number, (key, words) in enumerate(zip(scene.raters, then["says"], strict=False)):
        said_at = min(at + (number + 1) * 5 * _HOUR, scene.today)
        said = statements.say(by=scene.by(key, said_at), matter=scene.matter, text=words, at=said_at)
        others = [one for one in scene.raters if one != key]
        for other, feeling in zip(others, _FEELINGS[number:] + _FEELINGS[:number], strict=False):
            heard_at = min(said_at + _HOUR, scene.today)
            reactions.react(by=scene.by(other, heard_at), statement=said.pk, feeling=feeling, at=heard_at)


def _meet(scene: Scene, then: dict[str, Any]) -> None:
    """Call the council five days before, meet in the evening, and let everybody read what it came to."""
    starts = scene.at(then["ago"], _EVENING)
    chair = scene.by(scene.town.members[0], starts)
    notice = Notice(
        kind=MeetingKind.COUNCIL,
        title=then["title"],
        place=then.get("place", _HALL),
        starts_at=starts,
        ends_at=starts + 2 * _HOUR,
    )
    called = max(starts - _CALLED, scene.row.opened_at)
    meeting = meetings.call(
        by=chair, body=scene.town.council.pk, notice=notice, matters=[scene.matter], at=called
    ).pk
    for key in scene.town.members[: then.get("present")]:
        attendance.tick(by=chair, meeting=meeting, resident=scene.houses.people[key].pk, at=starts)
    meetings.begin(by=chair, meeting=meeting, at=starts)
    _conclude(scene, then, meeting)
    ended = starts + 2 * _HOUR
    meetings.end(by=chair, meeting=meeting, at=ended)
    minutes.settle(by=chair, meeting=meeting, summary=then["summary"], at=ended)
    minutes.sign(by=chair, meeting=meeting, at=ended)
    minutes.publish(by=chair, meeting=meeting, at=min(ended + _DAY, scene.today))


def _conclude(scene: Scene, then: dict[str, Any], meeting: int) -> None:
    """Write down what the item came to; what the council resolves itself is voted on in the room."""
    at = scene.at(then["ago"], _EVENING) + 2 * _HOUR
    chair = scene.by(scene.town.members[0], at)
    items = AgendaItem.objects.filter(meeting_id=meeting)
    item = items.get(matter_id=scene.matter, resolution=None).pk
    for reported in items.exclude(pk=item).filter(state=ItemState.WAITING):
        agenda.conclude(by=chair, meeting=meeting, item=reported.pk, outcome=_GOES_ON, at=at)
    votes = then.get("votes")
    agenda.conclude(
        by=chair, meeting=meeting, item=item, outcome=then["outcome"], carries=votes is None, at=at
    )
    if votes is not None:
        motion = Motion(
            then["outcome"],
            votes[0],
            votes[1],
            owner_body=scene.houses.bodies["manager"].pk,
            due_on=(at + then["within"] * _DAY).date(),
            decides=True,
        )
        resolutions.resolve(by=chair, meeting=meeting, item=item, motion=motion, at=at)


def _rate(scene: Scene, then: dict[str, Any]) -> None:
    """Let those concerned rate the end; a round that is over is closed, one that is not stays open."""
    at = scene.at(then["ago"])
    is_over = not then.get("open", False)
    if "raters" not in scene.told:
        residents = [scene.houses.people[key].pk for key in scene.raters]
        concerns.concern(matter=scene.matter, residents=residents, why=Why.PART, at=at)
    opened = rounds.open_for(matter=scene.matter, at=at - 15 * _DAY if is_over else at + 3 * _HOUR)
    if opened is None:
        raise ValueError(f"Nothing to rate yet in {scene.row}")
    rated_at = at - 10 * _DAY if is_over else min(at + _DAY, scene.today)
    for number, (key, mark) in enumerate(zip(scene.raters, then["marks"], strict=False)):
        given = Given(mark, mark, words="" if number else then["words"])
        ratings.rate(by=scene.by(key, rated_at), round_=opened.pk, given=given, at=rated_at)
    if scores := then.get("scores"):
        staff = scene.staff(at)
        ratings.score_governance(by=staff, round_=opened.pk, score=scores, at=at - _DAY)
    if is_over:
        rounds.close(round_=opened.pk, at=at)


def _step(scene: Scene, then: dict[str, Any], by_title: dict[str, int]) -> None:
    at = scene.at(then["ago"])
    bringing = Bringing(
        reason=then.get("reason", ""),
        other_matter=by_title.get(then.get("other", "")),
        other_body=then.get("body", ""),
        other_number=then.get("number", ""),
    )
    step = Step(then["step"])
    matters.advance(by=scene.staff(at), matter=scene.matter, step=step, bringing=bringing, at=at)
