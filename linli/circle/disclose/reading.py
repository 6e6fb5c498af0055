"""Reads money sheets out of workbooks: what is understood, each cell that is not, and why; nothing is guessed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import islice

from django.utils.translation import gettext as _

from linli.circle.disclose.choices import Item
from linli.circle.disclose.money import LARGEST, Line
from linli.circle.disclose.refusals import NoHeading
from linli.ground.lib.text import clip, half_width, tidy
from linli.ground.people.sheets import tables
from linli.ground.people.sheets.cells import BLANKS, Cell
from linli.ground.people.sheets.tables import Sheet

MOST_ROWS, HEADING_WITHIN, MOST_FAULTS = 5000, 10, 500

# han: what people write over columns
_HEADINGS: dict[str, str] = {
    word: name
    for name, words in {
        "month": "月份 年月 账期 所属月份 日期 月",
        "area": "小区 小区名称 地点 所属小区",
        "item": "项目 费用项目 收支项目 科目 名称",
        "income": "收入 收入金额 收费 应收 实收",
        "expense": "支出 支出金额 开支 费用 成本",
        "units": "用量 数量 使用量 单位数",
        "note": "备注 说明 备注说明",
    }.items()
    for word in words.split()
}
# han: what people call the six items
_ITEMS: dict[str, Item] = {
    word: item
    for item, words in {
        Item.PROPERTY: "物业费 物业服务费 物业管理费 物业 property",
        Item.LAMPS: "路灯 路灯费 路灯电费 公共照明 公共照明费 lamps",
        Item.RUBBISH: "垃圾 垃圾费 垃圾清运 垃圾清运费 rubbish",
        Item.WATER: "水 水费 用水 公共用水 公共水费 用水量 water",
        Item.PARKING: "停车 停车费 车辆停放 车辆停放费 停车收入 parking",
        Item.CHARGING: "充电 充电费 电动车充电 电动车充电费 charging",
    }.items()
    for word in words.split()
}
_SUMS = re.compile(r"(合计|总计|小计|一共|共计|总和).*")
_BRACKETS = re.compile(r"[(（]([^)）]*)[)）]")
_MONTH = re.compile(r"([0-9]{4})(?:[-/.年]|)([0-9]{1,2})月?(?:[-/.][0-9]{1,2}日?)?")
_AMOUNT = re.compile(r"[¥￥]?(-?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(万元|万|元|分|块)?")
_UNIT = re.compile(r"(千瓦时|立方米|度|吨|方|车|次|户|辆|台|kWh)$")
_TIMES = {"万元": 1_000_000, "万": 1_000_000, "元": 100, "块": 100, "分": 1}  # han: units of money


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that cannot be taken: where it stands, what is written there, why not."""

    place: str
    written: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """One line that was understood, for a compound and a month."""

    area: int
    month: date
    line: Line
    place: str


