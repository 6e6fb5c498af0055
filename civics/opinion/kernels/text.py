"""Plain comma-separated numbers read straight from bytes; anything unusual is left to the careful reader."""

import numpy as np
import numpy.typing as npt

from civics.opinion.kernels.machine import compiled

Bytes = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Values = npt.NDArray[np.int8]

COMMA, NEWLINE, RETURN, QUOTE, MINUS, DOT, ZERO, NINE = 44, 10, 13, 34, 45, 46, 48, 57
UNUSUAL = -1  # a whole number that is none, or a vote that is none
EMPTY = -2
DIGITS = 18
LARGEST = 2**31 - 1  # number of a statement; larger ones go to the careful reader
SKIPPED, PERSON, TIME, STATEMENT, CHOICE = -1, -2, -3, -4, -5  # roles of a column


@compiled
def field_end(text: Bytes, at: int, end: int) -> int:
    """Return where the field that begins at `at` stops; past the end at a quote."""
    while at < end and text[at] != COMMA and text[at] != NEWLINE:
        if text[at] == QUOTE:
            return end + 1
        at += 1
    return at


@compiled
def trimmed(text: Bytes, begin: int, end: int) -> int:
    """Return the end of a field without the carriage return of a line end."""
    return end - 1 if end > begin and text[end - 1] == RETURN else end


@compiled
def whole_number(text: Bytes, begin: int, end: int) -> int:
    """Return the number written there, UNUSUAL for a sign, a leading zero, or anything else."""
    if begin == end or end - begin > DIGITS or (text[begin] == ZERO and end - begin > 1):
        return UNUSUAL
    value = 0
    for i in range(begin, end):
        if text[i] < ZERO or text[i] > NINE:
            return UNUSUAL
        value = 10 * value + text[i] - ZERO
    return value


@compiled
def choice(text: Bytes, begin: int, end: int) -> int:
    """Return 0 disagree, 1 pass, 2 agree, EMPTY or UNUSUAL, for -1, 0, 1 and -1.0, 0.0, 1.0."""
    if begin == end:
        return EMPTY
    negative = text[begin] == MINUS
    at = begin + 1 if negative else begin
    if end - at == 3 and text[at + 1] == DOT and text[at + 2] == ZERO:
        end -= 2
    if end - at != 1 or text[at] < ZERO or text[at] > ZERO + 1:
        return UNUSUAL
    size = int(text[at]) - ZERO
    return UNUSUAL if negative and size == 0 else 1 + (-size if negative else size)


@compiled
def vote_lines(
    text: Bytes,
    roles: Integers,
    when: Integers,
    person: Integers,
    statement: Codes,
    chosen: Values,
    filled: int,
) -> int:
    """Read whole lines of a list of votes; it returns the rows filled so far, or UNUSUAL.

    `roles` says per column what it holds: TIME, PERSON, STATEMENT, CHOICE or SKIPPED.
    """
    end = text.size
    at = 0
    while at < end:
        for column in range(roles.size):
            stop = field_end(text, at, end)
            if stop > end or stop == end or (text[stop] == NEWLINE) != (column == roles.size - 1):
                return UNUSUAL
            role, last = roles[column], trimmed(text, at, stop)
            if role != SKIPPED:
                value = choice(text, at, last) if role == CHOICE else whole_number(text, at, last)
                if value < 0 or (role == STATEMENT and value > LARGEST):
                    return UNUSUAL
                if role == TIME:
                    when[filled] = value
                elif role == PERSON:
                    person[filled] = value
                elif role == STATEMENT:
                    statement[filled] = value
                else:
                    chosen[filled] = value - 1
            at = stop + 1
        filled += 1
    return filled


@compiled
def people_lines(
    text: Bytes, roles: Integers, names: Integers, counts: Integers, codes: Codes, row: int
) -> int:
    """Read whole lines of a table of people; it returns the rows read so far, or UNUSUAL.

    `roles` says per column: PERSON, SKIPPED, or from 0 on the number of a statement. Codes are appended; `counts[r]`
    says how many there were before row r.
    """
    end, at, filled = text.size, 0, counts[row]
    while at < end:
        for column in range(roles.size):
            stop = field_end(text, at, end)
            if stop > end or stop == end or (text[stop] == NEWLINE) != (column == roles.size - 1):
                return UNUSUAL
            role = roles[column]
            last = trimmed(text, at, stop)
            if role == PERSON:
                names[row] = whole_number(text, at, last)
                if names[row] < 0:
                    return UNUSUAL
            elif role >= 0:
                value = choice(text, at, last)
                if value == UNUSUAL:
                    return UNUSUAL
                if value != EMPTY:
                    codes[filled] = 3 * role + value
                    filled += 1
            at = stop + 1
        row += 1
        counts[row] = filled
    return row
