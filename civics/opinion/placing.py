"""Where each person stands: votes along the two axes, scaled so that few votes do not mean the middle."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from civics.opinion import axes
from civics.opinion.axes import GRAIN, Axes
from civics.opinion.kernels import ballots
from civics.opinion.votes import Votes

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Moderation:
    """Statements kept off the map: taken out by a moderator, or asking about people rather than opinions (meta)."""

    out: frozenset[str] = frozenset()
    meta: frozenset[str] = frozenset()

    def on_map(self, statements: tuple[str, ...]) -> Flags:
        """Tell which statements count for axes, places and lists."""
        return np.array([name not in self.out and name not in self.meta for name in statements], dtype=bool)


def enough_votes(votes: Votes, on_map: Flags, least: int) -> Flags:
    """Tell who is placed: at least `least` votes (or one per statement, if there are fewer
    statements), any statement counting, and at least one of them on the map.

    Polis also tops a small conversation up to 15 people; we place nobody of whom we know too little.
    """
    counted = ballots.people_places(votes.rows, votes.code, np.repeat(on_map, 3)[:, None] * np.ones((1, 2)))[
        :, 0
    ]
    return (votes.cast_by() >= min(least, len(votes.statements))) & (counted > 0)


def places(votes: Votes, found: Axes) -> Floats:
    """Return everyone's place: the sum of level x loading over the votes cast, / sqrt(votes cast).

    Times sqrt(number of statements) this is the participant projection of Polis. Between -2 and 2. O(votes).
    """
    table = found.level[:, None] * np.repeat(found.vectors.T, 3, axis=0)
    return ballots.people_places(votes.rows, votes.code, table)


def in_millionths(place: Floats) -> Integers:
    """Round places to the form in which they are compared, grouped and published."""
    return np.rint(place * GRAIN).astype(np.int64)


def certain(place: Floats, found: Axes) -> bool:
    """Tell whether the rounded places and loadings are those of the true axes, beyond doubt.

    An axis off by an angle d moves a place by at most 2 d; so a value farther than that (twice, as two answers are
    compared) from the next rounding border is rounded the same whatever start the axes were found from.
    """
    for axis, doubt in enumerate(found.doubt):
        margin = 4.0 * doubt * GRAIN
        loading = np.rint(found.vectors[axis] * axes.GRAIN).astype(np.int64)
        if margin >= 0.5 or (int((loading**3).sum()) == 0 and loading.any()):
            return False
        for values in (place[:, axis], found.vectors[axis]):
            fraction = np.abs(values * GRAIN) % 1.0
            if values.size and float(np.abs(fraction - 0.5).min()) <= margin:
                return False
    return True