@dataclass(slots=True)
class Reading:
    """What a file says: lines to keep, and cells that cannot be taken."""

    found: list[Found] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What the reader knows beforehand: compounds by name, and the month and compound of rows that name none."""

    compounds: Mapping[str, int]
    month: date
    area: int | None


class _Wrong(Exception):
    """A cell cannot be taken; the message says why."""


def read(file_name: str, content: bytes, known: Known) -> Reading:
    """Return what a workbook or a text table says, all its visible sheets.

    Raises:
        NoHeading: no sheet has a heading with an item and an amount.
        NotATable, FileIsEmpty, FileIsTooLarge, IsNotWhatItSays, IsProtected, IsBroken: it cannot be opened.
        EncodingIsUnknown, QuotesDoNotPair: it cannot be read as text.
    """
    reading, headed = Reading(), False
    for sheet in tables.opened(file_name, content):
        headed = _read_sheet(sheet, known, reading) or headed
    if not headed:
        raise NoHeading
    _refuse_doubles(reading)
    return reading


def _read_sheet(sheet: Sheet, known: Known, reading: Reading) -> bool:
    rows = [(number, list(cells)) for number, cells in islice(sheet.rows, MOST_ROWS)]
    _spread(rows, sheet.merged)
    start = next((place for place, (_no, cells) in enumerate(rows[:HEADING_WITHIN]) if _columns(cells)), None)
    if start is None:
        return False
    columns = _columns(rows[start][1])
    for number, cells in rows[start + 1 :]:
        if len(reading.faults) < MOST_FAULTS:
            _read_row(sheet.name, number, cells, columns, known, reading)
    return True


def _spread(
    rows: list[tuple[int, list[Cell]]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    """Give every cell of a merged range the words of its first; amounts are never merged, so a sum is not doubled."""
    by_number = dict(rows)
    for (top, left), (bottom, right) in merged:
        first = by_number.get(top + 1, [])
        said = first[left] if left < len(first) else ""
        if not isinstance(said, str | date):
            continue
        for line in range(top + 1, bottom + 2):
            cells = by_number.get(line, [])
            for column in range(left, min(right + 1, len(cells))):
                if cells[column] == "":
                    cells[column] = said


def _columns(cells: list[Cell]) -> dict[str, tuple[int, int]]:
    """Return where each column stands and how many fen its numbers count; nothing without an item and an amount."""
    found: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(cells):
        if not isinstance(cell, str):
            continue
        words = half_width(cell).replace(" ", "").replace("\n", "")
        unit = _BRACKETS.search(words)
        name = _HEADINGS.get(_BRACKETS.sub("", words))
        if name and name not in found:
            found[name] = (place, _TIMES.get(unit.group(1), 100) if unit else 100)
    return found if "item" in found and ("income" in found or "expense" in found) else {}


def _read_row(
    sheet: str,
    number: int,
    cells: list[Cell],
    columns: dict[str, tuple[int, int]],
    known: Known,
    reading: Reading,
) -> None:
    def cell(name: str) -> Cell:
        place = columns.get(name, (len(cells), 0))[0]
        return cells[place] if place < len(cells) else ""

    if all(_plain(one) == "" for one in cells) or _SUMS.fullmatch(_plain(cell("item"))):
        return
    taken: dict[str, object] = {}
    for name, understood in (
        ("item", lambda: _item(cell("item"))),
        ("month", lambda: _month(cell("month"), known.month)),
        ("area", lambda: _area(cell("area"), known)),
        ("income", lambda: _amount(cell("income"), columns.get("income", (0, 100))[1]) or 0),
        ("expense", lambda: _amount(cell("expense"), columns.get("expense", (0, 100))[1]) or 0),
        ("units", lambda: _amount(_bare(cell("units")), 100)),
    ):
        try:
            taken[name] = understood()
        except _Wrong as wrong:
            place = f"{sheet} {_letter(columns.get(name, (0, 0))[0])}{number}"
            reading.faults.append(Fault(place, clip(str(cell(name)), 60), str(wrong)))
    if len(taken) == 6:
        note = clip(tidy(_plain(cell("note"))), 120)
        line = Line(taken["item"], taken["income"], taken["expense"], taken["units"], note)  # type: ignore[arg-type] # each by its reader
        reading.found.append(Found(taken["area"], taken["month"], line, f"{sheet} {number}"))  # type: ignore[arg-type] # each by its reader


def _item(cell: Cell) -> Item:
    found = _ITEMS.get(_BRACKETS.sub("", _plain(cell)))
    if found is None:
        raise _Wrong(_("认不得这个项目。六项是：物业费、路灯、垃圾、水、停车、充电。"))
    return found


def _month(cell: Cell, usual: date) -> date:
    if isinstance(cell, datetime | date):
        return date(cell.year, cell.month, 1)
    words = _plain(cell)
    if not words:
        return usual
    found = _MONTH.fullmatch(words)
    if found and 1 <= int(found.group(2)) <= 12 and 2000 <= int(found.group(1)) < 2100:
        return date(int(found.group(1)), int(found.group(2)), 1)
    raise _Wrong(_("看不懂这个月份，请写成2026-10。"))


def _area(cell: Cell, known: Known) -> int:
    words = _plain(cell)
    if not words and known.area is not None:
        return known.area
    if not words:
        raise _Wrong(_("没写是哪个小区。"))
    if words not in known.compounds:
        raise _Wrong(_("没有这个小区，或者它不归您填。"))
    return known.compounds[words]


def _amount(cell: Cell, times: int) -> int | None:
    """Return a number in hundredths, or None for an empty cell; units written beside it win over the heading's.

    Raises:
        _Wrong: it is no number, is negative, has parts of a fen, or is beyond all measure.
    """
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise _Wrong(_("这一格不是数字，请把单元格改成“数字”再填。"))
    written = str(cell) if isinstance(cell, str) else repr(cell)
    words = half_width(written).replace(" ", "").replace("\u3000", "")
    if not words or words in BLANKS:
        return None
    found = _AMOUNT.fullmatch(words.replace("，", ","))
    try:
        value = Decimal(found.group(1).replace(",", "")) if found else Decimal(words)
    except InvalidOperation as wrong:
        raise _Wrong(_("这一格看不懂，请只写数字，如1234.50。")) from wrong
    value *= _TIMES.get(found.group(2) or "", times) if found else times
    if isinstance(cell, float):
        value = value.quantize(Decimal("0.0001")).normalize()  # 0.1 + 0.2 in Excel is 0.30000000000000004
    if not value.is_finite() or value < 0:
        raise _Wrong(_("不能是负数。"))
    if value != value.to_integral_value():
        raise _Wrong(_("比一分还小，请核对小数点。"))
    if value > LARGEST:
        raise _Wrong(_("大得不像真的，请核对单位是元还是分。"))
    return int(value)


def _bare(cell: Cell) -> Cell:
    """Return a count without the unit people write behind it: 1,200吨."""
    return _UNIT.sub("", _plain(cell)) if isinstance(cell, str) else cell


def _refuse_doubles(reading: Reading) -> None:
    """Take one line for a compound, month and item; what says it once more differently is a fault."""
    kept: dict[tuple[int, date, Item], Found] = {}
    for one in reading.found:
        first = kept.setdefault((one.area, one.month, one.line.item), one)
        if first is not one and first.line != one.line:
            reason = _("同一个月的同一项写了两遍，数字不一样，先收了%(first)s。") % {"first": first.place}
            reading.faults.append(Fault(one.place, str(one.line.item.label), reason))
    reading.found = list(kept.values())


def _plain(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "".join(half_width(str(cell)).split())


def _letter(column: int) -> str:
    first, last = divmod(column, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)
