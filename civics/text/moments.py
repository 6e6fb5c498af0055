"""Moments as spreadsheets write them, as seconds since 1970: text, serial numbers, dates with a time of day or none."""

import math
import re

from civics.faults import Fault

__all__ = ["NotAMoment", "seconds_of"]

WRITTEN = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]\s*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?)?分?)?(?:\s*(?:Z|[+-]\d\d:?\d\d))?"
)
SERIAL = re.compile(r"\d{4,6}(?:\.\d+)?")
SERIAL_OF_1970 = 25_569
LAST_SERIAL = 2_958_465
SECONDS_A_DAY = 86_400
MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class NotAMoment(Fault):
    """Something stands where a date should stand."""


def seconds_of(cell: object) -> float:
    """Read a cell as a moment, in seconds since 1970; the time zone is left as written.

    Understands 2019/2/28 11:25:05, 2019-08-01, 2019年8月1日, serial numbers of Excel (43 678.5) and date cells.

    Raises:
        NotAMoment: it is none of these, or a day that is not in the calendar.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_serial(float(cell), str(cell))
    words = str(cell).strip()
    if SERIAL.fullmatch(words):
        return _from_serial(float(words), words)
    match = WRITTEN.fullmatch(words)
    if not match:
        raise NotAMoment(f"the time is “{words[:30]}”; write it like 2019-08-01 11:25:05.")
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    if not (
        1 <= month <= 12 and 1 <= day <= _length(year, month) and hour < 24 and minute < 60 and second < 61
    ):
        raise NotAMoment(f"the time is “{words[:30]}”, which is not in the calendar.")
    return float(_days(year, month, day) * SECONDS_A_DAY + hour * 3600 + minute * 60 + second)


def _from_serial(number: float, words: str) -> float:
    if not math.isfinite(number) or not 1 <= number <= LAST_SERIAL:
        raise NotAMoment(f"the time is “{words[:30]}”; write it like 2019-08-01 11:25:05.")
    return float(round((number - SERIAL_OF_1970) * SECONDS_A_DAY))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _length(year: int, month: int) -> int:
    return MONTHS[month - 1] + (1 if month == 2 and _is_leap(year) else 0)


def _days(year: int, month: int, day: int) -> int:
    """Count the days from 1 January 1970 to a day of the Gregorian calendar."""
    before = year - 1
    to_new_year = before * 365 + before // 4 - before // 100 + before // 400 - 719_162
    return to_new_year + sum(_length(year, earlier) for earlier in range(1, month)) + day - 1
