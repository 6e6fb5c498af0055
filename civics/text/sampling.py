"""Placing a message among a few picked out of many: the many lie elsewhere, only their counts come along."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from civics.text.features import pairs_of
from civics.text.likeness import place_weight, word_weight
from civics.text.similar import SimilarTexts
from civics.text.topics import TopicIndex

__all__ = ["SampledTopics"]

Floats = NDArray[np.float64]
WORDS = 0
UNCOUNTED_SHARE = 50
HAN_FROM, SIGNS_FROM = 0x3400, 0xE000
BITS = 16


class SampledTopics(TopicIndex):
    """A topic index of a few messages in which pairs of characters weigh as they do among all of them.

    `texts` is how many messages there are in all, `held` in how many of them each pair of characters stands (roughly
    is enough). A Han pair that is not counted weighs as one never seen; pairs with digits or Latin letters (also
    the number of a building, which is one sign), which an index of words may not count at all, weigh as if one
    message in fifty held them.
    """

    def __init__(self, texts: int, held: Mapping[str, int]) -> None:
        super().__init__()
        self._texts = _Weighed(texts, held)


class _Weighed(SimilarTexts):
    """Texts whose pairs are weighed by counts from outside instead of its own."""

    def __init__(self, texts: int, held: Mapping[str, int]) -> None:
        super().__init__()
        self._number = max(texts, 1)
        pairs = {int(pairs_of(pair)[0]): count for pair, count in held.items() if len(pairs_of(pair)) == 1}
        self._known = np.array(sorted(pairs), dtype=np.uint32)
        self._counts = np.array([pairs[pair] for pair in sorted(pairs)], dtype=np.int64)

    def _weights(self, kind: int, pairs: NDArray[np.uint32]) -> Floats:
        weigh = word_weight if kind == WORDS else place_weight
        return weigh(self._number, self._held_outside(pairs))

    def _held_outside(self, pairs: NDArray[np.uint32]) -> NDArray[np.int64]:
        first, second = pairs >> BITS, pairs & ((1 << BITS) - 1)
        plain = (first < HAN_FROM) | (second < HAN_FROM) | (first >= SIGNS_FROM) | (second >= SIGNS_FROM)
        found = np.where(plain, self._number // UNCOUNTED_SHARE, 0).astype(np.int64)
        if len(self._known):
            spots = np.minimum(np.searchsorted(self._known, pairs), len(self._known) - 1)
            known = self._known[spots] == pairs
            found[known] = self._counts[spots[known]]
        return found
