"""How much each n-gram tells about the classes, from how many texts of each class hold it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civics.text.grams import Ids
from civics.text.lines import Counts

__all__ = ["Counted", "counted", "weights_per_class"]

Floats = NDArray[np.float64]

SMOOTHING = 5.0
NO_SHARE = 1e-9


@dataclass(frozen=True, slots=True)
class Counted:
    """Examples as sparse rows: row i holds the grams `spots[starts[i]:starts[i + 1]]` with their `values`."""

    grams: Ids
    starts: Ids
    spots: Ids
    values: Floats
    classes: Ids
    number: int


def counted(rows: Sequence[Counts], classes: Ids, number: int) -> Counted:
    """Lay counted texts side by side, leaving out n-grams too rare to learn from (in 3 texts of 2 000 and more)."""
    every = np.concatenate([grams for grams, _ in rows])
    grams, texts = np.unique(every, return_counts=True)
    rare = 1 if len(rows) < 500 else 2 if len(rows) < 2000 else 3
    grams = grams[texts >= rare]
    if not len(grams):
        grams = np.array([0], dtype=np.int64)
    spots = np.minimum(np.searchsorted(grams, every), len(grams) - 1)
    known = grams[spots] == every
    owners = np.repeat(np.arange(len(rows)), [len(one) for one, _ in rows])[known]
    starts = np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=len(rows)))])
    values = 1.0 + np.log(np.concatenate([times for _, times in rows])[known])
    return Counted(grams, starts, spots[known], values, classes, number)


def weights_per_class(texts: Counted) -> Floats:
    """Weigh every n-gram for every class (F × K): idf × (1 + divergence) × (1 + |log-count ratio|).

    Divergence is Kullback-Leibler, in nats, of the classes of texts with the n-gram against all classes. The
    log-count ratio compares smoothed shares inside and outside the class (Wang and Manning 2012). O(grams × classes).
    """
    owners = np.repeat(np.arange(len(texts.starts) - 1), np.diff(texts.starts))
    size = len(texts.grams) * texts.number
    held = np.bincount(texts.spots * texts.number + texts.classes[owners], minlength=size)
    held = held.reshape(len(texts.grams), texts.number).astype(np.float64)
    total = held.sum(axis=1, keepdims=True)
    prior = np.maximum(np.bincount(texts.classes, minlength=texts.number) / len(texts.classes), NO_SHARE)
    after = (held + SMOOTHING * prior) / (total + SMOOTHING)
    divergence = (after * np.log(after / prior)).sum(axis=1, keepdims=True)
    idf = np.log((1 + len(texts.classes)) / (1 + total)) + 1.0
    inside, outside = held + 1.0, total - held + 1.0
    ratio = np.log((inside / inside.sum(axis=0)) / (outside / outside.sum(axis=0)))
    return np.asarray(idf * (1.0 + divergence) * (1.0 + np.abs(ratio)))
