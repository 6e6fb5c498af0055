"""Plain tables of numbers, read straight from bytes; anything unusual in them is left to the careful reader."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from civics.opinion import votes
from civics.opinion.errors import NoVotes, TwoAnswers
from civics.opinion.kernels import text
from civics.opinion.votes import Votes

CHUNK = 1 << 24  # bytes read at a time
ROLES = {"timestamp": text.TIME, "voter-id": text.PERSON, "comment-id": text.STATEMENT, "vote": text.CHOICE}


def votes_list(path: Path, header: Sequence[str], begin: int) -> Votes | None:
    """Read a list of votes whose lines begin at byte `begin`; None when anything in it is unusual.

    Raises:
        NoVotes: there is no line.
    """
    roles = np.array([ROLES.get(name, text.SKIPPED) for name in header], dtype=np.int64)
    shortest = len(header) + 3  # a separator per column and a digit each for person, statement and vote
    room = (path.stat().st_size - begin) // shortest + 2
    when, person = np.zeros(room, dtype=np.int64), np.empty(room, dtype=np.int64)
    statement, chosen = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int8)
    filled = 0
    for chunk in _chunks(path, begin):
        filled = text.vote_lines(chunk, roles, when, person, statement, chosen, filled)
        if filled == text.UNUSUAL:
            return None
    if filled == 0:
        raise NoVotes("There are no votes.")
    people, names = votes.places_of_numbers(person[:filled])
    about, statements = votes.places_of_numbers(statement[:filled])
    del person, statement
    timed = "timestamp" in header
    try:
        return votes.assemble(people, about, chosen[:filled], when[:filled], names, statements, timed=timed)
    except TwoAnswers:
        return None


def people_table(path: Path, header: Sequence[str], begin: int, columns: Sequence[str]) -> Votes | None:
    """Read a table of people with a column for each statement in `columns`; None when anything is unusual.

    Raises:
        NoVotes: there is no vote in it.
    """
    number = {name: place for place, name in enumerate(votes.canonical_order(columns))}
    roles = np.array([number.get(name, text.SKIPPED) for name in header], dtype=np.int64)
    roles[header.index("participant")] = text.NAME
    size = path.stat().st_size - begin
    names, counts = (
        np.empty(size // len(header) + 2, dtype=np.int64),
        np.zeros(size // len(header) + 3, dtype=np.int64),
    )
    codes, rows = np.empty(size // 2 + 2, dtype=np.int32), 0
    for chunk in _chunks(path, begin):
        rows = text.people_lines(chunk, roles, names, counts, codes, rows)
        if rows == text.UNUSUAL:
            return None
    place, people = votes.places_of_numbers(names[:rows])
    code = codes[: counts[rows]]
    if len(people) < rows:
        return None
    if code.size == 0:
        raise NoVotes("There are no votes.")
    person = np.repeat(place, np.diff(counts[: rows + 1]))
    statement, choice = (code // 3).astype(np.int32), (code % 3 - 1).astype(np.int8)
    when = np.zeros(code.size, dtype=np.int64)
    return votes.assemble(person, statement, choice, when, people, tuple(number), timed=False)


def _chunks(path: Path, begin: int) -> Iterator[npt.NDArray[np.uint8]]:
    """Yield the bytes from `begin` on in pieces that end with a line."""
    rest = b""
    with path.open("rb") as file:
        file.seek(begin)
        while piece := file.read(CHUNK):
            whole = rest + piece
            cut = whole.rfind(b"\n") + 1
            rest = whole[cut:]
            if cut:
                yield np.frombuffer(whole, dtype=np.uint8, count=cut)
    if rest:
        yield np.frombuffer(rest + b"\n", dtype=np.uint8)
