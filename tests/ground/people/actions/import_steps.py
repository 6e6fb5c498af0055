"""A register table and the steps from the file to the register and back, for the tests of imports."""

from datetime import date

from linli.ground.people.actions.imports import stages
from linli.ground.people.actions.imports.reading import Reading
from linli.ground.people.actions.imports.undoing import Undoing
from linli.ground.people.actions.imports.writing import Writing
from linli.ground.people.models import (
    Area,
    Home,
    Household,
    Organization,
    Ownership,
    OwnershipShare,
    Post,
    Resident,
)
from tests.ground.people.sheets.books import table
from tests.street import id_number

HEADING = [
    "小区",
    "楼栋",
    "单元",
    "房号",
    "块区",
    "专有面积",
    "产权人",
    "产权类型",
    "共有人",
    "与户主关系",
    "姓名",
    "手机号",
    "身份证号",
]
WANG = [
    "槐荫里",
    "5号楼",
    "1单元",
    "101",
    "西里块区",
    "89.50",
    "王建国",
    "",
    "李秀英",
    "户主",
    "王建国",
    "15400005001",
    id_number(date(1960, 5, 1)),
]
LI = [
    "槐荫里",
    "5号楼",
    "1单元",
    "101",
    "",
    "",
    "",
    "",
    "",
    "配偶",
    "李秀英",
    "",
    id_number(date(1962, 6, 2)),
]
EMPTY = ["槐荫里", "5号楼", "1单元", "102", "", "70.25", "云州建设开发公司", "建设单位", "", "", "", "", ""]
SHEN = ["槐荫里", "2号楼", "2单元", "202", "", "", "沈安", "", "叶青", "户主", "沈安", "15400009999", ""]
COUNTED = (Area, Home, Household, Resident, Organization, Ownership, OwnershipShare, Post)


def bring(street, content, *, by="wu_dan", name="名册.xlsx", fills_merged=False):
    """Bring a file and have it read; return the import."""
    actor = street.by(by)
    batch = stages.bring(by=actor, community=street.community, file_name=name, content=content, at=street.at)
    work(Reading, batch, street.at)
    if fills_merged:
        stages.read_again(by=actor, batch=batch, fills_merged=True, at=street.at)
        work(Reading, batch, street.at)
    batch.refresh_from_db()
    return batch


def write(street, batch, *, by="wu_dan"):
    stages.confirm(by=street.by(by), batch=batch, at=street.at)
    work(Writing, batch, street.at)
    batch.refresh_from_db()
    return batch


def undo(street, batch, *, by="wu_dan"):
    stages.undo(by=street.by(by), batch=batch, at=street.at)
    work(Undoing, batch, street.at)
    batch.refresh_from_db()
    return batch


def work(kind, batch, at):
    going = kind(batch.pk, at=at)
    while going.step(at=at):
        pass


def rows(*lines):
    return table(*lines, heading=HEADING)


def state():
    """Everything in the register, with what is sealed opened."""
    return {model.__name__: list(model.objects.defer(None).order_by("pk").values()) for model in COUNTED}


def changed(batch):
    return {
        key: value
        for key, value in batch.counts.items()
        if key.startswith(("homes.", "people.", "titles.", "part."))
    }
