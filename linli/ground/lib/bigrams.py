"""Search in Chinese without a segmenter: an index of character pairs, the same on both databases."""

import re

from linli.ground.lib.text import half_width

_RUN = re.compile(r"[0-9a-z]+|[^\W_a-z0-9]+", re.UNICODE)
_LONGEST_WORD = 32


def _runs(words: str) -> list[str]:
    """Split into runs: stretches of Han characters, Latin words, numbers."""
    return _RUN.findall(half_width(words).lower())


def terms(words: str) -> frozenset[str]:
    """Return the index terms of a text: Han character pairs (and single characters of runs of one), Latin words."""
    found: set[str] = set()
    for run in _runs(words):
        if len(run) == 1 or run[0].isascii():
            found.add(run[:_LONGEST_WORD])
        else:
            found.update(map(str.__add__, run, run[1:]))
    return frozenset(found)


def singles(words: str) -> frozenset[str]:
    """Return the single characters of a text: what pairs may shrink to when their neighbours are covered."""
    return frozenset(sign for run in _runs(words) for sign in run)
