"""Votes as rows of small codes: sorting them once, counting them, and multiplying by them.

A vote is one code, 3 x statement + (0 disagree, 1 pass, 2 agree), so that counting is one histogram and a product
with the filled-in, centred vote table needs no table: a hole filled with the column mean is 0 after centring.
Codes are read as unsigned numbers: a signed index is first tested for counting from the end, which costs a third.
"""

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
def by_person(
    person: Codes, statement: Codes, carried: Codes, people: int, statements: int
) -> tuple[Indices, Codes]:
    """Return where each person begins, and what each vote carries, sorted by person, then statement."""
    who, what = np.empty(person.size, dtype=np.int32), np.empty(person.size, dtype=np.int32)
    fill = starts_of(statement, statements)
    for i in range(person.size):
        column = np.uint32(statement[i])
        at = np.uint64(fill[column])
        fill[column] += 1
        who[at], what[at] = person[i], carried[i]
    rows = starts_of(person, people)
    fill = rows.copy()
    found = np.empty(person.size, dtype=np.int32)
    for i in range(person.size):
        row = np.uint32(who[i])
        found[np.uint64(fill[row])] = what[i]
        fill[row] += 1
    return rows, found


@compiled
def any_repeated(rows: Indices, code: Codes) -> bool:
    """Tell whether anybody voted twice on a statement."""
    for p in range(rows.size - 1):
        for e in range(rows[p] + 1, rows[p + 1]):
            if np.uint32(code[e]) // np.uint32(3) == np.uint32(code[e - 1]) // np.uint32(3):
                return True
    return False


@compiled
def last_word(code: Codes, position: Codes, begin: int, end: int, when: Indices) -> tuple[int, bool]:
    """Return the code of the latest of one person's votes on one statement, and whether two last ones differ.

    Two different votes with the same last time cancel to a pass, whatever order they came in.
    """
    latest, chosen, differ = when[position[begin]], code[begin], False
    for i in range(begin + 1, end):
        if when[position[i]] > latest:
            latest, chosen, differ = when[position[i]], code[i], False
        elif when[position[i]] == latest and code[i] != chosen:
            differ = True
    return (chosen - chosen % 3 + 1 if differ else chosen), differ


@compiled
def keep_last(rows: Indices, code: Codes, position: Codes, when: Indices) -> int:
    """Move the last vote of each person on each statement forward in place; return how many pairs cancelled."""
    fill, cancelled, upto = 0, 0, 0
    for p in range(rows.size - 1):
        at, upto = upto, rows[p + 1]
        while at < upto:
            end = at + 1
            while end < upto and code[end] // 3 == code[at] // 3:
                end += 1
            final, differ = code[at], False
            if end > at + 1:
                final, differ = last_word(code, position, at, end, when)
            code[fill] = final
            cancelled += differ
            fill += 1
            at = end
        rows[p + 1] = fill
    return cancelled


@compiled
def tally(rows: Indices, code: Codes, group: Indices, groups: int, size: int) -> Indices:
    """Count every code per group of people; people in group -1 are left out."""
    count = np.zeros((groups, size), dtype=np.int64)
    for p in range(rows.size - 1):
        if group[p] >= 0:
            mine = count[group[p]]
            for e in range(rows[p], rows[p + 1]):
                mine[np.uint32(code[e])] += 1
    return count


@compiled
def weighted_tally(rows: Indices, code: Codes, weight: Floats, size: int) -> Floats:
    """Sum the weight of the people behind every code."""
    total = np.zeros(size)
    for p in range(rows.size - 1):
        if weight[p] != 0.0:
            for e in range(rows[p], rows[p + 1]):
                total[np.uint32(code[e])] += weight[p]
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
            k = np.uint32(code[e])
            first += table[k, 0]
            second += table[k, 1]
        first *= weight[p]
        second *= weight[p]
        for e in range(rows[p], rows[p + 1]):
            k = np.uint32(code[e])
            out[k, 0] += first
            out[k, 1] += second


@compiled
def sums_of_people(rows: Indices, code: Codes, table: Floats) -> Floats:
    """Return the sum of both columns of the table over each person's votes."""
    total = np.zeros((rows.size - 1, 2))
    for p in range(rows.size - 1):
        first, second = 0.0, 0.0
        for e in range(rows[p], rows[p + 1]):
            k = np.uint32(code[e])
            first += table[k, 0]
            second += table[k, 1]
        total[p, 0], total[p, 1] = first, second
    return total
