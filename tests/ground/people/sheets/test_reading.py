"""Whole files: headings in any order, merged cells, phantom rows, broken and foreign files."""

import random
from datetime import date

import pytest

from linli.ground.lib.refusal import Refusal
from linli.ground.people.choices import OwnerKind, Tie
from linli.ground.people.sheets import tables
from linli.ground.people.sheets.columns import Column, understand
from linli.ground.people.sheets.faults import FaultKind
from linli.ground.people.sheets.reading import (
    ColumnIsDoubled,
    ColumnIsMissing,
    CompoundIsUnclear,
    FaultyRow,
    HeadingIsMissing,
    NothingInside,
    Reader,
)
from linli.ground.people.sheets.rows import Row
from tests.ground.people.sheets.books import HEADING, table, text, workbook
from tests.street import id_number

TODAY = date(2026, 11, 20)
ZHOU = [
    "槐荫里",
    "3",
    "1",
    "101",
    "89.50",
    "周桂兰",
    "",
    "户主",
    "周桂兰",
    "15400001001",
    id_number(date(1954, 3, 15)),
    "",
]
CHEN = [
    "槐荫里",
    "3",
    "1",
    "201",
    "89.50",
    "",
    "",
    "户主",
    "陈建国",
    "15400001002",
    id_number(date(1958, 9, 2)),
    "",
]


def read(content, name="名册.xlsx", compound="", **options):
    """The good rows, the faulty rows and the notes of a file."""
    reader = Reader(name, TODAY, compound, **options)
    found = list(reader.read(content))
    good = [row for row in found if isinstance(row, Row)]
    return good, [row for row in found if isinstance(row, FaultyRow)], reader.notes


def kinds(faulty):
    return [[(fault.column, fault.kind) for fault in row.faults] for row in faulty]


def test_a_row_is_understood_as_it_was_meant():
    good, faulty, _notes = read(table(ZHOU))

    assert faulty == []
    assert good == [
        Row(
            sheet="居民",
            line=2,
            compound="槐荫里",
            building="3号楼",
            stairwell="1单元",
            number="101",
            area=8950,
            owners=("周桂兰",),
            owner_kind=OwnerKind.PERSON,
            tie=Tie.HEAD,
            name="周桂兰",
            phone="+8615400001001",
            id_number=id_number(date(1954, 3, 15)),
            born=date(1954, 3, 15),
        )
    ]


