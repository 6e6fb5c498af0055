"""The columns of a register table, by all the names people give them, in any order."""

import re
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.lib.text import half_width


class Column(models.TextChoices):
    """What a column says; the value is kept, the label is the heading of our own template."""

    COMPOUND = "compound", _("小区")
    BLOCK = "block", _("块区")
    BUILDING = "building", _("楼栋")
    STAIRWELL = "stairwell", _("单元")
    NUMBER = "number", _("房号")
    AREA = "area", _("专有面积")
    USE = "use", _("用途")
    FLOOR = "floor", _("楼层")
    OWNER = "owner", _("产权人")
    OWNER_KIND = "owner_kind", _("产权类型")
    CO_OWNERS = "co_owners", _("共有人")
    OWNER_ID = "owner_id", _("产权人身份证号")
    TIE = "tie", _("与户主关系")
    NAME = "name", _("姓名")
    PHONE = "phone", _("手机号")
    ID_NUMBER = "id_number", _("身份证号")
    BORN = "born", _("出生日期")
    SINCE = "since", _("入住时间")
    ORIGIN = "origin", _("原村")
    HEAD = "head", _("楼栋长")


# han: headings as people write them
_NAMES: dict[Column, str] = {
    Column.COMPOUND: "小区 小区名称 所属小区 住宅小区 所在小区 院落 院落名称",
    Column.BLOCK: "块区 楼组块区 所属块区 块区名称 楼组",
    Column.BUILDING: "楼栋 楼栋号 楼号 楼幢 幢 幢号 栋 栋号 楼 楼宇 座",
    Column.STAIRWELL: "单元 单元号 楼道 楼道号 门洞 单元楼道",
    Column.NUMBER: "房号 房间号 室 室号 户号 房屋编号 门牌号 房屋号",
    Column.AREA: "专有面积 专有部分面积 建筑面积 房屋面积 面积 产权面积",
    Column.USE: "用途 房屋用途 使用性质 房屋性质 房屋类型 房屋使用性质",
    Column.FLOOR: "楼层 所在楼层 层 层数",
    Column.OWNER: "产权人 产权人姓名 业主 业主姓名 所有权人 房主 房主姓名",
    Column.OWNER_KIND: "产权类型 产权人类型 业主类型 产权性质 所有权人类型",
    Column.CO_OWNERS: "共有人 共有产权人 共有业主 其他产权人",
    Column.OWNER_ID: "产权人身份证号 产权人身份证 产权人证件号 业主身份证号 业主身份证 业主证件号",
    Column.TIE: "与户主关系 与户主的关系 和户主关系 家庭关系 关系 户主关系",
    Column.NAME: "姓名 居民姓名 人员姓名 住户姓名 名字",
    Column.PHONE: "手机号 手机 手机号码 电话 电话号码 联系电话 联系方式 联系手机",
    Column.ID_NUMBER: "身份证号 身份证 身份证号码 证件号 证件号码 公民身份号码 公民身份证号 居民身份证号 身份号码",
    Column.BORN: "出生日期 出生年月日 生日 出生年月 出生",
    Column.SINCE: "入住时间 入住日期 搬入时间 搬入日期 迁入日期",
    Column.ORIGIN: "原村 原住村 原所在村 原村组 原居住村 原行政村",
    Column.HEAD: "楼栋长 楼长 栋长 楼栋长姓名",
}
_KNOWN = {name: column for column, names in _NAMES.items() for name in names.split()}

REASON = "原因"  # han: our own heading in the workbook of faulty rows
EXAMPLE = "示例"  # han: our own word in the template
"""How the name in the template's example row begins; such rows are never taken."""
_OURS = frozenset({REASON, "序号", "编号", "行号", "工作表"})  # han: columns that say nothing

# Facts about the home, the same in each row of it: only these may be carried down a merged cell.
OF_THE_HOME = frozenset(
    {
        Column.COMPOUND,
        Column.BLOCK,
        Column.BUILDING,
        Column.STAIRWELL,
        Column.NUMBER,
        Column.AREA,
        Column.USE,
        Column.FLOOR,
        Column.OWNER,
        Column.OWNER_KIND,
        Column.CO_OWNERS,
        Column.OWNER_ID,
        Column.SINCE,
        Column.ORIGIN,
        Column.HEAD,
    }
)

_REMARK = re.compile(r"[(\[【（].*?[)\]】）]")
_NOISE = re.compile(r"[\s*:：、/_\-]+")
_FEWEST_KNOWN = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading row understood: which cell holds which column, as written; what was not known; what came twice."""

    places: dict[Column, int]
    written: tuple[str, ...]
    unknown: tuple[str, ...]
    doubled: tuple[tuple[str, str], ...]


def plain(written: object) -> str:
    """Return a heading without widths, blanks, stars, colons and remarks in brackets: “* 专有面积（㎡）” → 专有面积."""
    words = half_width(str(written)).replace("必填", "").replace("选填", "")  # han: remarks in headings
    return _NOISE.sub("", _REMARK.sub("", words))


def understand(cells: list[object]) -> Heading | None:
    """Return the heading a row is, or None when it does not look like one (fewer than two known columns)."""
    places: dict[Column, int] = {}
    unknown: list[str] = []
    doubled: list[tuple[str, str]] = []
    written = tuple(str(cell).strip() for cell in cells)
    for place, cell in enumerate(cells):
        name = plain(cell)
        column = _KNOWN.get(name)
        if column is None:
            if name and name not in _OURS:
                unknown.append(written[place])
        elif column in places:
            doubled.append((written[places[column]], written[place]))
        else:
            places[column] = place
    if len(places) < _FEWEST_KNOWN:
        return None
    return Heading(places, written, tuple(unknown), tuple(doubled))
