"""The best split of points in the plane into two halves, found by trying every line worth trying.

The best two groups are always separated by a straight line, and the direction across that line runs along the sum of
one group (positions measured from the common centre). So only a direction has to be searched. Over a small range of
directions the value of every split can be bounded from one projection; ranges that cannot win are dropped, the others
are halved, and points that lie on the same side of every line still possible leave the search.
"""

import math

import numpy as np
import numpy.typing as npt

from civics.opinion.kernels.machine import compiled

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

FAN = 64  # directions tried first
BINS = 256  # steps of the coarse bound
SORTED_BELOW = 400  # so few points are sorted rather than binned
LINES_BELOW = 16  # so few points are settled by trying every line through two of them
SLACK = 1e-12  # relative; larger than all rounding here, smaller than what a position carries
NARROWEST = (
    2.0**-21
)  # radians; its square is below SLACK: no split in so narrow a range beats the one looked at


@compiled
def consider(best: Floats, weight: float, sum_x: float, sum_y: float, total: float) -> None:
    """Remember a split if it is better than the best one known."""
    if 0.0 < weight < total:
        value = total * (sum_x * sum_x + sum_y * sum_y) / (weight * (total - weight))
        if value > best[0] * (1.0 + SLACK / 10.0):
            best[0], best[1], best[2], best[3] = value, weight, sum_x, sum_y


@compiled
def promise(along: float, weight: float, total: float) -> float:
    """Return the value of a split whose sum reaches `along` in the direction looked at."""
    if weight <= 0.0 or weight >= total:
        return 0.0
    return total * along * along / (weight * (total - weight))


@compiled
def fill_bins(
    points: Floats, band: Indices, across: Floats, ux: float, uy: float, bins: Floats
) -> tuple[float, float]:
    """Project the points and sum weight and position per step, farthest first."""
    top, low = -np.inf, np.inf
    for i in range(band.size):
        q = points[band[i], 0] * ux + points[band[i], 1] * uy
        across[i] = q
        top = max(top, q)
        low = min(low, q)
    bins[:] = 0.0
    step = (top - low) / BINS
    scale = 1.0 / step if step > 0.0 else 0.0
    for i in range(band.size):
        b = min(int((top - across[i]) * scale), BINS - 1)
        weight = points[band[i], 2]
        bins[b, 0] += weight
        bins[b, 1] += weight * points[band[i], 0]
        bins[b, 2] += weight * points[band[i], 1]
    return top, step


@compiled
def bin_bound(
    before: Floats, after: Floats, top: float, step: float, ux: float, uy: float, total: float
) -> float:
    """Return more than any split can be worth whose weight ends inside one step.

    Within the step the best sum is a concave curve: at most its chord plus a bump of weight x step / 4. A squared
    line over a concave curve is convex, so the bound is reached at one of the two ends.
    """
    weight = after[0] - before[0]
    bump = weight * step / 4.0
    first = before[1] * ux + before[2] * uy + bump
    last = after[1] * ux + after[2] * uy + bump
    if before[0] <= 0.0:
        return float(total * after[0] * top * top / (total - after[0])) if after[0] < total else np.inf
    if after[0] >= total:
        low = top - step * BINS
        return float(total * (total - before[0]) * low * low / before[0])
    return max(promise(first, before[0], total), promise(last, after[0], total))


@compiled
def scan_bins(
    base: Floats,
    bins: Floats,
    top: float,
    step: float,
    ux: float,
    uy: float,
    total: float,
    needed: float,
    best: Floats,
) -> tuple[float, float, float]:
    """Return the range of projections where a split may still win, and the highest bound."""
    before, after = base.copy(), base.copy()
    upper, lower, highest = -np.inf, np.inf, 0.0
    for b in range(BINS):
        if bins[b, 0] == 0.0:
            continue
        after += bins[b]
        consider(best, after[0], after[1], after[2], total)
        bound = bin_bound(before, after, top, step, ux, uy, total)
        highest = max(highest, bound)
        if bound >= needed:
            upper = max(upper, top - b * step)
            lower = top - (b + 1) * step
        before[:] = after
    return upper, lower, highest


@compiled
def scan_sorted(
    points: Floats,
    band: Indices,
    across: Floats,
    base: Floats,
    ux: float,
    uy: float,
    total: float,
    needed: float,
    best: Floats,
) -> tuple[float, float]:
    """Do the same exactly, point by point in order of projection."""
    for i in range(band.size):
        across[i] = points[band[i], 0] * ux + points[band[i], 1] * uy
    order = np.argsort(-across[: band.size])
    running = base.copy()
    upper, lower = -np.inf, np.inf
    if promise(running[1] * ux + running[2] * uy, running[0], total) >= needed:
        upper, lower = np.inf, across[order[0]]
    for rank in range(band.size):
        point = points[band[order[rank]]]
        running[0] += point[2]
        running[1] += point[2] * point[0]
        running[2] += point[2] * point[1]
        consider(best, running[0], running[1], running[2], total)
        if promise(running[1] * ux + running[2] * uy, running[0], total) >= needed:
            upper = max(upper, across[order[rank]])
            lower = across[order[rank + 1]] if rank + 1 < band.size else -np.inf
    return upper, lower


