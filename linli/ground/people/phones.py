"""Phone numbers as people write them, as the house keeps them (E.164), and the key under which they are found."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from linli.ground.lib.sealed import blind
from linli.ground.lib.text import half_width

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=1[3-9][0-9]{9}$)")
_DECORATION = re.compile(r"[\s\-‐‑–—－.()（）]+")


def e164(written: str) -> str | None:
    """Return the number as +8613800138000, or None when it is no possible number (Chinese unless it says otherwise).

    Chinese mobile numbers, nearly all there are, are told by their shape: phonenumbers takes fifty times as long.
    """
    plain = _DECORATION.sub("", half_width(written))
    bare = _COUNTRY.sub("", plain)
    if _MOBILE.fullmatch(bare):
        return f"+86{bare}"
    try:
        number = phonenumbers.parse(plain, "CN")
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def phone_key(phone: str) -> str:
    """Return the blind index of an E.164 number; nothing for no number."""
    return blind(phone, "phone") if phone else ""
