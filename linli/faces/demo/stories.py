"""What the demo neighbours have said over half a year, told by the deeds themselves at their moments in the past."""

import tomllib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from linli.circle.listen.actions import handling, masks, replies, topics, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import Audience, Channel, Shown, TopicState, Urgency
from linli.circle.listen.models import Voice
from linli.circle.listen.queries import schemes
from linli.circle.listen.queries import topics as groups
from linli.circle.listen.queries import voices as questions
from linli.faces.demo.neighbours import FOUNDED, Houses, origin
from linli.ground.people.actions import accounts, homes, residents
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.models import Resident
from linli.ground.people.queries.actors import actor_of
from linli.ground.people.rules import HOUSE, Actor

_HERE = Path(__file__).parent
_CHANNELS = {
    "phone": Channel.PHONE,
    "paper": Channel.PAPER_BOX,
    "desk": Channel.DESK,
    "meeting": Channel.MEETING,
}
_HOT = 2


def tell(houses: Houses, *, today: datetime) -> int:
    """Let the neighbours say what they have said, oldest first, and staff do what they did; return how many voices."""
    told = tomllib.loads((_HERE / "voices.toml").read_text(encoding="utf-8"))["voice"]
    names = iter((_HERE / "names.txt").read_text(encoding="utf-8").split())
    for story in told:
        _make_known(houses, story["who"], names)
    steps = sorted(_steps(told), key=lambda step: (-step[0], step[1]))
    heard: dict[int, Voice] = {}
    for ago, number, deed in steps:
        at = today - timedelta(days=ago) + timedelta(minutes=7 * number)
        if deed is None:
            heard[number] = _say(houses, told[number], at)
        else:
            _do(houses, told[number], heard[number], deed, at)
    return len(told)


def confirm_topics(houses: Houses, *, at: datetime) -> dict[str, int]:
    """Let staff confirm the groupings of three and more people that the system has proposed, each three days after its
    first word; return the matters that stand for them, by the words of the topic and its voices.
    """
    community = houses.areas["huaiyin"].pk
    proposed = groups.hottest(community, state=TopicState.PROPOSED, size=20, at=at).rows
    found = {}
    for row in proposed:
        if row.topic.people >= _HOT:
            said = Voice.objects.filter(topic=row.topic).order_by("said_at").values_list("text", "said_at")
            first = min((moment for _text, moment in said), default=at)
            accepted = min(first + timedelta(days=3), at)
            topic = topics.accept(by=_staff(houses, accepted), topic=row.topic.pk, at=accepted)
            if topic.matter_id is not None:
                found["　".join([topic.title, *(text for text, _at in said)])] = topic.matter_id
    return found


def _steps(told: list[dict[str, Any]]) -> Iterable[tuple[float, int, list[Any] | None]]:
    """Yield (days ago, number of the story, deed) for everything that happened."""
    for number, story in enumerate(told):
        yield story["ago"], number, None
        for order, deed in enumerate(story["then"], 1):
            yield max(story["ago"] - deed[0] - order / 1000, 0), number, deed


def _make_known(houses: Houses, who: str, names: Iterable[str]) -> None:
    """Give a door that speaks a household, a person and a sign-in, unless it has them."""
    if who in houses.people:
        return
    household = houses.households.get(who)
    if household is None:
        village, since = origin(len(houses.people))
        household = homes.move_in(
            by=HOUSE, home=houses.homes[who], at=FOUNDED, since=since, origin_village=village
        )
        houses.households[who] = household
    number = f"+861540002{len(houses.people):04d}"
    houses.people[who] = residents.add(
        by=HOUSE,
        community=houses.areas["huaiyin"],
        particulars=Particulars(next(iter(names)), number, born_on=_born(len(houses.people))),
        household=household,
        at=FOUNDED,
    )
    houses.accounts[who] = accounts.knock(phone=number, at=FOUNDED)
    accounts.prove_phone(account=houses.accounts[who], phone=number, at=FOUNDED)


def _born(number: int) -> date:
    """Return the birthday of a door's speaker: all of full age, from 27 to 76 years."""
    return date(1950 + number * 7 % 50, 1 + number % 12, 1 + number % 28)


def _say(houses: Houses, story: dict[str, Any], at: datetime) -> Voice:
    author: Resident = houses.people[story["who"]]
    place = houses.areas[story["where"]].pk
    said = Said(
        text=story["text"],
        place_words=story.get("spot", ""),
        audience=Audience(story.get("shown", Audience.PUBLIC)),
        urgency=Urgency.UTILITY if story.get("urgent") else None,
    )
    way = story.get("way", "say")
    if way == "help":
        helper = _actor(houses, story["by"], at)
        return voices.say_for(
            by=helper, resident=author.pk, consent_note=story["note"], said=said, place=place, at=at
        )
    if way in _CHANNELS:
        staff = _staff(houses, at)
        return voices.take_in(
            by=staff, channel=_CHANNELS[way], place=place, said=said, resident=author.pk, at=at
        )
    return voices.say(by=_actor(houses, story["who"], at), place=place, said=said, at=at)


def _do(houses: Houses, story: dict[str, Any], voice: Voice, deed: list[Any], at: datetime) -> None:
    staff, words = _staff(houses, at), deed[2:]
    match deed[1]:
        case "publish":
            _publish(staff, voice, story, at)
        case "answer":
            replies.answer(by=staff, voice=voice.pk, words=words[0], at=at)
        case "pass_on":
            replies.pass_on(by=staff, voice=voice.pk, body=words[0], number=words[1], words=words[2], at=at)
        case "pause":
            until = (at + timedelta(days=words[0])).date()
            handling.pause(by=staff, voice=voice.pk, reason=words[1], until=until, at=at)
        case "rate":
            author = _actor(houses, story["who"], at)
            replies.rate(
                by=author, voice=voice.pk, stars=words[0], words=words[1], is_solved=words[0] > _HOT, at=at
            )
        case other:
            raise ValueError(f"voices.toml asks for {other}")


def _publish(staff: Actor, voice: Voice, story: dict[str, Any], at: datetime) -> None:
    found = next((one for one in schemes.classes(voice.community_id) if one.key == story["class"]), None)
    if found is not None:
        handling.classify(by=staff, voice=voice.pk, voice_class=found.pk, at=at)
    view = questions.for_staff(staff, voice.pk, at)
    masks.settle(by=staff, voice=voice.pk, cover=[mask.pk for mask in view.masks], at=at)
    if view.voice.shown == Shown.CHECKING:
        masks.publish(by=staff, voice=voice.pk, at=at)


def _actor(houses: Houses, key: str, at: datetime) -> Actor:
    return actor_of(houses.accounts[key], at)


def _staff(houses: Houses, at: datetime) -> Actor:
    return _actor(houses, "gu_min", at)
