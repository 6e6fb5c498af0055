"""Founds and names territory, and keeps who lies within whom (AreaWithin) in step."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.ground.journal.actions import entries
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import tidy
from linli.ground.people import rules
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area, AreaWithin, Home
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

# Each kind of area, and what may hold it. A village-like community may have buildings without a compound.
MAY_HOLD: dict[AreaKind, frozenset[AreaKind]] = {
    AreaKind.CITY: frozenset(),
    AreaKind.DISTRICT: frozenset({AreaKind.CITY}),
    AreaKind.STREET: frozenset({AreaKind.DISTRICT, AreaKind.CITY}),
    AreaKind.COMMUNITY: frozenset({AreaKind.STREET}),
    AreaKind.COMPOUND: frozenset({AreaKind.COMMUNITY}),
    AreaKind.BLOCK: frozenset({AreaKind.COMMUNITY}),
    AreaKind.BUILDING: frozenset({AreaKind.COMPOUND, AreaKind.COMMUNITY}),
    AreaKind.STAIRWELL: frozenset({AreaKind.BUILDING}),
}


class DoesNotFitThere(Refusal):
    """Such an area cannot lie directly in that one."""

    code = "area_does_not_fit"
    reason = _("%(kind)s不能直接建在%(outer)s下面。")


class NameIsTaken(Refusal):
    """There is already one of that name."""

    code = "area_name_taken"
    reason = _("这里已经有“%(name)s”了，请换一个名字。")


class NameIsMissing(Refusal):
    """An area needs a name."""

    code = "area_name_missing"
    status = 422
    reason = _("请写上名字。")


class NotOfOneCommunity(Refusal):
    """A building stands in a block of its own community, or in none."""

    code = "block_of_another_community"
    reason = _("楼栋只能划进本社区的块区。")


@transaction.atomic
def found(
    *, by: Actor, kind: AreaKind, name: str, parent: Area | None, at: datetime, code: str = "", order: int = 0
) -> Area:
    """Found an area of a kind under its parent (None for a city) and write down where it lies.

    Raises:
        MayNotKeepRegister: no post of the actor keeps the register of the parent.
        DoesNotFitThere: such an area does not lie in such a parent.
        NameIsTaken: the parent has one of that name already.
        NameIsMissing: the name is blank.
    """
    _refuse_unless_keeper(by, parent, at)
    name = _fitting_name(kind, name, parent)

    area = Area.objects.create(kind=kind, name=name, parent=parent, code=code, order=order)
    outers = AreaWithin.objects.filter(inner=parent).values_list("outer_id", "distance") if parent else []
    AreaWithin.objects.bulk_create(
        [AreaWithin(outer=area, inner=area, distance=0)]
        + [AreaWithin(outer_id=outer, inner=area, distance=distance + 1) for outer, distance in outers]
    )
    areas.forget([0, *areas.around(area.pk).around])
    entries.record("area.founded", by=by.account_id, thing=area, at=at, area=area.pk, kind=kind.value)
    return area


@transaction.atomic
def rename(*, by: Actor, area: Area, name: str, at: datetime) -> Area:
    """Give an area another name; homes inside follow in the order of lists.

    Raises:
        MayNotKeepRegister, NameIsTaken, NameIsMissing: as in `found`.
    """
    area = Area.objects.select_for_update().get(pk=area.pk)
    _refuse_unless_keeper(by, area, at)
    name = _fitting_name(AreaKind(area.kind), name, area.parent, but=area.pk)

    area.name = name
    area.save(update_fields=["name"])
    refresh_sort_keys(area)
    areas.forget([0, *areas.around(area.pk).around])
    entries.record("area.renamed", by=by.account_id, thing=area, at=at, area=area.pk)
    return area


@transaction.atomic
def place_in_block(*, by: Actor, building: Area, block: Area | None, at: datetime) -> Area:
    """Let a building stand in a block (or in none any more), beside its place in the compound.

    Raises:
        MayNotKeepRegister: as in `found`.
        DoesNotFitThere: only buildings stand in blocks.
        NotOfOneCommunity: the block belongs to another community.
    """
    building = Area.objects.select_for_update().get(pk=building.pk)
    _refuse_unless_keeper(by, building, at)
    if building.kind != AreaKind.BUILDING or (block and block.kind != AreaKind.BLOCK):
        raise DoesNotFitThere(kind=building.get_kind_display(), outer=AreaKind.BLOCK.label)
    if block and block.parent_id not in areas.around(building.pk).around:
        raise NotOfOneCommunity

    put_in_blocks({building.pk: block.pk if block else None})
    building.block = block
    entries.record(
        "area.placed", by=by.account_id, thing=building, at=at, area=building.pk, block=building.block_id
    )
    return building


def put_in_blocks(block_of: dict[int, int | None]) -> None:
    """Write for many buildings at once in which block they stand; for deeds that have already refused by rule."""
    inners = list(
        AreaWithin.objects.filter(outer_id__in=block_of).values_list("outer_id", "inner_id", "distance")
    )
    buildings = list(Area.objects.filter(pk__in=block_of))
    for building in buildings:
        if building.block_id:
            AreaWithin.objects.filter(
                outer_id=building.block_id,
                inner_id__in=[inner for outer, inner, _distance in inners if outer == building.pk],
            ).delete()
        building.block_id = block_of[building.pk]
    Area.objects.bulk_update(buildings, ["block"], batch_size=500)
    AreaWithin.objects.bulk_create(
        [
            AreaWithin(outer_id=block, inner_id=inner, distance=distance + 1)
            for building, inner, distance in inners
            if (block := block_of[building])
        ],
        batch_size=1000,
    )
    areas.forget(inner for _building, inner, _distance in inners)


def found_all(wanted: Iterable[Area]) -> list[Area]:
    """Write many new areas of one level (their parents stand already), with where they lie; for imports."""
    made = Area.objects.bulk_create(list(wanted), batch_size=500)
    parents = {area.parent_id for area in made} | {area.block_id for area in made if area.block_id}
    outers: dict[int, list[tuple[int, int]]] = {}
    for outer, inner, distance in AreaWithin.objects.filter(inner_id__in=parents).values_list(
        "outer_id", "inner_id", "distance"
    ):
        outers.setdefault(inner, []).append((outer, distance + 1))
    rows: dict[tuple[int, int], AreaWithin] = {}
    for area in made:
        rows[area.pk, area.pk] = AreaWithin(outer_id=area.pk, inner_id=area.pk, distance=0)
        for near in (area.parent_id, area.block_id):
            for outer, distance in outers.get(near or 0, ()):
                rows.setdefault(
                    (outer, area.pk), AreaWithin(outer_id=outer, inner_id=area.pk, distance=distance)
                )
    AreaWithin.objects.bulk_create(rows.values(), batch_size=2000)
    areas.forget({0} | {outer for near in outers.values() for outer, _distance in near})
    return made


def refresh_sort_keys(area: Area) -> None:
    """Write anew the order of the homes inside an area, after its name has changed."""
    homes = list(
        Home.objects.filter(area__in=Area.objects.within(area.pk)).select_related(
            "area__parent__parent__parent"
        )
    )
    for home in homes:
        home.sort_key = areas.sort_key(home.area, home.number)
    Home.objects.bulk_update(homes, ["sort_key"], batch_size=500)


def _refuse_unless_keeper(by: Actor, where: Area | None, at: datetime) -> None:
    place = areas.around(where.pk) if where else areas.NOWHERE
    if not rules.may_keep_register(by, place, at):
        raise MayNotKeepRegister


def _fitting_name(kind: AreaKind, name: str, parent: Area | None, but: int = 0) -> str:
    name = tidy(name)
    if not name:
        raise NameIsMissing
    if (AreaKind(parent.kind) not in MAY_HOLD[kind]) if parent else bool(MAY_HOLD[kind]):
        raise DoesNotFitThere(kind=kind.label, outer=parent.get_kind_display() if parent else "—")
    if Area.objects.filter(parent=parent, kind=kind, name=name).exclude(pk=but).exists():
        raise NameIsTaken(name=name)
    return name
