"""Bodies and their seats: six roles on a building's page, vacancies shown, overseers who do not implement."""

from datetime import timedelta

import pytest

from linli.circle.deliberate.actions import bodies, overseers
from linli.circle.deliberate.actions.bodies import Seating
from linli.circle.deliberate.choices import Role
from linli.circle.deliberate.queries import bodies as questions
from linli.circle.deliberate.refusals import (
    ConsentMissing,
    ImplementerOversees,
    NoSuchBodyHere,
    NotAnOversightBoard,
    PostIsElsewhere,
    RoleIsTaken,
)
from linli.ground.people.actions.organizations import BodyStandsAlready
from linli.ground.people.actions.refusals import MayNotAppoint
from linli.ground.people.choices import BodyKind, PostKind
from linli.ground.people.models import Organization
from tests.circle.deliberate.councils import Council
from tests.street import NOW, Street

SIX = ["党员", "楼栋长（网格员）", "志愿者", "社工", "物业", "业主"]


def building_council(street: Street) -> Organization:
    return bodies.found(
        by=street.by("lin_xiao"), kind=BodyKind.BUILDING, name="3号楼议事会", area=street.b3, at=NOW
    )


@pytest.mark.practice("O22")
def test_a_buildings_council_shows_its_six_roles_with_vacancies(street: Street) -> None:
    body = building_council(street)
    seats = questions.seats(body, NOW)

    assert [seat.label for seat in seats] == SIX
    assert [seat.holder for seat in seats] == ["", "陈*", "", "", "", ""]


def test_a_seat_is_filled_and_falls_vacant_in_its_role(street: Street) -> None:
    body, by = building_council(street), street.by("lin_xiao")
    post = bodies.seat(by=by, body=body, seating=Seating(street.zhou_guilan, role=Role.VOLUNTEER), at=NOW)

    assert questions.seats(body, NOW)[2].holder == "周*"
    later = NOW + timedelta(days=1)
    bodies.unseat(by=by, body=body, post=post.pk, at=later)
    assert [(seat.label, seat.holder) for seat in questions.seats(body, later + timedelta(seconds=1))][2] == (
        "志愿者",
        "",
    )
    again = bodies.seat(
        by=by, body=body, seating=Seating(street.shen_an, role=Role.VOLUNTEER), at=later + timedelta(hours=1)
    )
    assert again.slot.role == Role.VOLUNTEER
    assert [seat.label for seat in questions.seats(body, later + timedelta(hours=2))] == SIX


def test_a_name_is_shown_in_full_only_when_its_owner_agreed(street: Street) -> None:
    body, by = building_council(street), street.by("lin_xiao")
    named = Seating(street.shen_an, role=Role.OWNER, is_name_public=True, agreed=True)
    unasked = Seating(street.zhou_guilan, role=Role.VOLUNTEER, is_name_public=True)
    for seating in (named, unasked):
        bodies.seat(by=by, body=body, seating=seating, at=NOW)

    holders = {seat.label: seat.holder for seat in questions.seats(body, NOW)}
    assert (holders["业主"], holders["志愿者"]) == ("沈安", "周*")


def test_nobody_is_shown_as_a_party_member_without_consent(street: Street) -> None:
    body = building_council(street)
    with pytest.raises(ConsentMissing):
        bodies.seat(
            by=street.by("lin_xiao"),
            body=body,
            seating=Seating(street.shen_an, role=Role.PARTY_MEMBER),
            at=NOW,
        )


def test_a_role_is_held_by_one_person_at_a_time(street: Street) -> None:
    body = building_council(street)
    with pytest.raises(RoleIsTaken):
        bodies.seat(
            by=street.by("lin_xiao"), body=body, seating=Seating(street.shen_an, role=Role.HEAD), at=NOW
        )


@pytest.mark.practice("O18")
def test_one_person_may_sit_on_several_bodies(street: Street, council: Council) -> None:
    body = building_council(street)

    assert street.chen_jianguo.pk in questions.members(body, NOW) & questions.members(council.body, NOW)


