"""The households of the larger sizes, written as the tables clerks bring in: compound by compound, door by door."""

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from linli.faces.demo.neighbours import FOUNDED, id_number, origin
from linli.ground.people.actions.imports import stages
from linli.ground.people.actions.imports.reading import Reading
from linli.ground.people.actions.imports.work import Work
from linli.ground.people.actions.imports.writing import Writing
from linli.ground.people.models import Area
from linli.ground.people.rules import HOUSE

HEAD = (
    "小区",
    "块区",
    "楼栋",
    "单元",
    "房号",
    "专有面积",
    "与户主关系",
    "姓名",
    "手机号",
    "身份证号",
    "入住时间",
    "原村",
)
A_BUILDING = 31
FIRST, OTHERS = 6, 12
"""How many buildings stand in the first compound, where the tales happen, and in each of the others."""
_SIZES = (3, 2, 4, 3, 1, 5, 3, 2, 4, 4)
_TIES = ("户主", "配偶", "子女", "子女", "父母")
_FULL_AGE, _OLD = 18, 58
_TOO_OLD_FOR_A_PHONE = 84


@cache
def places() -> dict[str, Any]:
    """Return what places.toml says of communities and of names."""
    return tomllib.loads(Path(__file__).with_name("places.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Door:
    """One door of a community: where it is, and how many its home was counted."""

    compound: str
    block: str
    building: int
    stairwell: int
    number: str
    home: int


def doors(compounds: Iterable[str], households: int) -> Iterator[Door]:
    """Yield so many doors, 31 a building: the first compound is small, the others are twice its size."""
    standing = [
        (name, number + 1)
        for order, name in enumerate(compounds)
        for number in range(OTHERS if order else FIRST)
    ]
    for home in range(min(households, len(standing) * A_BUILDING)):
        order, inside = divmod(home, A_BUILDING)
        compound, building = standing[order]
        stairwell, door = divmod(inside, 16)
        number = f"{door // 2 + 1}0{door % 2 + 1}"
        yield Door(compound, f"第{order // 6 + 1}块区", building, stairwell + 1, number, home)


def register(number: int, compounds: Iterable[str], households: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the register of a community, 3.1 people a household, after its head."""
    yield HEAD
    person = (number + 1) * 100_000
    for door in doors(compounds, households):
        village, since = origin(door.home + number * 3)
        for member in range(_SIZES[door.home % len(_SIZES)]):
            person += 1
            born = _born(door.home + number * 7, member)
            region = f"99{number:02d}{person // 1000 % 100:02d}"
            yield (
                door.compound,
                door.block,
                f"{door.building}号楼",
                f"{door.stairwell}单元",
                door.number,
                f"{62 + door.home * 7 % 70}.{door.home * 13 % 100:02d}",
                _TIES[member],
                _name(door.home * 7 + number * 13, member, born, person),
                f"1540{person:07d}" if _has_a_phone(born, member) else "",
                id_number(born, sequence=f"{person % 1000:03d}", region=region),
                since.isoformat(),
                village,
            )


def _born(home: int, member: int) -> date:
    head = 1946 + home * 11 % 45
    year = (head, head + home % 5 - 2, head + 27, head + 30, head - 25)[member]
    return date(min(max(year, 1931), 2023), 1 + (home + member * 5) % 12, 1 + (home * 3 + member) % 28)


def _has_a_phone(born: date, member: int) -> bool:
    age = FOUNDED.year - born.year
    return _FULL_AGE < age < _TOO_OLD_FOR_A_PHONE and (member < 2 or age < _OLD)


def _name(family: int, member: int, born: date, person: int) -> str:
    """Return a name that fits the years: spouses have their own family's, children that of the head."""
    told: dict[str, str] = places()["names"]
    surnames = told["surnames"]
    is_man = (person + member) % 2 == 0
    age = FOUNDED.year - born.year
    if age < _FULL_AGE:
        given = told["boys" if is_man else "girls"]
    elif age < _OLD:
        given = told["men" if is_man else "women"]
    else:
        given = told["old_men" if is_man else "old_women"]
    shift = 0 if member in (0, 2, 3) else 31 + person % 17
    choices = given.split()
    return surnames[(family + shift) % len(surnames)] + choices[(family + person * 3) % len(choices)]


def bring_in(community: Area, rows: Iterable[tuple[str, ...]]) -> None:
    """Bring a register in as clerks do: read, confirmed, written."""
    batch = stages.bring(by=HOUSE, community=community, file_name="demo.csv", content=table(rows), at=FOUNDED)
    _work(Reading(batch.pk, at=FOUNDED))
    batch.refresh_from_db()
    stages.confirm(by=HOUSE, batch=batch, at=FOUNDED)
    _work(Writing(batch.pk, at=FOUNDED))


def _work(work: Work) -> None:
    while work.step(at=FOUNDED):
        pass


def table(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return rows as the text table that clerks save from Excel."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")
