"""The monthly money sheet: who fills it in, what hangs on the board, how it compares, how it is brought from Excel."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from linli.circle.disclose import exports, money
from linli.circle.disclose.actions import brought, duties, sheets
from linli.circle.disclose.choices import Item
from linli.circle.disclose.models import DisclosureDuty, MoneyLine, MoneySheet, SheetImport
from linli.circle.disclose.money import LARGEST, Line
from linli.circle.disclose.queries import sheets as asked
from linli.circle.disclose.refusals import (
    BadAmount,
    ImportIsKept,
    MayNotDisclose,
    NoSuchDuty,
    NotACompound,
    NotAMonth,
    NothingToKeep,
    SheetIsEmpty,
    SheetIsPosted,
)
from linli.commons.notices.actions import approvals
from linli.commons.notices.choices import State
from linli.commons.notices.models import Notice
from linli.commons.notices.refusals import MayNotApprove, NotYourOwn
from linli.ground.journal.models import Entry
from linli.ground.journal.sentences import sentence
from linli.ground.lib.refusal import Refusal
from tests.circle.disclose.conftest import OCTOBER, SIX, Fill, Hang, filled, workbook
from tests.street import NOW, Street


def dearer(by: int) -> tuple[Line, ...]:
    return tuple(replace(line, expense=line.expense + by) for line in SIX)


@pytest.mark.practice("V10")
def test_property_staff_fill_in_and_the_secretary_signs_and_everyone_reads(
    street: Street, fill: Fill, hang: Hang
) -> None:
    sheet = fill(words="换了两盏路灯。")
    notice = sheets.submit(by=street.by("luo_yongfu"), sheet=sheet.pk, at=NOW)
    with pytest.raises(NoSuchDuty):
        asked.posted(street.compound.pk, OCTOBER)
    posted = hang(notice.pk)

    page = asked.posted(street.compound.pk, OCTOBER)
    assert (page.income, page.expense) == (10_136_050, 5_836_250)
    assert page.sentence == "六项一共收入101,360.50元，支出58,362.50元，结余42,998元。"
    assert posted.title == "槐荫里2026年10月六项收支"
    assert posted.tables[0]["rows"][1] == ["路灯", "0", "612.50", "1,225度", ""]
    assert posted.tables[0]["rows"][-1][:3] == ["一共", "101,360.50", "58,362.50"]
    assert posted.body.endswith("换了两盏路灯。")


@pytest.mark.parametrize(
    ("who", "may"),
    [
        *((who, True) for who in ("luo_yongfu", "gu_min", "lin_xiao")),
        *((who, False) for who in ("wu_dan", "he_zhiqiang", "shen_an", "sun_yue", "nobody")),
    ],
)
def test_who_may_fill_in_a_month(street: Street, fill: Fill, who: str, may: bool) -> None:
    if may:
        assert fill(by=who).month == OCTOBER
        return
    with pytest.raises(MayNotDisclose):
        fill(by=who)


def test_nobody_signs_the_figures_they_sent(street: Street, fill: Fill) -> None:
    notice = sheets.submit(by=street.by("lin_xiao"), sheet=fill().pk, at=NOW)
    approvals.check(by=street.by("luo_yongfu"), notice=notice.pk, all_three=True, at=NOW)

    with pytest.raises(NotYourOwn):
        approvals.approve(by=street.by("lin_xiao"), notice=notice.pk, at=NOW)
    with pytest.raises(MayNotApprove):
        approvals.approve(by=street.by("luo_yongfu"), notice=notice.pk, at=NOW)


def test_figures_that_hang_do_not_change_and_taken_down_they_go_up_anew(
    street: Street, fill: Fill, hang: Hang
) -> None:
    notice = hang(sheets.submit(by=street.by("luo_yongfu"), sheet=fill().pk, at=NOW).pk)
    with pytest.raises(SheetIsPosted):
        fill(lines=dearer(100))
    with pytest.raises(SheetIsPosted):
        sheets.submit(by=street.by("luo_yongfu"), sheet=MoneySheet.objects.get().pk, at=NOW)
    approvals.withdraw(by=street.by("lin_xiao"), notice=notice.pk, reason="抄错了", at=NOW)
    sheet = fill(lines=dearer(100))
    anew = sheets.submit(by=street.by("luo_yongfu"), sheet=sheet.pk, at=NOW)

    assert (anew.replaces_id, anew.pk != notice.pk) == (notice.pk, True)
    assert anew.tables[0]["rows"][1][2] == "613.50"
    notice.refresh_from_db()
    assert notice.tables[0]["rows"][1][2] == "612.50"


def test_figures_changed_on_the_way_take_the_signature_off(street: Street, fill: Fill) -> None:
    sheet = fill()
    notice = sheets.submit(by=street.by("luo_yongfu"), sheet=sheet.pk, at=NOW)
    assert sheets.submit(by=street.by("luo_yongfu"), sheet=sheet.pk, at=NOW).pk == notice.pk
    approvals.check(by=street.by("gu_min"), notice=notice.pk, all_three=True, at=NOW)
    approvals.approve(by=street.by("lin_xiao"), notice=notice.pk, at=NOW)
    fill(lines=[replace(SIX[1], expense=999)])

    notice.refresh_from_db()
    assert (notice.state, notice.approved_by) == (State.DRAFT, None)
    assert notice.tables[0]["rows"][1][2] == "9.99"
    assert MoneyLine.objects.count() == 6


@pytest.mark.practice("V10")
def test_the_duty_of_the_month_is_fulfilled_when_the_sheet_hangs(
    street: Street, fill: Fill, hang: Hang
) -> None:
    duties.raise_due(at=NOW.replace(month=10))
    sheet = fill()
    hang(sheets.submit(by=street.by("luo_yongfu"), sheet=sheet.pk, at=NOW).pk)
    duty = DisclosureDuty.objects.get(area=street.compound, key="money-sheet", first=OCTOBER)

    assert (duty.fulfilled_at, duty.was_late, str(duty.due_on)) == (NOW, True, "2026-11-10")
    said = Entry.objects.get(verb="money.submitted")
    assert sentence(said) == "把2026-10的收支表送去核对"


def test_a_sheet_that_stood_its_days_goes_up_anew_and_its_duty_stays_fulfilled(
    street: Street, fill: Fill, hang: Hang
) -> None:
    duties.raise_due(at=NOW.replace(month=10))
    notice = hang(sheets.submit(by=street.by("luo_yongfu"), sheet=fill().pk, at=NOW).pk)
    later = NOW + timedelta(days=40)
    approvals.withdraw(by=street.by("lin_xiao"), notice=notice.pk, reason="抄错了", at=later)
    anew = sheets.submit(by=street.by("luo_yongfu"), sheet=fill(lines=dearer(100)).pk, at=later)

    assert anew.replaces_id == notice.pk
    assert (
        DisclosureDuty.objects.get(area=street.compound, key="money-sheet", first=OCTOBER).fulfilled_at == NOW
    )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"lines": [Line(Item.WATER)]}, SheetIsEmpty),
        ({"lines": []}, SheetIsEmpty),
        ({"lines": [Line(Item.WATER, expense=-1)]}, BadAmount),
        ({"lines": [Line(Item.WATER, income=LARGEST + 1)]}, BadAmount),
        ({"lines": [Line(Item.WATER, units=-1, expense=1)]}, BadAmount),
        ({"month": date(2026, 10, 2)}, NotAMonth),
        ({"month": date(2026, 12, 1)}, NotAMonth),
        ({"month": date(1999, 12, 1)}, NotAMonth),
    ],
)
def test_what_does_not_fit_is_refused(
    street: Street, changes: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        sheets.keep(by=street.by("luo_yongfu"), filled=replace(filled(street), **changes), at=NOW)


def test_a_sheet_is_kept_for_a_compound(street: Street) -> None:
    with pytest.raises(NotACompound):
        sheets.keep(by=street.by("gu_min"), filled=replace(filled(street), area=street.b3.pk), at=NOW)


@pytest.mark.practice("V10")
def test_a_month_is_compared_with_the_one_before_and_the_year_before(
    street: Street, fill: Fill, hang: Hang
) -> None:
    for month, lines in (
        (date(2025, 10, 1), dearer(-10_000)),
        (date(2026, 9, 1), dearer(5_000)),
        (OCTOBER, SIX),
    ):
        hang(sheets.submit(by=street.by("luo_yongfu"), sheet=fill(month, lines).pk, at=NOW).pk)
    page = asked.posted(street.compound.pk, OCTOBER)

    assert [one.words for one in page.beside_month] == ["比上个月少50元"] * 6
    assert [one.words for one in page.beside_year] == ["比去年同月多100元"] * 6
    lamps = page.beside_month[1]
    assert (lamps.now, lamps.then, round(lamps.share_now), lamps.share_then) == (61_250, 66_250, 92, 100)
    older = asked.posted(street.compound.pk, date(2026, 9, 1))
    assert {one.words for one in older.beside_month} == {"上个月没有记录"}


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (100, 100, "和上个月一样"),
        (0, 0, "和上个月一样"),
        (101, 100, "比上个月多0.01元"),
        (0, 12_345_600, "比上个月少123,456元"),
        (5, None, "上个月没有记录"),
    ],
)
def test_a_difference_is_said_in_words(now: int, then: int | None, words: str) -> None:
    assert money.compared(now, then, "上个月") == words


ROWS = [
    ["小区", "月份", "项目", "收入（元）", "支出（元）", "用量", "备注"],
    ["槐荫里", "2026-10", "路灯", "", "６１２．５", "1225度", ""],
    ["槐荫里", "2026-10", "水", 0, "四百五", "", ""],
    ["槐荫里", "2026-09", "路灯", 0, 600, "", "换灯"],
]


def bring(street: Street, rows: list[list[object]] = ROWS, who: str = "luo_yongfu") -> SheetImport:
    return brought.bring(
        by=street.by(who),
        community=street.community.pk,
        file_name="十月.xlsx",
        content=workbook(rows),
        month=OCTOBER,
        at=NOW,
    )


@pytest.mark.practice("V10")
def test_a_workbook_is_looked_at_before_it_is_kept_and_twice_makes_no_doubles(street: Street) -> None:
    luo, made = street.by("luo_yongfu"), bring(street)
    assert MoneySheet.objects.count() == 0
    assert [fault["place"] for fault in made.faults] == ["十月 E3"]
    kept = brought.keep(by=luo, brought=made.pk, at=NOW)
    with pytest.raises(ImportIsKept):
        brought.keep(by=luo, brought=made.pk, at=NOW)
    again = brought.keep(by=luo, brought=bring(street).pk, at=NOW)

    assert (len(kept), again) == (2, [])
    assert list(
        MoneyLine.objects.order_by("sheet__month").values_list("sheet__month", "item", "expense", "units")
    ) == [
        (date(2026, 9, 1), "lamps", 60_000, None),
        (OCTOBER, "lamps", 61_250, 122_500),
    ]


def test_an_import_leaves_what_hangs_and_changes_what_does_not(street: Street, hang: Hang) -> None:
    luo = street.by("luo_yongfu")
    for sheet in brought.keep(by=luo, brought=bring(street).pk, at=NOW):
        if sheet.month == OCTOBER:
            hang(sheets.submit(by=luo, sheet=sheet.pk, at=NOW).pk)
    changed = [ROWS[0], [*ROWS[1][:4], 700, "", ""], [*ROWS[3][:4], 800, "", ""]]
    kept = brought.keep(by=luo, brought=bring(street, changed).pk, at=NOW)

    assert [sheet.month for sheet in kept] == [date(2026, 9, 1)]
    assert dict(MoneyLine.objects.values_list("sheet__month", "expense")) == {
        date(2026, 9, 1): 80_000,
        OCTOBER: 61_250,
    }


def test_an_import_is_for_its_bringer_and_for_those_who_keep_sheets(street: Street) -> None:
    made = bring(street)
    with pytest.raises(NoSuchDuty):
        brought.keep(by=street.by("gu_min"), brought=made.pk, at=NOW)
    for who in ("wu_dan", "shen_an", "nobody"):
        with pytest.raises(MayNotDisclose):
            bring(street, who=who)
    nothing = bring(street, [ROWS[0], ["槐荫里", "2026-10", "电梯", 1, 1, "", ""]])
    with pytest.raises(NothingToKeep):
        brought.keep(by=street.by("luo_yongfu"), brought=nothing.pk, at=NOW)


def test_open_data_holds_what_hangs_and_nothing_else(street: Street, fill: Fill, hang: Hang) -> None:
    fill(date(2026, 9, 1))
    assert list(asked.open_data(street.community.pk)) == []
    notice = hang(sheets.submit(by=street.by("luo_yongfu"), sheet=fill().pk, at=NOW).pk)
    rows = list(asked.open_data(street.community.pk))

    assert len(rows) == 6
    assert rows[1] == {
        "area": "槐荫里",
        "month": "2026-10",
        "item": "lamps",
        "income_fen": 0,
        "expense_fen": 61_250,
        "units_hundredths": 122_500,
        "note": "",
        "notice": notice.pk,
    }
    assert exports.text(rows).splitlines()[2] == "槐荫里,2026-10,路灯,0,612.50,1225,"
    assert [(area.name, row.words if row else None) for area, row in asked.newest(street.community.pk)] == [
        ("槐荫里", "2026年10月")
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_a_month_asks_as_much_with_many_months_as_with_one(
    street: Street, fill: Fill, hang: Hang, count: int, django_assert_num_queries: Callable
) -> None:
    for number in range(count):
        hang(sheets.submit(by=street.by("luo_yongfu"), sheet=fill(date(2026, 10 - number, 1)).pk, at=NOW).pk)
    with django_assert_num_queries(4):
        assert len(asked.posted(street.compound.pk, OCTOBER).months) == count
    with django_assert_num_queries(3):
        asked.newest(street.community.pk)
    assert Notice.objects.count() == count