@compiled
def critical_directions(points: Floats, band: Indices, direction: float, reach: float) -> Floats:
    """Return the directions in reach at which two points change their order, with both ends."""
    found = np.empty(band.size * (band.size - 1) // 2 + 2)
    found[0], found[1] = direction - reach, direction + reach
    count = 2
    for i in range(band.size):
        for j in range(i):
            dx = points[band[i], 0] - points[band[j], 0]
            dy = points[band[i], 1] - points[band[j], 1]
            turn = math.atan2(dy, dx) + math.pi / 2.0
            turn -= math.pi * math.floor((turn - found[0]) / math.pi)
            if turn < found[1]:
                found[count] = turn
                count += 1
    return np.sort(found[:count])


@compiled
def try_every_line(
    points: Floats, band: Indices, base: Floats, direction: float, reach: float, total: float, best: Floats
) -> None:
    """Consider every split of a few points by a line, for all directions in reach."""
    turns = critical_directions(points, band, direction, reach)
    across = np.empty(band.size)
    for t in range(turns.size - 1):
        middle = (turns[t] + turns[t + 1]) / 2.0
        ux, uy = math.cos(middle), math.sin(middle)
        for i in range(band.size):
            across[i] = points[band[i], 0] * ux + points[band[i], 1] * uy
        order = np.argsort(-across)
        running = base.copy()
        consider(best, running[0], running[1], running[2], total)
        for rank in range(band.size):
            point = points[band[order[rank]]]
            running[0] += point[2]
            running[1] += point[2] * point[0]
            running[2] += point[2] * point[1]
            consider(best, running[0], running[1], running[2], total)


@compiled
def narrow(
    points: Floats,
    pool: Indices,
    begin: int,
    end: int,
    across: Floats,
    base: Floats,
    upper: float,
    lower: float,
) -> int:
    """Copy the points still undecided behind `end` and add those surely inside to `base`."""
    fill = end
    for i in range(end - begin):
        chosen = pool[begin + i]
        if across[i] > upper:
            weight = points[chosen, 2]
            base[0] += weight
            base[1] += weight * points[chosen, 0]
            base[2] += weight * points[chosen, 1]
        elif across[i] >= lower:
            pool[fill] = chosen
            fill += 1
    return fill


@compiled
def farthest(points: Floats, band: Indices) -> float:
    """Return how far from the centre the farthest of these points lies."""
    most = 0.0
    for i in range(band.size):
        most = max(most, points[band[i], 0] ** 2 + points[band[i], 1] ** 2)
    return math.sqrt(most)


@compiled
def look(
    points: Floats,
    band: Indices,
    across: Floats,
    bins: Floats,
    base: Floats,
    direction: float,
    reach: float,
    total: float,
    best: Floats,
) -> tuple[float, float]:
    """Return the projections between which a better split may still have its border."""
    ux, uy = math.cos(direction), math.sin(direction)
    needed = best[0] * math.cos(reach) ** 2 * (1.0 - SLACK)
    if band.size > SORTED_BELOW and reach >= NARROWEST:
        top, step = fill_bins(points, band, across, ux, uy, bins)
        upper, lower, _ = scan_bins(base, bins, top, step, ux, uy, total, needed, best)
    else:
        upper, lower = scan_sorted(points, band, across, base, ux, uy, total, needed, best)
    drift = farthest(points, band) * (2.0 * reach + 1e-9)
    return upper + drift, lower - drift


@compiled
def search(
    points: Floats,
    total: float,
    pool: Indices,
    start: int,
    direction: float,
    reach: float,
    bins: Floats,
    best: Floats,
) -> None:
    """Search one range of directions to the end, depth first."""
    todo = np.empty((100, 7))
    todo[0] = np.array([direction, reach, 0.0, float(start), 0.0, 0.0, 0.0])
    across = np.empty(start)
    waiting = 1
    while waiting > 0:
        waiting -= 1
        turn, half = todo[waiting, 0], todo[waiting, 1]
        begin, end = int(todo[waiting, 2]), int(todo[waiting, 3])
        base = todo[waiting, 4:7].copy()
        if end - begin <= LINES_BELOW:
            try_every_line(points, pool[begin:end], base, turn, half, total, best)
            continue
        upper, lower = look(points, pool[begin:end], across, bins, base, turn, half, total, best)
        if upper < lower or half < NARROWEST:
            continue
        fill = narrow(points, pool, begin, end, across, base, upper, lower)
        for side in (1.0, -1.0):
            todo[waiting, 0], todo[waiting, 1] = turn + side * half / 2.0, half / 2.0
            todo[waiting, 2], todo[waiting, 3] = float(end), float(fill)
            todo[waiting, 4:7] = base
            waiting += 1


@compiled
def best_halves(points: Floats) -> Floats:
    """Return the best split: its value, and weight and sums of one half.

    `points` holds x, y, weight per row, measured from the common centre. The value is the sum of squares between the
    two halves; no split is better by more than 1e-12 of it. About n log n for data with any direction to it.
    """
    total = points[:, 2].sum()
    best = np.zeros(4)
    everyone = np.arange(points.shape[0])
    across, bins = np.empty(points.shape[0]), np.empty((BINS, 3))
    none, bounds = np.zeros(3), np.zeros(FAN)
    if points.shape[0] <= LINES_BELOW:
        try_every_line(points, everyone, none, math.pi / 2.0, math.pi / 2.0, total, best)
        return best
    reach = math.pi / (2 * FAN)
    for fan in range(FAN):
        turn = (2 * fan + 1) * reach
        ux, uy = math.cos(turn), math.sin(turn)
        top, step = fill_bins(points, everyone, across, ux, uy, bins)
        bounds[fan] = scan_bins(none, bins, top, step, ux, uy, total, 0.0, best)[2]
    pool = np.empty(points.shape[0] * 44, dtype=np.int64)
    pool[: points.shape[0]] = everyone
    for fan in np.argsort(-bounds):
        if bounds[fan] >= best[0] * math.cos(reach) ** 2 * (1.0 - SLACK):
            search(points, total, pool, points.shape[0], (2 * fan + 1) * reach, reach, bins, best)
    return best
