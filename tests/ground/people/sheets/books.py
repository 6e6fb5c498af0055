"""Small workbooks for tests, written as Excel writes them."""

import io

import xlsxwriter

HEADING = [
    "小区",
    "楼栋",
    "单元",
    "房号",
    "专有面积",
    "产权人",
    "产权类型",
    "与户主关系",
    "姓名",
    "手机号",
    "身份证号",
    "出生日期",
]


def workbook(*sheets, merges=(), hidden=()):
    """Return an .xlsx of (name, rows) sheets; merges are "A2:A3" on the first one."""
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"nan_inf_to_errors": True})
    date_format = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, place, cell)
                elif hasattr(cell, "isoformat"):
                    sheet.write_datetime(line, place, cell, date_format)
                elif cell is not None:
                    sheet.write(line, place, cell)
    first = book.worksheets()[0]
    for merge in merges:
        top = merge.split(":")[0]
        row, column = xlsxwriter.utility.xl_cell_to_rowcol(top)
        first.merge_range(merge, sheets[0][1][row][column])
    if hidden:
        next(sheet for sheet in book.worksheets() if sheet.name not in hidden).activate()
    book.close()
    return body.getvalue()


def table(*rows, heading=HEADING):
    """Return an .xlsx with one sheet: the heading and the rows."""
    return workbook(("居民", [heading, *rows]))


def text(*rows, heading=HEADING, encoding="utf-8-sig", delimiter=","):
    """Return a CSV with the heading and the rows."""
    lines = [delimiter.join(map(str, row)) for row in (heading, *rows)]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)
