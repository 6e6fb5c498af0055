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
SKIPPED, NAME = -1, -2  # roles of a column; in a table of people, 0 and up: the number of a statement
TIME, PERSON, STATEMENT, CHOICE = 0, 1, 2, 3  # roles of a column in a list of votes


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
def field_end(text: Bytes, at: int, last: bool) -> int:  # noqa: FBT001 -- a compiled loop takes plain arguments
    """Return where the field that begins at `at` stops: at a line end if it is the last, else at a comma.

    UNUSUAL at a quote, at the other of the two, and at the end of the text.
    """
    while at < text.size:
        sign = text[at]
        if sign in (COMMA, NEWLINE):
            return at if (sign == NEWLINE) == last else UNUSUAL
        if sign == QUOTE:
            return UNUSUAL
        at += 1
    return UNUSUAL


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
    """Read whole lines of a list of votes; return the rows filled so far, or UNUSUAL.

    `roles` says per column what it holds: TIME, PERSON, STATEMENT, CHOICE or SKIPPED.
    """
    at, columns, line = 0, roles.size, np.zeros(4, dtype=np.int64)
    while at < text.size:
        for column in range(columns):
            stop, role = field_end(text, at, column == columns - 1), roles[column]
            if stop < 0:
                return UNUSUAL
            if role != SKIPPED:
                end = trimmed(text, at, stop)
                line[role] = choice(text, at, end) if role == CHOICE else whole_number(text, at, end)
                if line[role] < 0:
                    return UNUSUAL
            at = stop + 1
        if line[STATEMENT] > LARGEST:
            return UNUSUAL
        when[filled], person[filled] = line[TIME], line[PERSON]
        statement[filled], chosen[filled] = line[STATEMENT], line[CHOICE] - 1
        filled += 1
    return filled


@compiled
def people_lines(
    text: Bytes, roles: Integers, names: Integers, counts: Integers, codes: Codes, row: int
) -> int:
    """Read whole lines of a table of people; return the rows read so far, or UNUSUAL.

    `roles` says per column: NAME, SKIPPED, or from 0 on the number of a statement. Codes are appended; `counts[r]`
    says how many there were before row r.
    """
    at, filled, columns = 0, counts[row], roles.size
    while at < text.size:
        for column in range(columns):
            stop, role = field_end(text, at, column == columns - 1), roles[column]
            if stop < 0:
                return UNUSUAL
            if role == NAME:
                names[row] = whole_number(text, at, trimmed(text, at, stop))
                if names[row] < 0:
                    return UNUSUAL
            elif role >= 0 and stop > at:
                value = choice(text, at, trimmed(text, at, stop))
                if value == UNUSUAL:
                    return UNUSUAL
                codes[filled] = 3 * role + value
                filled += value != EMPTY
            at = stop + 1
        row += 1
        counts[row] = filled
    return row
