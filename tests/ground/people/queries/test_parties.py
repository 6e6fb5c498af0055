"""The nine kinds of parties: which there are, which are missing."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.ground.people.actions import organizations, posts
from linli.ground.people.choices import NINE_PARTIES, BodyKind, PartyKind, PostKind
from linli.ground.people.queries import parties
from linli.ground.people.refusals import MayNotReadRegister
from linli.ground.people.rules import HOUSE


def told(street, by="wu_dan"):
    return {party.kind: party for party in parties.nine(street.by(by), street.community, at=street.at)}


@pytest.mark.practice("O15")
def test_all_nine_stand_on_the_page_and_the_missing_ones_say_so(street):
    before = told(street)
    organizations.found(
        by=HOUSE, kind=BodyKind.VOLUNTEERS, name="槐荫志愿队", area=street.community, at=street.at
    )
    after = told(street)

    assert list(after) == list(PartyKind) == list(NINE_PARTIES)
    assert (before[PartyKind.VOLUNTEERS].is_missing, after[PartyKind.VOLUNTEERS].is_missing) == (True, False)
    assert after[PartyKind.VOLUNTEERS].bodies == (("槐荫志愿队", street.community.pk, "槐荫里社区"),)


@pytest.mark.practice("O15")
def test_posts_are_counted_held_and_vacant(street):
    before = told(street)[PartyKind.BUILDING_HEADS].held
    posts.appoint(
        by=HOUSE, kind=PostKind.BUILDING_HEAD, area=street.b1, resident=street.shen_an, at=street.at
    )
    found = told(street)

    assert found[PartyKind.BUILDING_HEADS].held == before + 1
    assert found[PartyKind.GROUNDS_HEADS].vacant == 1


def test_a_body_that_ended_is_no_party_any_more(street):
    body = organizations.found(
        by=HOUSE, kind=BodyKind.TALENT, name="剪纸的老秦", area=street.community, at=street.at
    )
    organizations.end(by=HOUSE, body=body, on=street.at.date(), at=street.at)

    assert told(street)[PartyKind.TALENTS].is_missing is True


def test_a_long_list_names_the_first_and_counts_the_rest(street):
    for number in range(parties.SHOWN + 2):
        organizations.found(
            by=HOUSE, kind=BodyKind.TEAM, name=f"{number}队", area=street.community, at=street.at
        )

    found = told(street)[PartyKind.RESIDENTS]
    assert (len(found.bodies), found.unnamed) == (parties.SHOWN, 2)


def test_a_grid_worker_sees_the_parties_of_the_grid(street):
    organizations.found(by=HOUSE, kind=BodyKind.TEAM, name="棋友", area=street.b3, at=street.at)
    organizations.found(by=HOUSE, kind=BodyKind.TEAM, name="球友", area=street.b1, at=street.at)

    grid = [name for name, _pk, _area in told(street, "he_zhiqiang")[PartyKind.RESIDENTS].bodies]
    assert grid == ["球友"]


def test_residents_and_strangers_are_not_told(street):
    for who in ("shen_an", "sun_yue", "nobody"):
        with pytest.raises(MayNotReadRegister):
            told(street, who)


def test_the_nine_cost_as_much_however_many_they_are(street):
    by, asked = street.by("wu_dan"), []
    for kinds in ((), (BodyKind.SOCIAL, BodyKind.TEAM, BodyKind.TALENT)):
        for kind in kinds:
            organizations.found(by=HOUSE, kind=kind, name="新来的", area=street.community, at=street.at)
        caches["local"].clear()
        with CaptureQueriesContext(connection) as queries:
            parties.nine(by, street.community, at=street.at)
        asked.append(len(queries))

    assert asked == [5, 5]
