"""Rows of numbers of different lengths in one growing array, and short lists of the newest rows under each bucket."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from civics.text.features import BUCKETS

__all__ = ["Parts", "Postings", "Rows"]

Numbers = NDArray[np.int64]
Parts = dict[str, NDArray[Any]]
FIRST_ROOM = 1024
NONE = -1

Kind = TypeVar("Kind", bound=np.generic)


class Rows:
    """Row i is a stretch of grams with their counts. Adding costs its own length, whatever is there already."""

    def __init__(self) -> None:
        self._grams = np.empty(FIRST_ROOM, dtype=np.uint32)
        self._counts = np.empty(FIRST_ROOM, dtype=np.uint8)
        self._starts = np.zeros(FIRST_ROOM, dtype=np.int64)
        self._number = 0

    def __len__(self) -> int:
        return self._number

    def append(self, grams: NDArray[np.uint32], counts: NDArray[np.uint8]) -> None:
        """Put a row at the end."""
        start = int(self._starts[self._number])
        end = start + len(grams)
        while end > len(self._grams):
            self._grams, self._counts = _doubled(self._grams), _doubled(self._counts)
        if self._number + 2 > len(self._starts):
            self._starts = _doubled(self._starts)
        self._grams[start:end], self._counts[start:end] = grams, counts
        self._number += 1
        self._starts[self._number] = end

    def row(self, number: int) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
        """Give one row's grams and counts."""
        span = slice(int(self._starts[number]), int(self._starts[number + 1]))
        return self._grams[span], self._counts[span]

    def rows(self, numbers: Numbers) -> tuple[NDArray[np.uint32], NDArray[np.uint8], Numbers]:
        """Give several rows side by side, and where each begins (one more entry than rows)."""
        firsts = self._starts[numbers]
        lengths = self._starts[numbers + 1] - firsts
        begins = np.concatenate([[0], np.cumsum(lengths)])
        spots = np.arange(begins[-1]) + np.repeat(firsts - begins[:-1], lengths)
        return self._grams[spots], self._counts[spots], begins

    def parts(self) -> Parts:
        """Give everything as arrays, without the spare room."""
        end = int(self._starts[self._number])
        return {
            "grams": self._grams[:end],
            "counts": self._counts[:end],
            "starts": self._starts[: self._number + 1],
        }

    @classmethod
    def of(cls, parts: Parts) -> "Rows":
        """Build from what `parts` gave."""
        made = cls()
        made._grams, made._counts = _roomy(parts["grams"]), _roomy(parts["counts"])
        made._starts, made._number = _roomy(parts["starts"]), len(parts["starts"]) - 1
        return made


class Postings:
    """Under each bucket a chain of row numbers, newest first: adding costs its own length, reading is cut off."""

    def __init__(self) -> None:
        self._heads = np.full(BUCKETS, NONE, dtype=np.int32)
        self._next = np.empty(FIRST_ROOM, dtype=np.int32)
        self._row = np.empty(FIRST_ROOM, dtype=np.int32)
        self._number = 0

    def add(self, buckets: Numbers, row: int) -> None:
        """Hang a row under distinct buckets."""
        end = self._number + len(buckets)
        while end > len(self._next):
            self._next, self._row = _doubled(self._next), _doubled(self._row)
        self._next[self._number : end] = self._heads[buckets]
        self._row[self._number : end] = row
        self._heads[buckets] = np.arange(self._number, end, dtype=np.int32)
        self._number = end

    def newest(self, buckets: Numbers, most: int) -> tuple[Numbers, Numbers]:
        """Read up to `most` newest rows under each bucket: the rows, and by which bucket (its place) each was found."""
        at, which = self._heads[buckets], np.arange(len(buckets))
        rows, found_by = [], []
        for _ in range(most):
            alive = at != NONE
            at, which = at[alive], which[alive]
            if not len(at):
                break
            rows.append(self._row[at])
            found_by.append(which)
            at = self._next[at]
        if not rows:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        return np.concatenate(rows).astype(np.int64), np.concatenate(found_by)

    def parts(self) -> Parts:
        """Give everything as arrays, without the spare room."""
        used = np.flatnonzero(self._heads != NONE)
        return {
            "used": used,
            "heads": self._heads[used],
            "next": self._next[: self._number],
            "row": self._row[: self._number],
        }

    @classmethod
    def of(cls, parts: Parts) -> "Postings":
        """Build from what `parts` gave."""
        made = cls()
        made._heads[parts["used"]], made._number = parts["heads"], len(parts["next"])
        made._next, made._row = _roomy(parts["next"]), _roomy(parts["row"])
        return made


def _roomy(array: NDArray[Kind]) -> NDArray[Kind]:
    return np.concatenate([array, np.empty(FIRST_ROOM, dtype=array.dtype)])


def _doubled(array: NDArray[Kind]) -> NDArray[Kind]:
    return np.concatenate([array, np.empty_like(array)])
