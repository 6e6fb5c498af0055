"""Groups of points in the plane: settling into nearest centres, moving single points, and measuring the fit."""

import math

import numpy as np
import numpy.typing as npt

from civics.opinion.kernels.machine import compiled

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

ROUNDS = 300  # of settling; real conversations need 10 to 60
FEW = 50  # one point in so many still changing is left to single moves
WORTH = 1e-12  # relative gain below which a move is rounding noise


@compiled
def assign(points: Floats, centres: Floats, label: Labels) -> int:
    """Put every point to its nearest centre (a tie to the first) and count the changes."""
    changes = 0
    for i in range(points.shape[0]):
        nearest, least = 0, np.inf
        for c in range(centres.shape[0]):
            dx, dy = points[i, 0] - centres[c, 0], points[i, 1] - centres[c, 1]
            square = dx * dx + dy * dy
            if square < least:
                nearest, least = c, square
        if label[i] != nearest:
            label[i] = nearest
            changes += 1
    return changes


@compiled
def sums(points: Floats, label: Labels, groups: int) -> Floats:
    """Return weight, weighted x and weighted y per group."""
    total = np.zeros((groups, 3))
    for i in range(points.shape[0]):
        weight = points[i, 2]
        total[label[i], 0] += weight
        total[label[i], 1] += weight * points[i, 0]
        total[label[i], 2] += weight * points[i, 1]
    return total


@compiled
def centres_of(total: Floats, centres: Floats) -> None:
    """Move every centre to the mean of its group; an empty group keeps its centre."""
    for c in range(total.shape[0]):
        if total[c, 0] > 0.0:
            centres[c, 0] = total[c, 1] / total[c, 0]
            centres[c, 1] = total[c, 2] / total[c, 0]


@compiled
def spread_within(points: Floats, label: Labels, groups: int) -> float:
    """Return the weighted sum of squared distances to the mean of the own group."""
    centres = np.zeros((groups, 2))
    centres_of(sums(points, label, groups), centres)
    spread = 0.0
    for i in range(points.shape[0]):
        dx, dy = points[i, 0] - centres[label[i], 0], points[i, 1] - centres[label[i], 1]
        spread += points[i, 2] * (dx * dx + dy * dy)
    return spread


@compiled
def cheapest_group(x: float, y: float, weight: float, own: int, total: Floats, centres: Floats) -> int:
    """Return the group in which a point adds least to the spread; its own when nothing is gained.

    Costs are fractions (square x mass over mass with or without the point), compared crosswise without dividing.
    """
    dx, dy = x - centres[own, 0], y - centres[own, 1]
    least, under, chosen = (dx * dx + dy * dy) * total[own, 0] * (1.0 - WORTH), total[own, 0] - weight, own
    for c in range(total.shape[0]):
        if c != own:
            dx, dy = x - centres[c, 0], y - centres[c, 1]
            cost, below = (dx * dx + dy * dy) * total[c, 0], total[c, 0] + weight
            if cost * under < least * below:
                least, under, chosen = cost, below, c
    return chosen


@compiled
def move_singles(points: Floats, label: Labels, groups: int) -> int:
    """Move single points while that lowers the spread, one pass, and count the moves (Hartigan 1975)."""
    total, centres, moves = sums(points, label, groups), np.zeros((groups, 2)), 0
    centres_of(total, centres)
    for i in range(points.shape[0]):
        own, weight = label[i], points[i, 2]
        if total[own, 0] <= weight:
            continue
        chosen = cheapest_group(points[i, 0], points[i, 1], weight, own, total, centres)
        if chosen != own:
            moves += 1
            label[i] = chosen
            for side in range(2):
                c, sign = (own, -1.0) if side == 0 else (chosen, 1.0)
                total[c, 0] += sign * weight
                total[c, 1] += sign * weight * points[i, 0]
                total[c, 2] += sign * weight * points[i, 1]
                centres[c, 0], centres[c, 1] = total[c, 1] / total[c, 0], total[c, 2] / total[c, 0]
    return moves


