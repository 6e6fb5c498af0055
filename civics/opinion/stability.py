"""How much of a map would stay if other people had happened to come: the bootstrap, with a published seed."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from civics.opinion import axes, grouping, placing
from civics.opinion.draws import published
from civics.opinion.kernels import clumps
from civics.opinion.opinion_map import OpinionMap

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Stability:
    """How alike redrawn maps are.

    `overall` is the mean adjusted Rand index (1 the same groups, 0 as by chance), `of_groups` per group the mean share
    of people it keeps (Jaccard, best match).
    """

    overall: float
    of_groups: tuple[float, ...]
    rounds: int
    seed: int


def measure(drawn: OpinionMap, *, seed: int, rounds: int = ROUNDS) -> Stability | None:
    """Redraw the map `rounds` times from as many placed people drawn with replacement.

    The number of groups stays; people not drawn go to the nearest centre, and all placed people are compared. None
    for a map without two groups. The same seed gives the same numbers; each round costs about one map.
    """
    groups = len(drawn.groups)
    if groups < 2:
        return None
    placed = np.flatnonzero(drawn.member >= 0)
    known = drawn.member[placed]
    alike, kept = [], []
    for draws in published(seed, (rounds, placed.size)):
        drawn_times = np.bincount((draws * placed.size).astype(np.int64), minlength=placed.size).astype(
            np.float64
        )
        found = _redrawn(drawn, placed, drawn_times, groups)
        if found is not None:
            table = np.bincount(known * groups + found, minlength=groups * groups).reshape(groups, groups)
            alike.append(adjusted_rand(table))
            kept.append(kept_shares(table))
    if not alike:
        return None
    shares = np.mean(kept, axis=0)
    return Stability(float(np.mean(alike)), tuple(float(share) for share in shares), len(alike), seed)


def _redrawn(drawn: OpinionMap, placed: Integers, times: Floats, groups: int) -> Integers | None:
    """Draw axes, places and groups again with people counting so many times; None if too few places are left."""
    weight = drawn.counting.weight.copy()
    weight[placed] = times
    found = axes.find(drawn.votes, weight, drawn.counting.on_map, drawn.loadings / axes.GRAIN)
    points = placing.in_millionths(placing.places(drawn.votes, found, drawn.counting.cast)[placed])
    taken = times > 0
    if len(np.unique(points[taken], axis=0)) < groups:
        return None
    label = grouping.group(points[taken], groups, times[taken]).label
    mine = np.column_stack([points.astype(np.float64), np.where(taken, times, 0.0)])
    centres, everyone = np.zeros((groups, 2)), np.zeros(len(points), dtype=np.int64)
    clumps.centres_of(clumps.sums(mine[taken], label, groups), centres)
    clumps.assign(mine, centres, everyone)
    return everyone


def adjusted_rand(table: Integers) -> float:
    """Return the adjusted Rand index (Hubert, Arabie 1985) of two groupings from their cross table."""
    pairs = sum(n * (n - 1) // 2 for n in table.ravel().tolist())
    rows = sum(n * (n - 1) // 2 for n in table.sum(axis=1).tolist())
    columns = sum(n * (n - 1) // 2 for n in table.sum(axis=0).tolist())
    people = int(table.sum())
    every = people * (people - 1) // 2
    most = (rows + columns) * every - 2 * rows * columns
    return 1.0 if most == 0 else 2 * (pairs * every - rows * columns) / most


def kept_shares(table: Integers) -> Floats:
    """Return per row group the largest share it has in common with one column group."""
    together = table.sum(axis=1)[:, None] + table.sum(axis=0)[None] - table
    return np.asarray((table / np.maximum(together, 1)).max(axis=1))
