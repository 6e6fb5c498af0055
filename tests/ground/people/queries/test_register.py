"""The register as a list: searched, narrowed, paged; who sees what of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.ground.lib.keyset import BadCursor
from linli.ground.people.actions import homes, ownerships, residents
from linli.ground.people.actions.ownerships import Owner
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import HomeUse
from linli.ground.people.queries import register
from linli.ground.people.queries.register import Chosen
from linli.ground.people.refusals import MayNotReadRegister, NoSuchHome
from linli.ground.people.rules import HOUSE
from tests.street import id_number, phone


def addresses(street, words="", by="wu_dan", **chosen):
    page = register.page(street.by(by), Chosen(street.community.pk, words=words, **chosen), at=street.at)
    return [line.address for line in page.rows]


def test_homes_come_door_by_door_with_masked_names(street):
    lines = register.page(street.by("wu_dan"), Chosen(street.community.pk), at=street.at).rows

    assert [line.address for line in lines][:3] == [
        "槐荫里1号楼1单元101室",
        "槐荫里1号楼1单元102室",
        "槐荫里1号楼1单元201室",
    ]
    shen = next(line for line in lines if line.address == "槐荫里2号楼2单元202室")
    assert (shen.head, shen.people, shen.owners, shen.size) == ("沈*", 2, ("沈*", "叶*"), "89.50㎡")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2号楼2单元202", ["槐荫里2号楼2单元202室"]),
        ("2-2-202", ["槐荫里2号楼2单元202室"]),
        ("２－２－２０２室", ["槐荫里2号楼2单元202室"]),
        ("3#101", ["槐荫里3号楼1单元101室", "槐荫里3号楼2单元101室"]),
        ("1-3-101", []),
        ("底商1", ["槐荫里1号楼底商1室"]),
        ("沈", ["槐荫里2号楼2单元202室"]),
        ("周桂兰", ["槐荫里3号楼1单元101室"]),
        ("桂兰", []),
        (phone("ye_qing"), ["槐荫里2号楼2单元202室"]),
        (phone("ye_qing").removeprefix("+86"), ["槐荫里2号楼2单元202室"]),
        ("%", []),
        ("'; DROP TABLE", []),
    ],
)
def test_doors_names_and_phones_are_found(street, words, found):
    assert addresses(street, words) == found


def test_an_identity_number_finds_the_home(street):
    from tests.street import CAST

    assert addresses(street, id_number(CAST["zhou_guilan"].born_on)) == ["槐荫里3号楼1单元101室"]


def test_owners_who_live_elsewhere_are_found_at_what_they_own(street):
    owner = residents.add(
        by=HOUSE, community=street.community, particulars=Particulars("远方来"), at=street.at
    )
    ownerships.register(by=HOUSE, home=street.homes["b3s2:201"], owners=[Owner(resident=owner)], at=street.at)

    assert addresses(street, "远方") == ["槐荫里3号楼2单元201室"]


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        ({"state": "lived_in"}, 5),
        ({"state": "empty"}, 20),
        ({"state": "unowned"}, 20),
        ({"state": "developer"}, 1),
        ({"use": HomeUse.SHOP}, 1),
    ],
)
def test_the_list_is_narrowed_by_state_and_use(street, chosen, count):
    assert register.count(street.by("wu_dan"), Chosen(street.community.pk, **chosen), at=street.at) == count


def test_the_list_is_narrowed_to_a_building(street):
    assert len(addresses(street, building=street.b1.pk)) == 9
    assert len(addresses(street, building=street.b1.pk, words="沈")) == 0


def test_a_grid_worker_sees_the_homes_of_the_block_and_no_others(street):
    seen = addresses(street, by="he_zhiqiang")

    assert {address[:6] for address in seen} == {"槐荫里1号楼", "槐荫里2号楼"}
    assert len(seen) == 17
    assert register.home(street.by("he_zhiqiang"), street.homes["b1s1:101"].pk, at=street.at)
    with pytest.raises(NoSuchHome):
        register.home(street.by("he_zhiqiang"), street.homes["b3s1:101"].pk, at=street.at)


@pytest.mark.parametrize(
    "name", ["nobody", "shen_an", "chen_jianguo", "luo_yongfu", "zhao_qi", "sun_yue", "xu_lei"]
)
def test_others_see_no_list(street, name):
    with pytest.raises(MayNotReadRegister):
        addresses(street, by=name)


@pytest.mark.parametrize("sort", ["door", "door-back", "newest"])
def test_turning_pages_forth_and_back_meets_every_home_once(street, monkeypatch, sort):
    monkeypatch.setattr(register, "SIZE", 7)
    actor, chosen = street.by("wu_dan"), Chosen(street.community.pk)

    forth, page = [], register.page(actor, chosen, at=street.at, sort=sort)
    while True:
        forth.append([line.home_id for line in page.rows])
        if not page.after:
            break
        page = register.page(actor, chosen, at=street.at, sort=sort, after=page.after)
    back = [[line.home_id for line in page.rows]]
    while page.before:
        page = register.page(actor, chosen, at=street.at, sort=sort, before=page.before)
        back.append([line.home_id for line in page.rows])

    assert [len(rows) for rows in forth] == [7, 7, 7, 4]
    assert len({home for rows in forth for home in rows}) == 25
    assert back[::-1] == forth


@pytest.mark.parametrize(
    ("sort", "after"), [("newest", "x"), ("newest", "9" * 30), ("door", "x" * 300), ("door", "a\x00b")]
)
def test_an_address_that_names_no_place_in_the_list_is_refused(street, sort, after):
    with pytest.raises(BadCursor):
        register.page(street.by("wu_dan"), Chosen(street.community.pk), at=street.at, sort=sort, after=after)


def test_a_page_asks_as_often_for_one_home_as_for_many(street, monkeypatch):
    home, counts, actor = street.homes["b1s1:102"], [], street.by("wu_dan")
    ownerships.register(by=HOUSE, home=home, owners=[Owner(resident=street.he_zhiqiang)], at=street.at)
    register.page(
        actor, Chosen(street.community.pk), at=street.at
    )  # where areas lie is remembered for a minute
    for size in (1, 3, 25):
        monkeypatch.setattr(register, "SIZE", size)
        with CaptureQueriesContext(connection) as queries:
            register.page(actor, Chosen(street.community.pk, state="lived_in"), at=street.at)
        counts.append(len(queries))

    assert counts == [4, 4, 4]


def test_a_name_is_found_by_its_beginning_through_the_index(street):
    from linli.ground.people.models import Resident

    plan = Resident.objects.filter(community=street.community, name__begins="沈").explain()

    assert "people_resident_by_name" in plan or connection.vendor == "postgresql"


def test_more_than_a_thousand_are_not_counted_out(street, monkeypatch):
    monkeypatch.setattr(register, "MOST_COUNTED", 9)

    assert register.count(street.by("wu_dan"), Chosen(street.community.pk), at=street.at) == 10


def test_a_home_without_area_shows_none(street):
    home = homes.add(by=HOUSE, area=street.b3, number="车位1", use=HomeUse.PARKING, at=street.at)

    assert register.line(register.home(street.by("wu_dan"), home.pk, at=street.at)).size == ""