def test_columns_may_stand_in_any_order_under_other_names_below_a_title():
    rows = [
        ["槐荫里社区居民信息表", "", "", "", ""],
        ["* 姓　名", "房间号（室）", "幢号:", "联系电话", "备注"],
        ["周桂兰", 101.0, 3.0, 15400001001.0, "独居"],
    ]

    good, _faulty, notes = read(workbook(("表", rows)), compound="槐荫里")

    assert [(row.name, row.place, row.phone, row.line) for row in good] == [
        ("周桂兰", ("槐荫里", "3号楼", "", "101"), "+8615400001001", 3)
    ]
    assert notes.unknown == ["备注"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_people_have(encoding, delimiter):
    good, faulty, _notes = read(text(ZHOU, CHEN, encoding=encoding, delimiter=delimiter), "名册.CSV")

    assert ([row.name for row in good], faulty) == (["周桂兰", "陈建国"], [])


def test_phantom_rows_are_skipped_and_counted():
    good, faulty, notes = read(table(ZHOU, [" "] * 12, ["　"] * 3, CHEN))

    assert (len(good), faulty, notes.phantom, notes.seen) == (2, [], 2, 2)


def test_all_sheets_with_a_heading_are_read_and_the_others_are_named():
    content = workbook(
        ("1号楼", [HEADING, ZHOU]), ("填写说明", [["列", "怎么填"]]), ("2号楼", [HEADING, CHEN])
    )

    good, _faulty, notes = read(content)

    assert [(row.sheet, row.name) for row in good] == [("1号楼", "周桂兰"), ("2号楼", "陈建国")]
    assert notes.skipped_sheets == ["填写说明"]


def test_hidden_sheets_are_left_alone():
    content = workbook(("名册", [HEADING, ZHOU]), ("旧", [HEADING, CHEN]), hidden=("旧",))

    assert [row.name for row in read(content)[0]] == ["周桂兰"]


def test_merged_cells_are_a_fault_until_they_are_filled():
    spouse = ["", "", "", "", "", "", "", "配偶", "老罗", "", "", "1950-01-01"]
    content = workbook(("居民", [HEADING, ZHOU, spouse]), merges=[f"{c}2:{c}3" for c in "ABCDE"])

    _good, faulty, notes = read(content)
    filled, still, after = read(content, fills_merged=True)

    assert kinds(faulty) == [
        [
            (c, FaultKind.MERGED)
            for c in (Column.AREA, Column.BUILDING, Column.COMPOUND, Column.NUMBER, Column.STAIRWELL)
        ]
    ]
    assert notes.merged == 5
    assert [(row.name, row.place, row.area) for row in filled] == [
        ("周桂兰", ("槐荫里", "3号楼", "1单元", "101"), 8950),
        ("老罗", ("槐荫里", "3号楼", "1单元", "101"), 8950),
    ]
    assert (still, after.filled) == ([], 5)


def test_what_is_a_persons_own_is_never_filled_from_a_merged_cell():
    spouse = [*ZHOU[:4], "", "", "", "配偶", "老罗", "", "", "1950-01-01"]
    content = workbook(("居民", [HEADING, ZHOU, spouse]), merges=["J2:J3"])

    _good, faulty, _notes = read(content, fills_merged=True)

    assert kinds(faulty) == [[(Column.PHONE, FaultKind.MERGED_PERSON)]]


def test_an_empty_cell_that_is_not_merged_is_never_filled():
    spouse = ["", "", "", "", "", "", "", "配偶", "老罗", "", "", ""]

    _good, faulty, _notes = read(table(ZHOU, spouse), fills_merged=True)

    assert {kind for row in kinds(faulty) for _column, kind in row} == {FaultKind.MISSING}


@pytest.mark.parametrize(
    ("place", "cell", "column", "kind"),
    [
        (10, 310114195403150013.0, Column.ID_NUMBER, FaultKind.ID_AS_NUMBER),
        (3, date(2026, 1, 2), Column.NUMBER, FaultKind.IS_DATE),
        (3, "", Column.NUMBER, FaultKind.MISSING),
        (11, "1954-03-16", Column.BORN, FaultKind.BIRTHDAYS),
        (8, "", Column.NAME, FaultKind.NAME_MISSING),
        (8, "周" * 61, Column.NAME, FaultKind.TOO_LONG),
        (5, "老街粮油店", Column.OWNER_KIND, FaultKind.OWNER_KIND_MISSING),
        (5, "周桂兰、周桂兰", Column.OWNER, FaultKind.OWNER_TWICE),
        (6, "个人", None, None),
    ],
)
def test_one_bad_cell_makes_one_fault_and_the_cells_are_kept(place, cell, column, kind):
    row = [*ZHOU]
    row[place] = cell

    good, faulty, _notes = read(table(row, CHEN))

    assert kinds(faulty) == ([[(column, kind)]] if kind else [])
    assert len(good) + len(faulty) == 2
    assert all(len(row.cells) == 12 for row in faulty)


def test_rows_are_checked_against_those_above():
    rows = [
        ZHOU,
        [*ZHOU[:4], "90.00", "", "", "配偶", "老罗", "", "", "1950-01-01"],
        [*ZHOU[:4], "", "", "", "户主", "另一个户主", "", "", "1951-01-01"],
        [*CHEN[:8], "陈建国的弟弟", "", ZHOU[10], ""],
        [*CHEN],
        [*CHEN[:10], "", ""],
        [*CHEN[:10], "", ""],
    ]

    good, faulty, _notes = read(table(*rows))

    assert [row.line for row in good] == [2, 6]
    assert kinds(faulty) == [
        [(Column.AREA, FaultKind.HOME_DIFFERS)],
        [(Column.TIE, FaultKind.TWO_HEADS)],
        [(Column.ID_NUMBER, FaultKind.ID_TWICE)],
        [(Column.TIE, FaultKind.TWO_HEADS)],
        [(Column.TIE, FaultKind.TWO_HEADS)],
    ]


def test_a_building_stands_in_one_block_and_has_one_head():
    heading = ["楼栋", "房号", "块区", "楼栋长"]

    _good, faulty, _notes = read(
        table(
            ["1", "101", "东里", "陈建国"],
            ["1", "102", "西里", "陈建国"],
            ["1", "103", "东里", "罗永福"],
            heading=heading,
        )
    )

    assert kinds(faulty) == [
        [(Column.BLOCK, FaultKind.BLOCK_DIFFERS)],
        [(Column.HEAD, FaultKind.BUILDING_HEADS)],
    ]


def test_owners_may_be_several_each_with_a_number():
    heading = ["楼栋", "房号", "产权人", "共有人", "产权人身份证号"]
    one, two = id_number(date(1990, 7, 9)), id_number(date(1991, 2, 28))

    good, faulty, _notes = read(
        table(
            ["2", "202", "沈安", "叶青", f"{one}、{two}"], ["2", "203", "沈安", "叶青", one], heading=heading
        )
    )

    assert [(row.owners, row.owner_ids) for row in good] == [(("沈安", "叶青"), (one, two))]
    assert kinds(faulty) == [[(Column.OWNER_ID, FaultKind.OWNER_IDS)]]


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "a.xlsx", tables.FileIsEmpty),
        (b" \r\n", "a.csv", tables.FileIsEmpty),
        (b"x", "a.pdf", tables.NotATable),
        (b"x" * 50_000_001, "a.csv", tables.FileIsTooLarge),
        (b"<html><table>", "a.xls", tables.IsNotWhatItSays),
        (b"<html><table>", "a.csv", tables.IsNotWhatItSays),
        (table(ZHOU), "a.csv", tables.IsNotWhatItSays),
        (table(ZHOU), "a.xls", tables.IsNotWhatItSays),
        (table(ZHOU)[:-900], "a.xlsx", tables.IsBroken),
        (b"PK\x03\x04" + b"\0" * 99, "a.xlsx", tables.IsBroken),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900, "a.xls", tables.IsBroken),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            tables.IsProtected,
        ),
        (b"\x81\x00\xff\xff\xff", "a.csv", tables.EncodingIsUnknown),
        ('楼栋,房号\r\n1,"101\r\n2,102\r\n'.encode(), "a.csv", tables.QuotesDoNotPair),
        (workbook(("空", [])), "a.xlsx", HeadingIsMissing),
        (workbook(("诗", [["床前明月光"], ["疑是地上霜"]])), "a.xlsx", HeadingIsMissing),
        (table(), "a.xlsx", NothingInside),
        (table(["1", "李四"], heading=["楼栋", "姓名"]), "a.xlsx", ColumnIsMissing),
        (table(["101", "李四"], heading=["房号", "姓名"]), "a.xlsx", ColumnIsMissing),
        (table(["1", "101", "1"], heading=["小区", "房号", "单元"]), "a.xlsx", ColumnIsMissing),
        (table(["1", "1", "2"], heading=["楼栋", "房号", "室号"]), "a.xlsx", ColumnIsDoubled),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(content, name, refusal):
    with pytest.raises(refusal) as refused:
        read(content, name)

    assert 422 >= refused.value.status >= 413
    assert str(refused.value).endswith(("。", "”）。"))
    assert "%" not in str(refused.value)


def test_several_compounds_need_a_column():
    content = table(["1", "101"], heading=["楼栋", "房号"])

    with pytest.raises(CompoundIsUnclear):
        read(content, compound=None)
    assert read(content, compound="槐荫里")[0][0].compound == "槐荫里"


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_workbook_is_refused_or_read_but_never_crashes(seed):
    content = bytearray(table(*[ZHOU, CHEN] * 20))
    dice = random.Random(seed)
    for _ in range(dice.randrange(1, 6)):
        content[dice.randrange(len(content))] = dice.randrange(256)

    try:
        good, faulty, _notes = read(bytes(content))
    except Refusal:
        return
    assert len(good) + len(faulty) == 40


def test_a_heading_needs_two_known_columns():
    assert understand(["姓名", "备注"]) is None
    assert understand(["姓名", "房号"]).places == {Column.NAME: 0, Column.NUMBER: 1}
