"""Every tale may go every way, in the order of its days, and neighbouring communities never tell the same."""

import tomllib
from pathlib import Path
from random import Random

import pytest

from linli.faces.demo import crowd, half_year, pictures, tales, towns
from linli.faces.demo.tales import WAYS, Where

HERE = Path(half_year.__file__).parent
TALES = tomllib.loads((HERE / "tales.toml").read_text(encoding="utf-8"))["tale"]
SHORT = tomllib.loads((HERE / "short.toml").read_text(encoding="utf-8"))
WHERE = Where("东门口", "3号楼", "活动室", "公共收益", "服务站")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("tale", TALES, ids=[one["key"] for one in TALES])
def test_any_tale_may_go_any_way_in_the_order_of_its_days(tale, way):
    told = tales.story(tale, way, WHERE, Random(7))

    days = [told["ago"], *(then["ago"] for then in told["then"])]
    assert days == sorted(days, reverse=True)
    assert min(days) >= 0
    assert max(days) < 240
    assert [place for place in ("{spot}", "{building}") if place in str(told)] == []
    for then in told["then"]:
        for task in then.get("tasks", ()):
            assert then["ago"] >= task["from"] >= task["until"]
            assert {task["before"], task["after"]} <= pictures.SCENES.keys()


@pytest.mark.parametrize("way", ["decided", "late"])
def test_some_are_late(way):
    told = tales.story(TALES[0], way, WHERE, Random(7))

    assert told["due"] > 0


def test_the_same_dice_tell_the_same_and_others_do_not():
    first, again, other = (tales.story(TALES[0], "twice", WHERE, Random(seed)) for seed in ("a", "a", "b"))

    assert first == again
    assert first["option"] != other["option"]


def test_neighbouring_communities_share_no_short_matter_and_tell_tales_of_their_own():
    for number in range(13):
        here, there = half_year.Deck(number), half_year.Deck(number + 1)
        for heap, count in (("answered", 2), ("declined", 1), ("passed_on", 1), ("notice", 5), ("rumour", 1)):
            mine = [one.get("title", one.get("rumour")) for one in here.deal(SHORT[heap], count)]
            theirs = [one.get("title", one.get("rumour")) for one in there.deal(SHORT[heap], count)]
            assert set(mine).isdisjoint(theirs), (number, heap)
        mine, theirs = ({one["key"] for one in deck.deal(TALES, len(WAYS))} for deck in (here, there))
        assert len(mine & theirs) <= 1


@pytest.mark.parametrize("number", [0, 5, 13])
def test_a_register_has_every_door_and_every_person_once(number):
    place = crowd.places()["place"][number]
    head, *rows = crowd.register(number, place["compounds"], 1_735)

    doors = {row[:5] for row in rows}
    numbers = [row[9] for row in rows]
    assert head == crowd.HEAD
    assert len(doors) == 1_735
    assert len(set(numbers)) == len(numbers)
    assert len({row[8] for row in rows if row[8]}) == sum(1 for row in rows if row[8])


def test_the_communities_of_a_size_hold_its_households():
    assert {
        size: sum(count for _place, count in towns.of(size)) for size in towns.HOUSEHOLDS
    } == towns.HOUSEHOLDS
    assert [len(towns.of(size)) for size in ("community", "district")] == [1, 14]
    names = [name for place, _count in towns.of("district") for name in (place["name"], *place["compounds"])]
    assert len(set(names)) == len(names)
