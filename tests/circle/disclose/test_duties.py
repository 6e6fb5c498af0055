"""What must be made known: written down once a period, drafted by one press, fulfilled by its notice, red when late."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from linli.circle.disclose.actions import duties, items
from linli.circle.disclose.actions.items import Wanted
from linli.circle.disclose.choices import Cycle, Head
from linli.circle.disclose.models import DisclosureDuty
from linli.circle.disclose.queries import duties as asked
from linli.circle.disclose.refusals import (
    BadItem,
    EventMissing,
    FulfilledAlready,
    MayNotChangeCatalogue,
    MayNotDisclose,
    NoSuchDuty,
    NotDueAtOnce,
    NotOfThisDuty,
    StandsTooShort,
)
from linli.commons.notices.actions import approvals, drafts
from linli.commons.notices.choices import State
from linli.commons.notices.refusals import NotTheNamedApprover
from linli.ground.journal.models import Entry
from tests.circle.disclose.conftest import Hang
from tests.commons.notices.conftest import on_board
from tests.street import NOW, Street

REGULAR = 11  # lines of the catalogue that come by the calendar; two communities have one compound each


def duty(street: Street, key: str, **more: object) -> DisclosureDuty:
    return DisclosureDuty.objects.get(community=street.community, key=key, **more)


@pytest.mark.practice("V9")
def test_each_period_is_written_down_exactly_once(street: Street) -> None:
    first = duties.raise_due(at=NOW)
    again = duties.raise_due(at=NOW + timedelta(hours=3))

    assert (first, again) == (REGULAR, 0)
    assert DisclosureDuty.objects.filter(community=street.community).count() == REGULAR
    money = duty(street, "money-sheet")
    assert (money.area, str(money.first), str(money.due_on)) == (street.compound, "2026-11-01", "2026-12-10")
    assert Entry.objects.filter(verb="duty.raised").count() == REGULAR


def test_months_that_nobody_looked_are_made_up_for(street: Street) -> None:
    duties.raise_due(at=NOW)
    duties.raise_due(at=NOW + timedelta(days=95))

    firsts = DisclosureDuty.objects.filter(community=street.community, key="money-sheet")
    assert [str(first) for first in firsts.order_by("first").values_list("first", flat=True)] == [
        "2026-11-01",
        "2026-12-01",
        "2027-01-01",
        "2027-02-01",
    ]


@pytest.mark.practice("V9")
def test_a_duty_is_drafted_by_one_press_and_fulfilled_when_its_notice_hangs(
    street: Street, hang: Hang
) -> None:
    duties.raise_due(at=NOW)
    plan = duty(street, "party-plan")
    notice = duties.draft(by=street.by("gu_min"), duty=plan.pk, at=NOW)
    assert (notice.kind, notice.days, notice.approver, notice.area) == (
        "party",
        15,
        "secretary",
        street.community,
    )
    with pytest.raises(FulfilledAlready):
        duties.draft(by=street.by("gu_min"), duty=plan.pk, at=NOW)
    assert duty(street, "party-plan").fulfilled_at is None
    hang(notice.pk)

    assert duty(street, "party-plan").fulfilled_at == NOW
    late = NOW + timedelta(days=400)
    assert plan.pk not in {one.pk for one in asked.late(street.community.pk, late)}


def test_taken_down_too_early_it_waits_again_and_a_new_posting_fulfils_it(street: Street, hang: Hang) -> None:
    duties.raise_due(at=NOW)
    notice = duties.draft(by=street.by("gu_min"), duty=duty(street, "party-plan").pk, at=NOW)
    hang(notice.pk)
    soon = NOW + timedelta(days=3)
    approvals.withdraw(by=street.by("lin_xiao"), notice=notice.pk, reason="抄错了", at=soon)
    assert duty(street, "party-plan").fulfilled_at is None
    anew = drafts.again(by=street.by("gu_min"), notice=notice.pk, at=soon)
    hang(anew.pk, soon)

    assert (duty(street, "party-plan").notice_id, duty(street, "party-plan").fulfilled_at) == (anew.pk, soon)


def test_taken_down_after_its_days_it_stays_fulfilled(street: Street, hang: Hang) -> None:
    duties.raise_due(at=NOW)
    notice = duties.draft(by=street.by("gu_min"), duty=duty(street, "party-plan").pk, at=NOW)
    hang(notice.pk)
    approvals.withdraw(by=street.by("lin_xiao"), notice=notice.pk, reason="旧了", at=NOW + timedelta(days=40))

    assert duty(street, "party-plan").fulfilled_at == NOW

    again = on_board(street, area=street.community.pk, days=15)
    later, gu, found = NOW + timedelta(days=41), street.by("gu_min"), duty(street, "party-plan").pk
    with pytest.raises(FulfilledAlready):
        duties.draft(by=gu, duty=found, at=later)
    with pytest.raises(FulfilledAlready):
        duties.link(by=gu, duty=found, notice=again.pk, at=later)
    assert duty(street, "party-plan").fulfilled_at == NOW


def test_a_post_named_in_the_catalogue_must_sign(street: Street) -> None:
    items.keep(
        by=street.by("lin_xiao"), community=street.community.pk, wanted=wanted(approver="director"), at=NOW
    )
    duties.raise_due(at=NOW)
    notice = duties.draft(by=street.by("gu_min"), duty=duty(street, "canteen").pk, at=NOW)
    approvals.check(by=street.by("gu_min"), notice=notice.pk, all_three=True, at=NOW)

    with pytest.raises(NotTheNamedApprover):
        approvals.approve(by=street.by("lin_xiao"), notice=notice.pk, at=NOW)


def wanted(**changes: object) -> Wanted:
    plain = {"key": "canteen", "head": Head.SERVICE, "title": "老人食堂账目", "cycle": Cycle.MONTHLY}
    return Wanted(**{**plain, "due": "day 5", "min_days": 20, **changes})  # type: ignore[arg-type] # words of Wanted


def test_a_community_adds_lines_and_makes_the_laws_stricter_never_looser(street: Street) -> None:
    lin, here = street.by("lin_xiao"), street.community.pk
    items.keep(by=lin, community=here, wanted=wanted(), at=NOW)
    items.keep(
        by=lin,
        community=here,
        wanted=wanted(key="audit", min_days=45, due="60 days", cycle=Cycle.YEARLY),
        at=NOW,
    )
    lines = {line.key: line for line in asked.lines(here, NOW.date())}

    assert (lines["canteen"].min_days, lines["audit"].min_days, lines["audit"].due) == (20, 45, "60 days")
    for loose in (
        {"min_days": 14},
        {"key": "audit", "min_days": 29},
        {"due": "someday"},
        {"title": " "},
        {"approver": "king"},
        {"key": ""},
    ):
        with pytest.raises(BadItem):
            items.keep(by=lin, community=here, wanted=wanted(**loose), at=NOW)
    items.keep(by=lin, community=here, wanted=wanted(is_off=True), at=NOW)
    items.keep(by=lin, community=here, wanted=wanted(key="audit", min_days=45, is_off=True), at=NOW)
    lines = {line.key: line for line in asked.lines(here, NOW.date())}
    assert "canteen" not in lines and lines["audit"].min_days == 30
    assert "canteen" not in {line.key for line in asked.lines(street.willow.pk, NOW.date())}


@pytest.mark.parametrize("who", ["gu_min", "luo_yongfu", "wu_dan", "shen_an", "sun_yue", "nobody"])
def test_only_leaders_change_the_catalogue(street: Street, who: str) -> None:
    with pytest.raises(MayNotChangeCatalogue):
        items.keep(by=street.by(who), community=street.community.pk, wanted=wanted(), at=NOW)


def test_what_happens_is_due_in_three_working_days(street: Street) -> None:
    gu, here = street.by("gu_min"), street.community.pk
    told = {
        "by": gu,
        "community": here,
        "key": "decisions",
        "what": "居民代表会议通过停车办法",
        "on": NOW.date(),
        "at": NOW,
    }
    made = duties.happened(**told)
    assert duties.happened(**told) == made

    assert str(made.due_on) == "2026-11-25"
    assert duties.opening(made) == "居民代表会议通过停车办法"
    for broken in ({"what": " "}, {"on": NOW.date() + timedelta(days=1)}, {"on": date(1, 1, 1)}):
        with pytest.raises(EventMissing):
            duties.happened(**{**told, **broken})
    with pytest.raises(NotDueAtOnce):
        duties.happened(**{**told, "key": "money-sheet"})
    with pytest.raises(MayNotDisclose):
        duties.happened(**{**told, "by": street.by("luo_yongfu")})


def test_late_ones_are_red_for_all_to_see(street: Street) -> None:
    duties.raise_due(at=NOW)
    here, gu = street.community.pk, street.by("gu_min")
    on_the_day, after, soon = (NOW + timedelta(days=20), NOW + timedelta(days=21), NOW + timedelta(days=16))

    assert asked.late(here, on_the_day) == []
    assert [one.key for one in asked.late(here, after)] == ["money-sheet"]
    lights = {row.duty.key: row.light for row in asked.calendar(gu, here, soon)}
    assert (lights["money-sheet"], lights["party-plan"]) == ("wait", "")
    assert asked.calendar(gu, here, after)[0].light == "alarm"
    assert [row.duty.key for row in asked.calendar(street.by("luo_yongfu"), here, NOW)] == [
        "money-sheet",
        "public-income",
        "audit",
    ]
    shelf = next(one for one in asked.shelves(here, after) if one.head == Head.FINANCE)
    assert [one.key for one in shelf.late] == ["money-sheet"]


def test_a_posted_notice_may_be_linked_if_it_hangs_there_long_enough(street: Street) -> None:
    items.keep(by=street.by("lin_xiao"), community=street.community.pk, wanted=wanted(), at=NOW)
    duties.raise_due(at=NOW)
    gu = street.by("gu_min")
    short = on_board(street, area=street.community.pk, days=15)
    long = on_board(street, area=street.community.pk, days=20)
    elsewhere = on_board(street, area=street.compound.pk, days=20)
    pk = duty(street, "canteen").pk

    with pytest.raises(StandsTooShort):
        duties.link(by=gu, duty=pk, notice=short.pk, at=NOW)
    for wrong in (elsewhere.pk, 10**9):
        with pytest.raises(NotOfThisDuty):
            duties.link(by=gu, duty=pk, notice=wrong, at=NOW)
    duties.link(by=gu, duty=pk, notice=long.pk, at=NOW)
    assert duty(street, "canteen").fulfilled_at == NOW
    said = Entry.objects.filter(object_kind="disclosureduty", object_id=pk).order_by("id")
    assert [entry.verb for entry in said] == ["duty.raised", "duty.drafted", "duty.fulfilled"]
    with pytest.raises(FulfilledAlready):
        duties.link(by=gu, duty=pk, notice=short.pk, at=NOW)


def test_days_cut_in_the_draft_stop_the_posting(street: Street, hang: Hang) -> None:
    items.keep(by=street.by("lin_xiao"), community=street.community.pk, wanted=wanted(), at=NOW)
    duties.raise_due(at=NOW)
    notice = duties.draft(by=street.by("gu_min"), duty=duty(street, "canteen").pk, at=NOW)
    shorter = drafts.Draft(notice.kind, notice.area_id, notice.title, notice.body, 15)  # type: ignore[arg-type] # its kind is a word
    drafts.change(by=street.by("gu_min"), notice=notice.pk, draft=shorter, at=NOW)

    with pytest.raises(StandsTooShort):
        hang(notice.pk)
    notice.refresh_from_db()
    assert notice.state != State.POSTED


@pytest.mark.parametrize("who", ["wu_dan", "shen_an", "sun_yue", "he_zhiqiang", "luo_yongfu", "nobody"])
def test_who_does_not_post_for_the_community_does_not_draft_its_duties(street: Street, who: str) -> None:
    duties.raise_due(at=NOW)
    with pytest.raises(MayNotDisclose):
        duties.draft(by=street.by(who), duty=duty(street, "party-plan").pk, at=NOW)
    with pytest.raises(NoSuchDuty):
        duties.draft(by=street.by(who), duty=10**9, at=NOW)


@pytest.mark.parametrize("ahead", [0, 60])
def test_the_calendar_asks_as_much_for_many_as_for_few(
    street: Street, ahead: int, django_assert_num_queries: Callable
) -> None:
    duties.raise_due(at=NOW)
    duties.raise_due(at=NOW + timedelta(days=ahead))
    gu = street.by("gu_min")
    asked.calendar(gu, street.community.pk, NOW)
    with django_assert_num_queries(2):
        asked.calendar(gu, street.community.pk, NOW)
    with django_assert_num_queries(2):
        asked.shelves(street.community.pk, NOW)
