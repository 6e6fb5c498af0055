"""Learning classes from examples: weigh the n-grams, fit one line per class, and measure on texts held back."""

from collections.abc import Iterable, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.svm import LinearSVC

from civics.faults import Fault
from civics.text.classes import Classifier, scores_of
from civics.text.grams import Ids
from civics.text.lines import Counts, count
from civics.text.weighing import Counted, counted, weights_per_class

__all__ = ["OneClass", "fit"]

Floats = NDArray[np.float64]

HARDNESS = 1.0
FOLDS = 4
SURE_SHARE = 0.96
FEWEST_SURE = 30
NEVER = float("inf")
BEGINNER_DOUBT = 3.0
PLAIN_TEMPERATURE = 0.4


class OneClass(Fault):
    """The examples do not show at least two classes."""


def fit(examples: Iterable[tuple[str, str]], *, version: str = "1", beginner: bool = False) -> Classifier:
    """Learn from (text, label) pairs; a text's first line is its title if more lines follow.

    The order of the examples and repeated ones change nothing. The method: characters and pairs weighted by what they
    tell about the classes (`weights_per_class`), then a linear support vector machine per class (Fan et al. 2008,
    LIBLINEAR). Confidence and the margin for assigning alone are measured on quarters held back in turn.
    Cost: about five seconds for 3 500 texts.

    Raises:
        OneClass: there are not two classes to tell apart.
    """
    pairs = sorted({(text.strip(), label) for text, label in examples if text.strip()})
    labels = sorted({label for _, label in pairs})
    if len(labels) < 2:
        raise OneClass("Give examples of at least two classes.")
    rows = [count(text) for text, _ in pairs]
    classes = np.array([labels.index(label) for _, label in pairs])
    temperature, margin = _measured(rows, classes, len(labels))
    grams, pulls, spreads, bias = _solved(counted(rows, classes, len(labels)))
    return Classifier(
        labels=tuple(labels),
        grams=grams,
        pulls=pulls,
        spreads=spreads,
        bias=bias,
        temperature=BEGINNER_DOUBT * temperature if beginner else temperature,
        sure_margin=NEVER if beginner else margin,
        beginner=beginner,
        examples=len(pairs),
        version=version,
    )


def _solved(texts: Counted) -> tuple[Ids, NDArray[np.float16], NDArray[np.float16], Floats]:
    weights = weights_per_class(texts)
    pulls, bias = np.zeros_like(weights), np.zeros(texts.number)
    for label in range(texts.number):
        target = texts.classes == label
        if not target.any():
            bias[label] = -1.0
            continue
        machine = LinearSVC(C=HARDNESS, class_weight="balanced", random_state=0)  # type: ignore[no-untyped-call]  # sklearn has no annotations
        machine.fit(_rows(texts, weights[:, label]), target)
        pulls[:, label] = machine.coef_[0] * weights[:, label]
        bias[label] = machine.intercept_[0]
    return texts.grams, pulls.astype(np.float16), (weights * weights).astype(np.float16), bias


def _rows(texts: Counted, weights: Floats) -> sp.csr_matrix:
    values = texts.values * weights[texts.spots]
    sums = np.concatenate([[0.0], np.cumsum(values * values)])
    lengths = np.sqrt(np.maximum(sums[texts.starts[1:]] - sums[texts.starts[:-1]], 1e-12))
    values /= np.repeat(lengths, np.diff(texts.starts))
    shape = (len(texts.classes), len(texts.grams))
    return sp.csr_matrix((values, texts.spots, texts.starts), shape=shape)  # type: ignore[no-untyped-call]  # scipy has no annotations


def _measured(rows: Sequence[Counts], classes: Ids, number: int) -> tuple[float, float]:
    """Score every text by a model that has not seen it; give the temperature and the margin for assigning alone."""
    if len(rows) < 2 * FOLDS:
        return PLAIN_TEMPERATURE, NEVER
    turns = np.zeros(len(rows), dtype=np.int64)
    for label in range(number):
        of_this = classes == label
        turns[of_this] = np.arange(np.count_nonzero(of_this)) % FOLDS
    scores = np.zeros((len(rows), number))
    for turn in range(FOLDS):
        held, kept = np.flatnonzero(turns == turn), np.flatnonzero(turns != turn)
        solved = _solved(counted([rows[i] for i in kept.tolist()], classes[kept], number))
        for i in held.tolist():
            scores[i] = scores_of(rows[i], *solved)
    return _temperature(scores, classes), _sure_margin(scores, classes)


def _temperature(scores: Floats, classes: Ids) -> float:
    """Find the temperature at which the shares of the true classes were likeliest (Guo et al. 2017)."""
    best, least = PLAIN_TEMPERATURE, np.inf
    for temperature in np.geomspace(0.05, 2.0, 60):
        warm = scores / temperature
        warm -= warm.max(axis=1, keepdims=True)
        loss = float(np.mean(np.log(np.exp(warm).sum(axis=1)) - warm[np.arange(len(classes)), classes]))
        if loss < least:
            best, least = float(temperature), loss
    return best


def _sure_margin(scores: Floats, classes: Ids) -> float:
    """Find the narrowest margin above which 96 in 100 of at least 30 texts were right."""
    ranked = np.sort(scores, axis=1)
    margins = ranked[:, -1] - ranked[:, -2]
    order = np.argsort(-margins, kind="stable")
    right = np.cumsum(scores.argmax(axis=1)[order] == classes[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(right >= SURE_SHARE)
    return float(margins[order[good[-1]]]) if len(good) and good[-1] + 1 >= FEWEST_SURE else NEVER
