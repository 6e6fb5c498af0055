"""When a disclosure is due: periods without gap, month ends, leap years, holidays that move nothing unasked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.circle.disclose import catalogue, periods
from linli.circle.disclose.choices import Cycle, Head
from linli.circle.disclose.periods import BadRule, Due, Period
from linli.ground.lib.workdays import is_workday

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
REGULAR = st.sampled_from([Cycle.MONTHLY, Cycle.QUARTERLY, Cycle.HALF_YEARLY, Cycle.YEARLY])
DUES = st.one_of(
    st.builds(Due, day=st.integers(1, 31)),
    st.builds(Due, days=st.integers(0, 120)),
    st.builds(Due, workdays=st.integers(1, 30)),
)


def period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("cycle", "day", "first", "last"),
    [
        (Cycle.MONTHLY, "2028-02-29", "2028-02-01", "2028-02-29"),
        (Cycle.MONTHLY, "2026-02-01", "2026-02-01", "2026-02-28"),
        (Cycle.MONTHLY, "2026-12-31", "2026-12-01", "2026-12-31"),
        (Cycle.QUARTERLY, "2026-11-20", "2026-10-01", "2026-12-31"),
        (Cycle.QUARTERLY, "2028-03-31", "2028-01-01", "2028-03-31"),
        (Cycle.HALF_YEARLY, "2026-07-01", "2026-07-01", "2026-12-31"),
        (Cycle.YEARLY, "2026-11-20", "2026-01-01", "2026-12-31"),
        (Cycle.AT_ONCE, "2026-11-20", "2026-11-20", "2026-11-20"),
    ],
)
def test_a_day_lies_in_its_period(cycle: Cycle, day: str, first: str, last: str) -> None:
    assert periods.holding(cycle, date.fromisoformat(day)) == period(first, last)


@pytest.mark.parametrize(
    ("rule", "first", "last", "due"),
    [
        ("day 10", "2026-10-01", "2026-10-31", "2026-11-10"),
        ("day 10", "2026-12-01", "2026-12-31", "2027-01-10"),
        ("day 31", "2026-01-01", "2026-01-31", "2026-02-28"),
        ("day 31", "2028-01-01", "2028-01-31", "2028-02-29"),
        ("day 30", "2026-01-01", "2026-01-31", "2026-02-28"),
        ("last day", "2026-01-01", "2026-12-31", "2027-01-31"),
        ("15 days", "2026-02-01", "2026-02-28", "2026-03-15"),
        ("0 days", "2026-02-01", "2026-02-28", "2026-02-28"),
        ("90 days", "2027-01-01", "2027-12-31", "2028-03-30"),
        ("3 workdays", "2026-11-20", "2026-11-20", "2026-11-25"),
        ("day 1", "2026-09-01", "2026-09-30", "2026-10-01"),
        ("day 1 or next workday", "2026-09-01", "2026-09-30", "2026-10-08"),
        ("15 days or next workday", "2026-10-01", "2026-10-31", "2026-11-16"),
    ],
)
def test_a_rule_gives_its_day(rule: str, first: str, last: str, due: str) -> None:
    assert str(periods.due_on(periods.rule(rule), period(first, last))) == due


@pytest.mark.parametrize(
    "rule", ["", "day 0", "day 32", "ten days", "15 days or never", "-3 days", "day 10 "[::-1]]
)
def test_a_rule_that_cannot_be_read_is_refused(rule: str) -> None:
    with pytest.raises(BadRule):
        periods.rule(rule)


@given(REGULAR, DAYS)
def test_periods_follow_one_another_without_gap_or_double(cycle: Cycle, day: date) -> None:
    here = periods.holding(cycle, day)
    after = periods.following(cycle, here)

    assert here.first <= day <= here.last
    assert after.first == here.last + timedelta(days=1)
    assert periods.before(cycle, after) == here


@given(REGULAR, DAYS, DUES)
def test_what_is_due_is_never_due_before_its_period_is_over(cycle: Cycle, day: date, due: Due) -> None:
    here = periods.holding(cycle, day)

    assert periods.due_on(due, here) >= here.last


@given(REGULAR, DAYS, DUES)
def test_a_later_period_is_never_due_earlier(cycle: Cycle, day: date, due: Due) -> None:
    here = periods.holding(cycle, day)

    assert periods.due_on(due, here) <= periods.due_on(due, periods.following(cycle, here))


@given(REGULAR, DAYS, st.integers(1, 31))
def test_a_moved_day_is_the_first_working_day_from_there_on(cycle: Cycle, day: date, on: int) -> None:
    here = periods.holding(cycle, day)
    plain, moved = periods.due_on(Due(day=on), here), periods.due_on(Due(day=on, moves=True), here)

    assert moved >= plain and is_workday(moved)
    assert not any(is_workday(plain + timedelta(days=n)) for n in range((moved - plain).days))


@given(REGULAR, DAYS, st.integers(0, 20))
def test_no_period_is_missed_however_long_nobody_looked(cycle: Cycle, day: date, ago: int) -> None:
    known = periods.holding(cycle, day)
    today = known
    for _ in range(ago):
        today = periods.following(cycle, today)
    found = periods.missed(cycle, known.first, today.last)

    assert [one.first for one in found if one.first > known.first] == [one.first for one in found][-ago:][
        : ago or 0
    ]
    assert len([one for one in found if one.first > known.first]) == ago


def test_at_first_only_the_period_of_today_is_written_down() -> None:
    assert periods.missed(Cycle.MONTHLY, None, date(2026, 11, 20)) == [period("2026-11-01", "2026-11-30")]


@pytest.mark.practice("V9")
def test_the_catalogue_covers_the_four_heads_and_stands_fifteen_days_at_least() -> None:
    lines = catalogue.in_force([], date(2026, 11, 20))

    assert {line.head for line in lines} == set(Head)
    assert min(line.min_days for line in lines) == 15
    assert {line.key: line.min_days for line in lines}["audit"] == 30
    assert [line.key for line in lines if line.rule == Due(day=10)] == ["money-sheet"]
    assert len({line.key for line in lines}) == len(lines)


def test_lines_are_in_force_from_their_dates_on() -> None:
    before = {line.key for line in catalogue.in_force([], date(2025, 12, 31))}
    after = {line.key for line in catalogue.in_force([], date(2026, 1, 1))}

    assert "decisions" not in before and "decisions" in after
    assert "party-plan" in before


@given(DAYS, st.integers(0, 40))
def test_months_are_counted_back(day: date, count: int) -> None:
    found = periods.month_before(day.replace(day=1), count)

    assert found.day == 1
    assert (day.year * 12 + day.month) - (found.year * 12 + found.month) == count


@pytest.mark.parametrize(
    ("typed", "ours"),
    [("下月10日前", "day 10"), ("月底", "last day"), ("15天内", "15 days"), ("3个工作日内", "3 workdays")],
)
def test_what_staff_type_is_read_as_the_catalogue_writes_it(typed: str, ours: str) -> None:
    assert periods.rule(typed) == periods.rule(ours)
