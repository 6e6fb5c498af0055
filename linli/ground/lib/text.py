"""What is done to words: folding widths, masking names, clipping for lists."""

import re
import unicodedata
from pathlib import Path

_NUMBER = re.compile(r"[0-9]+")
_LONGEST_ID = 18
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

COMPOUND_SURNAMES = frozenset(
    Path(__file__).with_name("surnames.txt").read_text(encoding="utf-8").split(),
)


def half_width(words: str) -> str:
    """Return the words with full-width digits, letters, signs and spaces folded to half width."""
    return words.translate(_FULL_WIDTH)


def id_in(words: str) -> int | None:
    """Return the id that an address or a form names in plain digits; None for anything else, or beyond all ids."""
    is_id = words.isascii() and words.isdigit() and len(words) <= _LONGEST_ID
    return int(words) if is_id else None


def tidy(words: str) -> str:
    """Return what a person typed without control characters, odd spaces and trailing blanks, NFC-normalised."""
    kept = "".join(
        c for c in unicodedata.normalize("NFC", words) if c == "\n" or unicodedata.category(c)[0] != "C"
    )
    return "\n".join(" ".join(line.split()) for line in kept.split("\n")).strip()


def masked_name(name: str) -> str:
    """Return a name as lists show it: the surname and one star (张*, 欧阳*)."""
    name = name.strip()
    if not name:
        return "*"
    return (name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else name[:1]) + "*"


def masked_phone(phone: str) -> str:
    """Return a phone number as lists show it: 138****5678."""
    digits = phone.removeprefix("+86")
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 7 else "****"


def clip(words: str, length: int) -> str:
    """Return the words in one line of at most `length` characters, with an ellipsis where they were cut."""
    line = " ".join(words.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def natural_key(words: str) -> str:
    """Return words in a form that sorts as people count: 2号楼 before 10号楼 (numbers padded to five digits)."""
    return _NUMBER.sub(lambda match: match.group().zfill(5), half_width(words).strip())
