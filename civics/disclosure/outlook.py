"""Before opening: of all votes that could be, how many would a published pair of count and area give away."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civics.disclosure.figures import BadVoters

Rows = NDArray[np.int64]

MOST = 20


@dataclass(frozen=True, slots=True)
class Outlook:
    """Out of 2**n yes-and-no votes: how many fix every paper, how many at least one, and papers fixed in all."""

    voters: int
    votes: int
    all_fixed: int
    some_fixed: int
    papers_fixed: int


def outlook(areas: Sequence[int], *, step: int) -> Outlook:
    """Go through every vote of up to 20 voters (areas in 0.01 m²; the sum is shown rounded down to `step`).

    An owners' area in whole square metres is step 100. O(n·2**n) time, O(2**n) memory.

    Raises:
        BadVoters: nobody, more than 20, or areas or a step below what can be.
    """
    votes, heads, area = _sums(areas, step)
    number = len(areas)
    keys = heads * (sum(areas) // step + 1) + area // step
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    always = np.bitwise_and.reduceat(votes[order], starts)
    never = ~np.bitwise_or.reduceat(votes[order], starts)
    fixed = np.zeros(len(starts), dtype=np.int64)
    for place in range(number):
        fixed += (always | never) >> place & 1
    sizes = np.diff(starts, append=2**number)
    return Outlook(
        voters=number,
        votes=2**number,
        all_fixed=int(sizes[fixed == number].sum()),
        some_fixed=int(sizes[fixed > 0].sum()),
        papers_fixed=int((sizes * fixed).sum()),
    )


def gives_away(areas: Sequence[int], *, heads: int, area: int, step: int) -> bool:
    """Tell, by going through every vote, whether this pair fixes anybody's paper. Another way than the guard's.

    Raises:
        BadVoters: as `outlook`, or no vote gives the pair.
    """
    votes, counts, sums = _sums(areas, step)
    fitting = votes[(counts == heads) & (sums // step == area // step)]
    if not len(fitting):
        raise BadVoters("No vote of these voters gives this pair.")
    always, never = np.bitwise_and.reduce(fitting), np.bitwise_and.reduce(~fitting)
    return bool((always | never) & (2 ** len(areas) - 1))


def _sums(areas: Sequence[int], step: int) -> tuple[Rows, Rows, Rows]:
    """List every vote as bits, with its heads and its area."""
    number = len(areas)
    if not 0 < number <= MOST or min(areas) < 0 or step < 1:
        raise BadVoters(
            f"From 1 to {MOST} voters can be gone through, with areas and a step not below nothing."
        )
    votes = np.arange(2**number, dtype=np.int64)
    heads = np.zeros(2**number, dtype=np.int64)
    area = np.zeros(2**number, dtype=np.int64)
    for place, size in enumerate(areas):
        heads += votes >> place & 1
        area += (votes >> place & 1) * size
    return votes, heads, area
