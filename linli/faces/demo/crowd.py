"""The larger sizes of the demo: communities full of invented households, brought in by the imports clerks use."""

import csv
import io
import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from linli.circle.listen.actions import imports as letters
from linli.faces.demo.neighbours import FOUNDED, Houses, id_number
from linli.ground.people.actions import areas, posts
from linli.ground.people.actions.imports import stages
from linli.ground.people.actions.imports.reading import Reading
from linli.ground.people.actions.imports.work import Work
from linli.ground.people.actions.imports.writing import Writing
from linli.ground.people.choices import AreaKind, PostKind
from linli.ground.people.models import Area
from linli.ground.people.rules import HOUSE

_HERE = Path(__file__).parent
HOUSEHOLDS = {"community": 2_000, "district": 24_300}
COMMUNITIES = {"community": 1, "district": 14}
VOICES_EACH = 300
_NAMES = (
    "柳岸",
    "文昌",
    "北街",
    "双桥",
    "明月",
    "清波",
    "石井",
    "望山",
    "新园",
    "安康",
    "东湖",
    "西巷",
    "南苑",
)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾"
_GIVEN = "建国志强秀兰桂英海燕晓东丽华文博子涵雨桐浩然欣怡国庆春梅俊杰美玲永福小龙"
_HEAD = ["小区", "块区", "楼栋", "单元", "房号", "专有面积", "与户主关系", "姓名", "手机号", "身份证号"]
_TIES = ("户主", "配偶", "子女", "父母", "其他家人")
_SIZES = (3, 2, 4, 3, 1, 5, 3, 2, 4, 4)

Tell = Callable[[str], None]


def move_in(houses: Houses, size: str, *, today: datetime, tell: Tell) -> None:
    """Fill the communities of a size with households and letters; counts are those of the named district."""
    wanted = COMMUNITIES[size]
    places = [houses.areas["huaiyin"], *(_founded(houses, name) for name in _NAMES[: wanted - 1])]
    each = HOUSEHOLDS[size] // wanted
    for number, community in enumerate(places):
        homes = table(_register(number, each + (HOUSEHOLDS[size] % wanted if number == 0 else 0)))
        _import_register(community, homes)
        _import_letters(community, table(_letters(number, today)), today)
        tell(f"{community.name}: {each} households moved in and were heard.")


def _founded(houses: Houses, name: str) -> Area:
    community = areas.found(
        by=HOUSE, kind=AreaKind.COMMUNITY, name=f"{name}社区", parent=houses.areas["street"], at=FOUNDED
    )
    posts.leave_vacant(by=HOUSE, kind=PostKind.DIRECTOR, area=community, at=FOUNDED)
    return community


def _import_register(community: Area, content: bytes) -> None:
    batch = stages.bring(by=HOUSE, community=community, file_name="demo.csv", content=content, at=FOUNDED)
    _work(Reading(batch.pk, at=FOUNDED))
    batch.refresh_from_db()
    stages.confirm(by=HOUSE, batch=batch, at=FOUNDED)
    _work(Writing(batch.pk, at=FOUNDED))


def _work(work: Work) -> None:
    while work.step(at=FOUNDED):
        pass


def _import_letters(community: Area, content: bytes, at: datetime) -> None:
    batch = letters.begin(by=HOUSE, community=community.pk, file_name="demo.csv", content=content, at=at)
    letters.run(batch=batch.pk, at=at)


def table(rows: Iterator[tuple[str, ...]]) -> bytes:
    """Return rows as the text table that clerks save from Excel."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _register(number: int, households: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a register: 31 households a building, 5 or 6 buildings a block, 3.1 people a household."""
    yield tuple(_HEAD)
    person = number * 100_000
    for home in range(households):
        building, inside = divmod(home, 31)
        stairwell, door = divmod(inside, 16)
        family = _SURNAMES[home * 7 % len(_SURNAMES)]
        for member in range(_SIZES[home % len(_SIZES)]):
            person += 1
            born = FOUNDED.date().replace(
                year=1938 + person * 13 % 74, month=1 + person % 12, day=1 + person % 28
            )
            first = family if member != 1 else _SURNAMES[person % len(_SURNAMES)]
            given = _GIVEN[person * 2 % len(_GIVEN)] + _GIVEN[person * 5 % len(_GIVEN)]
            yield (
                f"{_NAMES[number % len(_NAMES)]}{'一二三四'[building // 30 % 4]}期",
                f"第{building // 6 + 1}块区",
                f"{building % 30 + 1}号楼",
                f"{stairwell + 1}单元",
                f"{door // 2 + 1}0{door % 2 + 1}",
                f"{60 + home % 80}.{home % 100:02d}",
                _TIES[min(member, 4)],
                first + given,
                f"1540{person:07d}" if member < 2 else "",
                id_number(born, sequence=f"{person % 1000:03d}", region=f"3301{person // 1000 % 100:02d}"),
            )


def _letters(number: int, today: datetime) -> Iterator[tuple[str, ...]]:
    """Yield half a year of what was said, varied by building from the words of the named neighbours."""
    yield ("编号", "称呼", "主题", "时间", "内容", "地点", "答复", "答复时间")
    told = tomllib.loads((_HERE / "voices.toml").read_text(encoding="utf-8"))["voice"]
    for line in range(VOICES_EACH):
        story = told[(line * 11 + number) % len(told)]
        said_at = today - timedelta(days=180 - line * 180 // VOICES_EACH, minutes=line * 37 % 600)
        spot = f"{_NAMES[number % len(_NAMES)]}{line % 24 + 1}号楼{story.get('spot', '')}"
        answered = line % 5 < 3 and said_at + timedelta(days=6) < today
        yield (
            f"D{number:02d}-{line:04d}",
            f"居民{line * 17 % 190}",
            "",
            f"{said_at:%Y-%m-%d %H:%M}",
            f"{spot}：{story['text']}",
            spot,
            "谢谢您的提醒，已经安排人去看，处理完会贴照片。" if answered else "",
            f"{said_at + timedelta(days=4):%Y-%m-%d %H:%M}" if answered else "",
        )
