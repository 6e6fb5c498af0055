"""People on the plane into groups: the best split in two, proven; more groups from many fixed starts; how many, by fit.

The measure is that of k-means: the sum of squared distances to the mean of the own group (Polis uses the same on a
hundred pre-grouped places; here it is taken over the people themselves).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from civics.opinion.draws import published
from civics.opinion.errors import TooManyGroups
from civics.opinion.kernels import clumps, few, halves

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

PROVEN_UP_TO = 20  # different places; so few are solved exactly for every number of groups
STARTS = 24  # at least; more when there are few cells
CELL_STARTS = 12_000
ROUGH_ROUNDS = 4  # of all starts, before most are given up
RUNNERS = 8  # rough starts that are settled to the end
HOPELESS = 0.05  # relative spread beyond the best with which a coarse grouping is given up
FINALISTS = 4  # coarse groupings settled again on the people themselves
SAME = 1e-9  # relative difference of spread below which two groupings count as one
STRIPS = 16  # cells per side of the coarse picture on which starts are compared
PEOPLE_PER_CHOICE = 12  # one more group may be tried for every twelve people (Polis)
SPAN = 2**30  # exclusive bound of a coordinate: two of them fit one 64-bit key


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """One way to group the points: a number per point, its spread within groups, its silhouette (-1 to 1)."""

    groups: int
    label: Integers
    spread: float
    silhouette: float


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """The different places with their weights, measured from the centre of all, and which place each point is at.

    `cells` is a coarse picture of them: at most 256 weighted places.
    """

    places: Floats
    cells: Floats
    place_of: Integers


def picture(points: Integers, weight: Floats | None = None) -> Picture:
    """Gather points at the same place, in order of x, then y. Points of weight 0 count nothing."""
    key = (points[:, 0] + SPAN) * (2 * SPAN) + (points[:, 1] + SPAN)
    keys, place_of = np.unique(key, return_inverse=True)
    heavy = np.ones(len(points)) if weight is None else weight
    mass = np.bincount(place_of, weights=heavy, minlength=keys.size)
    places = np.column_stack([keys // (2 * SPAN) - SPAN, keys % (2 * SPAN) - SPAN]).astype(np.float64)
    total = mass.sum()
    if total > 0:
        places -= (places * mass[:, None]).sum(axis=0) / total
    weighted = np.column_stack([places, mass])
    return Picture(weighted, coarse(weighted), place_of.astype(np.int64))


def most_groups(people: int, limit: int = 5) -> int:
    """Return up to how many groups are worth trying among so many people (Polis)."""
    return min(limit, 2 + people // PEOPLE_PER_CHOICE)


def split_in_two(points: Integers, weight: Floats | None = None) -> Integers:
    """Return 0 or 1 per point so that no two groups have less spread (within 1e-12 of it).

    Points are whole numbers below 2^30. Every split by a line is searched, by bounds: about n log n.

    Raises:
        TooManyGroups: all points lie at one place.
    """
    return group(points, 2, weight).label


def group(points: Integers, groups: int, weight: Floats | None = None) -> Grouping:
    """Return the best grouping into so many groups that it knows, without its silhouette.

    Two groups, or at most 20 different places: no grouping is better. Else the best of fixed starts, each settled.

    Raises:
        TooManyGroups: there are fewer different places.
    """
    scene = picture(points, weight)
    return _on_points(_ladder(scene, groups)[-1], scene, 0.0)


def choose(
    points: Integers, weight: Floats | None = None, *, limit: int = 5
) -> tuple[Grouping, dict[int, float]]:
    """Return the grouping with the highest silhouette (a tie to fewer groups), and all silhouettes.

    Raises:
        TooManyGroups: all points lie at one place.
    """
    scene = picture(points, weight)
    ladder = _ladder(scene, max(2, min(limit, _occupied(scene))))
    fits = _silhouettes(scene, [label for label, _ in ladder])
    best = int(np.argmax(fits))
    return _on_points(ladder[best], scene, fits[best]), dict(enumerate(fits, start=2))


def fit_of(points: Integers, label: Integers) -> float:
    """Return the mean silhouette of a grouping of points."""
    scene = picture(points)
    at_place = np.zeros(len(scene.places), dtype=np.int64)
    at_place[scene.place_of] = label
    return _silhouettes(scene, [at_place])[0]


def _on_points(rung: tuple[Integers, float], scene: Picture, silhouette: float) -> Grouping:
    label, spread = rung
    return Grouping(int(label.max()) + 1, label[scene.place_of], spread, silhouette)


def _occupied(scene: Picture) -> int:
    return int(np.count_nonzero(scene.places[:, 2]))


def _ladder(scene: Picture, most: int) -> list[tuple[Integers, float]]:
    """Group the places into 2, 3, … groups; each rung also starts from the one before with one group halved."""
    if _occupied(scene) < most:
        raise TooManyGroups(f"{most} groups were asked for; people stand at only {_occupied(scene)} places.")
    rungs = [_halve(scene.places)]
    for groups in range(3, most + 1):
        fewer = _transfer(scene.places, rungs[-1][0], groups - 1, scene.cells)
        rungs.append(_best_rung(scene.places, scene.cells, fewer, groups))
    return rungs


def _best_rung(places: Floats, cells: Floats, fewer: Integers, groups: int) -> tuple[Integers, float]:
    """Carry the best coarse groupings over to the places themselves, settle the better ones, keep the best."""
    coarse_ones = _best_coarse(cells, fewer, groups)[: max(2, min(FINALISTS, 20_000 // len(places)))]
    fine = [_transfer(cells, label, groups, places) for label in coarse_ones]
    for label in fine:
        clumps.draw_near(places, label, groups, clumps.ROUNDS)
    fine.sort(key=lambda label: clumps.spread_within(places, label, groups))
    settled = [(clumps.settle(places, label, groups), label) for label in fine[:2]]
    spread, best = min(settled, key=lambda one: one[0])
    if len(places) <= PROVEN_UP_TO:
        spread = few.best_of_few(places, groups, spread, best)
    return best, spread


def _transfer(known: Floats, label: Integers, groups: int, places: Floats) -> Integers:
    """Put every place to the nearest centre of a grouping of others."""
    centres, moved = np.zeros((groups, 2)), np.zeros(len(places), dtype=np.int64)
    clumps.centres_of(clumps.sums(known, label, groups), centres)
    clumps.assign(places, centres, moved)
    return moved


def _halve(places: Floats) -> tuple[Integers, float]:
    """Split by the best line, and put every place to the nearer of the two centres (the same split, by optimality)."""
    _, weight, x, y = halves.best_halves(places)
    rest = places[:, 2].sum() - weight
    centres = np.array([[x / weight, y / weight], [-x / rest, -y / rest]])
    label = np.zeros(len(places), dtype=np.int64)
    clumps.assign(places, centres, label)
    return label, clumps.settle(places, label, 2)


def _best_coarse(cells: Floats, fewer: Integers, groups: int) -> list[Integers]:
    """Settle many starts on the cells, best first: each group of the rung below halved, and fixed scattered ones.

    All scattered starts run a few rounds, the best of them to the end.
    """
    draws = published(groups, (max(STARTS, CELL_STARTS // len(cells)), groups))
    labels, spreads = np.zeros((len(draws), len(cells)), dtype=np.int64), np.zeros(len(draws))
    clumps.rough_starts(cells, groups, draws, labels, spreads, ROUGH_ROUNDS)
    starts = [labels[number] for number in np.argsort(spreads, kind="stable")[:RUNNERS]]
    halved = (_with_one_halved(cells, fewer, number, groups) for number in range(groups - 1))
    starts += [label for label in halved if label is not None]
    found = [(clumps.settle(cells, label, groups), label) for label in starts]
    different: list[tuple[float, Integers]] = []
    for spread, label in sorted(found, key=lambda one: one[0]):
        if not different or spread > different[-1][0] * (1.0 + SAME):
            different.append((spread, label))
    return [label for spread, label in different if spread <= different[0][0] * (1.0 + HOPELESS)]


def _with_one_halved(cells: Floats, fewer: Integers, number: int, groups: int) -> Integers | None:
    mine = np.flatnonzero(fewer == number)
    if np.count_nonzero(cells[mine, 2]) < 2:
        return None
    part = cells[mine].copy()
    part[:, :2] -= (part[:, :2] * part[:, 2:]).sum(axis=0) / part[:, 2].sum()
    label = fewer.copy()
    label[mine[_halve(part)[0] == 1]] = groups - 1
    return label


def coarse(places: Floats) -> Floats:
    """Return at most 256 weighted cells: strips of equal weight across, then up."""
    if len(places) <= STRIPS * STRIPS:
        return places
    x, y, weight = places.T
    strip = _even(weight)
    order = np.lexsort((x, y, strip))
    inside = np.empty(len(places), dtype=np.int64)
    for number in range(STRIPS):
        mine = order[strip[order] == number]
        inside[mine] = _even(weight[mine])
    _, cell = np.unique(strip * STRIPS + inside, return_inverse=True)
    mass = np.bincount(cell, weights=weight)
    return np.column_stack([*(np.bincount(cell, weights=axis * weight) / mass for axis in (x, y)), mass])


def _even(weight: Floats) -> Integers:
    """Cut a sequence into strips of equal weight."""
    if not len(weight):
        return np.zeros(0, dtype=np.int64)
    middle = np.cumsum(weight) - weight / 2.0
    strip: Integers = (middle * (STRIPS / weight.sum())).astype(np.int64)
    return np.minimum(strip, STRIPS - 1)


def _silhouettes(scene: Picture, ladder: Sequence[Integers]) -> list[float]:
    """Measure groupings on the cells (on the places themselves when there are at most 256)."""
    groups = [int(label.max()) + 1 for label in ladder]
    if scene.cells is not scene.places:
        ladder = [
            _transfer(scene.places, label, k, scene.cells) for label, k in zip(ladder, groups, strict=True)
        ]
    return [float(fit) for fit in clumps.silhouettes(scene.cells, np.array(ladder), np.array(groups))]
