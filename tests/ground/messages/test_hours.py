"""When something may be carried: gathered first, never in quiet hours, by the clocks of the neighbourhood."""

from datetime import UTC, datetime, time, timedelta

import pytest

from linli.ground.messages.choices import Pace, Way
from linli.ground.messages.hours import GATHERED_FOR, USUAL, Wish, carry_at, not_in_quiet
from tests.street import HERE


def here(day: int, clock: str) -> datetime:
    return datetime(2026, 11, day, *map(int, clock.split(":")), tzinfo=HERE)


@pytest.mark.parametrize(
    ("told", "carried"),
    [
        ((20, "10:00"), (20, "10:10")),
        ((20, "20:49"), (20, "20:59")),
        ((20, "20:50"), (21, "08:00")),  # the ten minutes end at nine sharp, when quiet begins
        ((20, "21:00"), (21, "08:00")),
        ((20, "23:59"), (21, "08:00")),
        ((21, "00:00"), (21, "08:00")),
        ((21, "07:49"), (21, "08:00")),
        ((21, "07:50"), (21, "08:00")),
        ((21, "07:51"), (21, "08:01")),
    ],
)
def test_usually_ten_minutes_later_and_at_eight_after_a_quiet_night(
    told: tuple[int, str], carried: tuple[int, str]
) -> None:
    assert carry_at(USUAL, here(*told)) == here(*carried)


def test_quiet_hours_are_those_of_the_neighbourhood_whatever_zone_the_moment_is_written_in() -> None:
    late = here(20, "22:30").astimezone(UTC)

    assert late.hour == 14
    assert carry_at(USUAL, late) == here(21, "08:00")


@pytest.mark.parametrize(
    ("clock", "opens"), [("11:59", "11:59"), ("12:00", "14:00"), ("13:59", "14:00"), ("14:00", "14:00")]
)
def test_quiet_hours_may_lie_within_one_day(clock: str, opens: str) -> None:
    noon = Wish(quiet_from=time(12), quiet_until=time(14))

    assert not_in_quiet(noon, here(20, clock)) == here(20, opens)


def test_equal_times_mean_no_quiet_hours() -> None:
    always = Wish(quiet_from=time(8), quiet_until=time(8))

    for hour in range(24):
        assert not_in_quiet(always, here(20, f"{hour}:00")) == here(20, f"{hour}:00")
        assert carry_at(always, here(20, f"{hour}:00")) == here(20, f"{hour}:00") + GATHERED_FOR


@pytest.mark.parametrize(
    ("told", "carried"),
    [((20, "07:59"), (20, "08:00")), ((20, "08:00"), (21, "08:00")), ((20, "22:00"), (21, "08:00"))],
)
def test_once_a_day_means_the_next_morning(told: tuple[int, str], carried: tuple[int, str]) -> None:
    assert carry_at(Wish(pace=Pace.DAILY), here(*told)) == here(*carried)


def test_who_reads_for_themselves_is_never_disturbed() -> None:
    assert carry_at(Wish(way=Way.INBOX), here(20, "10:00")) is None


def test_nothing_waits_longer_than_the_quiet_hours_and_nothing_goes_out_within_them() -> None:
    for minute in range(0, 24 * 60, 7):
        at = here(20, "00:00") + timedelta(minutes=minute)
        goes = carry_at(USUAL, at)

        assert goes is not None and at < goes <= at + timedelta(hours=11, minutes=10)
        assert 8 <= goes.astimezone(HERE).hour < 21
