"""Official division codes."""

import csv
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from linli.ground.people.actions import divisions
from linli.ground.people.actions.divisions import Counts
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.rules import HOUSE
from tests.street import NOW

HEAD = "district,street,code,name\n"
LINES = ("嘉定区,嘉定工业区,310114501009,福蕴社区居委会\n", "嘉定区,嘉定工业区,310114501019,汇旺社区居委会\n")


def bring(tmp_path, text):
    path = tmp_path / "divisions.csv"
    path.write_text(text, encoding="utf-8-sig")
    call_command("import_divisions", str(path))


def table(text):
    return divisions.read(csv.DictReader(text.splitlines()))


@pytest.mark.django_db
def test_a_list_brings_in_four_levels_with_their_codes(tmp_path):
    bring(tmp_path, HEAD + "".join(LINES))

    community = Area.objects.get(code="310114501009")
    assert community.name == "福蕴社区"
    assert [step.name for step in Area.objects.around(community.pk).order_by("code")] == [
        "上海市",
        "嘉定区",
        "嘉定工业区",
        "福蕴社区",
    ]
    assert areas.community_of(community.pk) == community


@pytest.mark.django_db
def test_bringing_the_same_list_again_changes_nothing():
    first = divisions.bring_in(by=HOUSE, divisions=table(HEAD + "".join(LINES)), at=NOW)
    again = divisions.bring_in(by=HOUSE, divisions=table(HEAD + "".join(LINES)), at=NOW)

    assert (first, again) == (Counts(5, 0, 0), Counts(0, 0, 5))
    assert Area.objects.count() == 5


@pytest.mark.django_db
def test_a_new_name_under_an_old_code_is_a_change_of_name():
    divisions.bring_in(by=HOUSE, divisions=table(HEAD + LINES[0]), at=NOW)

    counts = divisions.bring_in(by=HOUSE, divisions=table(HEAD + LINES[0].replace("福蕴", "福韵")), at=NOW)

    assert counts == Counts(0, 1, 3)
    assert Area.objects.get(code="310114501009").name == "福韵社区"


@pytest.mark.django_db
def test_an_area_founded_by_hand_takes_its_code_and_is_not_doubled(street):
    divisions.bring_in(by=HOUSE, divisions=table(HEAD + LINES[0]), at=NOW)
    above = Area.objects.get(code="310114501000")
    Area.objects.filter(pk=street.community.pk).update(parent=above, code="")
    line = "嘉定区,嘉定工业区,310114501077,槐荫里社区居委会\n"

    again = divisions.bring_in(by=HOUSE, divisions=table(HEAD + line), at=NOW)

    assert again == Counts(0, 0, 4)
    assert Area.objects.get(name="槐荫里社区").code == "310114501077"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD, "一行也没有"),
        ("street,code,name\n某街道,310114501009,某社区\n", "没有“district”这一列"),
        (HEAD + "嘉定区,某街道,31011450100,某社区\n", "第2行的代码“31011450100”不对"),
        (HEAD + "某区,某街道,990114501001,某社区\n", "找不到所属的市"),
        (HEAD + LINES[0] + LINES[0].replace("501009", "501010"), "出现了两次"),
    ],
)
def test_a_faulty_list_is_refused_in_one_sentence_and_leaves_nothing_behind(tmp_path, text, words):
    with pytest.raises(CommandError, match=words):
        bring(tmp_path, text)
    assert Area.objects.count() == 0


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_said_in_words(tmp_path):
    with pytest.raises(CommandError, match="读不出来"):
        call_command("import_divisions", str(tmp_path / "none.csv"))


def test_divisions_are_brought_in_by_the_house_only(street):
    for name in ("wu_dan", "lin_xiao", "fang_ning", "nobody"):
        with pytest.raises(MayNotKeepRegister):
            divisions.bring_in(by=street.by(name), divisions=table(HEAD + LINES[0]), at=NOW)


def test_every_city_of_the_table_has_four_digits_and_a_name():
    assert len(divisions.cities()) == 338
    assert all(len(code) == 4 and code.isdigit() and name for code, name in divisions.cities().items())
    assert Counter(divisions.cities().values())["重庆市"] == 2


@pytest.mark.real
@pytest.mark.django_db
def test_four_real_districts_come_in_twice_without_doubles(shared):
    with (shared / "divisions" / "four_districts_communities.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        rows = list(csv.DictReader(file))

    first = divisions.bring_in(by=HOUSE, divisions=divisions.read(rows), at=NOW)
    again = divisions.bring_in(by=HOUSE, divisions=divisions.read(rows), at=NOW)

    kinds = Counter(Area.objects.values_list("kind", flat=True))
    assert kinds == {"city": 4, "district": 4, "street": 40, "community": 782}
    assert (first.new, again) == (830, Counts(0, 0, 830))
    assert Area.objects.get(code="310114501019").name == "汇旺社区"
    assert {area.name for area in Area.objects.filter(kind="city")} == {
        "上海市",
        "苏州市",
        "厦门市",
        "成都市",
    }
