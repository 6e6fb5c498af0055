"""Votes from the two tables that Polis exports, one line per vote or one line per participant, and their statements.

Plain files are read straight from bytes; anything unusual (quotes, ids with letters, mistakes) is read again with
care, so that every complaint names its line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from civics.opinion import plain, votes
from civics.opinion.errors import BadCell, DuplicateId, NoVotes, TwoAnswers, UnknownVote, quoted
from civics.opinion.placing import Moderation
from civics.opinion.rows import header, positions, rows
from civics.opinion.votes import Votes

CHOICES = {"1": 1, "+1": 1, "1.0": 1, "0": 0, "0.0": 0, "-1": -1, "-1.0": -1}
YES = ("true", "t", "1")
ABOUT_PEOPLE = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
DIGITS = 18


@dataclass(frozen=True, slots=True)
class Comments:
    """The statements' table: their words, and which of them are kept off the map."""

    words: dict[str, str]
    moderation: Moderation


def read_votes(path: Path) -> Votes:
    """Read votes.csv (timestamp, voter-id, comment-id, vote) or participants-votes.csv; the header tells which.

    A later vote replaces an earlier one of the same person on the same statement. O(bytes); about 0.1 s for a
    million votes.

    Raises:
        Fault: the table cannot be read as votes: BadTable, MissingColumn, DuplicateId, UnknownVote, BadCell,
            TwoAnswers or NoVotes, with the line.
    """
    names, begin = header(path)
    if "participant" in names:
        columns = [name for name in names if name not in ABOUT_PEOPLE]
        return plain.people_table(path, names, begin, columns) or _people_table(path, names, columns)
    positions(names, ("voter-id", "comment-id", "vote"))
    return plain.votes_list(path, names, begin) or _votes_list(path, names)


def read_comments(path: Path) -> Comments:
    """Read comments.csv: comment-id, moderated (-1 out, 0 not looked at, 1 in), comment-body, perhaps is-meta.

    Raises:
        DuplicateId: a statement stands twice.
        BadCell: a statement has no id, or `moderated` is none of the three.
        Fault: the table cannot be read: BadTable or MissingColumn.
    """
    where = positions(header(path)[0], ("comment-id", "moderated"))
    words: dict[str, str] = {}
    out, meta = set(), set()
    for line, row in rows(path):
        name, state = row[where["comment-id"]].strip(), row[where["moderated"]].strip()
        if not name:
            raise BadCell("A statement has no comment-id.", line=line)
        if name in words:
            raise DuplicateId(f"The statement {quoted(name)} stands twice.", line=line)
        if state not in CHOICES:
            raise BadCell(
                f"moderated is {quoted(state)}; it is -1 (out), 0 (not looked at) or 1 (in).", line=line
            )
        words[name] = row[where["comment-body"]] if "comment-body" in where else ""
        if CHOICES[state] < 0:
            out.add(name)
        if "is-meta" in where and row[where["is-meta"]].strip().lower() in YES:
            meta.add(name)
    return Comments(words, Moderation(frozenset(out), frozenset(meta)))


def _votes_list(path: Path, names: Sequence[str]) -> Votes:
    where = positions(names, ("voter-id", "comment-id", "vote"))
    timed = "timestamp" in where
    people, statements, choices, times = [], [], [], []
    answers: dict[tuple[str, str], int] = {}
    for line, row in rows(path):
        person, statement = row[where["voter-id"]].strip(), row[where["comment-id"]].strip()
        if not person or not statement:
            raise BadCell(f"A vote has no {'comment-id' if person else 'voter-id'}.", line=line)
        people.append(person)
        statements.append(statement)
        choices.append(_choice(row[where["vote"]], line))
        times.append(_time(row[where["timestamp"]], line) if timed else 0)
        if not timed and answers.setdefault((person, statement), choices[-1]) != choices[-1]:
            twice = f"Participant {quoted(person)} voted twice, differently, on statement {quoted(statement)}"
            raise TwoAnswers(f"{twice}, and there is no timestamp.", line=line)
    if not choices:
        raise NoVotes("There are no votes.")
    return votes.gather(people, statements, choices, times)


def _people_table(path: Path, names: Sequence[str], columns: Sequence[str]) -> Votes:
    named, where = names.index("participant"), [(names.index(column), column) for column in columns]
    seen: set[str] = set()
    people, statements, choices = [], [], []
    for line, row in rows(path):
        person = row[named].strip()
        if not person:
            raise BadCell("A line names no participant.", line=line)
        if person in seen:
            raise DuplicateId(f"Participant {quoted(person)} stands twice.", line=line)
        seen.add(person)
        for at, column in where:
            if row[at].strip():
                people.append(person)
                statements.append(column)
                choices.append(_choice(row[at], line))
    if not choices:
        raise NoVotes("There are no votes.")
    return votes.gather(people, statements, choices, known_participants=seen, known_statements=columns)


def _choice(cell: str, line: int) -> int:
    if cell.strip() not in CHOICES:
        raise UnknownVote(
            f"The vote is {quoted(cell)}; a vote is 1 (agree), 0 (pass) or -1 (disagree).", line=line
        )
    return CHOICES[cell.strip()]


def _time(cell: str, line: int) -> int:
    digits = cell.strip().removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= DIGITS):
        raise BadCell(f"The timestamp is {quoted(cell)}; it is a whole number of milliseconds.", line=line)
    return int(cell)
