"""Votes as rows of small codes: sorting them once, counting them, and multiplying by them.

A vote is one code, 3 x statement + (0 disagree, 1 pass, 2 agree), so that counting is one histogram and a product
with the filled-in, centred vote table needs no table: a hole filled with the column mean is 0 after centring.
"""

import math

import numpy as np
import numpy.typing as npt

from civics.opinion.kernels.machine import compiled

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]
Values = npt.NDArray[np.int8]


@compiled
def starts_of(key: Codes, size: int) -> Indices:
    """Return where each key begins when the keys are sorted, with the total at the end."""
    starts = np.zeros(size + 1, dtype=np.int64)
    for k in key:
        starts[k + 1] += 1
    for i in range(size):
        starts[i + 1] += starts[i]
    return starts


@compiled
def sorted_positions(person: Codes, statement: Codes, people: int, statements: int) -> tuple[Codes, Indices]:
    """Return the vote positions sorted by person, then statement, and where each person begins."""
    by_statement = np.empty(person.size, dtype=np.int32)
    fill = starts_of(statement, statements)
    for i in range(statement.size):
        by_statement[fill[statement[i]]] = i
        fill[statement[i]] += 1
    order = np.empty(person.size, dtype=np.int32)
    starts = starts_of(person, people)
    fill = starts.copy()
    for rank in range(by_statement.size):
        vote = by_statement[rank]
        order[fill[person[vote]]] = vote
        fill[person[vote]] += 1
    return order, starts


@compiled
def last_word(order: Codes, begin: int, end: int, value: Values, when: Indices) -> tuple[int, bool]:
    """Return the latest of one person's votes on one statement, and whether two last ones differ.

    Two different votes with the same last time cancel to a pass, whatever order they came in.
    """
    latest, chosen, differ = when[order[begin]], value[order[begin]], False
    for i in range(begin + 1, end):
        if when[order[i]] > latest:
            latest, chosen, differ = when[order[i]], value[order[i]], False
        elif when[order[i]] == latest and value[order[i]] != chosen:
            differ = True
    return (0 if differ else chosen), differ


@compiled
def gather_rows(
    person: Codes, statement: Codes, value: Values, when: Indices, people: int, statements: int
) -> tuple[Indices, Codes, int, int]:
    """Return row starts and codes in canonical order, how many votes were replaced, how many cancelled."""
    order, starts = sorted_positions(person, statement, people, statements)
    code = np.empty(person.size, dtype=np.int32)
    rows = np.zeros(people + 1, dtype=np.int64)
    fill, cancelled = 0, 0
    for p in range(people):
        at = starts[p]
        while at < starts[p + 1]:
            end = at + 1
            while end < starts[p + 1] and statement[order[end]] == statement[order[at]]:
                end += 1
            final = int(value[order[at]])
            if end > at + 1:
                final, differ = last_word(order, at, end, value, when)
                cancelled += differ
            code[fill] = 3 * statement[order[at]] + final + 1
            fill += 1
            at = end
        rows[p + 1] = fill
    return rows, code[:fill].copy(), person.size - fill, cancelled


@compiled
def tally(rows: Indices, code: Codes, group: Indices, groups: int, size: int) -> Indices:
    """Count every code per group of people; people in group -1 are left out."""
    count = np.zeros((groups, size), dtype=np.int64)
    for p in range(rows.size - 1):
        if group[p] >= 0:
            mine = count[group[p]]
            for e in range(rows[p], rows[p + 1]):
                mine[code[e]] += 1
    return count


@compiled
def weighted_tally(rows: Indices, code: Codes, weight: Floats, size: int) -> Floats:
    """Sum the weight of the people behind every code."""
    total = np.zeros(size)
    for p in range(rows.size - 1):
        if weight[p] != 0.0:
            for e in range(rows[p], rows[p + 1]):
                total[code[e]] += weight[p]
    return total


@compiled
def through_the_votes(rows: Indices, code: Codes, weight: Floats, table: Floats, out: Floats) -> None:
    """Carry two columns to the people and back: out = votes' (weight x (votes table))."""
    out[:] = 0.0
    for p in range(rows.size - 1):
        if weight[p] == 0.0:
            continue
        first, second = 0.0, 0.0
        for e in range(rows[p], rows[p + 1]):
            k = code[e]
            first += table[k, 0]
            second += table[k, 1]
        first *= weight[p]
        second *= weight[p]
        for e in range(rows[p], rows[p + 1]):
            k = code[e]
            out[k, 0] += first
            out[k, 1] += second


@compiled
def people_places(rows: Indices, code: Codes, table: Floats) -> Floats:
    """Return each person's sum over the table, divided by the root of the votes cast."""
    places = np.zeros((rows.size - 1, 2))
    for p in range(rows.size - 1):
        first, second = 0.0, 0.0
        for e in range(rows[p], rows[p + 1]):
            first += table[code[e], 0]
            second += table[code[e], 1]
        cast = rows[p + 1] - rows[p]
        if cast > 0:
            places[p, 0], places[p, 1] = first / math.sqrt(cast), second / math.sqrt(cast)
    return places
