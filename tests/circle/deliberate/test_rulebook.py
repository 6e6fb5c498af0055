"""Notice and quorum by dated rules: edges of days, of shares, of the working calendar."""

from datetime import date

import pytest

from linli.circle.deliberate import rulebook
from linli.circle.deliberate.choices import MeetingKind
from linli.circle.deliberate.models import Charter
from linli.circle.deliberate.rulebook import Share


@pytest.mark.parametrize(
    ("kind", "present", "entitled", "reached"),
    [
        ("assembly", 50, 100, False),
        ("assembly", 51, 100, True),
        ("assembly", 50, 99, True),
        ("assembly", 49, 99, False),
        ("representatives", 66, 100, False),
        ("representatives", 67, 100, True),
        ("representatives", 66, 99, True),
        ("representatives", 20, 30, True),
        ("representatives", 19, 30, False),
        ("council", 2, 4, False),
        ("council", 3, 4, True),
        ("oversight", 2, 3, True),
        ("owners", 3, 7, False),
        ("owners", 4, 7, True),
    ],
)
def test_at_least_and_more_than_are_kept_apart(kind: str, present: int, entitled: int, reached: bool) -> None:
    rule = rulebook.lawful(MeetingKind(kind), date(2026, 11, 25))

    assert rule.quorum.reached(present, entitled) is reached


@pytest.mark.parametrize(
    "share", [Share(1, 2, True), Share(2, 3, False), Share(2, 3, True), Share(4, 5, False)]
)
def test_the_least_number_is_the_first_that_reaches_the_share(share: Share) -> None:
    for whole in range(1, 200):
        least = share.least(whole)
        assert share.reached(least, whole) and not share.reached(least - 1, whole)


def test_nothing_is_reached_where_nobody_counts() -> None:
    assert not Share(1, 2, False).reached(0, 0)


def test_the_law_of_the_day_holds() -> None:
    old = rulebook.lawful(MeetingKind.ASSEMBLY, date(2025, 12, 31))
    new = rulebook.lawful(MeetingKind.ASSEMBLY, date(2026, 1, 1))

    assert (old.notice_days, old.is_strict, old.quorum_article) == (0, False, "第十条")
    assert (new.notice_days, new.is_strict, new.notice_article) == (10, True, "第二十六条")


def test_ten_days_of_notice_do_not_count_the_day_of_the_notice() -> None:
    rule = rulebook.lawful(MeetingKind.ASSEMBLY, date(2026, 11, 25))

    assert rule.notice_given(date(2026, 11, 10), date(2026, 11, 20)) == 10
    assert rule.earliest(date(2026, 11, 10)) == date(2026, 11, 20)
    assert rule.earliest(date(2026, 12, 25)) == date(2027, 1, 4)


def test_a_body_may_count_working_days_across_a_holiday() -> None:
    charter = Charter(notice_days=3, counts_workdays=True, quorum_parts=2, quorum_of=3, quorum_is_more=False)
    rule = rulebook.of(MeetingKind.COUNCIL, date(2026, 9, 30), charter)

    # 30 September is a Wednesday; 1 to 7 October are off and 10 October, a Saturday, is worked.
    assert rule.earliest(date(2026, 9, 30)) == date(2026, 10, 10)
    assert rule.notice_given(date(2026, 9, 30), date(2026, 10, 9)) == 2
    assert (rule.quorum.least(5), rule.proxies) == (4, 0)


def test_a_charter_cannot_loosen_what_the_law_fixes() -> None:
    charter = Charter(notice_days=1, quorum_parts=1, quorum_of=10, quorum_is_more=False, may_decide=True)
    rule = rulebook.of(MeetingKind.REPRESENTATIVES, date(2026, 11, 25), charter)

    assert (rule.quorum, rule.notice_days) == (Share(2, 3, False), 5)


def test_talks_and_hearings_resolve_nothing() -> None:
    for kind in (MeetingKind.TALK, MeetingKind.HEARING):
        assert not rulebook.lawful(kind, date(2026, 11, 25)).resolves


def test_every_kind_of_meeting_has_a_rule() -> None:
    assert {kind for kind in MeetingKind if rulebook.lawful(kind, date(2026, 11, 25)).kind == kind} == set(
        MeetingKind
    )
