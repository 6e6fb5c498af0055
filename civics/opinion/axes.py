"""The two directions in which a conversation differs most: principal axes of the votes, holes filled with the mean.

Source: Polis (compdemocracy/polis). A hole filled with the column mean and centred is 0, so the centred table holds
exactly the votes cast and is never built. Vote levels are x - mean with x = 1 agree, 0 pass, -1 disagree.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from civics.opinion.draws import published
from civics.opinion.kernels import ballots, krylov
from civics.opinion.votes import Votes

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

ENOUGH = 1e-14  # residual, as a share of the strongest axis
FLOOR = 2e-14  # error assumed at least, for the rounding of the sums themselves
BASIS = 160  # vectors kept before starting again from the best two
RESTARTS = 12
STIR = 1e-4  # of a fixed scatter in every direction, added to a known start
SOONEST = 16  # vectors before the first look whether the axes have settled
NOTHING = 1e-12  # an axis with less than this share of the first one's strength is none
GRAIN = 1_000_000  # loadings and places are rounded to one millionth


@dataclass(frozen=True, slots=True, eq=False)
class Axes:
    """Two unit vectors over the statements, with how sure they are.

    `level` holds x - mean per vote code (0 for statements off the map); `strength` the two eigenvalues; `explained`
    the share of all differences each axis carries; `doubt` a bound on the angle between each vector and the true one.
    """

    vectors: Floats
    level: Floats
    strength: tuple[float, float]
    explained: tuple[float, float]
    doubt: tuple[float, float]

    def loadings(self) -> Integers:
        """Return the vectors in millionths, the form in which they are compared and published."""
        return np.rint(self.vectors * GRAIN).astype(np.int64)


def find(votes: Votes, weight: Floats, on_map: Flags, start: Floats | None = None) -> Axes:
    """Return the principal axes of the people of positive weight over the statements on the map.

    `start` (2 x statements) makes it quicker when close to the answer and never changes the answer beyond `doubt`: it
    is stirred a little, so that no direction is out of its reach, however new.
    About 15 passes over the votes; memory 2 x 160 x statements.
    """
    width = len(votes.statements)
    counts = ballots.weighted_tally(votes.rows, votes.code, weight, 3 * width).reshape(width, 3)
    level = levels(counts, on_map)
    overall = float((counts.ravel() * level * level).sum())
    anywhere = published(1, (2, width)) - 0.5
    first = anywhere if start is None else start + STIR * anywhere
    vectors, strength, doubt = _strongest(votes, weight, level, np.where(on_map, first, 0.0))
    share = [value / overall if overall > 0 else 0.0 for value in strength]
    return Axes(
        _turned(vectors), level, (strength[0], strength[1]), (share[0], share[1]), (doubt[0], doubt[1])
    )


def levels(counts: Floats, on_map: Flags) -> Floats:
    """Return x - mean for every vote code, from the counts of disagree, pass and agree."""
    cast = counts.sum(axis=1)
    mean = np.divide(counts[:, 2] - counts[:, 0], cast, out=np.zeros(cast.size), where=cast > 0)
    level = np.array([-1.0, 0.0, 1.0]) - mean[:, None]
    return np.where((on_map & (cast > 0))[:, None], level, 0.0).ravel()


def _strongest(
    votes: Votes, weight: Floats, level: Floats, block: Floats
) -> tuple[Floats, list[float], list[float]]:
    """Repeat short Lanczos runs from the best two vectors until the residual is rounding noise."""
    for _ in range(RESTARTS):
        vectors, values, residual, settled = _run(votes, weight, level, block)
        block = vectors
        if settled:
            break
    strength = [max(float(value), 0.0) for value in values[:2]]
    third = max(float(values[2]), 0.0)
    gaps = [strength[0] - strength[1], min(strength[0] - strength[1], strength[1] - third)]
    doubt = []
    for axis in range(2):
        if strength[axis] <= NOTHING * strength[0]:
            vectors[axis], strength[axis] = 0.0, 0.0
            doubt.append(0.0)
        else:
            error = max(residual[axis], FLOOR * strength[0])
            doubt.append(error / gaps[axis] if gaps[axis] > error else 1.0)
    return vectors, strength, doubt


def _run(votes: Votes, weight: Floats, level: Floats, block: Floats) -> tuple[Floats, Floats, Floats, bool]:
    width = level.size // 3
    limit = min(BASIS, width + width % 2)
    basis, image = np.zeros((limit + 2, width)), np.zeros((limit + 2, width))
    small = np.zeros((limit + 2, limit + 2))
    krylov.adopt(basis, 0, block.copy())
    count, values, turned, residual = 0, np.zeros(3), np.zeros((2, 2)), np.zeros(2)
    settled = False
    while count < limit and not settled:
        krylov.extend(votes.rows, votes.code, weight, level, basis, image, small, count)
        count += 2
        factor = krylov.adopt(basis, count, image[count - 2 : count].copy())
        krylov.link(small, factor, count)
        if count >= min(SOONEST, limit):
            found, ways = np.linalg.eigh(small[:count, :count])
            values, turned = np.append(found[:-4:-1], 0.0)[:3], ways[:, :-3:-1]
            residual = np.sqrt(((factor @ turned[count - 2 :]) ** 2).sum(axis=0))
            settled = bool(residual.max() <= ENOUGH * values[0]) or not factor.any()
    return turned.T @ basis[:count], values, residual, settled


def _turned(vectors: Floats) -> Floats:
    """Turn each axis so that the strong loadings point to agreement: the cubes of the millionths sum above 0."""
    grains = np.rint(vectors * GRAIN).astype(np.int64)
    for axis in range(2):
        lean = int((grains[axis] ** 3).sum())
        if lean == 0 and grains[axis].any():
            lean = int(grains[axis][np.flatnonzero(grains[axis])[0]])
        if lean < 0:
            vectors[axis] = -vectors[axis]
    return vectors
