"""Texts like this one, in milliseconds among a hundred thousand: an index that grows one text at a time."""

import functools
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from civics.text.features import BUCKETS, Features, bucket_of, features_of
from civics.text.likeness import MOST, Likeness, place_weight, scaled, word_weight
from civics.text.rows import Parts, Postings, Rows
from civics.text.scheme import starter_examples
from civics.text.shapes import Hit, Id
from civics.text.wording import shared_names, shared_runs, told

__all__ = ["SimilarTexts"]

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]

WORDS, PLACES, CROSSES = 0, 1, 2
WORDS_HUNG = 24
PLACES_HUNG = 8
NAMES_CROSSED = 3
WORDS_CROSSED = 8
NEWEST_READ = 64
CANDIDATES = 64
PLACE_WORTH = 10.0
CROSS_WORTH = 60.0
SENTENCE_FROM = 7
WORDS_SHOWN = 4
PLACES_SHOWN = 2
TEMPERED = np.concatenate([[0.0], 1.0 + np.log(np.arange(1, 256))])


class SimilarTexts:
    """An index of texts; adding one and asking cost the same however many it holds.

    Every text hangs under its 24 rarest pairs of characters, its 8 rarest pairs from place names, and 24 crosses of
    place and word. A question reads the 64 newest texts under each of its own, and compares the best 64 exactly.
    """

    def __init__(self) -> None:
        self._ids: list[Id] = []
        self._row_of: dict[Id, int] = {}
        self._words, self._places = Rows(), Rows()
        self._held = np.zeros((2, BUCKETS), dtype=np.int32)
        everyday, times, self._everyday = everyday_speech()
        self._held[WORDS][everyday] = times
        self._postings = Postings()
        self._alive: list[bool] = []
        self.compared = 0

    def __len__(self) -> int:
        return len(self._row_of)

    def __contains__(self, key: Id) -> bool:
        return key in self._row_of

    def add(self, key: Id, title: str, text: str, place: str = "") -> None:
        """Remember a text under its id; an id already known is replaced."""
        self.remove(key)
        features = features_of(title, text, place)
        self.hang(self.keep(key, features), features)

    def remove(self, key: Id) -> None:
        """Forget a text; an unknown id changes nothing. Its numbers stay, unread, until the index is built anew."""
        row = self._row_of.pop(key, None)
        if row is not None:
            features = self.features(row)
            self._held[WORDS][bucket_of(features.words)] -= 1
            self._held[PLACES][bucket_of(features.places, kind=PLACES)] -= 1
            self._alive[row] = False

    def query(self, title: str, text: str, place: str = "", *, k: int = 5) -> tuple[Hit, ...]:
        """Give up to `k` stored texts most like this one, best first."""
        asked = features_of(title, text, place)
        rows = self.candidates(asked)
        return self.hits(asked, rows, self.compare(asked, rows), k)

    def parts(self) -> Parts:
        """Give everything but the ids as arrays, named for an archive."""
        stores = {
            "words": self._words.parts(),
            "places": self._places.parts(),
            "chains": self._postings.parts(),
        }
        named = {f"{store}_{name}": array for store, parts in stores.items() for name, array in parts.items()}
        held = np.flatnonzero(self._held)
        counts: Parts = {"held": held, "held_by": self._held.ravel()[held]}
        return {**named, **counts, "alive": np.array(self._alive, dtype=bool)}

    @classmethod
    def of(cls, ids: Sequence[Id], parts: Parts) -> "SimilarTexts":
        """Build from the ids of all rows and what `parts` gave."""
        made = cls()
        made._words, made._places = Rows.of(_under(parts, "words_")), Rows.of(_under(parts, "places_"))
        made._postings = Postings.of(_under(parts, "chains_"))
        made._held.ravel()[parts["held"]] = parts["held_by"]
        made._ids, made._alive = list(ids), parts["alive"].tolist()
        made._row_of = {key: row for row, key in enumerate(made._ids) if made._alive[row]}
        return made

    @property
    def ids(self) -> tuple[Id, ...]:
        """The id of every row, also of texts that were removed."""
        return tuple(self._ids)

    def keep(self, key: Id, features: Features) -> int:
        """Store a text's features in a new row and count its pairs, without making it findable yet."""
        row = len(self._ids)
        self._ids.append(key)
        self._alive.append(True)
        self._row_of[key] = row
        self._words.append(features.words, features.word_counts)
        self._places.append(features.places, features.place_marks)
        self._held[WORDS][bucket_of(features.words)] += 1
        self._held[PLACES][bucket_of(features.places, kind=PLACES)] += 1
        return row

    def hang(self, row: int, features: Features) -> None:
        """Make a stored text findable under its signature."""
        self._postings.add(self._signature(features)[0], row)

    def row_of(self, key: Id) -> int:
        """Give the row of a stored text.

        Raises:
            KeyError: no such text.
        """
        return self._row_of[key]

    def id_of(self, row: int) -> Id:
        """Give the id of the text in a row."""
        return self._ids[row]

    def features(self, row: int) -> Features:
        """Give what is stored of a text: its pairs, without the names of its places."""
        return Features(*self._words.row(row), *self._places.row(row))

    def candidates(self, asked: Features, *, newest: int = NEWEST_READ, most: int = CANDIDATES) -> Numbers:
        """Find the rows that share most of the signature, best first. Reads at most `newest` rows per bucket."""
        buckets, weights = self._signature(asked)
        rows, found_by = self._postings.newest(buckets, newest)
        if not len(rows):
            return rows
        distinct, spots = np.unique(rows, return_inverse=True)
        shared = np.bincount(spots, weights=weights[found_by])
        order = np.lexsort((-distinct, -shared))
        return np.array(
            [row for row in distinct[order[: 2 * most]] if self._alive[row]][:most], dtype=np.int64
        )

    def compare(self, asked: Features, rows: Numbers) -> Likeness:
        """Compare a text with stored ones exactly. O(length of the rows)."""
        self.compared += len(rows)
        word_part = self._products(WORDS, asked.words, _tempered(asked.word_counts), rows)
        place_part = self._products(PLACES, asked.places, None, rows)
        whole, title = self._place_lengths(asked)
        cosine = word_part[0] / np.sqrt(np.maximum(word_part[1] * self._word_length(asked), 1e-9))
        return scaled(cosine, place_part[0], (whole, title), (place_part[1], place_part[2]))

    def hits(
        self, asked: Features, rows: Numbers, likeness: Likeness, k: int, *, explain: bool = True
    ) -> tuple[Hit, ...]:
        """Write the best `k` rows as hits; with `explain` also the words and places that are shared."""
        hits = []
        for i in np.lexsort((rows, -likeness.words, -likeness.scores))[:k]:
            row = int(rows[i])
            words, places = self.shared(asked, row) if explain else ((), ())
            hits.append(Hit(self._ids[row], float(likeness.scores[i]) / MOST, words, places))
        return tuple(hits)

    def shared(self, asked: Features, row: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the stretches and the places a text shares with a stored one, the weightiest first."""
        other = self.features(row)
        runs = shared_runs(asked, other.words, self.word_weights(other.words))
        return told(runs, WORDS_SHOWN), shared_names(asked.names, other.places)[:PLACES_SHOWN]

    def word_weights(self, pairs: NDArray[np.uint32]) -> Floats:
        """Weigh pairs of characters by rarity among all stored texts."""
        return self._weights(WORDS, pairs)

    def _weights(self, kind: int, pairs: NDArray[np.uint32]) -> Floats:
        held = self._held[kind][bucket_of(pairs, kind=kind)]
        if kind == PLACES:
            return place_weight(len(self._row_of), held)
        return word_weight(len(self._row_of) + self._everyday, held)

    def _products(
        self, kind: int, pairs: NDArray[np.uint32], times: Floats | None, rows: Numbers
    ) -> tuple[Floats, Floats, Floats]:
        """Give for each row: the product with `pairs`, its own squared length, and that of its title's part."""
        store = (self._words, self._places)[kind]
        theirs, counts, begins = store.rows(rows)
        weights = self._weights(kind, theirs)
        values = weights if times is None else weights * _tempered(counts)
        product = np.zeros(len(theirs))
        if len(pairs):
            spots = np.minimum(np.searchsorted(pairs, theirs), len(pairs) - 1)
            same = pairs[spots] == theirs
            mine = weights[same] if times is None else weights[same] * times[spots[same]]
            product[same] = values[same] * mine
        squares = values * values
        return _sums(product, begins), _sums(squares, begins), _sums(squares * (counts > 1), begins)

    def _word_length(self, asked: Features) -> float:
        return float(np.sum((self._weights(WORDS, asked.words) * _tempered(asked.word_counts)) ** 2))

    def _place_lengths(self, asked: Features) -> tuple[float, float]:
        squares = self._weights(PLACES, asked.places) ** 2
        return float(squares.sum()), float(squares[asked.place_marks > 1].sum())

    def _signature(self, features: Features) -> tuple[Numbers, Floats]:
        """Give the distinct buckets a text hangs under, and what it is worth to share each."""
        words = self._weights(WORDS, features.words)
        heavy = np.argsort(-words * _tempered(features.word_counts), kind="stable")[:WORDS_HUNG]
        places = self._weights(PLACES, features.places)
        named = np.argsort(-places, kind="stable")[:PLACES_HUNG]
        crossed = crosses(features.names[:NAMES_CROSSED], features.words[heavy[:WORDS_CROSSED]])
        buckets = np.concatenate(
            [
                bucket_of(features.words[heavy]),
                bucket_of(features.places[named], kind=PLACES),
                bucket_of(crossed, kind=CROSSES),
            ]
        )
        worth = np.concatenate(
            [words[heavy] ** 2, PLACE_WORTH * places[named] ** 2, np.full(len(crossed), CROSS_WORTH)]
        )
        distinct, first = np.unique(buckets, return_index=True)
        return distinct, worth[first]


def _under(parts: Parts, prefix: str) -> Parts:
    return {name.removeprefix(prefix): array for name, array in parts.items() if name.startswith(prefix)}


@functools.cache
def everyday_speech() -> tuple[Numbers, Numbers, int]:
    """Count the words of the starter sentences: buckets, in how many sentences each, and how many sentences.

    An index begins as if it had heard them, so that 小区 and 没人 weigh little already among its first messages.
    """
    sentences = [text for text, _ in starter_examples() if len(text) >= SENTENCE_FROM]
    buckets = np.concatenate([np.unique(bucket_of(features_of("", text).words)) for text in sentences])
    distinct, times = np.unique(buckets, return_counts=True)
    return distinct, times, len(sentences)


def crosses(names: tuple[str, ...], words: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Number every pairing of a place and a word: short lists even where the place and the word are common."""
    keys = [np.uint64(zlib.crc32(name.encode("utf-8", "replace"))) << np.uint64(32) for name in names]
    parts = [words.astype(np.uint64) | key for key in keys]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.uint64)


def _tempered(counts: NDArray[np.uint8]) -> Floats:
    return TEMPERED[counts]


def _sums(values: Floats, begins: Numbers) -> Floats:
    running = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray(running[begins[1:]] - running[begins[:-1]])
