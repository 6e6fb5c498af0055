"""Which class a text belongs to: a trained linear model that suggests two classes and says how sure it is."""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civics.text.archive import packed, unpacked
from civics.text.grams import Ids
from civics.text.lines import Counts, count, plain
from civics.text.shapes import Suggestion
from civics.text.telling import telling_words

__all__ = ["Classifier", "scores_of"]

FORMAT = "classes 1"
WORDS_SHOWN = 4
ARRAYS = ("grams", "pulls", "spreads", "bias")

Floats = NDArray[np.float64]
Halves = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Classifier:
    """A linear model over characters and pairs of characters; every class weighs the n-grams in its own way.

    With t = 1 + ln(count), the score of class k is Σ t·pulls[k] / sqrt(Σ t²·spreads[k]) + bias[k]: a text of length 1
    in the class's own weighting, times its weights. `grams` are F sorted gram numbers; `pulls`, `spreads` are F × K.
    `temperature` turns scores into shares that were true on texts held back; from `sure_margin` on, a class may be
    assigned without a person. A `beginner` has seen only made-up examples and is never sure.
    """

    labels: tuple[str, ...]
    grams: Ids
    pulls: Halves
    spreads: Halves
    bias: Floats
    temperature: float
    sure_margin: float
    beginner: bool
    examples: int
    version: str

    def suggest(self, text: str) -> Suggestion:
        """Suggest the two best classes for a text; a first line with more below it is its title. O(length)."""
        found, values = _row(count(text), self.grams)
        scores = _scores(found, values, self.pulls, self.spreads, self.bias)
        order = np.argsort(-scores, kind="stable")
        first, second = int(order[0]), int(order[1])
        shares = self._shares(scores)
        margin = float(scores[first] - scores[second])
        return Suggestion(
            first=self.labels[first],
            second=self.labels[second],
            margin=margin,
            confidence=round(100 * float(shares[first])),
            confidence_second=round(100 * float(shares[second])),
            sure=len(found) > 0 and margin >= self.sure_margin,
            words=telling_words(
                plain(text), self.grams[found], values * self._lead(found, first), most=WORDS_SHOWN
            ),
        )

    def scores(self, text: str) -> Floats:
        """Give the raw score of every class, in the order of `labels`."""
        return scores_of(count(text), self.grams, self.pulls, self.spreads, self.bias)

    @property
    def digest(self) -> str:
        """The SHA-256 of the model's bytes: its name in the journal."""
        return hashlib.sha256(self.dumps()).hexdigest()

    def dumps(self) -> bytes:
        """Write the model as bytes (a numpy archive without pickles): the same model gives the same bytes."""
        head = {
            "format": FORMAT,
            "labels": list(self.labels),
            "temperature": self.temperature.hex(),
            "sure_margin": self.sure_margin.hex(),
            "beginner": self.beginner,
            "examples": self.examples,
            "version": self.version,
        }
        return packed(head, {name: getattr(self, name) for name in ARRAYS}, tight=True)

    @classmethod
    def loads(cls, blob: bytes) -> "Classifier":
        """Read a model that `dumps` wrote; nothing in the bytes is ever run.

        Raises:
            UnreadableArchive: these bytes are not a model of this format.
        """
        head, arrays = unpacked(blob, form=FORMAT)
        return cls(
            labels=tuple(head["labels"]),
            grams=arrays["grams"],
            pulls=arrays["pulls"],
            spreads=arrays["spreads"],
            bias=arrays["bias"],
            temperature=float.fromhex(head["temperature"]),
            sure_margin=float.fromhex(head["sure_margin"]),
            beginner=head["beginner"],
            examples=head["examples"],
            version=head["version"],
        )

    def _lead(self, found: Ids, label: int) -> Floats:
        pulls = self.pulls[found].astype(np.float64)
        return np.asarray(pulls[:, label] - np.delete(pulls, label, axis=1).mean(axis=1))

    def _shares(self, scores: Floats) -> Floats:
        warmth = np.exp((scores - scores.max()) / self.temperature)
        return np.asarray(warmth / warmth.sum())


def scores_of(counts: Counts, grams: Ids, pulls: Halves, spreads: Halves, bias: Floats) -> Floats:
    """Score counted n-grams for every class, as `Classifier` describes. O(n-grams of the text × classes)."""
    return _scores(*_row(counts, grams), pulls, spreads, bias)


def _row(counts: Counts, grams: Ids) -> tuple[Ids, Floats]:
    asked, times = counts
    spots = np.minimum(np.searchsorted(grams, asked), len(grams) - 1)
    known = grams[spots] == asked
    return spots[known], 1.0 + np.log(times[known])


def _scores(found: Ids, values: Floats, pulls: Halves, spreads: Halves, bias: Floats) -> Floats:
    pulled = values @ pulls[found].astype(np.float64)
    spread = (values * values) @ spreads[found].astype(np.float64)
    return np.asarray(pulled / np.sqrt(np.maximum(spread, 1e-12)) + bias)
