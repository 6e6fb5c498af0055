"""The empty register table: headings, an example, drop-downs, text format where Excel would spoil numbers, a guide."""

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.ground.people.choices import HomeUse, OwnerKind, Tie
from linli.ground.people.sheets.columns import EXAMPLE, Column

LINES = 5000
GUIDE = gettext_lazy("填写说明")
# han: the words the reader of tables knows
_OWNER_KINDS = ["个人", "单位", "建设单位"]
assert len(_OWNER_KINDS) == len(OwnerKind)

# han: examples are what one writes into a Chinese register
_HOW: dict[Column, tuple[str, Any]] = {
    Column.COMPOUND: ("示例苑", gettext_lazy("必填（社区只有一个小区时可以删去这一列）。")),
    Column.BLOCK: ("东里块区", gettext_lazy("这栋楼所在的楼组块区，没有就留空。同一栋楼要一样。")),
    Column.BUILDING: ("3号楼", gettext_lazy("必填。只写数字也行：3就是3号楼。")),
    Column.STAIRWELL: ("1单元", gettext_lazy("只写数字也行：1就是1单元。没有单元就留空。")),
    Column.NUMBER: ("101", gettext_lazy("必填。门上怎么写就怎么写。")),
    Column.AREA: ("89.50", gettext_lazy("平方米，最多两位小数。按不动产证；表决时按它计算。")),
    Column.USE: ("住宅", gettext_lazy("从下拉里选，留空就是住宅。")),
    Column.FLOOR: ("1", gettext_lazy("数字，地下写-1。")),
    Column.OWNER: ("示例张三", gettext_lazy("不动产证上的第一位产权人；单位写全称。")),
    Column.OWNER_KIND: ("个人", gettext_lazy("从下拉里选。未售、未交付的写“建设单位”。")),
    Column.CO_OWNERS: ("示例李四", gettext_lazy("其他产权人，用顿号分开。")),
    Column.OWNER_ID: ("", gettext_lazy("产权人不住这里时最好写上，按产权人、共有人的次序，用顿号分开。")),
    Column.TIE: ("户主", gettext_lazy("从下拉里选。一户一位户主。")),
    Column.NAME: ("示例张三", gettext_lazy("每人一行。空房只写房屋，这一格留空。“示例”开头的行不会导入。")),
    Column.PHONE: ("", gettext_lazy("11位手机号；座机带区号。没有就留空。")),
    Column.ID_NUMBER: ("", gettext_lazy("18位。这一列已设为文本，请不要改格式，否则Excel会改坏后几位。")),
    Column.BORN: ("1990-01-31", gettext_lazy("写了身份证号就可以留空。")),
    Column.SINCE: ("2024-03-01", gettext_lazy("写到哪一天；不知道就留空。")),
    Column.ORIGIN: ("示例村", gettext_lazy("动迁、农转居的住户写原来的村，其他留空。")),
    Column.HEAD: ("", gettext_lazy("这栋楼楼栋长的姓名（须住在本栋）。有任免权的人导入时才会任命。")),
}
_CHOICES = {
    Column.USE: [str(use.label) for use in HomeUse],
    Column.TIE: [str(tie.label) for tie in Tie],
    Column.OWNER_KIND: _OWNER_KINDS,
}
_WIDE = frozenset({Column.ID_NUMBER, Column.OWNER_ID, Column.PHONE, Column.CO_OWNERS})


def workbook() -> bytes:
    """Return the template as .xlsx."""
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body)
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"num_format": "@", "bold": True, "bottom": 1, "bg_color": "#e8ecf5"})
    grey = book.add_format({"num_format": "@", "italic": False, "font_color": "#7c8392"})
    sheet = book.add_worksheet(str(_("户籍册")))
    for place, column in enumerate(Column):
        sheet.set_column(place, place, 22 if column in _WIDE else 12, text)
        sheet.write_string(0, place, str(column.label), bold)
        sheet.write_string(1, place, _HOW[column][0], grey)
        if column in _CHOICES:
            sheet.data_validation(
                1,
                place,
                LINES,
                place,
                {
                    "validate": "list",
                    "source": _CHOICES[column],
                    "error_title": str(column.label),
                    "error_message": str(_("请从下拉里选。")),
                },
            )
    sheet.freeze_panes(1, 0)
    _write_guide(book, bold)
    book.close()
    return body.getvalue()


def _write_guide(book: Any, bold: Any) -> None:
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    guide = book.add_worksheet(str(GUIDE))
    guide.set_column(0, 0, 16)
    guide.set_column(1, 1, 70)
    guide.set_column(2, 2, 18)
    for place, words in enumerate((_("列"), _("怎么填"), _("例子"))):
        guide.write_string(0, place, words, bold)
    for line, column in enumerate(Column, start=1):
        example, how = _HOW[column]
        guide.write_string(line, 0, str(column.label), wrap)
        guide.write_string(line, 1, str(how), wrap)
        guide.write_string(line, 2, example.removeprefix(EXAMPLE), wrap)
