"""How the ballots of each kind are read as points, so that one rule can count them all.

approval, choose-1   a named project gets 1 point
cumulative, scoring  a named project gets the points written beside it
ordinal              of k ranked projects the first gets k points, the last 1 (Borda; the published `score` of every
                     ordinal Pabulib file at hand is the sum of exactly these points)

Reading.APPROVALS takes every project with points above zero as approved, whatever the points.
"""

import re
from collections import Counter
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from civics.budgeting.election import Election, Entries, Integers, assemble, in_units, scale, whole
from civics.budgeting.errors import (
    BadAmount,
    BadBallot,
    BadInput,
    BadRow,
    DuplicateId,
    MissingSection,
    NoProjects,
    NoVoters,
    UnknownProject,
    UnknownVoteType,
)
from civics.budgeting.pabulib import Sheet, Table

AMOUNT = re.compile(r"[+-]?\d{1,30}([.,]\d{1,30})?([eE][+-]?\d{1,2})?")
GRADED = ("cumulative", "scoring")


class Reading(StrEnum):
    """Whether points count as they are or only as approval."""

    POINTS = "points"
    APPROVALS = "approvals"


def election(sheet: Sheet, *, reading: Reading) -> Election:
    """Turn a .pb file into an election; every fault is named with its line.

    Raises: BadAmount, BadBallot, BadRow, DuplicateId, MissingSection, NoProjects, NoVoters, UnknownProject,
    UnknownVoteType.
    """
    names, costs = _projects(sheet.projects)
    budget = _meta_amount(sheet, "budget")
    voters = _voters(sheet.votes)
    index = {name: number for number, name in enumerate(names)}
    entries = _entries(sheet, index, reading)
    return assemble(names, in_units(costs, budget), entries, voters)


def ballot_of(sheet: Sheet, voter: str) -> str:
    """Give the ballot of one voter as written.

    Raises: BadInput where nobody has this id.
    """
    ids = [cell.strip() for cell in sheet.votes.needed("voter_id")]
    if voter not in ids:
        raise BadInput(f"nobody voted under the id {voter!r}")
    return sheet.votes.needed("vote")[ids.index(voter)]


def amount(text: str, what: str, line: int | None = None) -> Fraction:
    """Read a number exactly, with a point or a comma before its decimals.

    Raises: BadAmount for NaN, infinities, words, and commas that may separate thousands.
    """
    clean = text.strip()
    if not AMOUNT.fullmatch(clean):
        raise BadAmount(f"{what} is {clean!r}; write a plain number such as 1200 or 1200.50", line)
    if re.fullmatch(r"[^,]*,\d{3}", clean):
        raise BadAmount(
            f"{what} is {clean!r}, which can be read in two ways; write it without the comma", line
        )
    return Fraction(Decimal(clean.replace(",", ".")))


def _vote_type(sheet: Sheet) -> str:
    if "vote_type" not in sheet.meta:
        raise MissingSection("META does not say the vote_type; add a row such as vote_type;approval")
    kind = sheet.meta["vote_type"].strip().lower()
    line = sheet.meta_lines.get("vote_type")
    if kind not in ("approval", "choose-1", "cumulative", "scoring", "ordinal"):
        known = "approval, choose-1, cumulative, scoring and ordinal"
        raise UnknownVoteType(f"the vote_type {kind!r} is not known here; {known} are", line)
    if kind == "scoring" and _default_score(sheet):
        raise UnknownVoteType(
            "a default_score other than 0 is not counted here; write the points of every project into the ballots",
            sheet.meta_lines.get("default_score"),
        )
    return kind


def _default_score(sheet: Sheet) -> Fraction:
    return _meta_amount(sheet, "default_score") if "default_score" in sheet.meta else Fraction(0)


def _meta_amount(sheet: Sheet, key: str) -> Fraction:
    if key not in sheet.meta:
        raise MissingSection(f"META does not say the {key}; add a row such as {key};1000")
    line = sheet.meta_lines.get(key)
    value = amount(sheet.meta[key], f"the {key}", line)
    if key == "budget" and value <= 0:
        raise BadAmount(f"the budget is {sheet.meta[key].strip()}; it must be above zero", line)
    return value


def _projects(table: Table) -> tuple[list[str], list[Fraction]]:
    names = [cell.strip() for cell in table.needed("project_id")]
    costs: list[Fraction] = []
    seen: dict[str, int] = {}
    for row, (name, text) in enumerate(zip(names, table.needed("cost"), strict=True)):
        line = table.line(row)
        if not name:
            raise BadRow("a project has no project_id", line)
        if name in seen:
            raise DuplicateId(f"the project {name!r} is listed a second time", line)
        if "," in name:
            raise BadRow(f"the project_id {name!r} holds a comma, which separates projects in ballots", line)
        seen[name] = row
        cost = amount(text, f"the cost of {name!r}", line)
        if cost <= 0:
            raise BadAmount(f"the project {name!r} costs {text.strip()}; a cost must be above zero", line)
        costs.append(cost)
    if not names:
        raise NoProjects("PROJECTS lists no project; there is nothing to decide", table.heading)
    return names, costs


def _voters(table: Table) -> int:
    ids = [cell.strip() for cell in table.needed("voter_id")]
    if not ids:
        raise NoVoters("VOTES lists no voter; a budget cannot be shared among nobody", table.heading)
    if len(set(ids)) < len(ids):
        seen: dict[str, int] = {}
        for row, voter in enumerate(ids):
            if voter in seen:
                raise DuplicateId(f"the voter {voter!r} votes a second time", table.line(row))
            seen[voter] = row
    if "" in ids:
        raise BadRow("a voter has no voter_id", table.line(ids.index("")))
    return len(ids)


