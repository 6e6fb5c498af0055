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
    are expected. Ties go to the smallest numbers. Sokal and Michener 1958 (UPGMA). O(edges × log edges).
    """
    links: list[dict[int, float]] = [{} for _ in range(number)]
    for one, other, score in edges:
        links[one][other] = links[other][one] = score
    groups = [[i] for i in range(number)]
    queue = [(-s, a, b, 0, 0) for a in range(number) for b, s in links[a].items() if a < b and s >= join_from]
    heapq.heapify(queue)
    age = [0] * number
    while queue:
        _, one, other, age_one, age_other = heapq.heappop(queue)
        if age[one] != age_one or age[other] != age_other:
            continue
        groups[one] += groups[other]
        groups[other] = []
        age[one] += 1
        age[other] = -1
        _rewire(links, one, other)
        for third, total in links[one].items():
            mean = total / _expected(len(groups[one]), len(groups[third]), known)
            if mean >= join_from:
                low, high = min(one, third), max(one, third)
                heapq.heappush(queue, (-mean, low, high, age[low], age[high]))
    return [sorted(group) for group in groups if group]


def _rewire(links: list[dict[int, float]], one: int, other: int) -> None:
    for third, total in links[other].items():
        del links[third][other]
        if third != one:
            links[one][third] = links[third][one] = links[one].get(third, 0.0) + total
    links[other] = {}


def _expected(one: int, other: int, known: int) -> int:
    return min(one * min(other, known), other * min(one, known))
