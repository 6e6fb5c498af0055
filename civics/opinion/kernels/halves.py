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
DEPTH = 24  # halvings from the first range to the narrowest, and one pool of points for each
# Radians. Its square is below SLACK: nothing in so narrow a range beats the best split along its middle.
NARROWEST = 2.0**-21


@compiled
def farthest_first(across: Floats, order: Indices, count: int) -> None:
    """Sort the first `count` positions by projection, largest first: heapsort, quick to compile, no bad cases."""
    for i in range(count):
        order[i] = i
    for first in range(count // 2 - 1, -1, -1):
        sink(across, order, first, count)
    for last in range(count - 1, 0, -1):
        order[0], order[last] = order[last], order[0]
        sink(across, order, 0, last)


@compiled
def sink(across: Floats, order: Indices, at: int, count: int) -> None:
    """Let one entry of the heap sink below all smaller ones; ties by position."""
    entry = order[at]
    while 2 * at + 1 < count:
        child = 2 * at + 1
        if child + 1 < count and comes_later(across, order[child + 1], order[child]):
            child += 1
        if not comes_later(across, order[child], entry):
            break
        order[at] = order[child]
        at = child
    order[at] = entry


@compiled
def comes_later(across: Floats, one: int, other: int) -> bool:
    """Tell whether one position belongs behind another."""
    return bool(across[one] < across[other] or (across[one] == across[other] and one > other))


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
def project(
    points: Floats, band: Indices, count: int, direction: float, across: Floats
) -> tuple[float, float]:
    """Write where each point of the band lies along a direction; return the least and the largest."""
    ux, uy = math.cos(direction), math.sin(direction)
    low, top = np.inf, -np.inf
    for i in range(count):
        q = points[band[i], 0] * ux + points[band[i], 1] * uy
        across[i] = q
        if q > top:
            top = q
        if q < low:
            low = q
    return low, top


@compiled
def add(points: Floats, point: int, sums: Floats) -> None:
    """Add a point's weight and weighted position to sums."""
    weight = points[point, 2]
    sums[0] += weight
    sums[1] += weight * points[point, 0]
    sums[2] += weight * points[point, 1]


@compiled
def along(sums: Floats, direction: float) -> float:
    """Return the reach of a sum of positions in a direction."""
    return float(sums[1] * math.cos(direction) + sums[2] * math.sin(direction))


@compiled
def fill_bins(
    points: Floats, band: Indices, count: int, across: Floats, top: float, step: float, bins: Floats
) -> None:
    """Sum weight and position per step of projection, largest first."""
    for b in range(BINS):
        bins[b, 0], bins[b, 1], bins[b, 2] = 0.0, 0.0, 0.0
    scale = 1.0 / step if step > 0.0 else 0.0
    for i in range(count):
        b = int((top - across[i]) * scale)
        add(points, band[i], bins[b if b < BINS else BINS - 1])


@compiled
def bin_bound(
    before: Floats, after: Floats, top: float, step: float, direction: float, total: float
) -> float:
    """Return more than any split can be worth whose weight ends inside one step.

    Within the step the best sum is a concave curve: at most its chord plus a bump of weight x step / 4. A squared
    line over a concave curve is convex, so the bound is reached at one of the two ends.
    """
    low = top - step * BINS
    if before[0] <= 0.0:
        return float(total * after[0] * top * top / (total - after[0])) if after[0] < total else np.inf
    if after[0] >= total:
        return float(total * (total - before[0]) * low * low / before[0])
    bump = (after[0] - before[0]) * step / 4.0
    first = promise(along(before, direction) + bump, before[0], total)
    last = promise(along(after, direction) + bump, after[0], total)
    return max(last, first)


@compiled
def scan_bins(
    base: Floats,
    bins: Floats,
    top: float,
    step: float,
    direction: float,
    total: float,
    needed: float,
    best: Floats,
) -> tuple[float, float, float]:
    """Return the range of projections where a split may still win, and the highest bound."""
    before, after = np.empty(3), np.empty(3)
    for c in range(3):
        before[c], after[c] = base[c], base[c]
    upper, lower, highest = -np.inf, np.inf, 0.0
    for b in range(BINS):
        if bins[b, 0] == 0.0:
            continue
        for c in range(3):
            after[c] += bins[b, c]
        consider(best, after[0], after[1], after[2], total)
        bound = bin_bound(before, after, top, step, direction, total)
        highest = max(highest, bound)
        if bound >= needed:
            upper = top - b * step if upper == -np.inf else upper
            lower = top - (b + 1) * step
        for c in range(3):
            before[c] = after[c]
    return upper, lower, highest


@compiled
def scan_sorted(
    points: Floats, band: Indices, count: int, across: Floats, order: Indices, base: Floats, direction: float,
    total: float, needed: float, best: Floats,
) -> tuple[float, float]:  # fmt: skip
    """Return the same range exactly, point by point in order of projection."""
    farthest_first(across, order, count)
    running = np.empty(3)
    for c in range(3):
        running[c] = base[c]
    upper, lower = -np.inf, np.inf
    if promise(along(running, direction), running[0], total) >= needed:
        upper, lower = np.inf, across[order[0]]
    for rank in range(count):
        add(points, band[order[rank]], running)
        consider(best, running[0], running[1], running[2], total)
        if promise(along(running, direction), running[0], total) >= needed:
            upper = across[order[rank]] if upper == -np.inf else upper
            lower = across[order[rank + 1]] if rank + 1 < count else -np.inf
    return upper, lower


@compiled
def turns_between(points: Floats, band: Indices, count: int, start: float, end: float, turns: Floats) -> int:
    """Write, in order, the directions from start to end at which two points change places, both ends included."""
    turns[0], turns[1] = start, end
    found = 2
    for i in range(count):
        for j in range(i):
            dx = points[band[i], 0] - points[band[j], 0]
            dy = points[band[i], 1] - points[band[j], 1]
            turn = math.atan2(dy, dx) + math.pi / 2.0
            turn -= math.pi * math.floor((turn - start) / math.pi)
            if turn < end:
                at = found
                while turns[at - 1] > turn:
                    turns[at] = turns[at - 1]
                    at -= 1
                turns[at] = turn
                found += 1
    return found


@compiled
def try_every_line(
    points: Floats, band: Indices, count: int, across: Floats, order: Indices, base: Floats, start: float, end: float,
    total: float, best: Floats,
) -> None:  # fmt: skip
    """Consider every split of a few points by a line, for all directions from start to end."""
    turns = np.empty(count * (count - 1) // 2 + 2)
    found = turns_between(points, band, count, start, end, turns)
    for t in range(found - 1):
        middle = (turns[t] + turns[t + 1]) / 2.0
        project(points, band, count, middle, across)
        consider(best, base[0], base[1], base[2], total)
        scan_sorted(points, band, count, across, order, base, middle, total, np.inf, best)


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
    """Copy the points still undecided behind `end` and add those surely inside to `base`; return the new end."""
    fill = end
    for i in range(end - begin):
        chosen = pool[begin + i]
        if across[i] > upper:
            add(points, chosen, base)
        elif across[i] >= lower:
            pool[fill] = chosen
            fill += 1
    return fill


@compiled
def farthest(points: Floats, band: Indices, count: int) -> float:
    """Return how far from the centre the farthest of these points lies."""
    most = 0.0
    for i in range(count):
        square = points[band[i], 0] ** 2 + points[band[i], 1] ** 2
        most = max(most, square)
    return math.sqrt(most)


@compiled
def look(
    points: Floats, band: Indices, count: int, across: Floats, order: Indices, bins: Floats, base: Floats,
    direction: float, reach: float, total: float, best: Floats,
) -> tuple[float, float]:  # fmt: skip
    """Return the projections between which a better split may still have its border."""
    low, top = project(points, band, count, direction, across)
    needed = best[0] * math.cos(reach) ** 2 * (1.0 - SLACK)
    if count > SORTED_BELOW and reach >= NARROWEST:
        step = (top - low) / BINS
        fill_bins(points, band, count, across, top, step, bins)
        upper, lower, _ = scan_bins(base, bins, top, step, direction, total, needed, best)
    else:
        upper, lower = scan_sorted(points, band, count, across, order, base, direction, total, needed, best)
    drift = farthest(points, band, count) * (2.0 * reach + 1e-9)
    return upper + drift, lower - drift


@compiled
def search(
    points: Floats,
    total: float,
    pool: Indices,
    count: int,
    direction: float,
    reach: float,
    bins: Floats,
    best: Floats,
) -> None:
    """Search one range of directions to the end, depth first.

    `todo` holds direction, reach, where the undecided points begin and end in `pool`, and the sums of those inside.
    """
    todo, base = np.zeros((DEPTH, 7)), np.empty(3)
    across, order = np.empty(count), np.empty(count, dtype=np.int64)
    todo[0, 0], todo[0, 1], todo[0, 3] = direction, reach, count
    waiting = 1
    while waiting > 0:
        waiting -= 1
        turn, half = todo[waiting, 0], todo[waiting, 1]
        begin, end = int(todo[waiting, 2]), int(todo[waiting, 3])
        for c in range(3):
            base[c] = todo[waiting, 4 + c]
        band, left = pool[begin:end], end - begin
        if left <= LINES_BELOW:
            try_every_line(points, band, left, across, order, base, turn - half, turn + half, total, best)
            continue
        upper, lower = look(points, band, left, across, order, bins, base, turn, half, total, best)
        if upper < lower or half < NARROWEST:
            continue
        fill = narrow(points, pool, begin, end, across, base, upper, lower)
        for side in range(2):
            todo[waiting, 0], todo[waiting, 1] = turn + (0.5 - side) * half, half / 2.0
            todo[waiting, 2], todo[waiting, 3] = end, fill
            for c in range(3):
                todo[waiting, 4 + c] = base[c]
            waiting += 1


@compiled
def best_halves(points: Floats) -> Floats:
    """Return the best split: its value, and weight and sums of one half.

    `points` holds x, y, weight per row, measured from the common centre. The value is the sum of squares between the
    two halves; no split is better by more than 1e-12 of it. About n log n for data with any direction to it.
    """
    count, total = points.shape[0], 0.0
    best, none, bounds = np.zeros(4), np.zeros(3), np.zeros(FAN)
    across, bins = np.empty(count), np.empty((BINS, 3))
    pool = np.empty(count * DEPTH, dtype=np.int64)
    for i in range(count):
        pool[i] = i
        total += points[i, 2]
    reach = math.pi / (2 * FAN)
    for fan in range(FAN):
        turn = (2 * fan + 1) * reach
        low, top = project(points, pool, count, turn, across)
        step = (top - low) / BINS
        fill_bins(points, pool, count, across, top, step, bins)
        bounds[fan] = scan_bins(none, bins, top, step, turn, total, 0.0, best)[2]
    for fan in range(FAN):
        if bounds[fan] >= best[0] * math.cos(reach) ** 2 * (1.0 - SLACK):
            search(points, total, pool, count, (2 * fan + 1) * reach, reach, bins, best)
    return best
