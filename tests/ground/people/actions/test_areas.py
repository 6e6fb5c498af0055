"""Territory: who lies within whom, names, blocks across compounds."""

import pytest

from linli.ground.journal.models import Entry
from linli.ground.people.actions import areas, homes
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area, AreaWithin, Home
from linli.ground.people.queries import areas as places
from linli.ground.people.rules import HOUSE


def around(area):
    return {outer.name for outer in Area.objects.around(area.pk)}


def test_a_new_area_lies_within_everything_that_holds_its_parent(street):
    made = areas.found(
        by=street.by("wu_dan"), kind=AreaKind.STAIRWELL, name="3单元", parent=street.b1, at=street.at
    )

    assert around(made) == {
        "云州市", "望江区", "柳桥街道", "槐荫里社区", "槐荫里", "东里块区", "1号楼", "3单元",
    }  # fmt: skip
    entry = Entry.objects.get(verb="area.founded", object_id=made.pk)
    assert (entry.actor_id, entry.area_id, entry.payload) == (
        street.accounts["wu_dan"].pk,
        made.pk,
        {"kind": "stairwell"},
    )


@pytest.mark.parametrize(
    ("kind", "parent", "fits"),
    [
        (AreaKind.COMPOUND, "huaiyin", True),
        (AreaKind.BUILDING, "huaiyin", True),
        (AreaKind.BLOCK, "compound", False),
        (AreaKind.STAIRWELL, "compound", False),
        (AreaKind.COMMUNITY, "district", False),
        (AreaKind.CITY, "city", False),
        (AreaKind.DISTRICT, "", False),
        (AreaKind.CITY, "", True),
    ],
)
def test_each_kind_of_area_lies_where_it_belongs(street, kind, parent, fits):
    def found():
        return areas.found(by=HOUSE, kind=kind, name="新的", parent=street.areas.get(parent), at=street.at)

    if fits:
        assert found().kind == kind
    else:
        with pytest.raises(areas.DoesNotFitThere):
            found()


def test_a_name_stands_once_under_its_parent(street):
    with pytest.raises(areas.NameIsTaken, match="这里已经有“1号楼”了"):
        areas.found(by=HOUSE, kind=AreaKind.BUILDING, name=" 1号楼 ", parent=street.compound, at=street.at)
    with pytest.raises(areas.NameIsTaken):
        areas.found(by=HOUSE, kind=AreaKind.CITY, name="云州市", parent=None, at=street.at)
    with pytest.raises(areas.NameIsMissing):
        areas.found(by=HOUSE, kind=AreaKind.BUILDING, name="  ", parent=street.compound, at=street.at)


def test_renaming_a_building_renames_the_way_to_its_homes(street):
    areas.rename(by=street.by("wu_dan"), area=street.b2, name="20号楼", at=street.at)

    keys = list(
        Home.objects.filter(community=street.community)
        .order_by("sort_key")
        .values_list("sort_key", flat=True)
    )
    assert [key for key in keys if "00020号楼" in key] == keys[-8:]
    assert places.address(Area.objects.get(pk=street.b2s1.pk), "101") == "槐荫里20号楼1单元101室"


def test_renaming_to_its_own_name_is_fine(street):
    assert areas.rename(by=HOUSE, area=street.b2, name="2号楼", at=street.at).name == "2号楼"


def test_a_building_moves_from_block_to_block_with_its_stairwells(street):
    west = areas.found(by=HOUSE, kind=AreaKind.BLOCK, name="西里块区", parent=street.community, at=street.at)
    assert street.east_block.pk in places.around(street.b1s2.pk).around

    areas.place_in_block(by=street.by("wu_dan"), building=street.b1, block=west, at=street.at)
    moved = places.around(street.b1s2.pk).around
    areas.place_in_block(by=street.by("wu_dan"), building=street.b1, block=None, at=street.at)
    left = places.around(street.b1s2.pk).around

    assert (west.pk in moved, street.east_block.pk in moved) == (True, False)
    assert {west.pk, street.east_block.pk} & left == set()
    assert {"槐荫里", "槐荫里社区"} <= around(street.b1s2)


def test_only_buildings_stand_in_blocks_and_only_of_their_community(street):
    far = areas.found(by=HOUSE, kind=AreaKind.BLOCK, name="柳浪块区", parent=street.willow, at=street.at)

    with pytest.raises(areas.DoesNotFitThere):
        areas.place_in_block(by=HOUSE, building=street.b1s1, block=street.east_block, at=street.at)
    with pytest.raises(areas.DoesNotFitThere):
        areas.place_in_block(by=HOUSE, building=street.b1, block=street.compound, at=street.at)
    with pytest.raises(areas.NotOfOneCommunity):
        areas.place_in_block(by=HOUSE, building=street.b1, block=far, at=street.at)


def test_an_area_founded_in_a_building_of_a_block_lies_in_the_block_too(street):
    made = areas.found_all([Area(kind=AreaKind.STAIRWELL, name="9单元", parent=street.b1)])[0]

    assert set(AreaWithin.objects.filter(inner=made).values_list("outer", "distance")) == {
        (street.areas[key].pk, distance)
        for key, distance in {
            "city": 6, "district": 5, "street": 4, "huaiyin": 3, "compound": 2, "east_block": 2, "b1": 1,
        }.items()
    } | {(made.pk, 0)}  # fmt: skip


@pytest.mark.parametrize("name", ["nobody", "lin_xiao", "gu_min", "shen_an", "sun_yue", "xu_lei", "zhao_qi"])
def test_territory_is_kept_by_clerks_and_operators_only(street, name):
    with pytest.raises(MayNotKeepRegister):
        areas.rename(by=street.by(name), area=street.b1, name="x", at=street.at)
    with pytest.raises(MayNotKeepRegister):
        homes.add(by=street.by(name), area=street.b1, number="9", at=street.at)
