"""All messages grouped at once: average link over a sparse graph of likenesses, instead of over all pairs."""

import heapq
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from civics.faults import Fault
from civics.text.features import features_of
from civics.text.likeness import JOINS_FROM
from civics.text.reasons import Facts, topics_of
from civics.text.shapes import Id, Message, Topic
from civics.text.similar import SimilarTexts

__all__ = ["SameId", "average_link", "group"]

Edge = tuple[int, int, float]
Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]

NEWEST_READ = 128
NEIGHBOURS = 64
FAINT = 0.1


class SameId(Fault):
    """Two messages carry the same id."""


def group(
    messages: Iterable[Message],
    *,
    at: float,
    least: int = 2,
    most: int | None = None,
    about: Container[Id] | None = None,
) -> tuple[Topic, ...]:
    """Group messages at once; give the topics of at least `least` of them, hottest first, up to `most`.

    With `about` only topics that hold one of these messages are given; the others stand beside to be likened with. The
    order in which messages come changes nothing. `at` is the moment heat is measured from, seconds since 1970.
    Every message is compared with at most 64 others: 4 326 messages in about ten seconds.

    Raises:
        SameId: two messages carry the same id.
    """
    listed = sorted(messages, key=lambda one: (isinstance(one.id, str), one.id))
    for one, next_one in pairwise(listed):
        if one.id == next_one.id:
            raise SameId(f"The id {one.id} is used twice.")
    texts, edges = _neighbourhood(listed)
    facts = [Facts.of(one) for one in listed]
    rows = average_link(len(listed), edges, join_from=JOINS_FROM, known=NEIGHBOURS)
    groups: dict[Id, list[int]] = {
        listed[found[0]].id: found
        for found in rows
        if len(found) >= least and (about is None or any(listed[row].id in about for row in found))
    }
    return topics_of(texts, facts, groups, at=at, most=most)


def _neighbourhood(messages: Sequence[Message]) -> tuple[SimilarTexts, list[Edge]]:
    texts = SimilarTexts()
    features = [features_of(one.title, one.text, one.place) for one in messages]
    for one, found in zip(messages, features, strict=True):
        texts.keep(one.id, found)
    for row, found in enumerate(features):
        texts.hang(row, found)
    lows, highs, scores = [], [], []
    for row, found in enumerate(features):
        near = texts.candidates(found, newest=NEWEST_READ, most=NEIGHBOURS)
        score = texts.compare(found, near).scores
        kept = (near != row) & (score >= FAINT)
        lows.append(np.minimum(near[kept], row))
        highs.append(np.maximum(near[kept], row))
        scores.append(score[kept])
    if not features:
        return texts, []
    return texts, _edges(np.concatenate(lows), np.concatenate(highs), np.concatenate(scores), len(features))


def _edges(lows: Numbers, highs: Numbers, scores: Floats, number: int) -> list[Edge]:
    """Write each pair once, and only pairs that some chain of likenesses of 1 and more holds together.

    Between two such clusters every average stays below 1, so they never join: the rest need not be kept in mind.
    """
    _, once = np.unique(lows * number + highs, return_index=True)
    lows, highs, scores = lows[once], highs[once], scores[once]
    cluster = _clusters(lows[scores >= JOINS_FROM].tolist(), highs[scores >= JOINS_FROM].tolist(), number)
    held = cluster[lows] == cluster[highs]
    return list(zip(lows[held].tolist(), highs[held].tolist(), scores[held].tolist(), strict=True))


def _clusters(lows: list[int], highs: list[int], number: int) -> Numbers:
    """Give every row the number of its cluster (union-find)."""
    parent = list(range(number))

    def top(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for low, high in zip(lows, highs, strict=True):
        parent[top(high)] = top(low)
    return np.array([top(row) for row in range(number)], dtype=np.int64)


def average_link(number: int, edges: Iterable[Edge], *, join_from: float, known: int) -> list[list[int]]:
    """Join the two groups most alike on average until no two reach `join_from`; give groups of sorted numbers.

    A pair without an edge counts 0. No member knows more than `known` others, so at most that many pairs per member
    are expected. Ties go to the smallest numbers. Sokal and Michener 1958 (UPGMA). O(edges × log² edges): the group
    with fewer links moves, and an average that only fell is looked at again when its turn comes.
    """
    links: list[dict[int, float]] = [{} for _ in range(number)]
    for one, other, score in edges:
        links[one][other] = links[other][one] = score
    groups, first = [[row] for row in range(number)], list(range(number))

    def entry(one: int, other: int) -> tuple[float, int, int, int, int]:
        """A pair for the queue: its average, and the first rows of the two, which settle ties."""
        if first[one] > first[other]:
            one, other = other, one
        expected = _expected(len(groups[one]), len(groups[other]), known)
        return -links[one][other] / expected, first[one], first[other], one, other

    queue = [entry(one, other) for one in range(number) for other in links[one] if one < other]
    queue = [pair for pair in queue if -pair[0] >= join_from]
    heapq.heapify(queue)
    while queue:
        pair = heapq.heappop(queue)
        one, other = pair[3:]
        if other not in links[one]:
            continue
        now = entry(one, other)
        if now != pair:
            # It fell since it was queued; one that rose, or whose first row changed, was queued again at once.
            if now[1:] == pair[1:] and pair[0] < now[0] <= -join_from:
                heapq.heappush(queue, now)
            continue
        stays, goes = (one, other) if len(links[one]) >= len(links[other]) else (other, one)
        is_renamed = first[goes] < first[stays]
        first[stays] = min(first[stays], first[goes])
        groups[stays] += groups[goes]
        groups[goes] = []
        moved = _rewire(links, stays, goes)
        for third in links[stays] if is_renamed else moved:
            again = entry(stays, third)
            if -again[0] >= join_from:
                heapq.heappush(queue, again)
    return sorted(sorted(group) for group in groups if group)


def _rewire(links: list[dict[int, float]], stays: int, goes: int) -> list[int]:
    """Give the links of one group to another; return to whom they lead."""
    moved = links[goes]
    del moved[stays], links[stays][goes]
    links[goes] = {}
    for third, total in moved.items():
        del links[third][goes]
        links[stays][third] = links[third][stays] = links[stays].get(third, 0.0) + total
    return list(moved)


def _expected(one: int, other: int, known: int) -> int:
    return min(one * min(other, known), other * min(one, known))