@compiled
def draw_near(points: Floats, label: Labels, groups: int, rounds: int) -> None:
    """Put points to the nearest mean, again and again, until few still change (Lloyd 1982)."""
    centres = np.zeros((groups, 2))
    for _ in range(rounds):
        centres_of(sums(points, label, groups), centres)
        if assign(points, centres, label) * FEW <= points.shape[0]:
            break


@compiled
def settle(points: Floats, label: Labels, groups: int) -> float:
    """Improve a grouping in place until no point gains by moving, and return its spread.

    Then every point is also nearest its own mean. A point alone in its group stays.
    """
    draw_near(points, label, groups, ROUNDS)
    for _ in range(ROUNDS):
        if move_singles(points, label, groups) == 0:
            break
    return spread_within(points, label, groups)


@compiled
def scattered_start(points: Floats, groups: int, draws: Floats, label: Labels) -> None:
    """Choose far-apart points as first centres: each with chance by squared distance.

    `draws` holds one published number in [0, 1) per centre, so that the same points give the same start.
    """
    nearest = points[:, 2].copy()
    centres = np.zeros((groups, 2))
    for c in range(groups):
        target, chosen = draws[c] * nearest.sum(), points.shape[0] - 1
        for i in range(points.shape[0]):
            target -= nearest[i]
            if target < 0.0:
                chosen = i
                break
        centres[c, 0], centres[c, 1] = points[chosen, 0], points[chosen, 1]
        for i in range(points.shape[0]):
            dx, dy = points[i, 0] - centres[c, 0], points[i, 1] - centres[c, 1]
            square = points[i, 2] * (dx * dx + dy * dy)
            nearest[i] = square if c == 0 else min(nearest[i], square)
    assign(points, centres, label)


@compiled
def rough_starts(
    points: Floats, groups: int, draws: Floats, labels: Labels, spreads: Floats, rounds: int
) -> None:
    """Let one scattered start per row of `draws` draw near for so many rounds, into `labels` and `spreads`."""
    for start in range(draws.shape[0]):
        scattered_start(points, groups, draws[start], labels[start])
        draw_near(points, labels[start], groups, rounds)
        spreads[start] = spread_within(points, labels[start], groups)


@compiled
def distances_to_groups(points: Floats, labels: Labels, most: int) -> Floats:
    """Return for every grouping the summed weighted distance from each point to each group: all pairs once."""
    reach = np.zeros((labels.shape[0], points.shape[0], most))
    for i in range(points.shape[0]):
        for j in range(i):
            dx, dy = points[i, 0] - points[j, 0], points[i, 1] - points[j, 1]
            distance = math.sqrt(dx * dx + dy * dy)
            mine, other = points[i, 2] * distance, points[j, 2] * distance
            for g in range(labels.shape[0]):
                reach[g, i, labels[g, j]] += other
                reach[g, j, labels[g, i]] += mine
    return reach


@compiled
def silhouettes(points: Floats, labels: Labels, groups: Labels) -> Floats:
    """Return the mean silhouette (Rousseeuw 1987) of each grouping, a row of `labels`, people weighing equally.

    a = mean distance to the others of the own group, b = least mean distance to another group; a point scores
    (b - a) / max(a, b), a group of one person scores 0.
    """
    reach, scores = distances_to_groups(points, labels, groups.max()), np.zeros(labels.shape[0])
    for g in range(labels.shape[0]):
        mass, people = sums(points, labels[g], groups[g]), 0.0
        for i in range(points.shape[0]):
            people += points[i, 2]
            scores[g] += points[i, 2] * silhouette(reach[g, i], mass, labels[g, i])
        scores[g] /= people
    return scores


@compiled
def silhouette(reach: Floats, mass: Floats, own: int) -> float:
    """Return the score of one point from its summed distances to every group."""
    if mass[own, 0] <= 1.0:
        return 0.0
    inner, outer = reach[own] / (mass[own, 0] - 1.0), np.inf
    for c in range(mass.shape[0]):
        if c != own and mass[c, 0] > 0.0:
            outer = min(outer, reach[c] / mass[c, 0])
    most = max(inner, outer)
    return (outer - inner) / most if 0.0 < most < np.inf else 0.0
