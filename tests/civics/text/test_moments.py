"""Moments as spreadsheets write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civics.text.moments import NotAMoment, seconds_of


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2019/2/28 11:25:05", datetime(2019, 2, 28, 11, 25, 5, tzinfo=UTC)),
        ("2019-08-01", datetime(2019, 8, 1, tzinfo=UTC)),
        ("2019年8月1日 9:05", datetime(2019, 8, 1, 9, 5, tzinfo=UTC)),
        ("2020-02-29T23:59:59", datetime(2020, 2, 29, 23, 59, 59, tzinfo=UTC)),
        (43678.5, datetime(2019, 8, 1, 12, tzinfo=UTC)),
        ("43678.5", datetime(2019, 8, 1, 12, tzinfo=UTC)),
        (43678, datetime(2019, 8, 1, tzinfo=UTC)),
        (date(2019, 8, 1), datetime(2019, 8, 1, tzinfo=UTC)),
        (datetime(2019, 8, 1, 12, 30), datetime(2019, 8, 1, 12, 30, tzinfo=UTC)),  # noqa: DTZ001 - as the reader of workbooks gives it
    ],
)
def test_a_moment_is_read(cell: object, moment: datetime) -> None:
    assert seconds_of(cell) == moment.timestamp()


@given(st.datetimes(datetime(1900, 3, 1), datetime(2199, 12, 31)))  # noqa: DTZ001 - made aware below
def test_every_second_of_the_calendar_is_read(moment: datetime) -> None:
    whole = moment.replace(microsecond=0, tzinfo=UTC)

    assert seconds_of(whole.strftime("%Y/%m/%d %H:%M:%S").lstrip("0")) == whole.timestamp()


@pytest.mark.parametrize(
    "cell",
    [
        "yesterday",
        "2019-02-29",
        "2019-13-01",
        "2019-1-1 25:00",
        "12",
        -3,
        0,
        float("nan"),
        1e12,
        "2019-1-1 x",
    ],
)
def test_what_is_no_moment_is_refused_in_words(cell: object) -> None:
    with pytest.raises(NotAMoment, match="the time is"):
        seconds_of(cell)
