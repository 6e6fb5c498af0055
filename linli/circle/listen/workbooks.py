"""Writes workbooks: lists of voices, rows that could not be read, and the template to fill in."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from linli.circle.listen.queries.imports import ErrorRow
from linli.ground.lib import tables

WIDTHS = {"narrow": 12, "wide": 60}


def written(sheet: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a workbook of one sheet, every cell plain text so that no number loses a digit."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page = book.add_worksheet(sheet[:31])
    plain, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
    page.freeze_panes(1, 0)
    page.set_column(0, max(0, len(headings) - 1), WIDTHS["narrow"], plain)
    for column, heading in enumerate(headings):
        page.write_string(0, column, heading, bold)
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            page.write_string(line, column, _safe(value), plain)
    book.close()
    return out.getvalue()


def template() -> bytes:
    """Return the empty table for an import of voices, with one example row."""
    headings = [_("编号"), _("称呼"), _("主题"), _("时间"), _("内容"), _("地点"), _("答复"), _("答复时间")]
    said = [_("王女士"), _("路灯不亮"), "2026-01-31 19:30", _("3号楼前的路灯三天没亮了。"), _("3号楼前")]
    example = ["1", *said, "", ""]
    return written(_("诉求"), headings, [example])


def faulty(rows: Sequence[ErrorRow]) -> bytes:
    """Return the rows that could not be read, the place and the reason in front of their cells."""
    widest = max((len(row.cells) for row in rows), default=0)
    headings = [_("第几行"), _("哪一列"), _("为什么"), *(str(number) for number in range(1, widest + 1))]
    return written(
        _("读不懂的行"), headings, ((row.line, row.column, row.reason, *row.cells) for row in rows)
    )


def _safe(value: object) -> str:
    """Keep a cell harmless also when someone saves the sheet as text and opens it again."""
    return str(tables.unrun("" if value is None else str(value)))
