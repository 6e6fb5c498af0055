"""How well a classifier does on texts it has not seen, and whether a new one may take over from an old one."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from civics.faults import Fault
from civics.text.classes import Classifier

__all__ = ["Comparison", "NothingToMeasure", "Score", "compare", "held_back", "score"]

EASY_SHARE = 0.8
FEWEST_HELD = 30
FEWEST_IN_CLASS = 10
FALL_ALLOWED = 0.10
FOLD_HELD = 5


class NothingToMeasure(Fault):
    """There is no labelled text to measure on."""


@dataclass(frozen=True, slots=True)
class Score:
    """Shares (0 to 1): mean F1 over the classes, first class right, one of two right, right among the easiest 80 %.

    `by_class` holds (label, texts, F1); the mean runs over classes that occur among the truths or the suggestions.
    """

    texts: int
    macro_f1: float
    accuracy: float
    top2: float
    accuracy_at_80: float
    by_class: tuple[tuple[str, int, float], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether a new classifier may take over, and the numbers that say why.

    `verdict` is better, equal, worse, class_lost (good on the whole, but `lost` classes fell too far), class_gone (it
    does not know a class the old one knew) or too_few (fewer than 30 texts held back; `takes_over` is then False).
    """

    takes_over: bool
    verdict: str
    old: Score
    new: Score
    lost: tuple[str, ...]


def score(model: Classifier, examples: Iterable[tuple[str, str]]) -> Score:
    """Measure a model on (text, label) pairs it has not learnt from. O(texts).

    Raises:
        NothingToMeasure: there are no pairs.
    """
    pairs = list(examples)
    if not pairs:
        raise NothingToMeasure("Give at least one labelled text to measure on.")
    seen = [model.suggest(text) for text, _ in pairs]
    truths = [label for _, label in pairs]
    first = [one.first for one in seen]
    right = np.array([guess == truth for guess, truth in zip(first, truths, strict=True)])
    either = [truth in (one.first, one.second) for one, truth in zip(seen, truths, strict=True)]
    easiest = np.argsort([-one.margin for one in seen], kind="stable")[: max(1, int(len(pairs) * EASY_SHARE))]
    by_class = _by_class(truths, first)
    return Score(
        texts=len(pairs),
        macro_f1=sum(f1 for _, _, f1 in by_class) / len(by_class),
        accuracy=float(right.mean()),
        top2=sum(either) / len(either),
        accuracy_at_80=float(right[easiest].mean()),
        by_class=by_class,
    )


def compare(old: Classifier, new: Classifier, held: Iterable[tuple[str, str]]) -> Comparison:
    """Say whether `new` may take over from `old`: not worse on the whole, and no class of 10 texts much worse.

    `held` are texts neither learnt from (see `held_back`). Measured by macro-F1; a class may fall by 0.10 at most.

    Raises:
        NothingToMeasure: nothing was held back.
    """
    pairs = list(held)
    before, after = score(old, pairs), score(new, pairs)
    now = {label: f1 for label, _, f1 in after.by_class}
    lost = tuple(
        label
        for label, texts, f1 in before.by_class
        if texts >= FEWEST_IN_CLASS and now.get(label, 0.0) < f1 - FALL_ALLOWED
    )
    verdict = _verdict(len(pairs), set(old.labels) - set(new.labels), before.macro_f1, after.macro_f1, lost)
    return Comparison(verdict in {"better", "equal"}, verdict, before, after, lost)


def held_back(examples: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Split pairs into (to learn from, held back), about four to one and the same way every time.

    A text's own hash decides, so that a text held back once is never learnt from later.
    """
    learn: list[tuple[str, str]] = []
    held: list[tuple[str, str]] = []
    for text, label in examples:
        lot = hashlib.sha256(text.strip().encode("utf-8", "replace")).digest()[0]
        (held if lot % FOLD_HELD == 0 else learn).append((text, label))
    return learn, held


def _verdict(texts: int, gone: set[str], before: float, after: float, lost: Sequence[str]) -> str:
    if texts < FEWEST_HELD:
        return "too_few"
    if gone:
        return "class_gone"
    if after < before:
        return "worse"
    if lost:
        return "class_lost"
    return "equal" if after == before else "better"


def _by_class(truths: Sequence[str], guesses: Sequence[str]) -> tuple[tuple[str, int, float], ...]:
    table = []
    for label in sorted(set(truths) | set(guesses)):
        hits = sum(t == g == label for t, g in zip(truths, guesses, strict=True))
        share = 2 * hits / (truths.count(label) + guesses.count(label))
        table.append((label, truths.count(label), share))
    return tuple(table)
