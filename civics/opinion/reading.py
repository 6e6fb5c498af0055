"""Votes from the two tables that Polis exports: one line per vote, or one line per participant.

Plain files are read straight from bytes; anything unusual (quotes, ids with letters, mistakes) is read again slowly,
with the number of every line.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from civics.opinion import votes as votes_module
from civics.opinion.errors import (
    BadInput,
    MissingColumn,
    NoVotes,
    RepeatedName,
    TwoAnswers,
    UnknownVote,
    UnreadableCell,
    UnreadableFile,
)  # fmt: skip
from civics.opinion.kernels import text
from civics.opinion.placing import Moderation
from civics.opinion.votes import Votes

Integers = npt.NDArray[np.int64]

CHUNK = 1 << 24  # bytes read at a time
CHOICES = {"1": 1, "+1": 1, "1.0": 1, "0": 0, "0.0": 0, "-1": -1, "-1.0": -1}
LIST_COLUMNS = {
    "timestamp": text.TIME,
    "voter-id": text.PERSON,
    "comment-id": text.STATEMENT,
    "vote": text.CHOICE,
}
ABOUT_PEOPLE = ("group-id", "n-comments", "n-votes", "n-agree", "n-disagree")


@dataclass(frozen=True, slots=True)
class Comments:
    """The statements' table: their words, and which of them are kept off the map."""

    words: dict[str, str]
    moderation: Moderation


def read_votes(path: Path) -> Votes:
    """Read votes.csv (timestamp, voter-id, comment-id, vote) or participants-votes.csv.

    The kind is told by the header. A later vote replaces an earlier one of the same person on the same statement.

    Raises: UnreadableFile, MissingColumn, RepeatedName, UnknownVote, UnreadableCell, TwoAnswers, NoVotes.
    """
    try:
        header, body = _header(path)
        if "participant" in header:
            return _fast_people(path, header, body) or _slow_people(path)
        return _fast_list(path, header, body) or _slow_list(path)
    except BadInput as problem:
        problem.source = problem.source or path.name
        raise


def read_comments(path: Path) -> Comments:
    """Read comments.csv (comment-id, moderated, comment-body, perhaps is-meta).

    `moderated` is -1 out, 0 not looked at, 1 in.

    Raises: UnreadableFile, MissingColumn, RepeatedName, UnreadableCell.
    """
    try:
        return _comments(path)
    except BadInput as problem:
        problem.source = problem.source or path.name
        raise


def _comments(path: Path) -> Comments:
    words: dict[str, str] = {}
    out, meta = set(), set()
    lines = _lines(path)
    _, header = next(lines)
    where = _positions(header, ("comment-id", "moderated"))
    for line, row in lines:
        name = row[where["comment-id"]].strip()
        if not name:
            raise UnreadableCell("a statement without comment-id", line=line)
        if name in words:
            raise RepeatedName(f"statement {name!r} stands twice", line=line)
        words[name] = row[header.index("comment-body")] if "comment-body" in header else ""
        state = row[where["moderated"]].strip()
        if state not in CHOICES:
            raise UnreadableCell(
                f"moderated is {state!r}: it is -1 (out), 0 (not looked at) or 1 (in)", line=line
            )
        if CHOICES[state] < 0:
            out.add(name)
        if "is-meta" in header and row[header.index("is-meta")].strip().lower() in ("true", "t", "1"):
            meta.add(name)
    return Comments(words, Moderation(frozenset(out), frozenset(meta)))


def _header(path: Path) -> tuple[list[str], int]:
    """Return the column names and where the first line of votes begins; a wrong header is refused here."""
    try:
        with path.open("rb") as file:
            first = file.readline(CHUNK)
    except OSError as problem:
        raise UnreadableFile(f"cannot be opened: {problem.strerror}") from problem
    try:
        line = first.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UnreadableFile("is not UTF-8 text", line=1) from problem
    header = next(iter(_parsed([line])), [])
    if not header:
        raise NoVotes("is empty: the first line must name the columns", line=1)
    header = [name.strip() for name in header]
    repeated = [name for name in header if header.count(name) > 1] if len(set(header)) < len(header) else []
    if repeated:
        raise RepeatedName(f"column {repeated[0]!r} stands twice", line=1)
    return header, len(first)


