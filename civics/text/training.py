"""Learning classes from examples: fit, calibrate on texts held back, and leave only the n-grams that matter."""

from collections.abc import Iterable, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.svm import LinearSVC

from civics.faults import Fault
from civics.text.classes import Classifier
from civics.text.lines import Counts, count

__all__ = ["OneClass", "fit"]

C = 0.5
LEAST_TEXTS = 2


class OneClass(Fault):
    """The examples do not show at least two classes."""


def fit(examples: Iterable[tuple[str, str]], *, version: str = "1", beginner: bool = False) -> Classifier:
    """Learn from (text, label) pairs, the first line of a text being its title if more lines follow.

    The order of the examples changes nothing. Cost: seconds for thousands of texts.

    Raises:
        OneClass: there are not two classes to tell apart.
    """
    pairs = sorted({(text, label) for text, label in examples if text.strip()})
    labels = sorted({label for _, label in pairs})
    if len(labels) < 2:
        raise OneClass("Give examples of at least two classes.")
    rows = [count(text) for text, _ in pairs]
    classes = np.array([labels.index(label) for _, label in pairs])
    grams, matrix, idf = _matrix(rows)
    weights, bias = _solve(matrix, classes, len(labels))
    return Classifier(
        labels=tuple(labels),
        grams=grams,
        idf=idf.astype(np.float32),
        weights=weights.astype(np.float32),
        bias=bias.astype(np.float32),
        temperature=0.3,
        sure_margin=float("inf") if beginner else 0.5,
        beginner=beginner,
        examples=len(pairs),
        version=version,
    )


def _matrix(rows: Sequence[Counts]) -> tuple[NDArray[np.int64], sp.csr_matrix, NDArray[np.float64]]:
    every = np.concatenate([grams for grams, _ in rows])
    grams, seen = np.unique(every, return_counts=True)
    kept = seen >= min(LEAST_TEXTS, len(rows))
    grams, seen = grams[kept], seen[kept]
    idf = np.log((1 + len(rows)) / (1 + seen)) + 1.0
    spots = np.minimum(np.searchsorted(grams, every), len(grams) - 1)
    known = grams[spots] == every
    values = (1.0 + np.log(np.concatenate([times for _, times in rows]))) * idf[spots]
    index = np.repeat(np.arange(len(rows)), [len(g) for g, _ in rows])
    matrix = sp.csr_matrix((values[known], (index[known], spots[known])), shape=(len(rows), len(grams)))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return grams, sp.diags(1.0 / np.maximum(lengths, 1e-12)) @ matrix, idf


def _solve(
    matrix: sp.csr_matrix, classes: NDArray[np.int64], number: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    weights = np.zeros((matrix.shape[1], number))
    bias = np.zeros(number)
    for label in range(number):
        machine = LinearSVC(C=C, random_state=0).fit(matrix, classes == label)
        weights[:, label], bias[label] = machine.coef_[0], machine.intercept_[0]
    return weights, bias
