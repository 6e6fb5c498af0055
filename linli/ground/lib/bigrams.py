"""Search in Chinese without a segmenter: an index of character pairs, the same on both databases."""

import re
from itertools import pairwise

from linli.ground.lib.text import half_width

_WORD = re.compile(r"[0-9a-z]+|[^\W_a-z0-9]", re.UNICODE)


def _pieces(words: str) -> list[list[str]]:
    """Split into runs: a run of Han characters, or one Latin word or number."""
    runs: list[list[str]] = []
    previous_end = -1
    for match in _WORD.finditer(half_width(words).lower()):
        piece = match.group()
        joins = runs and match.start() == previous_end and len(piece) == 1 and not piece.isascii()
        if joins and not runs[-1][-1].isascii():
            runs[-1].append(piece)
        else:
            runs.append([piece])
        previous_end = match.end()
    return runs


def terms(words: str) -> frozenset[str]:
    """Return the index terms of a text: Han character pairs (and single characters of runs of one), Latin words."""
    found: set[str] = set()
    for run in _pieces(words):
        if len(run) == 1:
            found.add(run[0][:32])
        found.update(a + b for a, b in pairwise(run))
    return frozenset(found)


def singles(words: str) -> frozenset[str]:
    """Return the single characters of a text: what pairs may shrink to when their neighbours are covered."""
    return frozenset(piece for run in _pieces(words) for piece in run if len(piece) == 1)
