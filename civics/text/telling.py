"""Which stretches of a text speak for its class: pairs of characters that pull hardest, grown into words."""

import numpy as np
from numpy.typing import NDArray

from civics.text.grams import Ids, codes, gram_ids

__all__ = ["telling_words"]

LONGEST_WORD = 5
GROWS_FROM = 0.35
PAIR = 2


def telling_words(plain: str, grams: Ids, pulls: NDArray[np.float64], *, most: int) -> tuple[str, ...]:
    """Give up to `most` stretches of `plain` that pull hardest, hardest first.

    `pulls` belong to the sorted `grams`; a pair that is not among them pulls nothing. A stretch grows from its best
    pair to both sides as long as the next pair pulls at least a third as hard. O(length × most).
    """
    asked = gram_ids(codes(plain), PAIR)
    if not len(asked) or not len(grams):
        return ()
    spots = np.minimum(np.searchsorted(grams, asked), len(grams) - 1)
    pull = np.where(grams[spots] == asked, pulls[spots], 0.0)
    words: list[str] = []
    free = np.ones(len(pull), dtype=bool)
    while len(words) < most:
        best = int(np.argmax(np.where(free, pull, -np.inf)))
        if not free[best] or pull[best] <= 0:
            break
        start, end = _grown(pull, best)
        free[max(0, start - 1) : end + 1] = False
        word = plain[start : end + 1]
        if not any(word in other or other in word for other in words):
            words.append(word)
    return tuple(words)


def _grown(pull: NDArray[np.float64], best: int) -> tuple[int, int]:
    """Grow from pair `best`; gives the first position of the stretch and the last."""
    start = end = best
    while end - start + PAIR < LONGEST_WORD:
        left = pull[start - 1] if start > 0 else 0.0
        right = pull[end + 1] if end + 1 < len(pull) else 0.0
        if max(left, right) < GROWS_FROM * pull[best]:
            break
        if left > right:
            start -= 1
        else:
            end += 1
    return start, end + 1
