"""Phone numbers as people write them, as the house keeps them (E.164), and the key under which they are found."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from linli.ground.lib.sealed import blind
from linli.ground.lib.text import half_width


def e164(written: str) -> str | None:
    """Return the number as +8613800138000, or None when it is no possible number (Chinese unless it says otherwise)."""
    try:
        number = phonenumbers.parse(half_width(written).strip(), "CN")
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def phone_key(phone: str) -> str:
    """Return the blind index of an E.164 number."""
    return blind(phone, "phone")
