"""The one place that draws: secrets as salts, tokens, keys; dice for plays. Never a decision about people."""

import secrets
import time
import uuid
from random import Random as Dice

__all__ = ["Dice", "dice", "salt", "token", "uuid7"]


def salt() -> bytes:
    """Return 16 unguessable bytes for a commitment."""
    return secrets.token_bytes(16)


def token(length: int = 24) -> str:
    """Return an unguessable URL-safe token made of `length` random bytes."""
    return secrets.token_urlsafe(length)


def dice(seed: str) -> Dice:
    """Return dice that fall the same way for a seed whenever they are thrown: for the demo's plays."""
    return Dice(seed)  # noqa: S311 -- nothing secret is drawn with them


def uuid7() -> uuid.UUID:
    """Return a time-ordered UUID (RFC 9562 version 7)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 7 << 76 | secrets.randbits(12) << 64
    return uuid.UUID(int=value | 2 << 62 | secrets.randbits(62))
