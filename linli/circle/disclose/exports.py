"""Writes money sheets out: a table of text, a workbook, and the empty table to fill in."""

import io
from collections.abc import Iterable, Mapping

import xlsxwriter
from django.utils.translation import gettext as _

from linli.circle.disclose.choices import Item
from linli.ground.lib import tables
from linli.ground.lib.money import yuan

Row = Mapping[str, str | int | None]


def headings() -> list[str]:
    """Return the heads of the columns; the reader of imports knows them all."""
    return [_("小区"), _("月份"), _("项目"), _("收入（元）"), _("支出（元）"), _("用量"), _("备注")]


def text(rows: Iterable[Row]) -> str:
    """Return open data as a table of text that Excel opens in the right script."""
    return "".join(tables.lines([headings(), *(_cells(row) for row in rows)]))


def workbook(rows: Iterable[Row]) -> bytes:
    """Return open data as a workbook, amounts as numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page, bold = book.add_worksheet(_("收支")), book.add_format({"bold": True})
    amount = book.add_format({"num_format": "#,##0.00"})
    page.set_column(0, 6, 14)
    page.write_row(0, 0, headings(), bold)
    for line, row in enumerate(rows, 1):
        page.write_row(line, 0, [str(row["area"]), str(row["month"]), str(Item(str(row["item"])).label)])
        for column, name in ((3, "income_fen"), (4, "expense_fen"), (5, "units_hundredths")):
            if row[name] is not None:
                page.write_number(line, column, int(row[name] or 0) / 100, amount)
        page.write_string(line, 6, str(row["note"]))
    book.close()
    return out.getvalue()


def template(compounds: Iterable[str], month: str) -> bytes:
    """Return the empty table of a month: six lines a compound."""
    rows = [
        {
            "area": name,
            "month": month,
            "item": item.value,
            "income_fen": None,
            "expense_fen": None,
            "units_hundredths": None,
            "note": "",
        }
        for name in compounds
        for item in Item
    ]
    return workbook(rows)


def _cells(row: Row) -> list[str]:
    units = row["units_hundredths"]
    return [
        str(row["area"]),
        str(row["month"]),
        str(Item(str(row["item"])).label),
        yuan(int(row["income_fen"] or 0)).replace(",", ""),
        yuan(int(row["expense_fen"] or 0)).replace(",", ""),
        "" if units is None else yuan(int(units)).replace(",", ""),
        str(row["note"]),
    ]