class _Grades(NamedTuple):
    """What the different ballots say: ballot b gives scale[grade] points to project; by ballot, then project."""

    ballot: Integers
    project: Integers
    grade: Integers
    scale: list[Fraction]


def _entries(sheet: Sheet, index: dict[str, int], reading: Reading) -> Entries:
    """Read every different ballot text once."""
    kind = _vote_type(sheet)
    votes = sheet.votes.needed("vote")
    if kind in GRADED:
        pairs = Counter(zip(votes, sheet.votes.column("points") or ("",) * len(votes), strict=True))
        texts, written = [vote for vote, _ in pairs], [points for _, points in pairs]
        count = np.fromiter(pairs.values(), np.int64, len(pairs))
    else:
        alike = Counter(votes)
        texts, written = list(alike), None
        count = np.fromiter(alike.values(), np.int64, len(alike))
    found = _quickly(texts, written, index, kind) or _carefully(sheet.votes, texts, written, index, kind)
    factor = scale(found.scale)
    given = np.array([whole(value * factor) for value in found.scale], np.int64)[found.grade]
    if reading is Reading.APPROVALS:
        given = np.minimum(given, 1)
    counted = given > 0
    return Entries(found.ballot[counted], found.project[counted], given[counted], count)


def _quickly(texts: list[str], written: list[str] | None, index: dict[str, int], kind: str) -> _Grades | None:
    """Read clean ballots all at once; None where one of them needs care."""
    names = ",".join(texts).split(",")
    try:
        project = np.fromiter(map(index.__getitem__, names), np.int64, len(names))
    except KeyError:
        return None
    length = np.fromiter([text.count(",") + 1 for text in texts], np.int64, len(texts))
    ballot = np.repeat(np.arange(len(texts)), length)
    key = ballot * len(index) + project
    if written is None and kind != "ordinal":
        key.sort()
        grade, values = np.zeros(len(key), np.int64), [Fraction(1)]
    elif kind == "ordinal":
        grade = np.cumsum(length)[ballot] - np.arange(len(ballot))
        values = [Fraction(place) for place in range(int(length.max()) + 1)]
    elif written is not None and [text.count(",") + 1 for text in written] == length.tolist():
        given = ",".join(written).split(",")
        grades = {text: number for number, text in enumerate(dict.fromkeys(given))}
        if not all(map(str.isdecimal, grades)):
            return None
        grade = np.fromiter(map(grades.__getitem__, given), np.int64, len(given))
        values = [amount(text, "points") for text in grades]
    else:
        return None
    if len(values) > 1 or kind in GRADED:
        order = key.argsort()
        key, grade = key[order], grade[order]
    if (key[1:] == key[:-1]).any() or (kind == "choose-1" and len(key) > len(texts)):
        return None
    return _Grades(*np.divmod(key, len(index)), grade, values)


def _carefully(
    table: Table, texts: list[str], written: list[str] | None, index: dict[str, int], kind: str
) -> _Grades:
    """Read ballots one by one and say on which line the first faulty one stands."""
    ballots: list[dict[int, Fraction]] = []
    for cells in zip(texts, written or texts, strict=True):
        try:
            ballots.append(_one(cells, index, kind))
        except BadInput as fault:
            votes = table.needed("vote")
            copies = zip(
                votes, (table.column("points") or ("",) * len(votes)) if written else votes, strict=True
            )
            row = next(row for row, copy in enumerate(copies) if copy == cells)
            raise type(fault)(fault.sentence, table.line(row)) from fault
    grades = {
        value: number for number, value in enumerate(dict.fromkeys(v for b in ballots for v in b.values()))
    }
    found = [
        (at, project, grades[ballot[project]])
        for at, ballot in enumerate(ballots)
        for project in sorted(ballot)
    ]
    columns = np.array(found, np.int64).reshape(-1, 3)
    return _Grades(columns[:, 0], columns[:, 1], columns[:, 2], list(grades))


def _one(cells: tuple[str, ...], index: dict[str, int], kind: str) -> dict[int, Fraction]:
    """Read one ballot; an approval ballot may name a project twice, which counts once."""
    names = _split(cells[0])
    for name in names:
        if name not in index:
            raise UnknownProject(f"the ballot names {name!r}, which is not under PROJECTS")
    if kind == "approval":
        return {index[name]: Fraction(1) for name in names}
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise BadBallot(f"the ballot names {twice!r} twice, so it can be read in two ways")
    if kind == "choose-1" and len(names) > 1:
        raise BadBallot(f"the ballot names {len(names)} projects, but vote_type is choose-1")
    if kind not in GRADED:
        return {index[name]: Fraction(len(names) - place) for place, name in enumerate(names)}
    return _given(names, _split(cells[1]), index)


def _given(names: list[str], written: list[str], index: dict[str, int]) -> dict[int, Fraction]:
    if len(names) != len(written):
        raise BadBallot(f"the ballot names {len(names)} projects but gives {len(written)} points")
    points = {
        index[name]: amount(text, f"the points for {name!r}")
        for name, text in zip(names, written, strict=True)
    }
    if min(points.values(), default=Fraction(0)) < 0:
        raise BadBallot("the ballot gives points below zero; points start at 0")
    return points


def _split(text: str) -> list[str]:
    """List the entries of a comma-separated cell; an empty cell, or the word none, has none."""
    return (
        []
        if text.strip().lower() in ("", "none")
        else [part.strip() for part in text.split(",") if part.strip()]
    )
