"""Money as whole fen and area as whole 0.01 m², with their words for people."""

import re
from decimal import Decimal, InvalidOperation

from linli.ground.lib.text import half_width

_GROUPED = re.compile(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$")
_UNITS = ("元", "㎡", "m²", "平方米")  # han: units as people write them


def _hundredths(written: str) -> int | None:
    plain = half_width(written).strip().lstrip("¥￥")
    for unit in _UNITS:
        plain = plain.removesuffix(unit).strip()
    if "," in plain:
        if not _GROUPED.match(plain):
            return None
        plain = plain.replace(",", "")
    try:
        value = Decimal(plain) * 100
    except InvalidOperation:
        return None
    if not value.is_finite() or value != value.to_integral_value() or abs(value) > 10**15:
        return None
    return int(value)


def fen(written: str) -> int | None:
    """Return the amount in fen, or None when the words are not an amount with at most two decimals."""
    return _hundredths(written)


def square_centi(written: str) -> int | None:
    """Return the area in 0.01 m², or None when the words are not an area with at most two decimals."""
    return _hundredths(written)


def yuan(amount: int) -> str:
    """Return an amount of fen as a Chinese reader expects it: 1,234.50."""
    sign = "−" if amount < 0 else ""
    whole, cents = divmod(abs(amount), 100)
    return f"{sign}{whole:,}" + (f".{cents:02d}" if cents else "")


def square_metres(area: int) -> str:
    """Return an area of 0.01 m² units in square metres with two decimals: 89.50."""
    whole, rest = divmod(area, 100)
    return f"{whole:,}.{rest:02d}"
