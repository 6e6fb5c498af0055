"""The pages of the neighbours together: where they came from, one building, the nine parties."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from linli.ground.people.actions import homes
from linli.ground.people.rules import HOUSE


@pytest.fixture
def village(street):
    for home, origin in (("b1s1:101", "=甲村"), ("b1s1:201", "乙村"), ("b3s2:101", "乙村")):
        homes.move_in(
            by=HOUSE,
            home=street.homes[home],
            at=street.at,
            since=date(2021, 5, 1),
            origin_village=origin,
        )
    return street


def page(street, view, *args, by="wu_dan", **query):
    answer = street.client(by).get(reverse(f"people:{view}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.practice("O1")
def test_the_page_says_in_words_what_it_draws(village):
    words = page(village, "mixing")

    assert "两户邻居来自不同村的机会：<b>十次里有七次</b>" in words
    assert "=甲村1户、乙村1户、没有登记2户" in words
    assert words.count('<svg class="villages"') == 4
    assert 'aria-current="page">邻里从哪来' in words


@pytest.mark.practice("O1")
def test_the_table_is_for_spreadsheets_and_runs_no_formula(village):
    answer = village.client("wu_dan").get(reverse("people:mixing-table"))
    head, first, *_rest = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))

    assert head == ["楼栋", "户数", "两户邻居来自不同村的机会", "没有登记", "'=甲村", "乙村"]
    assert first == ["槐荫里1号楼", "4", "1 ", "2", "1", "1"]


@pytest.mark.practice("O5")
def test_the_squares_of_a_building_lead_to_the_register_and_name_nobody(village):
    words = page(village, "building", village.b1.pk)
    home = reverse("people:home", args=[village.homes["b1s1:101"].pk])

    assert (
        f'<a class="door door-nobody" href="{home}" title="联系不上">101<span class="sr"> 联系不上</span></a>'
        in words
    )
    assert [name for name in (person.name for person in village.people.values()) if name in words] == []


@pytest.mark.practice("O2")
def test_the_years_of_a_building_are_drawn_and_told(village):
    words = page(village, "building", village.b1.pk)

    assert '<svg class="years"' in words
    assert "2021年住着4户，现在4户。" in words
    assert "2户没有登记哪年来的，从头算起。" in words


def test_a_building_without_dates_says_so(street):
    assert "没有登记哪年来的，画不出。" in page(street, "building", street.b2.pk)


@pytest.mark.practice("O15")
def test_the_missing_parties_say_so(street):
    words = page(street, "parties")

    assert words.count("还没有") == sum(
        kind in words for kind in ("社会组织", "辖区单位", "院落负责人", "社区能人", "志愿者")
    )


def test_a_strange_page_of_buildings_is_not_found(street):
    answer = street.client("wu_dan").get(reverse("people:mixing"), {"after": "x"})

    assert answer.status_code == 404
