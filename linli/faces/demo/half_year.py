"""Half a year of one community of the larger sizes: what neighbours said, what became of it, what hung on the board."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from linli.circle.disclose.models import MoneySheet
from linli.circle.listen.actions import handling, imports, initiatives, masks, replies, supports, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import Audience, Shown
from linli.circle.listen.models import Voice
from linli.circle.listen.queries import schemes
from linli.circle.listen.queries import voices as questions
from linli.circle.matters.actions import concerns
from linli.circle.matters.actions import initiatives as begun
from linli.circle.matters.actions.initiatives import Wanted
from linli.circle.matters.choices import Why
from linli.circle.matters.models import Matter
from linli.faces.demo import board, circle, crowd, tales, towns
from linli.faces.demo.scene import Scene, Town
from linli.ground.lib.chance import Dice, dice
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area, Resident
from linli.ground.people.rules import HOUSE

_HERE = Path(__file__).parent
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_HALF_YEAR = 180
_SPEAKERS, _BEHIND = 3, (3, 9)
_HEARD = "同一件事已经有几位邻居说过，合在一起办，进展都在这件事的页面上。"
_TAKEN_UP = (
    "看过现场了，不是一家的事，已经立成一件事请议事会商量。",
    "这件事好几位都提了，交给议事会，什么时候开会会通知您。",
    "先谢谢您。要花公共的钱，得大家商量着定，已经排进议事会。",
)
_THANKS = ("办得挺快。", "谢谢，有回音就放心。", "说清楚了。", "")


@cache
def _told(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass
class Deck:
    """What may happen, dealt round the communities in turn: neighbours of each other never tell the same."""

    number: int

    def deal(self, cards: Sequence[dict[str, Any]], count: int) -> list[dict[str, Any]]:
        """Return the cards that are this community's."""
        first = self.number * count
        return [cards[(first + order) % len(cards)] for order in range(count)]


@transaction.atomic
def tell(town: Town, place: dict[str, Any], turn: int, *, today: datetime) -> int:
    """Let a community live through half a year, oldest first; return how many matters it had."""
    draw = dice(f"half a year of {place['key']}")
    deck = Deck(turn)
    stories = _stories(town, deck, draw)
    by_title: dict[str, int] = {}
    scenes: dict[int, Scene] = {}
    for _ago, number, order in sorted(_moments(stories), key=lambda one: (-one[0], one[1], one[2])):
        story = stories[number]
        if order == 0:
            scenes[number] = _begun(town, story, draw, today)
            by_title[story["title"]] = scenes[number].matter
        else:
            circle.do(scenes[number], story["then"][order - 1], by_title)
    _post(town, deck, draw, today)
    return len(stories)


def hear(town: Town, place: dict[str, Any], number: int, count: int, *, today: datetime) -> None:
    """Bring in what came by the hotline in half a year, with the answers that were given."""
    draw = dice(f"letters of {place['key']}")
    batch = imports.begin(
        by=HOUSE,
        community=town.area.pk,
        file_name="hotline.csv",
        content=crowd.table(_letters(place, number, count, draw, today)),
        audience=Audience.STAFF,
        at=today,
    )
    imports.run(batch=batch.pk, at=today)


def _stories(town: Town, deck: Deck, draw: Dice) -> list[dict[str, Any]]:
    """Write the stories of a community: one for every way a matter may go, and those that end soon."""
    words, ways = _told("short")["words"], list(tales.WAYS)
    buildings = sorted(
        town.compound.children.filter(kind=AreaKind.BUILDING), key=lambda one: int(one.name[:-2])
    )
    dealt = deck.deal(_told("tales")["tale"], len(ways))
    draw.shuffle(ways)
    written = []
    for tale, way in zip(dealt, ways, strict=True):
        building = draw.choice(buildings)
        spot = draw.choice(tale["spots"])
        where = tales.Where(
            spot,
            building.name,
            draw.choice(words["halls"]),
            draw.choice(words["sources"]),
            words["stations"][0],
        )
        story = tales.story(tale, way, where, draw)
        written.append({**story, "area": building if tale["scope"] == "building" else town.compound})
    heard = next(story for story in written if story["title"] and not story["then"] and story["ago"] > 0)
    return [*written, *_short(town, deck, draw), _again(heard, draw)]


def _moments(stories: list[dict[str, Any]]) -> Iterator[tuple[int, int, int]]:
    """Yield (days ago, number of the story, order of the deed in it) for all that happens; 0 is its beginning."""
    for number, story in enumerate(stories):
        yield story["ago"], number, 0
        for order, then in enumerate(story["then"], 1):
            yield then["ago"], number, order


