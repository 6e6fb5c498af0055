"""Which class a text belongs to: a trained linear model, read from bytes, that suggests two classes and how sure it is."""

import hashlib
import io
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civics.faults import Fault
from civics.text.grams import Ids, gram_text
from civics.text.lines import Counts, count
from civics.text.shapes import Suggestion

__all__ = ["Classifier", "Unreadable"]

FORMAT = 1
WORDS_SHOWN = 4
Floats = NDArray[np.float32]


class Unreadable(Fault):
    """The bytes are not a classifier, or not one this version understands."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """A linear model over character n-grams: scores = x·weights + bias, x = tf-idf of length 1.

    `grams` are F sorted gram numbers, `idf` (F) and `weights` (F × classes) belong to them. `temperature` turns scores
    into shares that were true on unseen texts; from `sure_margin` on a class may be assigned without a person.
    `beginner` says that the model has seen only made-up examples.
    """

    labels: tuple[str, ...]
    grams: Ids
    idf: Floats
    weights: Floats
    bias: Floats
    temperature: float
    sure_margin: float
    beginner: bool
    examples: int
    version: str

    def suggest(self, text: str) -> Suggestion:
        """Suggest the two best classes for a text whose first line is its title, if it has one. O(length)."""
        found, values = self._row(count(text))
        scores = values @ self.weights[found] + self.bias
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
            sure=margin >= self.sure_margin and len(found) > 0,
            words=self._words(found, values, first),
        )

    def scores(self, text: str) -> NDArray[np.float64]:
        """Give the raw score of every class, in the order of `labels`."""
        found, values = self._row(count(text))
        return np.asarray(values @ self.weights[found] + self.bias, dtype=np.float64)

    @property
    def digest(self) -> str:
        """The SHA-256 of the model's bytes: its name in the journal."""
        return hashlib.sha256(self.dumps()).hexdigest()

    def dumps(self) -> bytes:
        """Write the model as bytes: the same model always gives the same bytes."""
        head = {
            "format": FORMAT,
            "labels": list(self.labels),
            "temperature": self.temperature.hex(),
            "sure_margin": self.sure_margin.hex(),
            "beginner": self.beginner,
            "examples": self.examples,
            "version": self.version,
        }
        meta = np.frombuffer(json.dumps(head, ensure_ascii=False, sort_keys=True).encode(), dtype=np.uint8)
        out = io.BytesIO()
        np.savez_compressed(
            out,
            meta=meta,
            grams=self.grams,
            idf=self.idf,
            weights=self.weights.astype(np.float16),
            bias=self.bias,
        )
        return out.getvalue()

    @classmethod
    def loads(cls, blob: bytes) -> "Classifier":
        """Read a model that `dumps` wrote; no code is ever run from the bytes.

        Raises:
            Unreadable: these bytes are not a model of this format.
        """
        try:
            with np.load(io.BytesIO(blob), allow_pickle=False) as parts:
                head: dict[str, Any] = json.loads(parts["meta"].tobytes())
                arrays = {name: parts[name] for name in ("grams", "idf", "weights", "bias")}
        except (ValueError, KeyError, OSError, EOFError) as broken:
            raise Unreadable("This is not a classifier file; train one again.") from broken
        if head.get("format") != FORMAT:
            raise Unreadable("This classifier was written by another version; train it again.")
        return cls(
            labels=tuple(head["labels"]),
            grams=arrays["grams"],
            idf=arrays["idf"],
            weights=arrays["weights"].astype(np.float32),
            bias=arrays["bias"],
            temperature=float.fromhex(head["temperature"]),
            sure_margin=float.fromhex(head["sure_margin"]),
            beginner=head["beginner"],
            examples=head["examples"],
            version=head["version"],
        )

    def _row(self, counts: Counts) -> tuple[NDArray[np.int64], Floats]:
        grams, times = counts
        spots = np.minimum(np.searchsorted(self.grams, grams), len(self.grams) - 1)
        known = self.grams[spots] == grams
        found = spots[known]
        values = ((1.0 + np.log(times[known])) * self.idf[found]).astype(np.float32)
        length = float(np.linalg.norm(values))
        return found, values / length if length else values

    def _shares(self, scores: Floats) -> NDArray[np.float64]:
        heat = np.exp((scores - scores.max()) / self.temperature, dtype=np.float64)
        return np.asarray(heat / heat.sum())

    def _words(self, found: NDArray[np.int64], values: Floats, label: int) -> tuple[str, ...]:
        if not len(found):
            return ()
        rivals = np.delete(self.weights[found], label, axis=1).mean(axis=1)
        speaks = values * (self.weights[found, label] - rivals)
        chosen: list[str] = []
        for spot in np.argsort(-speaks, kind="stable")[: 8 * WORDS_SHOWN]:
            word = gram_text(int(self.grams[found[spot]])).strip()
            if speaks[spot] > 0 and len(word) > 1 and not any(word in w or w in word for w in chosen):
                chosen.append(word)
        return tuple(chosen[:WORDS_SHOWN])
