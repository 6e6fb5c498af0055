"""What can be wrong with a row of a register table, each in one sentence that says how to mend it."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.people.sheets.columns import Column


class FaultKind(models.TextChoices):
    """A kind of fault; the label is the sentence for the clerk."""

    MISSING = "missing", _("这一格是空的。请补上；同上的也要写全，不要留空。")
    MERGED = "merged", _("这里是合并单元格。请拆开合并并每行填满，或在预览页选“按合并范围补齐”。")
    MERGED_PERSON = "merged_person", _("人的资料不能用合并单元格，分不清是谁的。请拆开，每人一格。")
    IS_DATE = "is_date", _("Excel把它变成了日期。请把这一列设为“文本”格式，再重新填写。")
    TOO_LONG = "too_long", _("这一格太长了，可能填错了列。请缩短或移到备注。")
    ID_AS_NUMBER = (
        "id_as_number",
        _("Excel把身份证号当成了数字，后几位已经丢失。请先把整列设为“文本”格式，再照证件重新填写。"),
    )
    ID_ROUNDED = (
        "id_rounded",
        _("身份证号后三位是000，校验不过，多半是被Excel改坏了。请把列设为“文本”，照证件重新填写。"),
    )
    ID_LENGTH = "id_length", _("身份证号应是18位。没有身份证的人，这一格请留空。")
    ID_CHECK = "id_check", _("身份证号有一位写错了：最后一位对不上前17位。请照证件核对。")
    ID_TWICE = "id_twice", _("同一个身份证号在表里出现了两次。请留下对的那一行。")
    PHONE = "phone", _("这个号码打不通。手机号应是11位；座机请带区号，如021-59528888。")
    PHONE_AS_NUMBER = "phone_as_number", _("Excel把号码变成了科学计数。请把这一列设为“文本”，再重新填写。")
    DATE = "date", _("看不懂这个日期。请写成1990-01-31这样。")
    DATE_WITHOUT_DAY = "date_without_day", _("日期要写到哪一天，如1990-01-31；不知道就留空。")
    DATE_OUTSIDE = "date_outside", _("这个日期不可能：太早，或者还没到。请核对。")
    BIRTHDAYS = "birthdays", _("出生日期和身份证号里的不一样。请照证件核对。")
    AREA = "area", _("看不懂这个面积。请写平方米数，最多两位小数，如89.50。")
    AREA_OUTSIDE = "area_outside", _("面积要大于0，小于10万平方米。请核对。")
    USE = "use", _("不认识这个用途。请写：住宅、商铺、办公、车位或其他。")
    FLOOR = "floor", _("看不懂楼层。请写数字，地下写-1。")
    TIE = "tie", _("不认识这个关系。请写：户主、配偶、子女、父母、其他家人或租客。")
    OWNER_KIND = "owner_kind", _("不认识这个产权类型。请写：个人、单位或建设单位。")
    OWNER_KIND_MISSING = "owner_kind_missing", _("产权人像是单位，请在“产权类型”写明：单位或建设单位。")
    OWNER_MISSING = "owner_missing", _("写了产权类型或共有人，却没有写产权人。请补上。")
    OWNER_TWICE = "owner_twice", _("同一位产权人写了两遍。请留一个。")
    OWNER_IDS = (
        "owner_ids",
        _("产权人身份证号的个数要和产权人加共有人的人数一样，次序也一样。不知道就整格留空。"),
    )
    NAME_MISSING = "name_missing", _("写了这个人的资料，却没有姓名。请补上姓名。")
    HOME_DIFFERS = "home_differs", _("同一套房在上面写的不一样。请核对，改成一致。")
    BLOCK_DIFFERS = "block_differs", _("同一栋楼在上面写了另一个块区。一栋楼只能在一个块区。")
    BUILDING_HEADS = "building_heads", _("同一栋楼在上面写了另一位楼栋长。请核对，留一位。")
    TWO_HEADS = "two_heads", _("同一户在上面已经有户主了。一户只能有一位户主。")
    PERSON_TWICE = (
        "person_twice",
        _("同一户里这个人写了两遍。请删去一行；确是两个人，请补上出生日期或身份证号。"),
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one cell of a row."""

    column: Column
    kind: FaultKind

    @property
    def sentence(self) -> str:
        """The column and the reason, for people."""
        return f"{self.column.label}：{self.kind.label}"


def packed(faults: list[Fault]) -> list[list[str]]:
    """Return faults as they are kept in JSON."""
    return [[fault.column.value, fault.kind.value] for fault in faults]


def unpacked(rows: list[list[str]]) -> list[Fault]:
    """Return faults from what `packed` gave."""
    return [Fault(Column(column), FaultKind(kind)) for column, kind in rows]
