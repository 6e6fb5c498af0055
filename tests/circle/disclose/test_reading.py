"""Nasty workbooks: what people really write is understood, or said back cell by cell with its reason."""

from datetime import date

import pytest

from linli.circle.disclose import reading
from linli.circle.disclose.choices import Item
from linli.circle.disclose.money import Line
from linli.circle.disclose.reading import Known
from linli.circle.disclose.refusals import NoHeading
from linli.ground.people.sheets.tables import FileIsEmpty, IsBroken, IsNotWhatItSays, NotATable
from tests.circle.disclose.conftest import OCTOBER, workbook

HEAD = ["小区", "月份", "项目", "收入（元）", "支出（元）", "用量", "备注"]
ONE = Known({"槐荫里": 7}, OCTOBER, 7)
TWO = Known({"槐荫里": 7, "槐荫新村": 8}, OCTOBER, None)


def read(rows: list[list[object]], known: Known = ONE, **more: object) -> reading.Reading:
    return reading.read("十月.xlsx", workbook(rows, **more), known)  # type: ignore[arg-type] # merged ranges


def lines(found: reading.Reading) -> list[tuple[str, int, int, int | None]]:
    return [(one.line.item.value, one.line.income, one.line.expense, one.line.units) for one in found.found]


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        (1234.5, 123_450),
        (0.1 + 0.2, 30),
        (1234, 123_400),
        ("1,234.50", 123_450),
        ("１，２３４．５０", 123_450),
        ("￥1234.5元", 123_450),
        ("1.2万元", 1_200_000),
        ("12345分", 12_345),
        (" 1234 ", 123_400),
        ("", 0),
        ("—", 0),
        ("无", 0),
        (None, 0),
    ],
)
def test_amounts_are_understood_as_people_write_them(written: object, fen: int) -> None:
    found = read([HEAD, ["槐荫里", "2026-10", "路灯", 1, written, "", ""]])

    assert (lines(found), found.faults) == ([("lamps", 100, fen, None)], [])


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (-5, "不能是负数。"),
        ("-5", "不能是负数。"),
        ("很多", "这一格看不懂，请只写数字，如1234.50。"),
        ("1,23.5", "这一格看不懂，请只写数字，如1234.50。"),
        ("12.345", "比一分还小，请核对小数点。"),
        (0.001, "比一分还小，请核对小数点。"),
        (1e18, "大得不像真的，请核对单位是元还是分。"),
        ("1e400", "大得不像真的，请核对单位是元还是分。"),
        (True, "这一格不是数字，请把单元格改成“数字”再填。"),
        (date(2026, 10, 1), "这一格不是数字，请把单元格改成“数字”再填。"),
        ("NaN", "不能是负数。"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named_with_its_reason_and_the_others_stay(
    written: object, reason: str
) -> None:
    found = read([HEAD, ["", "", "路灯", 1, written, "", ""], ["", "", "水", 2, 3, "1,200吨", ""]])

    assert lines(found) == [("water", 200, 300, 120_000)]
    assert [(fault.place, fault.reason) for fault in found.faults] == [("十月 E2", reason)]


def test_every_bad_cell_of_a_row_is_named() -> None:
    found = read([HEAD, ["月亮湾", "十月", "电梯", "a", "b", "c", ""]])

    assert [fault.place for fault in found.faults] == [
        "十月 C2",
        "十月 B2",
        "十月 A2",
        "十月 D2",
        "十月 E2",
        "十月 F2",
    ]
    assert [fault.written for fault in found.faults] == ["电梯", "十月", "月亮湾", "a", "b", "c"]


@pytest.mark.parametrize(
    "month",
    ["2026-9", "2026年9月", "2026/09", "2026.9", "202609", "２０２６年９月", date(2026, 9, 30), "2026-09-15"],
)
def test_months_are_understood_as_people_write_them(month: object) -> None:
    found = read([HEAD, ["", month, "水费", 0, 3, "", ""]])

    assert [one.month for one in found.found] == [date(2026, 9, 1)]


@pytest.mark.parametrize(
    ("word", "item"),
    [
        ("物业服务费", Item.PROPERTY),
        ("路灯电费", Item.LAMPS),
        (" 垃圾 清运费 ", Item.RUBBISH),
        ("公共水费", Item.WATER),
        ("停车（地面）", Item.PARKING),
        ("电动车充电费", Item.CHARGING),
    ],
)
def test_the_six_items_are_known_by_many_names(word: str, item: Item) -> None:
    assert [one.line.item for one in read([HEAD, ["", "", word, 1, 1, "", ""]]).found] == [item]


def test_titles_above_sums_below_and_empty_rows_are_passed_over() -> None:
    found = read(
        [
            ["槐荫里小区十月收支公示", "", ""],
            ["", "单位：元", ""],
            ["项目", "收入", "支出"],
            ["路灯", 0, 612.5],
            [],
            ["水", 0, 450],
            ["合计", 0, 1062.5],
            ["总计（元）", 0, 1062.5],
        ]
    )

    assert (lines(found), found.faults) == ([("lamps", 0, 61_250, None), ("water", 0, 45_000, None)], [])


def test_a_heading_in_fen_counts_fen_and_a_unit_in_the_cell_wins() -> None:
    found = read([["项目", "支出(分)"], ["路灯", 61250], ["水", "450元"]])

    assert lines(found) == [("lamps", 0, 61_250, None), ("water", 0, 45_000, None)]


def test_merged_names_and_months_count_for_all_their_rows_and_amounts_for_one() -> None:
    rows = [
        HEAD,
        [None, None, "路灯", 0, 1, "", ""],
        [None, None, "水", 0, 2, "", ""],
        ["槐荫新村", "2026-10", "水", 0, 3, "", ""],
    ]
    found = read(rows, TWO, merged=[(1, 0, 2, 0, "槐荫里"), (1, 1, 2, 1, "2026年9月")])

    assert [(one.area, one.month.month, one.line.expense) for one in found.found] == [
        (7, 9, 100),
        (7, 9, 200),
        (8, 10, 300),
    ]
    sums = read([["项目", "收入", "支出"], ["路灯", 0, None], ["水", 0, None]], merged=[(1, 2, 2, 2, 500)])
    assert sum(one.line.expense for one in sums.found) == 50_000


def test_the_same_item_twice_is_one_when_it_says_the_same_and_a_fault_when_not() -> None:
    same = read([HEAD, ["", "", "水", 0, 3, "", ""], ["", "", "水费", 0, 3, "", ""]])
    other = read([HEAD, ["", "", "水", 0, 3, "", ""], ["", "", "水费", 0, 4, "", ""]])

    assert (len(same.found), same.faults) == (1, [])
    assert lines(other) == [("water", 0, 300, None)]
    assert [fault.place for fault in other.faults] == ["十月 3"]


def test_where_there_are_two_compounds_a_row_must_name_one() -> None:
    found = read([HEAD, ["", "", "水", 0, 3, "", ""]], TWO)

    assert [fault.reason for fault in found.faults] == ["没写是哪个小区。"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_tables_are_read_in_any_script(encoding: str) -> None:
    content = '项目,收入,支出\n路灯,0,"1,612.50"\n'.encode(encoding)

    assert lines(reading.read("a.csv", content, ONE)) == [("lamps", 0, 161_250, None)]


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.csv", b"", FileIsEmpty),
        ("a.docx", b"x", NotATable),
        ("a.xlsx", b"not a workbook", IsNotWhatItSays),
        ("a.xlsx", b"PK\x03\x04 torn", IsBroken),
        ("a.csv", "姓名,电话\n张三,1\n".encode(), NoHeading),
    ],
)
def test_files_that_cannot_be_read_are_refused(name: str, content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        reading.read(name, content, ONE)


def test_our_own_export_is_read_back_without_loss() -> None:
    from linli.circle.disclose import exports

    rows = [
        {"area": "槐荫里", "month": "2026-10", "item": "water", "income_fen": 0, "expense_fen": 45_099,
         "units_hundredths": 15_050, "note": "=1+1"},
    ]  # fmt: skip
    for name, content in (("a.xlsx", exports.workbook(rows)), ("a.csv", exports.text(rows).encode())):
        found = reading.read(name, content, TWO)
        assert lines(found) == [("water", 0, 45_099, 15_050)], name
    assert found.found[0].line == Line(Item.WATER, 0, 45_099, 15_050, "'=1+1")
