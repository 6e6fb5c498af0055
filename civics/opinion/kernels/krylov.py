"""The two strongest directions of a vote table: block Lanczos with full reorthogonalisation, two vectors a step."""

import math

import numpy as np
import numpy.typing as npt

from civics.opinion.kernels.ballots import through_the_votes
from civics.opinion.kernels.machine import compiled

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]

VANISHED = 1e-13  # relative length below which what is left of a vector is rounding noise


@compiled
def table_of(level: Floats, block: Floats, table: Floats) -> None:
    """Write level x loading for every code, for both vectors of the block."""
    for k in range(level.size):
        table[k, 0] = level[k] * block[0, k // 3]
        table[k, 1] = level[k] * block[1, k // 3]


@compiled
def fold(level: Floats, out: Floats, result: Floats) -> None:
    """Sum the codes of each statement back into one number, weighted by level."""
    for j in range(result.shape[1]):
        for c in range(2):
            result[c, j] = (
                level[3 * j] * out[3 * j, c]
                + level[3 * j + 1] * out[3 * j + 1, c]
                + level[3 * j + 2] * out[3 * j + 2, c]
            )


@compiled
def dot(a: Floats, b: Floats) -> float:
    """Return the inner product, added in four lanes so that the order is fixed and quick."""
    one, two, three, four = 0.0, 0.0, 0.0, 0.0
    whole = a.size - a.size % 4
    for i in range(0, whole, 4):
        one += a[i] * b[i]
        two += a[i + 1] * b[i + 1]
        three += a[i + 2] * b[i + 2]
        four += a[i + 3] * b[i + 3]
    for i in range(whole, a.size):
        one += a[i] * b[i]
    return (one + two) + (three + four)


@compiled
def remove(basis: Floats, count: int, vector: Floats) -> None:
    """Take away, twice for safety, what the vector shares with the first `count` basis rows."""
    for _ in range(2):
        for row in range(count):
            shared = dot(basis[row], vector)
            for j in range(vector.size):
                vector[j] -= shared * basis[row, j]


@compiled
def adopt(basis: Floats, count: int, block: Floats) -> Floats:
    """Add the block to the basis as two orthonormal rows; it returns the 2 x 2 factor.

    A vector with nothing new in it becomes a row of zeros.
    """
    factor = np.zeros((2, 2))
    for c in range(2):
        before = math.sqrt(dot(block[c], block[c]))
        remove(basis, count, block[c])
        if c == 1:
            factor[0, 1] = dot(basis[count], block[1])
            remove(basis, count + 1, block[1])
        length = math.sqrt(dot(block[c], block[c]))
        factor[c, c] = length
        scale = 1.0 / length if length > VANISHED * before else 0.0
        for j in range(block.shape[1]):
            basis[count + c, j] = block[c, j] * scale
    return factor


@compiled
def extend(
    rows: Indices,
    code: Codes,
    weight: Floats,
    level: Floats,
    basis: Floats,
    image: Floats,
    small: Floats,
    count: int,
) -> None:
    """Multiply the newest two basis rows by the votes' product matrix and note their inner products in `small`.

    The products with all earlier rows are 0, but for the last two, where they are the factor of `adopt`.
    """
    table, out = np.empty((level.size, 2)), np.empty((level.size, 2))
    table_of(level, basis[count : count + 2], table)
    through_the_votes(rows, code, weight, table, out)
    fold(level, out, image[count : count + 2])
    for row in range(2):
        for c in range(2):
            small[count + row, count + c] = dot(basis[count + row], image[count + c])


@compiled
def link(small: Floats, factor: Floats, count: int) -> None:
    """Note in `small` the inner products of the newest two rows with the two before."""
    for row in range(2):
        for c in range(2):
            small[count + row, count - 2 + c] = factor[row, c]
            small[count - 2 + c, count + row] = factor[row, c]
