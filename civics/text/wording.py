"""The stretches of text that two messages share, cut so that people can read why they were put together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from civics.text.features import GAP, Features, pairs_of, place_pairs

__all__ = ["shared_names", "shared_runs", "told"]

Pairs = NDArray[np.uint32]

LONGEST = 10
NAME_SHARE = 0.6
EDGES = (
    "的了在是我你他她它和与及或把被将对向从到给为于由有没不也都就还又再要会能可请让使比等很太更最"
    "已这那哪此该每各某们吗呢啊吧着过地得且而但因所以个位于其之小区"
)


def shared_runs(asked: Features, pairs: Pairs, weights: NDArray[np.float64]) -> dict[str, float]:
    """Find the stretches of a message all of whose pairs are among sorted `pairs`, with the weight they carry.

    Small words at the edges are cut off, and no stretch is longer than 10 characters. O(length).
    """
    mine = pairs_of(asked.said, gaps=True)
    if not len(mine) or not len(pairs):
        return {}
    spots = np.minimum(np.searchsorted(pairs, mine), len(pairs) - 1)
    worth = np.where(pairs[spots] == mine, weights[spots], 0.0)
    found: dict[str, float] = {}
    for start, end in _stretches(worth > 0):
        run = asked.said[start : min(end + 1, start + LONGEST)].strip(EDGES)
        if len(run) > 1:
            found[run] = max(found.get(run, 0.0), float(worth[start:end].sum()))
    return found


def shared_names(names: Sequence[str], pairs: Pairs) -> tuple[str, ...]:
    """Keep the names of places most of whose pairs are among sorted `pairs`."""
    kept = []
    for name in names:
        mine = place_pairs([name])
        if len(mine) and np.isin(mine, pairs).mean() >= NAME_SHARE:
            kept.append(name)
    return tuple(kept)


def told(runs: dict[str, float], most: int) -> tuple[str, ...]:
    """Choose up to `most` stretches, the weightiest first, none inside another."""
    chosen: list[str] = []
    for run in sorted(runs, key=lambda one: (-runs[one], one)):
        if len(chosen) == most:
            break
        if GAP not in run and not any(run in other or other in run for other in chosen):
            chosen.append(run)
    return tuple(chosen)


def _stretches(hit: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], hit, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
