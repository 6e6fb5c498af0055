"""What the tests of disclosure share: money sheets filled in, notices brought to the board, workbooks."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter

from linli.circle.disclose.actions import sheets
from linli.circle.disclose.actions.sheets import Filled
from linli.circle.disclose.choices import Item
from linli.circle.disclose.models import MoneySheet
from linli.circle.disclose.money import Line
from linli.commons.notices.actions import approvals
from linli.commons.notices.models import Notice
from linli.ground.journal.actions import deliveries
from tests.street import NOW, Street

OCTOBER = date(2026, 10, 1)
SIX = (
    Line(Item.PROPERTY, 8_840_000, 5_200_000, 42_000, "420户"),
    Line(Item.LAMPS, 0, 61_250, 122_500),
    Line(Item.RUBBISH, 0, 300_000, 3_000),
    Line(Item.WATER, 0, 45_000, 15_000),
    Line(Item.PARKING, 1_200_000, 150_000, 8_600),
    Line(Item.CHARGING, 96_050, 80_000, 133_300),
)
Fill = Callable[..., MoneySheet]
Hang = Callable[..., Notice]


def filled(street: Street, month: date = OCTOBER, lines: Sequence[Line] = SIX, **more: Any) -> Filled:
    return Filled(area=street.compound.pk, month=month, lines=lines, **more)


@pytest.fixture
def fill(street: Street) -> Fill:
    """Fill in a month as the property company does."""

    def done(
        month: date = OCTOBER, lines: Sequence[Line] = SIX, by: str = "luo_yongfu", **more: Any
    ) -> MoneySheet:
        return sheets.keep(by=street.by(by), filled=filled(street, month, lines, **more), at=NOW)

    return done


@pytest.fixture
def hang(street: Street) -> Hang:
    """Bring a drafted notice to the board: checked by staff, signed by the secretary."""

    def done(notice: int, at: datetime = NOW) -> Notice:
        approvals.check(by=street.by("gu_min"), notice=notice, all_three=True, at=at)
        return approvals.approve_and_post(by=street.by("lin_xiao"), notice=notice, at=at)

    return done


@pytest.fixture
def delivered(street: Street) -> Callable[[], int]:
    """Deliver all waiting news, as `tend` does."""

    def deliver() -> int:
        return deliveries.deliver_due(at=datetime.max.replace(tzinfo=NOW.tzinfo, year=2999), limit=10_000)

    return deliver


def workbook(
    rows: Sequence[Sequence[object]], merged: Sequence[tuple[int, int, int, int, object]] = ()
) -> bytes:
    """An Excel file of one sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("十月")
    for line, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                page.write_datetime(
                    line,
                    column,
                    datetime(cell.year, cell.month, cell.day, tzinfo=None),  # noqa: DTZ001 -- Excel knows no zones
                    book.add_format({"num_format": "yyyy-mm-dd"}),
                )
            elif cell is not None:
                page.write(line, column, cell)
    for top, left, bottom, right, said in merged:
        page.merge_range(top, left, bottom, right, said)
    book.close()
    return out.getvalue()