def _short(town: Town, deck: Deck, draw: Dice) -> Iterator[dict[str, Any]]:
    """Yield the matters that were answered at once, declined or passed on."""
    for step, count, since in (("answer", 2, (8, 90)), ("decline", 1, (25, 80)), ("pass_on", 1, (20, 100))):
        heap = {"answer": "answered", "decline": "declined", "pass_on": "passed_on"}[step]
        for told in deck.deal(_told("short")[heap], count):
            ago = draw.randint(*since)
            number = told.get("number", "").format(no=draw.randint(101, 899))
            then = {"ago": ago - 2, "deed": "step", "step": step, "reason": told["reason"]}
            yield {
                "title": told["title"],
                "ago": ago,
                "due": ago - 30,
                "area": town.compound,
                "resident_need": told["resident"],
                "governance_need": told["governance"],
                "then": [{**then, "body": told.get("body", ""), "number": number}],
            }


def _again(heard: dict[str, Any], draw: Dice) -> dict[str, Any]:
    """Return a matter that somebody brought up a second time: it is joined to the one that stands."""
    ago = max(heard["ago"] - 2, 2)
    return {
        "title": f"也想说说：{heard['title']}",
        "ago": ago,
        "due": ago - draw.randint(30, 40),
        "area": heard["area"],
        "resident_need": heard["resident_need"],
        "governance_need": heard["governance_need"],
        "then": [{"ago": ago - 1, "deed": "step", "step": "join", "other": heard["title"]}],
    }


def _begun(town: Town, story: dict[str, Any], draw: Dice, today: datetime) -> Scene:
    """Let a matter begin: from what a neighbour said when the story says what, else by the council itself."""
    at = today - story["ago"] * _DAY
    wanted = Wanted(
        scope=story["area"].pk,
        title=story["title"],
        convener=town.council.pk,
        resident_need=story["resident_need"],
        governance_need=story["governance_need"],
        owner=town.owner.pk,
        due_at=today - story["due"] * _DAY,
    )
    if "voices" in story:
        matter, raters = _raised(town, story, wanted, draw, at)
        story = {**story, "raters": raters}
    else:
        matter = begun.begin(by=town.by(town.staff, at), wanted=wanted, at=at)
        residents = [town.houses.people[key].pk for key in town.raters[:2]]
        concerns.concern(matter=matter.pk, residents=residents, why=Why.PART, at=at)
    return Scene(story, matter.pk, town, at, today)


def _raised(
    town: Town, story: dict[str, Any], wanted: Wanted, draw: Dice, at: datetime
) -> tuple[Matter, list[str]]:
    """Let neighbours say it, others stand behind it, and staff make a matter of it; return who spoke or stood."""
    behind = draw.randint(*_BEHIND)
    people = draw.sample(_nearby(town, story["area"]), _SPEAKERS + behind)
    keys = [town.key_of(one) for one in people]
    said = []
    for number, (key, words) in enumerate(zip(keys, story["voices"], strict=False)):
        said_at = at - (_SPEAKERS - number) * _DAY - draw.randint(0, 9) * _HOUR
        said.append(_said(town, story, key, words, said_at))
    for key in keys[_SPEAKERS:]:
        supports.join_in(by=town.by(key, at - _HOUR), voice=said[0].pk, at=at - _HOUR)
    staff = town.by(town.staff, at)
    matter = initiatives.from_voice(by=staff, voice=said[0].pk, wanted=wanted, at=at)
    for voice in said[1:]:
        replies.join(by=staff, voice=voice.pk, other=said[0].pk, words=_HEARD, at=at + _HOUR)
    if story["ago"] > draw.randint(3, 6):
        _answered(town, said[0], keys[0], draw, at)
    return matter, keys


def _nearby(town: Town, area: Area) -> list[Resident]:
    """Return who may speak about an area: those who live in it and hold no seat that judges it in the end."""
    seated = {town.houses.people[key].pk for key in (*town.overseers, *town.members)}
    return [one for one in towns.grown_up(town, area) if one.pk not in seated]


def _said(town: Town, story: dict[str, Any], key: str, words: str, at: datetime) -> Voice:
    said = Said(text=words, place_words=story["spot"])
    voice = voices.say(by=town.by(key, at), place=story["area"].pk, said=said, at=at)
    staff = town.by(town.staff, at + _HOUR)
    found = next((one for one in schemes.classes(voice.community_id) if one.key == story["class"]), None)
    if found is not None:
        handling.classify(by=staff, voice=voice.pk, voice_class=found.pk, at=at + _HOUR)
    view = questions.for_staff(staff, voice.pk, at + _HOUR)
    masks.settle(by=staff, voice=voice.pk, cover=[mask.pk for mask in view.masks], at=at + _HOUR)
    if view.voice.shown == Shown.CHECKING:
        masks.publish(by=staff, voice=voice.pk, at=at + _HOUR)
    return voice


