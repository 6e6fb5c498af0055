"""Posts: dated, several to a person, vacancies legal, rights that come and go with them."""

from datetime import datetime, timedelta

import pytest

from linli.ground.people.actions import posts, residents
from linli.ground.people.actions.refusals import IsErased, MayNotAppoint
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import BLOCK_OFFICERS, SEATS, PostKind, Right
from linli.ground.people.models import Post
from linli.ground.people.rules import GRANTS, HOUSE
from tests.street import FOUNDED, HERE, NOW


def appoint(street, who="shen_an", kind=PostKind.GRID_WORKER, area="compound", by="lin_xiao", **more):
    return posts.appoint(
        by=street.by(by),
        kind=kind,
        area=street.areas[area],
        resident=street.people[who],
        at=street.at,
        **more,
    )


def test_rights_come_with_a_post_and_end_with_it(street):
    before = street.by("shen_an").areas_with(Right.READ_REGISTER)
    post = appoint(street, until=NOW + timedelta(days=90))
    during = street.by("shen_an").areas_with(Right.READ_REGISTER)
    later = street.by("shen_an", NOW + timedelta(days=90)).areas_with(Right.READ_REGISTER)
    posts.end(by=street.by("lin_xiao"), post=post, at=NOW + timedelta(days=1))
    ended = street.by("shen_an", NOW + timedelta(days=1)).areas_with(Right.READ_REGISTER)

    assert (before, during, later, ended) == (frozenset(), {street.compound.pk}, frozenset(), frozenset())


def test_one_person_holds_several_posts_in_several_bodies(street):
    appoint(street)
    appoint(street, kind=PostKind.OWNERS_MEMBER, organization=street.owners, is_elected=True)
    appoint(street, kind=PostKind.REPRESENTATIVE, area="b2")

    assert {seat.kind for seat in street.by("shen_an").seats} == {
        PostKind.GRID_WORKER,
        PostKind.OWNERS_MEMBER,
        PostKind.REPRESENTATIVE,
    }
    with pytest.raises(posts.HeldAlready):
        appoint(street)


def test_a_vacant_seat_is_filled_first_and_vacated_again(street):
    seat = Post.objects.get(kind=PostKind.BLOCK_HEAD, resident__isnull=True)
    filled = appoint(street, kind=PostKind.BLOCK_HEAD, area="east_block", is_elected=True)
    left = posts.vacate(by=street.by("lin_xiao"), post=filled, at=NOW + timedelta(days=10))

    filled.refresh_from_db()
    assert (filled.pk, filled.until) == (seat.pk, NOW + timedelta(days=10))
    assert (left.resident, left.kind, left.area) == (None, PostKind.BLOCK_HEAD, street.east_block)


@pytest.mark.practice("O18")
def test_a_block_may_have_fewer_than_six_officers_and_one_with_two_posts(street):
    for kind in BLOCK_OFFICERS[1:3]:
        appoint(street, kind=kind, area="east_block")

    held = Post.objects.held(street.at).filter(area=street.east_block, kind__in=BLOCK_OFFICERS)
    vacant = Post.objects.filter(area=street.east_block, resident__isnull=True, until__isnull=True)
    assert (held.count(), held.values("resident").distinct().count(), vacant.count()) == (2, 1, 1)


def test_a_post_that_begins_later_gives_no_right_before(street):
    appoint(street, since=NOW + timedelta(days=5))

    assert street.by("shen_an").seats == ()
    assert street.by("shen_an", NOW + timedelta(days=5)).seats != ()


def test_a_post_ended_before_it_began_was_never_held(street):
    post = appoint(street, since=NOW + timedelta(days=5))

    posts.end(by=street.by("lin_xiao"), post=post, at=NOW + timedelta(days=1))

    assert street.by("shen_an", NOW + timedelta(days=6)).seats == ()


