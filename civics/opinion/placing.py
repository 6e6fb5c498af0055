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


@dataclass(frozen=True, slots=True, eq=False)
class Counting:
    """What counts on a map: which statements, who is placed, by how many votes a place is scaled, whose votes weigh.

    `cast` is per person the number of votes the place is divided by (its root); `width` the number of statements.
    """

    on_map: Flags
    placed: Flags
    cast: Integers
    weight: Floats
    width: int


def counting(votes: Votes, moderation: Moderation, least_votes: int, *, as_polis: bool) -> Counting:
    """Say what counts. A statement off the map is as if it had never been asked; whoever is not placed moves nobody.

    Placed is who cast `least_votes` on the map (or one per statement, if there are fewer statements). `as_polis` counts
    as Polis does: statements off the map become a pass by everyone, which adds to everyone's votes cast; all votes
    count towards being placed; everyone's votes turn the axes.
    """
    on_map = moderation.on_map(votes.statements)
    mine = _votes_on_map(votes, on_map)
    width = int(on_map.sum())
    if as_polis:
        enough = votes.cast_by() >= min(least_votes, on_map.size)
        return Counting(on_map, enough, mine + (on_map.size - width), np.ones(enough.size), on_map.size)
    enough = (mine >= min(least_votes, width)) & (mine > 0)
    return Counting(on_map, enough, mine, enough.astype(np.float64), width)


def _votes_on_map(votes: Votes, on_map: Flags) -> Integers:
    if on_map.all():
        return votes.cast_by()
    table = np.repeat(on_map, 3)[:, None] * np.ones((1, 2))
    return ballots.sums_of_people(votes.rows, votes.code, table)[:, 0].astype(np.int64)


def places(votes: Votes, found: Axes, cast: Integers) -> Floats:
    """Return everyone's place: the sum of level x loading over the votes cast, divided by the root of their number.

    Times sqrt(number of statements) this is the participant projection of Polis. Between -2 and 2. O(votes).
    """
    table = found.level[:, None] * np.repeat(found.vectors.T, 3, axis=0)
    return ballots.sums_of_people(votes.rows, votes.code, table) / np.sqrt(np.maximum(cast, 1))[:, None]


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