def _answered(town: Town, voice: Voice, author: str, draw: Dice, at: datetime) -> None:
    """Let staff answer who said it first, and that neighbour say what they think of the answer."""
    later = at + draw.randint(2, 30) * _HOUR
    words = draw.choice(_TAKEN_UP)
    replies.answer(by=town.by(town.staff, later), voice=voice.pk, words=words, at=later)
    stars, rated = draw.choice((3, 4, 4, 5, 5)), later + _HOUR
    thanks = draw.choice(_THANKS)
    by = town.by(author, rated)
    replies.rate(by=by, voice=voice.pk, stars=stars, words=thanks, is_solved=True, at=rated)


def _post(town: Town, deck: Deck, draw: Dice, today: datetime) -> None:
    """Hang the notices of half a year, set a rumour right, and post the money of five months."""
    told = _told("short")
    for order, notice in enumerate(deck.deal(told["notice"], 5)):
        ago = (3, 14, 28, 70, 120)[order] + draw.randint(0, 5)
        board.hang(town, {**notice, "ago": ago}, today=today)
    rumour = deck.deal(told["rumour"], 1)[0]
    board.clarify(town, {**rumour, "ago": draw.randint(5, 25)}, today=today)
    _post_money(town, town.compound, 5, draw, today)
    compounds = town.area.children.filter(kind=AreaKind.COMPOUND).exclude(pk=town.compound.pk)
    for compound in compounds.order_by("pk")[1:]:
        if not MoneySheet.objects.filter(area=compound).exists():
            _post_money(town, compound, 2, draw, today)


def _post_money(town: Town, compound: Area, months: int, draw: Dice, today: datetime) -> None:
    """Post the money of a compound month by month, up to the last that is over."""
    scale = draw.uniform(0.7, 1.5)
    words = draw.sample(_told("short")["words"]["money"], months)
    for back in range(months, 0, -1):
        lines = [
            [item, _fen(income, scale, draw), _fen(expense, scale, draw)] for item, income, expense in _MONEY
        ]
        told = {"months_ago": back, "words": words[back - 1], "lines": lines}
        board.account(town, told, compound=compound, today=today)


_MONEY = (
    ("property", 6_240_000, 5_890_000),
    ("lamps", 0, 318_000),
    ("rubbish", 0, 520_000),
    ("water", 0, 186_000),
    ("parking", 1_060_000, 172_000),
    ("charging", 84_000, 36_000),
)


def _fen(amount: int, scale: float, draw: Dice) -> int:
    """Return an amount of a month: much as in other months, in whole yuan and jiao."""
    return round(amount * scale * draw.uniform(0.92, 1.09) / 10) * 10


def _letters(
    place: dict[str, Any], number: int, count: int, draw: Dice, today: datetime
) -> Iterator[tuple[str, ...]]:
    """Yield what people wrote, three in four of it answered in its own words."""
    yield ("编号", "称呼", "主题", "时间", "内容", "地点", "答复", "答复时间")
    told = _told("letters")["letter"]
    for line in range(count):
        words, answer = told[(line * 13 + number * 5) % len(told)]
        compound = draw.choice(place["compounds"][1:])
        spot = {"b": draw.randint(1, crowd.OTHERS), "u": draw.randint(1, 2), "f": draw.randint(1, 8)}
        said_at = today - timedelta(days=_HALF_YEAR * (count - line) / count, minutes=draw.randint(0, 700))
        answered_at = said_at + timedelta(days=draw.randint(1, 4), hours=draw.randint(1, 5))
        is_answered = answered_at + timedelta(days=3) < today and draw.random() < 0.94
        text = words.format(**spot)
        yield (
            f"H{number:02d}-{line:04d}",
            f"居民{draw.randint(1, 400)}",
            "",
            f"{said_at:%Y-%m-%d %H:%M}",
            draw.choice(("", "", f"{compound}，", f"我住{compound}，")) + text,
            f"{compound}{spot['b']}号楼" if "{b}" in words else compound,
            answer.format(**spot) if is_answered else "",
            f"{answered_at:%Y-%m-%d %H:%M}" if is_answered else "",
        )
