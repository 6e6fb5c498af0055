"""Where neighbours came from and how they stand mixed: the formula, the pages of buildings, the years."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.lib.keyset import BadCursor
from linli.ground.people.actions import areas, homes, residents
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import AreaKind, Reach
from linli.ground.people.queries import coverage, mixing
from linli.ground.people.queries.mixing import Mixed
from linli.ground.people.refusals import MayNotReadRegister, NoSuchThing
from linli.ground.people.rules import HOUSE
from linli.ground.people.templatetags.mixing import in_ten

TODAY = date(2026, 11, 20)
days = st.none() | st.dates(date(2018, 1, 1), date(2028, 12, 31))
stays = st.lists(st.tuples(st.sampled_from(["", "甲村", "乙村"]), days, days), max_size=12)


def came(street, home, village, since=None):
    return homes.move_in(by=HOUSE, home=street.homes[home], at=street.at, since=since, origin_village=village)


@pytest.fixture
def village(street):
    """Three of 甲村, one of 乙村 and one nobody knows in building 1, beside two of the cast (nobody knows either)."""
    came(street, "b1s1:101", "甲村", date(2020, 5, 1))
    came(street, "b1s1:201", "甲村", date(2021, 5, 1))
    came(street, "b1s1:202", "甲村")
    came(street, "b1s2:101", "乙村", date(2021, 7, 1))
    gone = came(street, "b1s2:102", "乙村", date(2020, 1, 1))
    homes.move_out(by=HOUSE, household=gone, until=date(2022, 3, 1), at=street.at)
    came(street, "b1s2:102", "", date(2022, 4, 1))
    return street


@pytest.mark.practice("O1")
@given(st.lists(st.integers(0, 7), max_size=6))
def test_the_chance_is_that_of_all_pairs_counted_one_by_one(counts):
    households = [village for village, count in enumerate(counts) for _one in range(count)]
    pairs = list(combinations(households, 2))
    apart = sum(one != other for one, other in pairs)

    assert mixing.chance(counts) == (Fraction(apart, len(pairs)) if pairs else None)


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (None, "知道来处的不到两户，算不出"),
        (Fraction(0), "没有，都是同一个村的"),
        (Fraction(1, 21), "十次里不到一次"),
        (Fraction(1, 20), "十次里有一次"),
        (Fraction(2, 3), "十次里有七次"),
        (Fraction(13, 20), "十次里有七次"),
        (Fraction(19, 20), "十次里有九次多"),
        (Fraction(1), "十次里有十次"),
    ],
)
def test_a_chance_is_said_as_neighbours_say_it(chance, words):
    assert str(in_ten(chance)) == words


@pytest.mark.practice("O1")
def test_those_nobody_knows_are_shown_and_not_counted(village):
    first = mixing.page(village.by("wu_dan"), village.community, at=village.at).rows[0]

    assert (first.address, dict(first.villages)) == ("槐荫里1号楼", {"甲村": 3, "乙村": 1, "": 3})
    assert (first.households, first.unknown, first.chance) == (7, 3, Fraction(1, 2))


@pytest.mark.practice("O1")
def test_the_whole_community_is_the_sum_of_its_buildings(village):
    by = village.by("wu_dan")

    whole = mixing.whole(by, village.community, at=village.at)
    rows = mixing.page(by, village.community, at=village.at).rows

    assert dict(whole.villages) == dict(sum((Counter(row.villages) for row in rows), Counter()))


def test_a_grid_worker_sees_the_buildings_of_the_grid_and_no_other(village):
    grid, clerk = (
        [pk for pk, _address in mixing.buildings(village.by(who), village.community, at=village.at)]
        for who in ("he_zhiqiang", "wu_dan")
    )

    assert set(grid) == {str(pk) for pk in village.east_block.buildings.values_list("pk", flat=True)}
    assert set(grid) < set(clerk)
    assert mixing.whole(village.by("he_zhiqiang"), village.community, at=village.at).households == sum(
        one.households for one in mixing.of_buildings((pk, "") for pk in grid)
    )


@pytest.mark.parametrize("who", ["shen_an", "sun_yue", "nobody"])
def test_without_the_register_nothing_of_it_is_told(village, who):
    with pytest.raises(MayNotReadRegister):
        mixing.whole(village.by(who), village.community, at=village.at)
    with pytest.raises(MayNotReadRegister):
        mixing.page(village.by(who), village.community, at=village.at)
    with pytest.raises(NoSuchThing):
        coverage.building(village.by(who), village.b1.pk, at=village.at, today=TODAY)


def test_pages_of_buildings_meet_without_gap_or_double(village, monkeypatch):
    monkeypatch.setattr(mixing, "SIZE", 2)
    by, here = village.by("wu_dan"), {"community": village.community, "at": village.at}
    every = [int(pk) for pk, _address in mixing.buildings(by, **here)]

    first = mixing.page(by, **here)
    second = mixing.page(by, after=first.after, **here)
    back = mixing.page(by, before=second.before, **here)

    assert [row.area_id for row in (*first.rows, *second.rows)] == every[:4]
    assert (first.before, second.after, back.rows) == ("", "", first.rows)
    with pytest.raises(BadCursor):
        mixing.page(by, after="x", **here)


def test_a_page_asks_as_much_for_three_buildings_as_for_more(village):
    asked = []
    for name in ("8号楼", "9号楼"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            mixing.whole(village.by("wu_dan"), village.community, at=village.at)
            mixing.page(village.by("wu_dan"), village.community, at=village.at)
        asked.append(len(queries))
        areas.found(by=HOUSE, kind=AreaKind.BUILDING, name=name, parent=village.compound, at=village.at)
        caches["local"].clear()

    assert asked[0] == asked[1]


@pytest.mark.practice("O5")
def test_each_home_of_a_building_says_how_it_is_reached(village):
    for home, phone in (("b1s1:101", "15400060001"), ("b1s1:201", "")):
        residents.add(
            by=HOUSE,
            community=village.community,
            particulars=Particulars("新来的", phone),
            household=village.homes[home].households.get(until__isnull=True),
            at=village.at,
        )

    found = coverage.building(village.by("wu_dan"), village.b1.pk, at=village.at, today=TODAY)
    reach = {
        (name, door.number): door.reach
        for name, floors in found.stairwells
        for floor in floors
        for door in floor.doors
    }

    assert (reach["1单元", "101"], reach["1单元", "102"]) == (Reach.PHONE, Reach.SIGNS_IN)
    assert reach["1单元", "201"] == reach["1单元", "202"] == Reach.NOBODY
    assert reach["2单元", "202"] == reach["", "底商1"] == Reach.VACANT
    assert sum(found.reached.values()) == len(reach) == 9
    assert [floor.floor for floor in dict(found.stairwells)["1单元"]] == [2, 1]
    assert (found.people, found.people_reached) == (4, 3)


@pytest.mark.practice("O5")
def test_a_home_where_somebody_signs_in_is_reached_by_that(street):
    found = coverage.building(street.by("wu_dan"), street.b2.pk, at=street.at, today=TODAY)
    doors = [door for _name, floors in found.stairwells for floor in floors for door in floor.doors]

    assert {door.reach for door in doors if door.home_id == street.homes["b2s2:202"].pk} == {Reach.SIGNS_IN}


def test_a_building_asks_as_much_however_many_live_in_it(village):
    asked = []
    for building in (village.b1, village.b2):
        caches["local"].clear()
        by = village.by("wu_dan")
        with CaptureQueriesContext(connection) as queries:
            coverage.building(by, building.pk, at=village.at, today=TODAY)
        asked.append(len(queries))

    assert asked == [6, 6]


@pytest.mark.practice("O2")
def test_a_building_tells_its_years_by_village(village):
    found = coverage.building(village.by("wu_dan"), village.b1.pk, at=village.at, today=TODAY)

    told = {year.year: (year.stood, year.came, year.left) for year in found.years}
    assert told[2020] == (5, 2, 0)
    assert told[2021] == (7, 2, 0)
    assert told[2022] == (7, 1, 1)
    assert (found.undated, found.years[-1].villages) == (3, {"甲村": 3, "乙村": 1, "": 3})


@pytest.mark.practice("O2")
@given(stays)
def test_the_years_are_those_of_asking_every_day(told):
    found = coverage.years(told, TODAY)

    for year in found:
        day = min(date(year.year, 12, 31), TODAY)
        there = Counter(
            village
            for village, since, until in told
            if (since or date.min) <= day and day < (until or date.max)
        )
        first = date(year.year, 1, 1)
        span = [first + timedelta(days=n) for n in range((day - first).days + 1)]
        assert Counter(year.villages) == there
        assert year.came == sum(1 for one in span for _village, since, _until in told if since == one)
        assert year.left == sum(1 for one in span for _village, _since, until in told if until == one)


def test_an_empty_building_has_no_chance():
    assert Mixed(1, "1号楼", {}).chance is None
