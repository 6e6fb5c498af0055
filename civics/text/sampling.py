"""Placing a message among a few picked out of many: the many lie elsewhere, only their counts come along."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from civics.text.features import Features, bucket_of, features_of
from civics.text.grams import codes
from civics.text.likeness import place_weight, word_weight
from civics.text.reasons import Facts
from civics.text.shapes import Id, Message
from civics.text.similar import SimilarTexts, everyday_speech
from civics.text.topics import TopicIndex

__all__ = ["SampledTopics"]

Floats = NDArray[np.float64]
PLACES = 1
UNCOUNTED_SHARE = 50
HAN_FROM, SIGNS_FROM = 0x3400, 0xE000
BITS = 16
PAIR = 2


class SampledTopics(TopicIndex):
    """A topic index of a few messages in which pairs of characters weigh as they do among all of them.

    `texts` is how many messages there are in all, `held` in how many of them each pair of characters stands (roughly
    is enough). A Han pair that is not counted weighs as one never seen; pairs with digits or Latin letters (also
    the number of a building, which is one sign), which an index of words may not count at all, weigh as if one
    message in fifty held them.
    """

    def __init__(self, texts: int, held: Mapping[str, int]) -> None:
        super().__init__(_Weighed(texts, held))

    def stand(self, message: Message, topic: Id) -> None:
        """Let a message stand in its topic; where the likeness would put it is not asked."""
        features = features_of(message.title, message.text, message.place)
        row = self._texts.keep(message.id, features)
        self._facts.append(Facts.of(message))
        self._put(row, topic)


class _Weighed(SimilarTexts):
    """Texts whose pairs are weighed by counts from outside instead of its own."""

    def __init__(self, texts: int, held: Mapping[str, int]) -> None:
        super().__init__()
        self._number = max(texts, 1)
        pairs = sorted((pair, count) for pair, count in held.items() if len(pair) == PAIR)
        points = codes("".join(pair for pair, _count in pairs)).reshape(-1, PAIR)
        known = (points[:, 0] << BITS | points[:, 1]).astype(np.uint32)
        order = np.argsort(known, kind="stable")
        self._known = known[order]
        self._counts = np.array([count for _pair, count in pairs], dtype=np.int64)[order]

    def candidates(self, asked: Features, *, newest: int = 0, most: int = 0) -> NDArray[np.int64]:  # noqa: ARG002 -- as in SimilarTexts
        """Give all rows: they were picked out before, so none is hung up to be found."""
        return np.flatnonzero(self._alive)

    def _weights(self, kind: int, pairs: NDArray[np.uint32]) -> Floats:
        held = self._held_outside(pairs)
        if kind == PLACES:
            return place_weight(self._number, held)
        buckets, times, sentences = everyday_speech()
        asked = bucket_of(pairs)
        spots = np.minimum(np.searchsorted(buckets, asked), len(buckets) - 1)
        spoken = np.where(buckets[spots] == asked, times[spots], 0)
        return word_weight(self._number + sentences, held + spoken)

    def _held_outside(self, pairs: NDArray[np.uint32]) -> NDArray[np.int64]:
        first, second = pairs >> BITS, pairs & ((1 << BITS) - 1)
        plain = (first < HAN_FROM) | (second < HAN_FROM) | (first >= SIGNS_FROM) | (second >= SIGNS_FROM)
        found = np.where(plain, self._number // UNCOUNTED_SHARE, 0).astype(np.int64)
        if len(self._known):
            spots = np.minimum(np.searchsorted(self._known, pairs), len(self._known) - 1)
            known = self._known[spots] == pairs
            found[known] = self._counts[spots[known]]
        return found
