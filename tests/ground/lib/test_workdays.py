"""The working-day calendar, against the published arrangements."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.ground.lib import workdays

DAYS = st.dates(min_value=date(2023, 12, 1), max_value=date(2028, 1, 31))


def test_spring_festival_of_2026_is_nine_days_off_between_two_worked_saturdays():
    span = [date(2026, 2, 13) + timedelta(days=n) for n in range(17)]

    worked = [day.isoformat() for day in span if workdays.is_workday(day)]

    assert worked == [
        "2026-02-13",
        "2026-02-14",
        "2026-02-24",
        "2026-02-25",
        "2026-02-26",
        "2026-02-27",
        "2026-02-28",
    ]


@pytest.mark.parametrize(("year", "count"), [(2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_the_number_of_working_days_that_its_notice_leaves(year, count):
    # 2025 and 2026: 365 days − 104 rest days − 13 holidays (11 before 2025).
    assert workdays.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == count


def test_every_make_up_day_is_a_weekend_day_and_no_day_is_both_off_and_worked():
    calendar = workdays.announced()

    assert {day.weekday() for day in calendar.work} == {5, 6}
    assert calendar.work & calendar.off.keys() == set()
    assert {day.year for day in calendar.work} | {day.year for day in calendar.off} == set(calendar.years)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 19), 0, date(2026, 9, 20)),
        (date(2026, 11, 20), 5, date(2026, 11, 27)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),
    ],
)
def test_a_term_ends_on_the_nth_working_day_after_its_start(start, n, end):
    assert workdays.add_workdays(start, n) == end


def test_a_negative_term_is_refused():
    with pytest.raises(ValueError, match="negative"):
        workdays.add_workdays(date(2026, 1, 1), -1)


def test_a_year_without_a_notice_is_plain_weekdays_and_says_so():
    assert workdays.is_workday(date(2027, 1, 1))
    assert not workdays.is_announced(2027)
    assert workdays.unannounced_years(date(2026, 12, 30), date(2028, 1, 2)) == (2027, 2028)
    assert workdays.unannounced_years(date(2026, 1, 1), date(2026, 12, 31)) == ()


def test_a_day_off_knows_its_name():
    assert workdays.holiday(date(2025, 10, 8)) == "国庆节、中秋节"
    assert workdays.holiday(date(2025, 10, 9)) == ""


@given(start=DAYS, n=st.integers(min_value=0, max_value=60))
def test_counting_back_what_was_added_gives_the_same_number(start, n):
    end = workdays.add_workdays(start, n)

    assert workdays.is_workday(end)
    assert workdays.workdays_between(start, end) == (n or int(not workdays.is_workday(start)))


@given(a=DAYS, b=DAYS, c=DAYS)
def test_working_days_add_up_along_the_way(a, b, c):
    between = workdays.workdays_between

    assert between(a, b) + between(b, c) == between(a, c)
