"""The votes of one conversation in one canonical order, whatever order they arrived in."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from civics.opinion.errors import BadCell, BadSetting, NoVotes, TwoAnswers, UnevenColumns, UnknownVote
from civics.opinion.kernels import ballots

Codes = npt.NDArray[np.int32]
Integers = npt.NDArray[np.int64]
Ids = Sequence[str] | Sequence[int] | npt.NDArray[np.integer]

DISAGREE, PASS, AGREE = -1, 0, 1
DIGITS = 18  # of an id that counts as a whole number
WHOLE = 10**DIGITS
LARGEST = 2**31 // 3 - 1  # statements; a vote is one 32-bit code of 3 x statement + choice


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """Who chose what about which statement: one last vote per person and statement.

    Ids stand in canonical order (whole numbers by value, then all others by text). Person p's votes are
    `code[rows[p]:rows[p + 1]]`, by statement; a code is 3 x statement + 0 disagree, 1 pass, 2 agree.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    rows: Integers
    code: Codes
    replaced: int  # earlier votes that a later one of the same person stands for
    cancelled: int  # different last votes with the same time, counted as a pass

    def cast_by(self) -> Integers:
        """Return how many statements each participant voted on."""
        return np.diff(self.rows)

    def digest(self) -> str:
        """Return the SHA-256 of the votes in canonical order: the same votes, the same digest."""
        names = json.dumps([self.participants, self.statements], separators=(",", ":"))
        seal = hashlib.sha256(b"linli opinion votes 1\n" + names.encode())
        seal.update(self.rows.astype("<i8").tobytes())
        seal.update(self.code.astype("<i4").tobytes())
        return seal.hexdigest()


def gather(
    participants: Ids,
    statements: Ids,
    choices: Sequence[int] | npt.NDArray[np.integer],
    times: Sequence[int] | npt.NDArray[np.integer] | None = None,
    *,
    known_participants: Iterable[str] = (),
    known_statements: Iterable[str] = (),
) -> Votes:
    """Put votes, one per position of the columns, into canonical order.

    A later vote (by `times`) replaces an earlier one; two different votes with the same last time cancel to a pass.
    Known participants and statements are kept even without a vote. O(votes).

    Raises:
        NoVotes: the columns are empty.
        UnevenColumns: they differ in length.
        UnknownVote: a choice is none of 1, 0, -1.
        BadCell: a time is no whole number.
        TwoAnswers: a repeated vote differs, and there are no times.
        BadSetting: there are more statements than a map can hold.
    """
    choice = _choices(choices)
    when = np.zeros(choice.size, dtype=np.int64) if times is None else _times(times)
    if not len(participants) == len(statements) == choice.size == when.size:
        raise UnevenColumns(
            "Every vote needs a participant, a statement, a choice and, if any has one, a time."
        )
    person, people = _places(participants, known_participants)
    statement, about = _places(statements, known_statements)
    if choice.size == 0:
        raise NoVotes("There are no votes.")
    return assemble(person, statement, choice, when, people, about, timed=times is not None)


def assemble(
    person: Codes,
    statement: Codes,
    choice: npt.NDArray[np.int8],
    when: Integers,
    people: tuple[str, ...],
    about: tuple[str, ...],
    *,
    timed: bool,
) -> Votes:
    """Sort votes given by position of their ids in canonical order.

    Raises:
        TwoAnswers: a repeated vote differs and `timed` is false.
        BadSetting: there are more statements than a map can hold.
    """
    if len(about) > LARGEST:
        raise BadSetting(f"At most {LARGEST} statements fit on one map.")
    given = 3 * statement
    given += choice
    given += 1
    rows, code = ballots.by_person(person, statement, given, len(people), len(about))
    cancelled = 0
    if ballots.any_repeated(rows, code):
        positions = np.arange(person.size, dtype=np.int32)
        position = ballots.by_person(person, statement, positions, len(people), len(about))[1]
        cancelled = ballots.keep_last(rows, code, position, when)
        code = code[: rows[-1]].copy()
    if cancelled and not timed:
        raise TwoAnswers(
            "Somebody voted twice, differently, on one statement, and no times say which came last."
        )
    for column in (rows, code):
        column.setflags(write=False)
    return Votes(people, about, rows, code, person.size - code.size, int(cancelled))


def canonical_order(ids: Iterable[str]) -> tuple[str, ...]:
    """Sort different ids: whole numbers by value, then all others by text."""
    return tuple(sorted(ids, key=lambda name: (0, int(name), "") if is_whole(name) else (1, 0, name)))


def is_whole(name: str) -> bool:
    """Tell whether an id is a whole number as one writes it: no sign, no leading zero."""
    return name.isascii() and name.isdigit() and len(name) <= DIGITS and (name == "0" or name[0] != "0")


def places_of_numbers(
    ids: npt.NDArray[np.integer], known: Iterable[str] = ()
) -> tuple[Codes, tuple[str, ...]]:
    """Return each id's position in canonical order, and the ids in that order (none negative)."""
    extra = canonical_order(set(known))
    whole = np.array([int(name) for name in extra if is_whole(name)], dtype=np.int64)
    largest = max(int(ids.max(initial=0)), int(whole.max(initial=0)))
    if largest > 4 * ids.size + 1_000_000:
        names, position = np.unique(np.concatenate([ids, whole]), return_inverse=True)
        return position[: ids.size].astype(np.int32), _named(names, extra)
    seen = np.zeros(largest + 1, dtype=bool)
    seen[ids] = True
    seen[whole] = True
    where = np.cumsum(seen, dtype=np.int32) - np.int32(1)
    return where[ids], _named(np.flatnonzero(seen), extra)


def _named(numbers: npt.NDArray[np.integer], extra: tuple[str, ...]) -> tuple[str, ...]:
    return (*map(str, numbers.tolist()), *(name for name in extra if not is_whole(name)))


def _places(ids: Ids, known: Iterable[str]) -> tuple[Codes, tuple[str, ...]]:
    if isinstance(ids, np.ndarray) and ids.min(initial=0) >= 0 and ids.max(initial=0) < WHOLE:
        return places_of_numbers(ids, known)
    named = [str(name) for name in ids]
    order = canonical_order({*named, *known})
    position = {name: place for place, name in enumerate(order)}
    return np.fromiter((position[name] for name in named), np.int32, len(named)), order


def _choices(choices: Sequence[int] | npt.NDArray[np.integer]) -> npt.NDArray[np.int8]:
    given = np.asarray(choices)
    known = (given >= DISAGREE) & (given <= AGREE)
    if given.dtype.kind not in "iu":
        known = (given == DISAGREE) | (given == PASS) | (given == AGREE)
    if not known.all():
        first = int(np.flatnonzero(~known)[0])
        raise UnknownVote(
            f"Vote number {first + 1} is {given[first]!s}; a vote is 1 (agree), 0 (pass) or -1 (disagree)."
        )
    return given.astype(np.int8)


def _times(times: Sequence[int] | npt.NDArray[np.integer]) -> Integers:
    given = np.asarray(times)
    if given.size and given.dtype.kind not in "iu":
        raise BadCell("A time is a whole number, such as milliseconds.")
    return given.astype(np.int64)
