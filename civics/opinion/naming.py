"""Letters for groups that stay with the people they name from one map to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What people know of an earlier map: the letter of each placed person's group, and the place in millionths."""

    letters: Mapping[str, str]
    places: Mapping[str, tuple[int, int]]


def by_size(label: Integers) -> Integers:
    """Renumber groups: the largest first, equal ones by their first member in canonical order."""
    numbers, first, size = np.unique(label, return_index=True, return_counts=True)
    order = np.lexsort((first, -size))
    new = np.empty(int(numbers.max()) + 1, dtype=np.int64)
    new[numbers[order]] = np.arange(numbers.size)
    return new[label]


def carried_over(before: Sequence[str | None], after: Sequence[int | None], groups: int) -> tuple[str, ...]:
    """Name new groups after the old ones whose people they hold, so that most people keep their letter.

    `before` and `after` give each person's old letter and new number (None: not placed). Of all namings that let the
    most people keep their letter, the alphabetically first; a group that holds nobody of an old one takes a letter not
    used before.
    """
    old = sorted({name for name in before if name is not None})
    shared = np.zeros((groups, max(len(old), groups)), dtype=np.int64)
    for name, number in zip(before, after, strict=True):
        if name is not None and number is not None:
            shared[number, old.index(name)] += 1
    everyone = range(groups)
    ways = permutations(range(shared.shape[1]), groups)
    best = max(ways, key=lambda way: sum(int(shared[number, way[number]]) for number in everyone))
    fresh = (letter for letter in LETTERS if letter not in old)
    return tuple(old[best[number]] if shared[number, best[number]] else next(fresh) for number in everyone)


def senses(before: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return 1 or -1 per axis: -1 where people, taken together, stand mirrored to where they stood before."""
    alike = [sum(old[axis] * new[axis] for old, new in zip(before, after, strict=True)) for axis in range(2)]
    return (-1 if alike[0] < 0 else 1, -1 if alike[1] < 0 else 1)
