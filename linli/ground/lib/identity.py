"""Citizen identity numbers after GB 11643-1999: eighteen characters, a birthday inside, a check character last."""

import re
from datetime import date

from linli.ground.lib.text import half_width

LENGTH = 18
_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def plain(written: str) -> str:
    """Return a number as typed, with widths folded, spaces gone and a small x made large."""
    return "".join(half_width(written).split()).upper()


def check_character(first_seventeen: str) -> str:
    """Return the check character of the first seventeen digits (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def is_right(number: str) -> bool:
    """Say whether a plain number has the shape, a real birthday and the right check character."""
    return (
        bool(_SHAPE.fullmatch(number))
        and check_character(number[:17]) == number[17]
        and bool(birthday(number))
    )


def birthday(number: str) -> date | None:
    """Return the birthday inside a number of the right shape, or None when the calendar has no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def masked(number: str) -> str:
    """Return a number as lists show it: 310114********0013."""
    return f"{number[:6]}********{number[-4:]}" if number else ""