@pytest.mark.parametrize(
    ("kind", "area"),
    [
        ("building", "huaiyin"),
        ("council", "b3"),
        ("party", "huaiyin"),
        ("council", "street"),
        ("joint", "b1s1"),
    ],
)
def test_bodies_are_founded_where_they_belong(street: Street, kind: str, area: str) -> None:
    with pytest.raises(NoSuchBodyHere):
        bodies.found(
            by=street.by("lin_xiao"), kind=BodyKind(kind), name="会", area=street.areas[area], at=NOW
        )


@pytest.mark.parametrize("who", ["gu_min", "chen_jianguo", "shen_an", "sun_yue", "nobody"])
def test_only_who_appoints_founds_and_seats(street: Street, council: Council, who: str) -> None:
    with pytest.raises(MayNotAppoint):
        bodies.found(by=street.by(who), kind=BodyKind.JOINT, name="联席会", area=street.community, at=NOW)
    with pytest.raises(MayNotAppoint):
        bodies.seat(by=street.by(who), body=council.body, seating=Seating(street.tang_yuan), at=NOW)


def test_a_body_is_founded_once_under_its_name(street: Street, council: Council) -> None:
    with pytest.raises(BodyStandsAlready):
        bodies.found(
            by=street.by("lin_xiao"),
            kind=BodyKind.COUNCIL,
            name="槐荫里议事会",
            area=street.community,
            at=NOW,
        )


def test_a_seat_of_another_body_is_not_emptied_from_here(street: Street, council: Council) -> None:
    other = building_council(street)
    seat = bodies.seat(
        by=street.by("lin_xiao"), body=other, seating=Seating(street.shen_an, role=Role.OWNER), at=NOW
    )
    with pytest.raises(PostIsElsewhere):
        bodies.unseat(by=street.by("lin_xiao"), body=council.body, post=seat.pk, at=NOW)


def board(street: Street) -> Organization:
    return bodies.found(
        by=street.by("lin_xiao"), kind=BodyKind.OVERSIGHT, name="绿化监事会", area=street.community, at=NOW
    )


@pytest.mark.practice("D20")
def test_who_implements_cannot_be_seated_as_overseer(street: Street) -> None:
    body, by = board(street), street.by("lin_xiao")

    assert overseers.exclude(by=by, board=body.pk, implementers=[street.luo_yongfu.pk], at=NOW) == 1
    assert overseers.exclude(by=by, board=body.pk, implementers=[street.luo_yongfu.pk], at=NOW) == 0
    seating = Seating(street.luo_yongfu, PostKind.OVERSEER)
    with pytest.raises(ImplementerOversees) as refused:
        bodies.seat(by=by, body=body, seating=seating, at=NOW)
    assert "罗*" in str(refused.value)

    overseers.admit(by=by, board=body.pk, resident=street.luo_yongfu.pk, at=NOW)
    assert bodies.seat(by=by, body=body, seating=seating, at=NOW).resident_id == street.luo_yongfu.pk


@pytest.mark.practice("D20")
def test_who_oversees_cannot_be_named_as_implementer(street: Street) -> None:
    body, by = board(street), street.by("lin_xiao")
    bodies.seat(by=by, body=body, seating=Seating(street.shen_an, PostKind.OVERSEER), at=NOW)

    overseers.refuse_if_among(board=body.pk, implementers=[street.ye_qing.pk], at=NOW)
    for deed in (
        lambda: overseers.refuse_if_among(board=body.pk, implementers=[street.shen_an.pk], at=NOW),
        lambda: overseers.exclude(by=by, board=body.pk, implementers=[street.shen_an.pk], at=NOW),
    ):
        with pytest.raises(ImplementerOversees):
            deed()
    assert questions.excluded(body.pk) == frozenset()


def test_only_oversight_boards_exclude(street: Street, council: Council) -> None:
    with pytest.raises(NotAnOversightBoard):
        overseers.refuse_if_among(board=council.body.pk, implementers=[], at=NOW)
