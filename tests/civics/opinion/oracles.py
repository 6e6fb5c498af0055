"""Slow, plain answers that the quick ones are held against."""

from functools import cache

import numpy as np


def spread(points: np.ndarray, label: np.ndarray, weight: np.ndarray | None = None) -> float:
    """Sum of squared distances to the mean of the own group."""
    heavy = np.ones(len(points)) if weight is None else weight
    total = 0.0
    for number in np.unique(label):
        mine, mass = points[label == number].astype(float), heavy[label == number]
        if mass.sum() > 0:
            centre = (mine * mass[:, None]).sum(axis=0) / mass.sum()
            total += float((((mine - centre) ** 2).sum(axis=1) * mass).sum())
    return total


def least_spread(points: np.ndarray, groups: int, weight: np.ndarray | None = None) -> float:
    """The least spread over every way to form groups: all subsets, all ways to join them. Up to 14 points."""
    heavy = np.ones(len(points)) if weight is None else weight
    cost = _subset_costs(points - points.mean(axis=0), heavy)
    everyone = len(cost) - 1

    @cache
    def best(rest: int, parts: int) -> float:
        if parts == 1:
            return float(cost[rest])
        first, tail = rest & -rest, rest & (rest - 1)
        least, part = best(rest, parts - 1), tail
        while True:
            other = tail ^ part
            if other and cost[first | part] < least:
                least = min(least, float(cost[first | part]) + best(other, parts - 1))
            if part == 0:
                return least
            part = (part - 1) & tail

    return best(everyone, groups)


def _subset_costs(points: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Spread of every subset, by bit mask."""
    sums = np.zeros((1, 4))
    for (x, y), mass in zip(points.astype(float), weight, strict=True):
        sums = np.vstack([sums, sums + mass * np.array([1.0, x, y, x * x + y * y])])
    mass = np.maximum(sums[:, 0], 1e-300)
    return np.maximum(sums[:, 3] - (sums[:, 1] ** 2 + sums[:, 2] ** 2) / mass, 0.0)


def least_spread_of_two(points: np.ndarray, weight: np.ndarray | None = None) -> float:
    """The least spread over every split by a line: for each direction between two changes of order, every cut."""
    heavy = np.ones(len(points)) if weight is None else weight
    centred = points - (points * heavy[:, None]).sum(axis=0) / heavy.sum()
    apart = (centred[:, None] - centred[None])[np.triu_indices(len(points), 1)]
    turns = np.sort(np.arctan2(apart[:, 0], -apart[:, 1]) % np.pi)
    turns = np.concatenate([[turns[-1] - np.pi], turns])
    overall = float(((centred**2).sum(axis=1) * heavy).sum())
    middles = (turns[1:] + turns[:-1]) / 2
    most = max(_best_cut(centred, heavy, part) for part in np.array_split(middles, len(middles) // 2000 + 1))
    return overall - most


def _best_cut(centred: np.ndarray, heavy: np.ndarray, directions: np.ndarray) -> float:
    """The largest sum of squares between two sides, over all cuts across these directions."""
    order = np.argsort(-(np.column_stack([np.cos(directions), np.sin(directions)]) @ centred.T), axis=1)
    mass = np.cumsum(heavy[order], axis=1)[:, :-1]
    sums = np.cumsum((centred * heavy[:, None])[order], axis=1)[:, :-1]
    return float(((sums**2).sum(axis=2) * heavy.sum() / (mass * (heavy.sum() - mass))).max())


def mean_silhouette(points: np.ndarray, label: np.ndarray) -> float:
    """As defined by Rousseeuw (1987), one person at a time."""
    scores = []
    for i, own in enumerate(label):
        far = np.sqrt(((points - points[i]) ** 2).sum(axis=1))
        mine = label == own
        if mine.sum() == 1:
            scores.append(0.0)
            continue
        inner = far[mine].sum() / (mine.sum() - 1)
        outer = min(far[label == other].mean() for other in np.unique(label) if other != own)
        scores.append((outer - inner) / max(inner, outer) if max(inner, outer) > 0 else 0.0)
    return float(np.mean(scores))
