"""Receipt codes: short enough to copy by hand, long enough that nobody guesses one."""

import hashlib
import re

from linli.ground.lib.chance import salt

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
LENGTH = 16
CODE = re.compile(rf"[{LETTERS}]{{{LENGTH}}}")
_READ_AS = str.maketrans(
    {"I": "1", "L": "1", "O": "0", "-": None, " ": None, "—": None}
)  # han: a dash people type


def new() -> str:
    """Return a fresh receipt code of 80 random bits, in groups of four."""
    number = int.from_bytes(salt()[:10])
    letters = "".join(LETTERS[number >> 5 * place & 31] for place in range(LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def read(written: str) -> str:
    """Return a code as people typed it in the one form that is hashed, or nothing when it is no code."""
    folded = written.upper().translate(_READ_AS)
    return folded if CODE.fullmatch(folded) else ""


def seal(ballot: int, code: str) -> str:
    """Return what a paper carries of its receipt: a hash from which nobody gets back to the code."""
    return hashlib.sha256(f"linli receipt v1\n{ballot}\n{read(code)}".encode()).hexdigest()