@pytest.mark.parametrize("kind", [PostKind.SECRETARY, PostKind.DIRECTOR, PostKind.OPERATOR])
def test_leaders_are_appointed_from_above(street, kind):
    with pytest.raises(posts.MayNotAppointLeaders):
        appoint(street, kind=kind, area="huaiyin")

    assert appoint(street, kind=kind, area="huaiyin", by="fang_ning").resident == street.shen_an


def test_nobody_appoints_themselves(street):
    with pytest.raises(posts.NotOneself):
        appoint(street, who="lin_xiao", kind=PostKind.CLERK, area="huaiyin")


@pytest.mark.parametrize("name", ["nobody", "shen_an", "wu_dan", "gu_min", "zhao_qi", "sun_yue", "xu_lei"])
def test_who_may_not_appoint_is_refused(street, name):
    with pytest.raises(MayNotAppoint):
        appoint(street, by=name)


def test_an_appointer_reaches_only_their_own_area(street):
    with pytest.raises(MayNotAppoint):
        appoint(street, area="willow_compound")


@pytest.mark.parametrize(
    ("who", "kind", "area", "refusal"),
    [
        ("tang_yuan", PostKind.GRID_WORKER, "compound", posts.IsTooYoung),
        ("shen_an", PostKind.BUILDING_HEAD, "compound", posts.PostDoesNotFitThere),
        ("shen_an", PostKind.BLOCK_HEAD, "b1", posts.PostDoesNotFitThere),
    ],
)
def test_a_post_goes_to_who_can_take_it_where_it_has_its_seat(street, who, kind, area, refusal):
    with pytest.raises(refusal):
        appoint(street, who=who, kind=kind, area=area)


def test_an_empty_term_and_an_erased_person_are_refused(street):
    residents.erase(by=street.by("wu_dan"), resident=street.tang_yuan, at=street.at)

    with pytest.raises(posts.EndsBeforeItBegins):
        appoint(street, until=NOW)
    with pytest.raises(IsErased):
        appoint(street, who="tang_yuan")


def test_what_has_ended_or_is_vacant_is_said(street):
    post = appoint(street)
    posts.end(by=street.by("lin_xiao"), post=post, at=NOW + timedelta(hours=1))
    vacant = Post.objects.get(kind=PostKind.BLOCK_HEAD, resident__isnull=True)

    with pytest.raises(posts.HasEnded):
        posts.end(by=street.by("lin_xiao"), post=post, at=NOW + timedelta(hours=2))
    with pytest.raises(posts.IsVacant):
        posts.vacate(by=street.by("lin_xiao"), post=vacant, at=NOW)


def test_a_post_is_filled_by_name_when_the_name_is_one_persons(street):
    post = posts.fill_by_name(
        by=street.by("lin_xiao"), kind=PostKind.GRID_WORKER, area=street.compound, who=" 沈 安 ", at=street.at
    )
    residents.add(by=HOUSE, community=street.community, particulars=Particulars("沈安"), at=street.at)

    assert post.resident == street.shen_an
    with pytest.raises(posts.SeveralOfThatName):
        posts.fill_by_name(
            by=street.by("lin_xiao"), kind=PostKind.GRID_WORKER, area=street.b1, who="沈安", at=street.at
        )
    with pytest.raises(posts.NobodyOfThatName):
        posts.fill_by_name(
            by=street.by("lin_xiao"), kind=PostKind.GRID_WORKER, area=street.b1, who="高博", at=street.at
        )


def test_every_post_has_its_seat_and_every_granting_post_is_a_post():
    assert set(SEATS) == set(PostKind)
    assert set(GRANTS) <= set(PostKind)


def test_the_clerk_of_last_year_has_no_right_left(street):
    then = datetime(2024, 12, 1, tzinfo=HERE)

    assert street.by("xu_lei", then).areas_with(Right.KEEP_REGISTER) == {street.community.pk}
    assert street.by("xu_lei").areas_with(Right.KEEP_REGISTER) == frozenset()
    assert then > FOUNDED