def _parsed(lines: Sequence[str]) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, strict=True)
    except csv.Error as problem:
        raise UnreadableFile(f"is not a table: {problem}", line=1) from problem


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield every row with the line it ends on, header first; a row of another width than the header is refused."""
    header, _ = _header(path)
    yield 1, header
    rows = csv.reader(_text(path).splitlines(keepends=True), strict=True)
    next(rows)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as problem:
            raise UnreadableFile(f"is not a table: {problem}", line=rows.line_num) from problem
        if not row:
            continue
        if len(row) != len(header):
            raise UnreadableFile(f"{len(row)} columns where the header has {len(header)}", line=rows.line_num)
        yield rows.line_num, row


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UnreadableFile("is not UTF-8 text", line=raw.count(b"\n", 0, problem.start) + 1) from problem


def _positions(header: list[str], needed: Sequence[str]) -> dict[str, int]:
    for name in needed:
        if name not in header:
            raise MissingColumn(f"there is no column {name!r}", line=1)
    return {name: header.index(name) for name in header}


def _chunks(path: Path, begin: int) -> Iterator[npt.NDArray[np.uint8]]:
    """Yield the bytes from `begin` on in pieces that end with a line."""
    rest = b""
    with path.open("rb") as file:
        file.seek(begin)
        while piece := file.read(CHUNK):
            piece = rest + piece
            cut = piece.rfind(b"\n") + 1
            rest = piece[cut:]
            if cut:
                yield np.frombuffer(piece, dtype=np.uint8, count=cut)
    if rest:
        yield np.frombuffer(rest + b"\n", dtype=np.uint8)


def _fast_list(path: Path, header: list[str], begin: int) -> Votes | None:
    """Read a plain list of votes; None when anything in it is unusual."""
    where = _positions(header, ("voter-id", "comment-id", "vote"))
    roles = np.array([LIST_COLUMNS.get(name, text.SKIPPED) for name in header], dtype=np.int64)
    room = (path.stat().st_size - begin) // (
        len(header) + len(LIST_COLUMNS) - 1
    ) + 2  # lines cannot be shorter
    when, person = np.zeros(room, dtype=np.int64), np.empty(room, dtype=np.int64)
    statement, chosen = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int8)
    filled = 0
    for chunk in _chunks(path, begin):
        filled = text.vote_lines(chunk, roles, when, person, statement, chosen, filled)
        if filled == text.UNUSUAL:
            return None
    if filled == 0:
        raise NoVotes("there are no votes")
    people, names = votes_module.places_of_numbers(person[:filled])
    about, statements = votes_module.places_of_numbers(statement[:filled])
    try:
        return votes_module.assemble(
            people, about, chosen[:filled], when[:filled], names, statements, timed="timestamp" in where
        )
    except TwoAnswers:
        return None


def _slow_list(path: Path) -> Votes:
    lines = _lines(path)
    _, header = next(lines)
    where = _positions(header, ("voter-id", "comment-id", "vote"))
    timed = "timestamp" in where
    people, statements, choices, times = [], [], [], []
    answers: dict[tuple[str, str], int] = {}
    for line, row in lines:
        person, statement = row[where["voter-id"]].strip(), row[where["comment-id"]].strip()
        if not person or not statement:
            raise UnreadableCell(f"a vote without {'comment-id' if person else 'voter-id'}", line=line)
        people.append(person)
        statements.append(statement)
        choices.append(_choice(row[where["vote"]], line))
        times.append(_time(row[where["timestamp"]], line) if timed else 0)
        if not timed and answers.setdefault((person, statement), choices[-1]) != choices[-1]:
            twice = f"participant {person!r} voted twice, differently, on statement {statement!r}"
            raise TwoAnswers(f"{twice}, and there is no timestamp", line=line)
    if not choices:
        raise NoVotes("there are no votes")
    return votes_module.gather(people, statements, choices, times)


def _choice(cell: str, line: int) -> int:
    try:
        return CHOICES[cell.strip()]
    except KeyError:
        raise UnknownVote(
            f"vote is {cell!r}: it is 1 (agree), 0 (pass) or -1 (disagree)", line=line
        ) from None


def _time(cell: str, line: int) -> int:
    digits = cell.strip()
    if not (digits.isascii() and digits.removeprefix("-").isdigit() and len(digits) <= text.DIGITS):
        raise UnreadableCell(f"timestamp is {cell!r}: it is a whole number of milliseconds", line=line)
    return int(digits)


def _fast_people(path: Path, header: list[str], begin: int) -> Votes | None:
    """Read a plain table of people; None when anything in it is unusual."""
    statements = [name for name in header if name != "participant" and name not in ABOUT_PEOPLE]
    number = {name: place for place, name in enumerate(votes_module.canonical_order(statements))}
    roles = np.array([number.get(name, text.SKIPPED) for name in header], dtype=np.int64)
    roles[header.index("participant")] = text.PERSON
    size = path.stat().st_size - begin
    names, counts = (
        np.empty(size // len(header) + 2, dtype=np.int64),
        np.zeros(size // len(header) + 3, dtype=np.int64),
    )
    codes, rows = np.empty(size // 2 + 1, dtype=np.int32), 0
    for chunk in _chunks(path, begin):
        rows = text.people_lines(chunk, roles, names, counts, codes, rows)
        if rows == text.UNUSUAL:
            return None
    place, people = votes_module.places_of_numbers(names[:rows])
    if len(people) < rows:
        return None
    code = codes[: counts[rows]]
    if code.size == 0:
        raise NoVotes("there are no votes")
    person = np.repeat(place, np.diff(counts[: rows + 1]))
    statement, choice = (code // 3).astype(np.int32), (code % 3 - 1).astype(np.int8)
    return votes_module.assemble(
        person, statement, choice, np.zeros(code.size, dtype=np.int64), people, tuple(number), timed=False
    )


def _slow_people(path: Path) -> Votes:
    lines = _lines(path)
    _, header = next(lines)
    named = header.index("participant")
    columns = [(at, name) for at, name in enumerate(header) if at != named and name not in ABOUT_PEOPLE]
    seen: set[str] = set()
    people, statements, choices = [], [], []
    for line, row in lines:
        person = row[named].strip()
        if not person:
            raise UnreadableCell("a line without participant", line=line)
        if person in seen:
            raise RepeatedName(f"participant {person!r} stands twice", line=line)
        seen.add(person)
        for at, name in columns:
            if row[at] != "":
                people.append(person)
                statements.append(name)
                choices.append(_choice(row[at], line))
    if not choices:
        raise NoVotes("there are no votes")
    return votes_module.gather(
        people, statements, choices, known_participants=seen, known_statements=[name for _, name in columns]
    )
