"""Cuts a text where words are proposed to be covered, so that a person sees each proposal in its place."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.functional import Promise


class Mask(NamedTuple):
    """One proposal: the characters from start to end are of this kind, and `put` will stand there instead."""

    start: int
    end: int
    kind: str | Promise
    put: str


class Piece(NamedTuple):
    """A stretch of the text; covered, if it has a mask."""

    words: str
    mask: Mask | None = None


def pieces(text: str, masks: Sequence[Mask]) -> list[Piece]:
    """Return the text in order, cut at its masks.

    Raises:
        ValueError: a mask lies outside the text or over another one.
    """
    cut, reached = [], 0
    for mask in sorted(masks):
        if not reached <= mask.start < mask.end <= len(text):
            raise ValueError(f"The mask {mask.start}–{mask.end} lies over another one or outside the text")
        if mask.start > reached:
            cut.append(Piece(text[reached : mask.start]))
        cut.append(Piece(text[mask.start : mask.end], mask))
        reached = mask.end
    if reached < len(text):
        cut.append(Piece(text[reached:]))
    return cut
