"""Character n-grams as whole numbers, so that a text becomes features without a segmenter and without a dictionary."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["LONGEST", "Ids", "codes", "gram_ids", "gram_text"]

Ids = NDArray[np.int64]

LONGEST = 3
BITS = 16
KIND_SHIFT = BITS * LONGEST
REPLACEMENT = 0xFFFD


def codes(text: str) -> Ids:
    """Read a text as an array of 16-bit character codes; rarer characters (emoji) all become one sign."""
    points = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.int64)
    points[points > REPLACEMENT] = REPLACEMENT
    return points


def gram_ids(points: Ids, size: int, *, kind: int = 0) -> Ids:
    """Number every n-gram of `size` (1 to 3) characters, in text order.

    The number is the character codes side by side (16 bits each) below a `kind` (0 to 32 000) that keeps
    features of different origin apart, e.g. title and body. O(length).
    """
    if len(points) < size:
        return np.empty(0, dtype=np.int64)
    ids = points[: len(points) - size + 1].copy()
    for step in range(1, size):
        ids <<= BITS
        ids |= points[step : len(points) - size + 1 + step]
    return ids | (kind << KIND_SHIFT)


def gram_text(gram: int) -> str:
    """Write an n-gram's number as its characters again, for people to read."""
    letters = []
    rest = gram & ((1 << KIND_SHIFT) - 1)
    while rest:
        letters.append(chr(rest & ((1 << BITS) - 1)))
        rest >>= BITS
    return "".join(reversed(letters))
