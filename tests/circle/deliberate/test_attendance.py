"""Who is in the room: the code at the door, guests, proxies, households."""

from datetime import datetime, timedelta

import pytest

from linli.circle.deliberate import door
from linli.circle.deliberate.actions import attendance, meetings
from linli.circle.deliberate.actions.bodies import Ways
from linli.circle.deliberate.choices import MeetingKind
from linli.circle.deliberate.models import Attendance, Meeting
from linli.circle.deliberate.queries import presence
from linli.circle.deliberate.refusals import (
    DoorIsShut,
    NotEntitled,
    NotKnownYet,
    ProxyNotAllowed,
    ProxyNotPresent,
    StandsInForOthers,
    TooEarly,
    TooManyProxies,
)
from linli.ground.people.models import Organization
from tests.circle.deliberate.councils import LATER, Council, found_council
from tests.street import HERE, NOW, Street


def test_the_code_at_the_door_signs_in_for_ten_minutes(street: Street, council: Council) -> None:
    meeting, by = council.call(), street.by("shen_an")
    code = council.code(meeting)
    last = LATER + timedelta(minutes=10)

    assert door.is_good(meeting.pk, code, last) and not door.is_good(
        meeting.pk, code, last + timedelta(seconds=1)
    )
    row = attendance.sign_in(by=by, meeting=meeting.pk, code=code, at=LATER)
    assert (row.way, row.is_entitled) == ("qr", True)
    assert attendance.sign_in(by=by, meeting=meeting.pk, code=code, at=LATER).pk == row.pk


@pytest.mark.parametrize("bad", ["", "x", "1-2.abc", "💡", "..", "9999999999999.a"])
def test_a_code_nobody_gave_out_opens_no_door(street: Street, council: Council, bad: str) -> None:
    meeting = council.call()
    with pytest.raises(DoorIsShut):
        attendance.sign_in(by=street.by("shen_an"), meeting=meeting.pk, code=bad, at=LATER)


def test_a_code_of_another_meeting_opens_no_door(street: Street, council: Council) -> None:
    one, other = council.call(), council.call()
    with pytest.raises(DoorIsShut):
        attendance.sign_in(by=street.by("shen_an"), meeting=one.pk, code=council.code(other), at=LATER)


def test_a_guest_listens_and_is_not_counted(street: Street, council: Council) -> None:
    meeting = council.call()
    row = attendance.sign_in(
        by=street.by("tang_yuan"), meeting=meeting.pk, code=council.code(meeting), at=LATER
    )

    assert (row.is_entitled, presence.present_count(meeting.pk)) == (False, 0)
    with pytest.raises(NotEntitled):
        council.tick(meeting, "tang_yuan")


def test_nobody_signs_in_before_the_doors_open_or_without_a_name(street: Street, council: Council) -> None:
    meeting, early = council.call(), LATER - timedelta(hours=2, minutes=1)
    with pytest.raises(TooEarly):
        attendance.sign_in(
            by=street.by("shen_an"), meeting=meeting.pk, code=council.code(meeting, early), at=early
        )
    with pytest.raises(NotKnownYet):
        attendance.sign_in(
            by=street.by("qian_cheng"), meeting=meeting.pk, code=council.code(meeting), at=LATER
        )


def test_a_council_without_proxies_refuses_them(street: Street, council: Council) -> None:
    meeting = council.call()
    council.tick(meeting, "shen_an")
    with pytest.raises(ProxyNotAllowed):
        stand_in(council, meeting, "ye_qing", "shen_an")


def stand_in(council: Council, meeting: Meeting, absent: str, proxy: str) -> Attendance:
    street = council.street
    return attendance.stand_in(
        by=street.by("chen_jianguo"),
        meeting=meeting.pk,
        absent=getattr(street, absent).pk,
        proxy=getattr(street, proxy).pk,
        at=LATER,
    )


def test_a_proxy_counts_where_the_charter_allows_one_and_stands_in_for_one_only(street: Street) -> None:
    council = found_council(street, Ways(allows_proxies=True))
    meeting = council.call()
    council.tick(meeting, "shen_an")

    assert stand_in(council, meeting, "ye_qing", "shen_an").way == "proxy"
    assert presence.present_count(meeting.pk) == 2
    with pytest.raises(TooManyProxies):
        stand_in(council, meeting, "zhou_guilan", "shen_an")
    for absent, proxy in (
        ("zhou_guilan", "ye_qing"),
        ("zhou_guilan", "he_zhiqiang"),
        ("zhou_guilan", "zhou_guilan"),
    ):
        with pytest.raises(ProxyNotPresent):
            stand_in(council, meeting, absent, proxy)
    with pytest.raises(NotEntitled):
        stand_in(council, meeting, "tang_yuan", "shen_an")
    with pytest.raises(StandsInForOthers):
        attendance.untick(
            by=street.by("chen_jianguo"), meeting=meeting.pk, resident=street.shen_an.pk, at=LATER
        )


def test_households_count_once_however_many_of_them_come(street: Street) -> None:
    body = Organization.objects.get(kind="committee", area=street.community)
    starts = datetime(2026, 12, 10, 19, tzinfo=HERE)
    notice = meetings.Notice(
        MeetingKind.HOUSEHOLDS, "居民会议", "小广场", starts, starts + timedelta(hours=2)
    )
    meeting = meetings.call(by=street.by("gu_min"), body=body.pk, notice=notice, at=NOW)
    for name in ("shen_an", "ye_qing", "chen_jianguo"):
        attendance.tick(
            by=street.by("gu_min"), meeting=meeting.pk, resident=getattr(street, name).pk, at=starts
        )
    with pytest.raises(NotEntitled):
        attendance.tick(by=street.by("gu_min"), meeting=meeting.pk, resident=street.tang_yuan.pk, at=starts)

    assert presence.present_count(meeting.pk) == 2
