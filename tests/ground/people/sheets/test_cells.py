"""Single cells, as Excel and people leave them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.lib import identity
from linli.ground.people.choices import HomeUse, OwnerKind, Tie
from linli.ground.people.sheets import cells
from linli.ground.people.sheets.cells import Wrong
from linli.ground.people.sheets.faults import FaultKind

TODAY = date(2026, 11, 20)
BIRTHDAYS = st.dates(min_value=date(1900, 1, 1), max_value=TODAY)


def kind_of(read, *args):
    """The kind of fault that reading a cell finds, None when it is fine."""
    try:
        read(*args)
    except Wrong as wrong:
        return wrong.kind
    return None


def number_for(born, sequence=7):
    first = f"310114{born:%Y%m%d}{sequence:03d}"
    return first + identity.check_character(first)


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("  槐荫里　", "槐荫里"),
        ("３号楼", "3号楼"),
        (3.0, "3"),
        (7, "7"),
        (89.5, "89.5"),
        ("a\u200bb\tc", "ab c"),
        ("/", ""),
        ("——", ""),
        ("无", ""),
        (True, "是"),
    ],
)
def test_text_is_tidied_and_words_for_nothing_are_nothing(cell, word):
    assert cells.optional(cell, 40) == word


def test_a_date_in_a_text_column_is_excels_doing():
    assert kind_of(cells.home_number, date(2026, 1, 2)) == FaultKind.IS_DATE


@pytest.mark.parametrize(
    ("cell", "name"),
    [("3", "3号楼"), (3.0, "3号楼"), ("03#", "3号楼"), ("3号", "3号楼"), ("A座", "A座"), ("３栋", "3栋")],
)
def test_a_bare_number_is_a_building(cell, name):
    assert cells.building(cell) == name


def test_a_bare_number_is_a_stairwell_and_room_is_left_off_the_door():
    assert (cells.stairwell(" 2 "), cells.stairwell("2单元")) == ("2单元", "2单元")
    assert (cells.home_number("101室"), cells.home_number(101.0), cells.home_number("底商1")) == (
        "101",
        "101",
        "底商1",
    )


@pytest.mark.parametrize(
    "cell",
    [
        "13800138000",
        "１３８００１３８０００",
        "138 0013 8000",
        "138-0013-8000",
        "+86 13800138000",
        "008613800138000",
        13800138000.0,
    ],
)
def test_mobile_numbers_come_in_many_forms_and_mean_one(cell):
    assert cells.phone(cell) == "+8613800138000"


def test_a_land_line_needs_its_area_code():
    assert cells.phone("021-59528888") == "+862159528888"
    assert kind_of(cells.phone, "59528888") == FaultKind.PHONE


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("1380013800", FaultKind.PHONE),
        ("1.38E+10", FaultKind.PHONE_AS_NUMBER),
        ("找儿子", FaultKind.PHONE),
        ("无", None),
    ],
)
def test_what_cannot_be_called_is_said(cell, kind):
    assert kind_of(cells.phone, cell) == kind


@given(born=BIRTHDAYS, sequence=st.integers(0, 999))
def test_every_right_identity_number_is_taken_in_any_width_and_case(born, sequence):
    number = number_for(born, sequence)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in number.lower())

    assert cells.id_number(f" {number[:6]} {number[6:]} ") == number
    assert cells.id_number(wide) == number


@given(born=BIRTHDAYS, sequence=st.integers(0, 999), place=st.integers(0, 17), digit=st.integers(0, 9))
def test_one_wrong_digit_is_always_noticed(born, sequence, place, digit):
    number = number_for(born, sequence)
    spoiled = number[:place] + str(digit) + number[place + 1 :]

    assert (kind_of(cells.id_number, spoiled) is None) == (spoiled == number)


@given(born=BIRTHDAYS, sequence=st.integers(0, 999))
def test_an_identity_number_that_excel_made_a_number_is_never_guessed(born, sequence):
    number = number_for(born, sequence).replace("X", "0")

    assert kind_of(cells.id_number, float(number)) == FaultKind.ID_AS_NUMBER
    assert kind_of(cells.id_number, f"{float(number):.5E}") == FaultKind.ID_AS_NUMBER
    assert kind_of(cells.id_number, cells.shown(float(number))) == FaultKind.ID_AS_NUMBER


def test_other_identity_numbers_say_what_is_wrong_with_them():
    assert kind_of(cells.id_number, "310114850101001") == FaultKind.ID_LENGTH
    assert kind_of(cells.id_number, "310114198501010000") == FaultKind.ID_ROUNDED
    assert kind_of(cells.id_number, "310114198501010011") == FaultKind.ID_CHECK
    assert (
        kind_of(cells.id_number, number_for(date(1985, 1, 1)).replace("19850101", "19851301"))
        == FaultKind.ID_CHECK
    )
    assert cells.id_number("无") == ""


@given(born=BIRTHDAYS)
def test_a_day_is_one_day_in_all_its_forms(born):
    serial = (born - date(1899, 12, 30)).days
    forms = [
        born,
        datetime(born.year, born.month, born.day),  # noqa: DTZ001 -- Excel knows no time zone
        born.isoformat(),
        f"{born.year}/{born.month}/{born.day}",
        f"{born.year}.{born.month}.{born.day}",
        f"{born.year}年{born.month}月{born.day}日",
        f"{born:%Y%m%d}",
        f"{born.isoformat()} 00:00:00",
        float(f"{born:%Y%m%d}"),
    ]

    assert {cells.day(form, TODAY) for form in forms} == {born}
    assert serial < 3 or cells.day(float(serial), TODAY) == born


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("1990-02", FaultKind.DATE_WITHOUT_DAY),
        ("1990年2月", FaultKind.DATE_WITHOUT_DAY),
        ("1990", FaultKind.DATE_WITHOUT_DAY),
        (199002.0, FaultKind.DATE_WITHOUT_DAY),
        ("1990-02-30", FaultKind.DATE),
        ("90-2-3", FaultKind.DATE),
        ("3/2/1990", FaultKind.DATE),
        ("2026-11-21", FaultKind.DATE_OUTSIDE),
        ("1899-12-31", FaultKind.DATE_OUTSIDE),
        ("不详", None),
    ],
)
def test_what_is_no_day_is_said(cell, kind):
    assert kind_of(cells.day, cell, TODAY) == kind


@given(hundredths=st.integers(1, 999_999_999))
def test_an_area_is_exact_in_hundredths(hundredths):
    written = f"{hundredths // 100}.{hundredths % 100:02d}"

    assert cells.area(written) == cells.area(f"{written}㎡") == cells.area(float(written)) == hundredths


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("89.505", FaultKind.AREA),
        (89.505, FaultKind.AREA),
        ("约90", FaultKind.AREA),
        ("0", FaultKind.AREA_OUTSIDE),
        ("-5", FaultKind.AREA_OUTSIDE),
        (1e12, FaultKind.AREA_OUTSIDE),
        (float("nan"), FaultKind.AREA),
        (float("inf"), FaultKind.AREA),
        ("/", None),
    ],
)
def test_what_is_no_area_is_said(cell, kind):
    assert kind_of(cells.area, cell) == kind


def test_words_for_use_tie_and_kind_of_owner_are_known_or_said():
    assert (cells.use("底商"), cells.use(""), kind_of(cells.use, "猪圈")) == (
        HomeUse.SHOP,
        None,
        FaultKind.USE,
    )
    assert (cells.tie("长子"), cells.tie("租户"), kind_of(cells.tie, "朋友")) == (
        Tie.CHILD,
        Tie.TENANT,
        FaultKind.TIE,
    )
    assert cells.owner_kind("建设单位（未售或未交付）") == OwnerKind.DEVELOPER
    assert kind_of(cells.owner_kind, "皇家") == FaultKind.OWNER_KIND


@pytest.mark.parametrize(
    ("cell", "floor"), [("3", 3), (3.0, 3), ("3层", 3), ("-1", -1), ("B1", -1), ("地下2层", -2), ("", None)]
)
def test_floors_go_below_the_ground(cell, floor):
    assert cells.floor(cell) == floor


@pytest.mark.parametrize("cell", ["阁楼", "300", "3.5"])
def test_what_is_no_floor_is_said(cell):
    assert kind_of(cells.floor, cell) == FaultKind.FLOOR


def test_names_are_parted_by_commas_dots_and_wide_gaps_but_not_inside():
    assert cells.names("沈安、叶青，周　兰;王五") == ("沈安", "叶青", "周", "兰", "王五")
    assert cells.names("沈 安、叶青") == ("沈安", "叶青")
    assert cells.names("Ann Lee/Bo Wu") == ("Ann Lee", "Bo Wu")
    assert cells.person("张　三") == "张三"


CELLS = st.one_of(
    st.text(max_size=60),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@given(cell=CELLS)
def test_no_cell_whatever_crashes_a_reader(cell):
    readers = [
        cells.person,
        cells.building,
        cells.stairwell,
        cells.home_number,
        cells.phone,
        cells.id_number,
        cells.area,
        cells.use,
        cells.tie,
        cells.owner_kind,
        cells.floor,
        cells.names,
        cells.id_numbers,
        lambda cell: cells.day(cell, TODAY),
    ]

    assert all(kind is None or kind in FaultKind for kind in (kind_of(read, cell) for read in readers))
    assert isinstance(cells.shown(cell), str)
