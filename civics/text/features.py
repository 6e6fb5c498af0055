"""What is counted in a text: its character 2- and 3-grams, those of its title twice, those of its places apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civics.text.grams import Ids, codes, gram_ids
from civics.text.normal import squeeze
from civics.text.places import find_places

__all__ = ["BUCKETS", "Features", "Weights", "bucket_of", "features_of"]

Weights = NDArray[np.float32]

BUCKET_BITS = 22
BUCKETS = 1 << BUCKET_BITS
SPREAD = np.uint64(0x9E3779B97F4A7C15)
WORDS, PLACES = 0, 1
TITLE_WEIGHT = 2
BODY_LENGTH = 420


@dataclass(frozen=True, slots=True)
class Features:
    """The grams of one text: `words` and `places` are sorted distinct gram numbers, the rest their weights."""

    words: Ids
    word_weights: Weights
    places: Ids
    place_weights: Weights


def bucket_of(grams: Ids) -> NDArray[np.int32]:
    """Spread gram numbers over 2^22 buckets by Fibonacci hashing: the same bucket on every machine and day."""
    spread = grams.astype(np.uint64) * SPREAD
    return (spread >> np.uint64(64 - BUCKET_BITS)).astype(np.int32)


def features_of(title: str, text: str, place: str = "") -> Features:
    """Count a message's grams: 2- and 3-grams of the title (twice) and of the first 420 characters of the body.

    Grams inside names of places count as places, the rest as words. O(length).
    """
    head, body = squeeze(title), squeeze(text)[:BODY_LENGTH]
    word_parts: list[tuple[str, int]] = []
    place_parts: list[tuple[str, int]] = [(squeeze(place), TITLE_WEIGHT)] if place else []
    for part, weight in ((head, TITLE_WEIGHT), (body, 1)):
        names, rest = find_places(part)
        place_parts.extend((name, weight) for name in names)
        word_parts.extend((stretch, weight) for stretch in rest)
    return Features(*_counted(word_parts, WORDS), *_counted(place_parts, PLACES))


def _counted(parts: list[tuple[str, int]], kind: int) -> tuple[Ids, Weights]:
    ids: list[Ids] = []
    for text, weight in parts:
        points = codes(text)
        for size in (2, 3):
            ids.extend([gram_ids(points, size, kind=kind)] * weight)
    if not ids:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    grams, counts = np.unique(np.concatenate(ids), return_counts=True)
    return grams, (1.0 + np.log(counts)).astype(np.float32)
