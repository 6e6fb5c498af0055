"""The workbook of faulty rows: each sheet as it was, a column of reasons in front, to be mended and brought again."""

import io
import json
from itertools import groupby

import xlsxwriter

from linli.ground.people.models import RegisterImport
from linli.ground.people.sheets import faults
from linli.ground.people.sheets.columns import REASON

_REASON_WIDTH, _WIDTH = 60, 16
_FORBIDDEN = str.maketrans("[]:*?/\\", "（）：＊？／、")
_LONGEST_SHEET_NAME = 31


def workbook(batch: RegisterImport) -> bytes:
    """Return the faulty rows of an import as .xlsx: text cells only, so that no number breaks and no formula runs."""
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"constant_memory": True, "strings_to_formulas": False})
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
    reason = book.add_format({"num_format": "@", "text_wrap": True})
    rows = batch.rows.order_by("id").iterator(chunk_size=500)
    for number, (name, inside) in enumerate(groupby(rows, key=lambda row: row.sheet), start=1):
        sheet = book.add_worksheet(sheet_name(name, number))
        sheet.set_column(0, 0, _REASON_WIDTH)
        sheet.set_column(1, 30, _WIDTH, text)
        sheet.freeze_panes(1, 0)
        heading: list[str] = batch.counts.get("headings", {}).get(name, [])
        kept = [place for place, words in enumerate(heading) if words != REASON]
        for place, words in enumerate([REASON, *(heading[place] for place in kept)]):
            sheet.write_string(0, place, words, bold)
        for line, row in enumerate(inside, start=1):
            cells: list[str] = json.loads(row.cells)
            said = "\n".join(fault.sentence for fault in faults.unpacked(row.faults))
            sheet.write_string(line, 0, said, reason)
            for place, cell in enumerate(kept, start=1):
                if cell < len(cells) and cells[cell]:
                    sheet.write_string(line, place, cells[cell], text)
    if not book.worksheets():
        book.add_worksheet()
    book.close()
    return body.getvalue()


def sheet_name(name: str, number: int) -> str:
    """Return a name that Excel accepts for a sheet, told apart by its number where it had to be cut."""
    plain = name.translate(_FORBIDDEN).strip("'") or f"Sheet{number}"
    return plain if len(plain) <= _LONGEST_SHEET_NAME else f"{plain[: _LONGEST_SHEET_NAME - 4]}…{number}"
