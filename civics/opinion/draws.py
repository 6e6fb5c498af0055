"""Published numbers in [0, 1): the same seed gives the same numbers for ever, on every machine."""

import numpy as np
import numpy.typing as npt

STEP = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def published(seed: int, shape: tuple[int, ...]) -> npt.NDArray[np.float64]:
    """Return the numbers of SplitMix64 (Steele, Lea, Flood 2014) from this seed, 53 bits each."""
    count = int(np.prod(shape))
    state = np.uint64(seed % 2**64) + STEP * np.arange(1, count + 1, dtype=np.uint64)
    mixed = (state ^ (state >> np.uint64(30))) * FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * SECOND
    mixed ^= mixed >> np.uint64(31)
    return ((mixed >> np.uint64(11)).astype(np.float64) / 2.0**53).reshape(shape)
