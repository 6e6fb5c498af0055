"""Brings in official division codes: city, district, street and community from one list, as often as one likes."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.ground.journal.actions import entries
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import half_width, tidy
from linli.ground.people import rules
from linli.ground.people.actions import areas
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area
from linli.ground.people.queries.areas import NOWHERE
from linli.ground.people.rules import Actor

LEVELS: tuple[tuple[AreaKind, int], ...] = (
    (AreaKind.CITY, 4),
    (AreaKind.DISTRICT, 6),
    (AreaKind.STREET, 9),
    (AreaKind.COMMUNITY, 12),
)
"""How many of the twelve digits each level has for its own; zeros follow (GB/T 2260, GB/T 10114)."""

COLUMNS = ("district", "street", "code", "name")
# han: endings in the official list
_BODY_WORDS = ("居民委员会", "居委会", "村民委员会", "村委会")


class DivisionsMissAColumn(Refusal):
    """The list lacks one of its four columns."""

    code = "divisions_miss_a_column"
    status = 422
    reason = _("表头里没有“%(column)s”这一列。需要四列：district, street, code, name。")


class DivisionCodeIsWrong(Refusal):
    """A code is not twelve digits."""

    code = "division_code_wrong"
    status = 422
    reason = _("第%(line)s行的代码“%(code)s”不对：应是12位数字。整份表没有导入，请改好再来。")


class CityIsUnknown(Refusal):
    """The first four digits name no city that GB/T 2260 knows."""

    code = "city_unknown"
    status = 422
    reason = _("第%(line)s行的代码“%(code)s”找不到所属的市，请核对前四位。")


class DivisionNamedTwice(Refusal):
    """Two codes under one parent bear one name."""

    code = "division_named_twice"
    status = 422
    reason = _("“%(name)s”在同一个上级下面出现了两次（%(first)s和%(second)s），请核对。整份表没有导入。")


class DivisionsAreEmpty(Refusal):
    """There is nothing in the list."""

    code = "divisions_empty"
    status = 422
    reason = _("这份表里一行也没有。")


@dataclass(frozen=True, slots=True)
class Division:
    """One community of the list: the names above it, its twelve digits, its name, and the line it stood in."""

    district: str
    street: str
    code: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many areas of the list were new, renamed or the same as before."""

    new: int
    renamed: int
    same: int


def read(rows: Iterable[dict[str, str]]) -> Iterator[Division]:
    """Yield the divisions of a table whose header names district, street, code and name.

    Raises:
        DivisionsMissAColumn, DivisionCodeIsWrong: as they say.
    """
    for line, row in enumerate(rows, start=2):
        for column in COLUMNS:
            if row.get(column) is None:
                raise DivisionsMissAColumn(column=column)
        code = half_width(row["code"]).strip()
        if not (len(code) == LEVELS[-1][1] and code.isascii() and code.isdigit()):
            raise DivisionCodeIsWrong(line=line, code=code)
        yield Division(tidy(row["district"]), tidy(row["street"]), code, community_name(row["name"]), line)


@transaction.atomic
def bring_in(*, by: Actor, divisions: Iterable[Division], at: datetime) -> Counts:
    """Write the areas of a list under their parents; what stands already is found by its code and renamed at most.

    Raises:
        MayNotKeepRegister: only the house or an operator above cities brings divisions in.
        CityIsUnknown, DivisionNamedTwice, DivisionsAreEmpty: as they say.
    """
    if not rules.may_operate(by, NOWHERE, at):
        raise MayNotKeepRegister
    wanted = _by_level(divisions)
    if not wanted[AreaKind.COMMUNITY]:
        raise DivisionsAreEmpty

    new = renamed = same = 0
    parents: dict[str, Area] = {}
    for kind, _digits in LEVELS:
        standing = {area.code: area for area in Area.objects.filter(code__in=wanted[kind])}
        by_hand = _adopted(kind, {c: n for c, n in wanted[kind].items() if c not in standing}, parents)
        standing |= by_hand
        missing = {code: name for code, name in wanted[kind].items() if code not in standing}
        made = areas.found_all(
            Area(kind=kind, code=code, name=name, parent=_parent(kind, code, parents))
            for code, name in missing.items()
        )
        changed = [area for code, area in standing.items() if area.name != wanted[kind][code]]
        for area in changed:
            area.name = wanted[kind][area.code]
        Area.objects.bulk_update([*changed, *by_hand.values()], ["name", "code"], batch_size=500)
        parents = standing | {area.code: area for area in made}
        new, renamed, same = new + len(made), renamed + len(changed), same + len(standing) - len(changed)
    first = next(iter(parents.values()))
    entries.record(
        "divisions.imported", by=by.account_id, thing=first, at=at, new=new, renamed=renamed, same=same
    )
    return Counts(new, renamed, same)


def community_name(written: str) -> str:
    """Return the name of a community without its committee: 迎园社区居委会 → 迎园社区, 龙泉湖村村委会 → 龙泉湖村."""
    name = tidy(written)
    for word in _BODY_WORDS:
        if name.endswith(word) and len(name) > len(word):
            return name.removesuffix(word)
    return name


@cache
def cities() -> dict[str, str]:
    """Return the name of each city by the first four digits (GB/T 2260)."""
    with Path(__file__).parents[1].joinpath("cities.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def _by_level(divisions: Iterable[Division]) -> dict[AreaKind, dict[str, str]]:
    wanted: dict[AreaKind, dict[str, str]] = {kind: {} for kind, _digits in LEVELS}
    for division in divisions:
        city = cities().get(division.code[:4])
        if city is None:
            raise CityIsUnknown(line=division.line, code=division.code)
        names = (city, division.district, division.street, division.name)
        for (kind, digits), name in zip(LEVELS, names, strict=True):
            wanted[kind][_padded(division.code, digits)] = name
    for (_above, digits), (kind, _own) in pairwise(LEVELS):
        _refuse_names_twice(digits, wanted[kind])
    return wanted


def _adopted(kind: AreaKind, missing: dict[str, str], parents: dict[str, Area]) -> dict[str, Area]:
    """Return areas that were founded by hand without a code, now with theirs, by code."""
    by_hand = Area.objects.filter(kind=kind, code="", name__in=missing.values())
    places = {(area.parent_id, area.name): area for area in by_hand}
    found: dict[str, Area] = {}
    for code, name in missing.items():
        parent = _parent(kind, code, parents)
        if area := places.get((parent.pk if parent else None, name)):
            area.code, found[code] = code, area
    return found


def _refuse_names_twice(kind_digits: int, names: dict[str, str]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for code, name in names.items():
        first = seen.setdefault((code[:kind_digits], name), code)
        if first != code:
            raise DivisionNamedTwice(name=name, first=first, second=code)


def _parent(kind: AreaKind, code: str, parents: dict[str, Area]) -> Area | None:
    position = [level for level, _digits in LEVELS].index(kind)
    return parents[_padded(code, LEVELS[position - 1][1])] if position else None


def _padded(code: str, digits: int) -> str:
    return code[:digits].ljust(12, "0")
