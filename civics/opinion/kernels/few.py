"""The best grouping of a few points, proven by branch and bound."""

import numpy as np
import numpy.typing as npt

from civics.opinion.kernels.machine import compiled

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

WORTH = 1e-12  # relative gain below which two groupings count as equal; the first found stays


@compiled
def cost_of_joining(total: Floats, point: Floats) -> float:
    """Return by how much the spread of a group grows when the point joins it."""
    if total[0] == 0.0:
        return 0.0
    dx, dy = point[0] - total[1] / total[0], point[1] - total[2] / total[0]
    return float(total[0] * point[2] / (total[0] + point[2]) * (dx * dx + dy * dy))


@compiled
def solve_tail(points: Floats, first: int, groups: int, floor: Floats, known: float, label: Labels) -> float:
    """Group the points from `first` on so that no grouping has less spread than the one returned.

    `floor[i]` is the least spread of the points from i on: what is still to come costs at least that. `label` is
    set only by a grouping with less spread than `known`.
    """
    count = points.shape[0]
    totals = np.zeros((count + 1, groups, 3))
    paid, opened, choice = np.zeros(count + 1), np.zeros(count + 1, dtype=np.int64), np.full(count, -1)
    best, at = known, first
    while at >= first:
        choice[at] += 1
        group = choice[at]
        if group > opened[at] or group >= groups:
            choice[at] = -1
            at -= 1
            continue
        cost = paid[at] + cost_of_joining(totals[at, group], points[at])
        if cost + floor[at + 1] >= best * (1.0 - WORTH):
            continue
        if at == count - 1:
            best = cost
            for i in range(first, count):
                label[i] = choice[i]
            continue
        for g in range(groups):
            for c in range(3):
                totals[at + 1, g, c] = totals[at, g, c]
        totals[at + 1, group, 0] += points[at, 2]
        totals[at + 1, group, 1] += points[at, 2] * points[at, 0]
        totals[at + 1, group, 2] += points[at, 2] * points[at, 1]
        paid[at + 1], opened[at + 1] = cost, max(opened[at], group + 1)
        at += 1
    return best


@compiled
def spread_out(points: Floats, order: Labels) -> None:
    """Order points so that every tail is spread out: each next one far from those before, then dealt in two."""
    count = points.shape[0]
    nearest = np.empty(count)
    for i in range(count):
        nearest[i] = points[i, 0] ** 2 + points[i, 1] ** 2
    for rank in range(count):
        chosen = 0
        for i in range(count):
            chosen = i if nearest[i] > nearest[chosen] else chosen
        order[rank // 2 if rank % 2 == 0 else (count + 1) // 2 + rank // 2] = chosen
        for i in range(count):
            square = (points[i, 0] - points[chosen, 0]) ** 2 + (points[i, 1] - points[chosen, 1]) ** 2
            nearest[i] = square if rank == 0 or square < nearest[i] else nearest[i]
        nearest[chosen] = -1.0


@compiled
def best_of_few(points: Floats, groups: int, known: float, label: Labels) -> float:
    """Return the least spread over all groupings of the points, and set `label` if below `known`.

    Solves the last points first; their optimum is the floor for the longer tails (Brusco 2006). Points are measured
    from their common centre. Meant for 20 points: milliseconds; the work is exponential beyond.
    """
    count = points.shape[0]
    order, chosen = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    spread_out(points, order)
    dealt, floor = np.empty((count, 3)), np.zeros(count + 1)
    for i in range(count):
        for c in range(3):
            dealt[i, c] = points[order[i], c]
    for first in range(count - groups - 1, 0, -1):
        floor[first] = solve_tail(dealt, first, groups, floor, np.inf, chosen)
    spread = solve_tail(dealt, 0, groups, floor, known, chosen)
    if spread < known:
        for i in range(count):
            label[order[i]] = chosen[i]
    return spread
