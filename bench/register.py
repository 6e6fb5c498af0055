"""Measures the register import: `python bench/register.py [--households 24300]` makes a seeded workbook and imports it.

Prints wall and CPU seconds of reading and writing, the peak of memory, the same for a second import of the file and for
taking the first one back, and the CPU of list pages among all these homes (median of 9). The database follows
DATABASE_URL; unset, an SQLite file in a temporary folder.
"""

import argparse
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
)
GIVEN = "建国志强秀兰桂英海燕晓东丽华文博子涵雨桐浩然欣怡国庆春梅俊杰美玲永福小龙佳琪思远淑珍玉兰宏伟雪芳明辉"
HEADING = [
    "小区",
    "块区",
    "楼栋",
    "单元",
    "房号",
    "专有面积",
    "用途",
    "楼层",
    "产权人",
    "产权类型",
    "共有人",
    "与户主关系",
    "姓名",
    "手机号",
    "身份证号",
    "出生日期",
    "入住时间",
    "原村",
]
TIES = ("户主", "配偶", "子女", "父母", "其他家人")


def check_character(first: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11]


def rows(households: int, seed: int):
    """Yield the rows of a register: 31.4 households a building, 3.13 people a household, like Jiading's 76 000."""
    dice = random.Random(seed)
    person = 0
    for home in range(households):
        building, inside = divmod(home, 31)
        stairwell, door = divmod(inside, 16)
        number = f"{door // 2 + 1}{door % 2 + 1:02d}"
        family = dice.choice(SURNAMES)
        size = dice.choices((1, 2, 3, 4, 5, 6), (8, 27, 32, 18, 10, 5))[0]
        names = [
            (family if n != 1 else dice.choice(SURNAMES)) + "".join(dice.sample(GIVEN, 2))
            for n in range(size)
        ]
        for n in range(size):
            person += 1
            year, day = 1935 + person % 75, person * 7 % 365
            born = f"{year}-{1 + day // 31:02d}-{1 + day % 28:02d}"
            first = f"310114{born.replace('-', '')}{person % 1000:03d}"
            yield (
                f"{'东南西北'[building // 200 % 4]}苑小区",
                f"{building // 6 + 1}号块区",
                f"{building % 200 + 1}号楼",
                f"{stairwell + 1}单元",
                number,
                f"{6000 + home % 9000 / 1:.0f}"[:2] + f"{home % 100:02d}"[:0] + f".{home % 100:02d}",
                "住宅",
                str(door // 2 + 1),
                names[0],
                "个人",
                names[1] if size > 1 else "",
                TIES[min(n, 4)],
                names[n],
                f"154{person:08d}" if n < 3 else "",
                first + check_character(first),
                born,
                f"20{home % 24:02d}-0{1 + home % 9}-15",
                ("梨园村", "公平村", "观斗村", "大石村")[home % 4],
            )


def workbook(path: Path, households: int, seed: int) -> int:
    """Write the workbook; return the number of people."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("居民")
    text = book.add_format({"num_format": "@"})
    sheet.write_row(0, 0, HEADING, text)
    line = 0
    for line, row in enumerate(rows(households, seed), start=1):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, cell, text)
    book.close()
    return line


def measured(name: str, work) -> None:
    """Run a work to its end; print its seconds and the peak of memory so far."""
    from linli.ground.lib.clock import now

    wall, cpu, steps = time.perf_counter(), time.process_time(), 0
    while work.step(at=now()):
        steps += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name}: {time.perf_counter() - wall:.1f} s wall, {time.process_time() - cpu:.1f} s CPU, "
        f"{steps} steps, peak {peak:.0f} MB"
    )


def run(path: Path) -> None:
    """Import the workbook twice and take the second one back."""
    import django

    django.setup()
    from django.core.management import call_command

    from linli.ground.lib.clock import now
    from linli.ground.people.actions import areas
    from linli.ground.people.actions.imports import stages
    from linli.ground.people.actions.imports.reading import Reading
    from linli.ground.people.actions.imports.undoing import Undoing
    from linli.ground.people.actions.imports.writing import Writing
    from linli.ground.people.models import Household, Resident
    from linli.ground.people.queries import imports
    from linli.ground.people.rules import HOUSE

    call_command("migrate", verbosity=0)
    parent = None
    for kind, name in (
        ("city", "云州市"),
        ("district", "望江区"),
        ("street", "柳桥街道"),
        ("community", "大社区"),
    ):
        parent = areas.found(by=HOUSE, kind=areas.AreaKind(kind), name=name, parent=parent, at=now())
    start = time.perf_counter()
    for name in ("first", "again"):
        batch = stages.bring(
            by=HOUSE, community=parent, file_name=path.name, content=path.read_bytes(), at=now()
        )
        measured(f"{name} reading", Reading(batch.pk, at=now()))
        batch.refresh_from_db()
        print("   ", *list(imports.told(batch))[:4], batch.trouble, sep="\n    ")
        stages.confirm(by=HOUSE, batch=batch, at=now())
        measured(f"{name} writing", Writing(batch.pk, at=now()))
        if name == "first":
            first = batch
            print(f"FIRST IMPORT IN ALL: {time.perf_counter() - start:.1f} s wall")
    print(f"    {Household.objects.count()} households, {Resident.objects.count()} residents")
    pages(parent)
    stages.undo(by=HOUSE, batch=first, at=now())
    measured("undo", Undoing(first.pk, at=now()))
    print(f"    {Household.objects.count()} households, {Resident.objects.count()} residents left")


def pages(community) -> None:
    """Print what list pages cost: rendered rows and all their queries, without the template."""
    from linli.ground.lib.clock import now
    from linli.ground.people.models import Home
    from linli.ground.people.queries import register
    from linli.ground.people.queries.register import Chosen
    from linli.ground.people.rules import HOUSE

    middle = Home.objects.order_by("sort_key")[Home.objects.count() // 2].sort_key
    asked = {
        "first page": ({}, {}),
        "page in the middle": ({}, {"after": middle}),
        "door": ({"words": "3号楼1单元101"}, {}),
        "name": ({"words": "王建"}, {}),
        "phone": ({"words": "15400000001"}, {}),
        "empty homes": ({"state": "empty"}, {}),
    }
    for name, (chosen, where) in asked.items():
        spent = []
        for _ in range(9):
            start = time.process_time()
            found = register.page(HOUSE, Chosen(community.pk, **chosen), at=now(), **where)
            spent.append((time.process_time() - start) * 1000)
        print(f"    {name}: {statistics.median(spent):.1f} ms CPU, {len(found.rows)} rows")
    mixed(community)


def mixed(community) -> None:
    """Print what the villages of a community and one building cost, without the page around them."""
    from django.core.cache import caches

    from linli.ground.lib.clock import now
    from linli.ground.people.queries import coverage, mixing
    from linli.ground.people.rules import HOUSE
    from linli.ground.people.templatetags.mixing import building_lines

    def page() -> None:
        whole = mixing.whole(HOUSE, community, at=now())
        rows = mixing.page(HOUSE, community, at=now()).rows
        building_lines(rows, mixing.told_apart(whole.villages))

    first = int(mixing.buildings(HOUSE, community, at=now())[0][0])
    asked = {
        "villages, read anew": lambda: (caches["local"].clear(), page()),
        "villages, the whole kept": page,
        "one building": lambda: coverage.building(HOUSE, first, at=now(), today=now().date()),
    }
    for name, ask in asked.items():
        spent = []
        for _ in range(9):
            start = time.process_time()
            ask()
            spent.append((time.process_time() - start) * 1000)
        print(f"    {name}: {statistics.median(spent):.1f} ms CPU")


def main() -> None:
    """Make the workbook, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=24_300)
    parser.add_argument("--seed", type=int, default=20261120)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LINLI_HOME"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "linli.settings"
        path = Path(folder) / "register.xlsx"
        start = time.perf_counter()
        people = workbook(path, options.households, options.seed)
        print(
            f"{options.households} households, {people} people, {path.stat().st_size / 1e6:.1f} MB "
            f"(made in {time.perf_counter() - start:.1f} s)"
        )
        run(path)


if __name__ == "__main__":
    main()
