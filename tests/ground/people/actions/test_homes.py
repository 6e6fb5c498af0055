"""Homes, households, and who owns them."""

from datetime import date

import pytest

from linli.ground.people.actions import homes, ownerships
from linli.ground.people.actions.ownerships import Owner
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import HomeUse, OwnerKind, Tie
from linli.ground.people.models import Home, Household, Ownership, Resident
from linli.ground.people.rules import HOUSE


def test_a_home_knows_its_community_and_its_place_in_the_order(street):
    home = homes.add(
        by=street.by("wu_dan"), area=street.b3s2, number="１００２", exclusive_area=12055, at=street.at
    )

    assert (home.number, home.community, home.sort_key) == (
        "1002",
        street.community,
        "槐荫里/00003号楼/00002单元/01002",
    )


def test_a_number_stands_once_and_homes_stand_in_communities(street):
    with pytest.raises(homes.NumberIsTaken):
        homes.add(by=HOUSE, area=street.b3s2, number="101", at=street.at)
    with pytest.raises(homes.LiesInNoCommunity):
        homes.add(by=HOUSE, area=street.areas["street"], number="101", at=street.at)


def test_what_is_known_of_a_home_can_be_corrected(street):
    home = homes.change(
        by=street.by("wu_dan"),
        home=street.homes["shop"],
        use=HomeUse.OFFICE,
        exclusive_area=None,
        floor=1,
        at=street.at,
    )

    home.refresh_from_db()
    assert (home.use, home.exclusive_area, home.floor) == (HomeUse.OFFICE, None, 1)


def test_one_household_at_a_time_lives_in_a_home(street):
    with pytest.raises(homes.IsLivedIn):
        homes.move_in(by=HOUSE, home=street.homes["b2s2:202"], at=street.at)


def test_a_household_that_leaves_keeps_its_people_in_the_register(street):
    household = street.households["b2s2:202"]

    homes.move_out(by=street.by("wu_dan"), household=household, until=date(2026, 11, 20), at=street.at)
    again = homes.move_in(by=street.by("wu_dan"), home=street.homes["b2s2:202"], at=street.at)

    assert Resident.objects.get(pk=street.shen_an.pk).household is None
    assert Household.objects.get(pk=household.pk).until == date(2026, 11, 20)
    assert again.pk != household.pk
    with pytest.raises(homes.LeftAlready):
        homes.move_out(by=HOUSE, household=household, until=date(2026, 11, 20), at=street.at)


def test_taking_somebody_in_opens_a_household_where_there_is_none(street):
    made = homes.take_in(
        by=street.by("wu_dan"),
        home=street.homes["b3s2:102"],
        particulars=Particulars("新来的"),
        tie=Tie.HEAD,
        at=street.at,
    )

    assert (made.household.home, made.tie) == (street.homes["b3s2:102"], Tie.HEAD)


def test_a_person_moves_to_the_door_that_is_named(street):
    moved = homes.move_to_door(
        by=street.by("wu_dan"), resident=street.tang_yuan, door="3号楼2单元201室", tie=Tie.OTHER, at=street.at
    )

    assert moved.household.home == street.homes["b3s2:201"]


@pytest.mark.parametrize("door", ["201", "9号楼1单元101", "某处"])
def test_a_door_that_is_not_one_door_is_refused(street, door):
    with pytest.raises(homes.NoSuchDoor):
        homes.move_to_door(
            by=street.by("wu_dan"), resident=street.tang_yuan, door=door, tie=Tie.OTHER, at=street.at
        )


def test_a_new_title_ends_the_one_before(street):
    home = street.homes["b2s2:202"]
    old = Ownership.objects.get(home=home)

    title = ownerships.register(
        by=street.by("wu_dan"),
        home=home,
        owners=[Owner(resident=street.shen_an)],
        since=date(2026, 1, 5),
        at=street.at,
    )

    old.refresh_from_db()
    assert (old.until, title.until, title.shares.count()) == (date(2026, 1, 5), None, 1)


def test_a_title_needs_an_owner_and_names_nobody_twice(street):
    home = street.homes["b2s2:202"]

    with pytest.raises(ownerships.NoOwner):
        ownerships.register(by=HOUSE, home=home, owners=[], at=street.at)
    with pytest.raises(ownerships.OwnerTwice):
        ownerships.register(by=HOUSE, home=home, owners=[Owner(resident=street.shen_an)] * 2, at=street.at)
    with pytest.raises(ownerships.OwnerTwice):
        ownerships.register_named(
            by=HOUSE, home=home, kind=OwnerKind.PERSON, names=("沈安", "沈安"), at=street.at
        )


def test_owners_by_name_are_who_lives_there_or_owned_it_before_others_are_new(street):
    title = ownerships.register_named(
        by=street.by("wu_dan"),
        home=street.homes["b2s2:202"],
        kind=OwnerKind.PERSON,
        names=("沈安", "周桂兰"),
        at=street.at,
    )

    owners = {share.resident for share in title.shares.all()}
    assert street.shen_an in owners
    assert street.zhou_guilan not in owners
    assert Resident.objects.filter(name="周桂兰").count() == 2


def test_companies_and_developers_own_by_name_and_are_founded_once(street):
    for home in ("b3s2:101", "b3s2:102"):
        ownerships.register_named(
            by=HOUSE,
            home=street.homes[home],
            kind=OwnerKind.DEVELOPER,
            names=("云州建设开发公司",),
            at=street.at,
        )

    bodies = {title.shares.get().organization for title in Ownership.objects.filter(home__area=street.b3s2)}
    assert bodies == {street.developer}


def test_homes_are_never_read_one_by_one_for_an_address(street, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = list(
            Home.objects.filter(community=street.community).select_related("area__parent__parent__parent")
        )
        from linli.ground.people.queries import areas

        assert areas.address(rows[0].area, rows[0].number) == "槐荫里1号楼1单元101室"
