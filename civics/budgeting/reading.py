"""How the ballots of each kind are read as points, so that one rule can count them all.

approval, choose-1   a named project gets 1 point
cumulative, scoring  a named project gets the points written beside it
ordinal              of k ranked projects the first gets k points, the last 1 (Borda; the published `score` of every
                     ordinal Pabulib file at hand is the sum of exactly these points)

Reading.APPROVALS takes every project with points above zero as approved, whatever the points.
"""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from civics.budgeting.election import LARGEST, Election, Entries, Integers, assemble, in_units, scale, whole
from civics.budgeting.errors import (
    BadAmount,
    BadBallot,
    BadRow,
    DuplicateId,
    MissingSection,
    NoProjects,
    NoVoters,
    UnknownProject,
    UnknownVoter,
    UnknownVoteType,
    quoted,
)
from civics.budgeting.pabulib import Sheet, Table
from civics.faults import Fault

AMOUNT = re.compile(r"[+-]?\d{1,30}([.,]\d{1,30})?([eE][+-]?\d{1,2})?")
GRADED = ("cumulative", "scoring")
WIDEST_TABLE = 6  # digits
Cell = str | tuple[str, str]


class Reading(StrEnum):
    """Whether points count as they are or only as approval."""

    POINTS = "points"
    APPROVALS = "approvals"


def election(sheet: Sheet, *, reading: Reading) -> Election:
    """Turn a .pb file into an election; every fault is named with its line.

    Raises:
        BadAmount: a cost, the budget or points are no exact number above zero.
        BadBallot: a ballot can be read in two ways.
        BadRow: an id is missing.
        DuplicateId: a project or a voter stands there twice.
        MissingSection: a column or a key of META is not there.
        NoProjects: there is nothing to choose from.
        NoVoters: nobody voted.
        UnknownProject: a ballot names one that is not on the list.
        UnknownVoteType: this kind of ballot is not counted here.
    """
    names, costs = _projects(sheet.projects)
    budget = _meta_amount(sheet, "budget")
    voters = _voters(sheet.votes)
    index = {name: number for number, name in enumerate(names)}
    entries = _entries(sheet, index, reading)
    return assemble(names, in_units(costs, budget), entries, voters)


def ballot_of(sheet: Sheet, voter: str, *, reading: Reading) -> dict[str, Fraction]:
    """Give what one voter's ballot counts: the points of every project she supports.

    Raises:
        UnknownVoter: nobody has this id.
    """
    names, _costs = _projects(sheet.projects)
    ids = [cell.strip() for cell in sheet.votes.needed("voter_id")]
    if voter not in ids:
        raise UnknownVoter(f"Nobody voted under the id {quoted(voter)}.")
    row = ids.index(voter)
    kind = _vote_type(sheet)
    found = _one(list(_cells(sheet.votes, kind))[row], {name: at for at, name in enumerate(names)}, kind)
    counted = {names[project]: value for project, value in found.items() if value}
    return dict.fromkeys(counted, Fraction(1)) if reading is Reading.APPROVALS else counted


def amount(text: str, what: str, line: int | None = None) -> Fraction:
    """Read a number exactly, with a point or a comma before its decimals.

    Raises:
        BadAmount: it is NaN, infinite, a word, too long, or has a comma that may separate thousands.
    """
    clean = text.strip()
    if not AMOUNT.fullmatch(clean):
        raise BadAmount(
            f"{what} is {quoted(clean)}; write a plain number such as 1200 or 1200.50.", line=line
        )
    if re.fullmatch(r"[^,]*,\d{3}", clean):
        raise BadAmount(
            f"{what} is {quoted(clean)}, which can be read in two ways; write it without the comma.",
            line=line,
        )
    value = Fraction(Decimal(clean.replace(",", ".")))
    if abs(value.numerator) > LARGEST or value.denominator > LARGEST:
        raise BadAmount(f"{what} is {quoted(clean)}; at most 15 digits can be kept exactly.", line=line)
    return value


def _vote_type(sheet: Sheet) -> str:
    if "vote_type" not in sheet.meta:
        raise MissingSection("META does not say the vote_type; add a row such as vote_type;approval.")
    kind = sheet.meta["vote_type"].strip().lower()
    line = sheet.meta_lines.get("vote_type")
    if kind not in ("approval", "choose-1", "cumulative", "scoring", "ordinal"):
        known = "approval, choose-1, cumulative, scoring and ordinal"
        raise UnknownVoteType(f"The vote_type {quoted(kind)} is not known here; {known} are.", line=line)
    if kind == "scoring" and _default_score(sheet):
        raise UnknownVoteType(
            "A default_score other than 0 is not counted here; write the points of every project into the ballots.",
            line=sheet.meta_lines.get("default_score"),
        )
    return kind


def _default_score(sheet: Sheet) -> Fraction:
    return _meta_amount(sheet, "default_score") if "default_score" in sheet.meta else Fraction(0)


def _meta_amount(sheet: Sheet, key: str) -> Fraction:
    if key not in sheet.meta:
        raise MissingSection(f"META does not say the {key}; add a row such as {key};1000.")
    line = sheet.meta_lines.get(key)
    value = amount(sheet.meta[key], f"The {key}", line)
    if key == "budget" and value <= 0:
        raise BadAmount(f"The budget is {quoted(sheet.meta[key].strip())}; it must be above zero.", line=line)
    return value


def _projects(table: Table) -> tuple[list[str], list[Fraction]]:
    names = [cell.strip() for cell in table.needed("project_id")]
    costs: list[Fraction] = []
    seen: dict[str, int] = {}
    for row, (name, text) in enumerate(zip(names, table.needed("cost"), strict=True)):
        line = table.line(row)
        if not name:
            raise BadRow("A project has no project_id.", line=line)
        if name in seen:
            raise DuplicateId(f"The project {quoted(name)} is listed a second time.", line=line)
        if "," in name:
            raise BadRow(
                f"The project_id {quoted(name)} holds a comma, which separates projects in ballots.",
                line=line,
            )
        seen[name] = row
        cost = amount(text, f"The cost of {quoted(name)}", line)
        if cost <= 0:
            raise BadAmount(
                f"The project {quoted(name)} costs {quoted(text.strip())}; a cost must be above zero.",
                line=line,
            )
        costs.append(cost)
    if not names:
        raise NoProjects("PROJECTS lists no project; there is nothing to decide.", line=table.heading)
    return names, costs


def _voters(table: Table) -> int:
    ids = [cell.strip() for cell in table.needed("voter_id")]
    if not ids:
        raise NoVoters("VOTES lists no voter; a budget cannot be shared among nobody.", line=table.heading)
    if len(set(ids)) < len(ids):
        seen: dict[str, int] = {}
        for row, voter in enumerate(ids):
            if voter in seen:
                raise DuplicateId(f"The voter {quoted(voter)} votes a second time.", line=table.line(row))
            seen[voter] = row
    if "" in ids:
        raise BadRow("A voter has no voter_id.", line=table.line(ids.index("")))
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
    cells = Counter(_cells(sheet.votes, kind))
    cells.pop(("", "") if kind in GRADED else "", None)  # who names nobody counts as a voter only
    texts = [cell if isinstance(cell, str) else cell[0] for cell in cells]
    written = [cell[1] for cell in cells if isinstance(cell, tuple)]
    found = _quickly(texts, written, index, kind) or _carefully(sheet.votes, list(cells), index, kind)
    factor = scale(found.scale)
    given = np.array([whole(value * factor) for value in found.scale], np.int64)[found.grade]
    if reading is Reading.APPROVALS:
        given, factor = np.minimum(given, 1), 1
    counted = given > 0
    count = np.fromiter(cells.values(), np.int64, len(cells))
    return Entries(found.ballot[counted], found.project[counted], given[counted], count, factor)


def _cells(table: Table, kind: str) -> Iterable[Cell]:
    """Give the part of each row that is the ballot: the vote, with its points where it has them."""
    votes = table.needed("vote")
    return zip(votes, table.column("points") or ("",) * len(votes), strict=True) if kind in GRADED else votes


def _quickly(texts: list[str], written: list[str], index: dict[str, int], kind: str) -> _Grades | None:
    """Read clean ballots all at once; None where one of them needs care."""
    project = _picks(",".join(texts), index)
    if project is None:
        return None
    length = np.fromiter([text.count(",") + 1 for text in texts], np.int64, len(texts))
    ballot = np.repeat(np.arange(len(texts)), length)
    key = ballot * len(index) + project
    if kind in ("approval", "choose-1"):
        key.sort()
        grade, values = np.zeros(len(key), np.int64), [Fraction(1)]
    else:
        graded = _ranks(length, ballot) if kind == "ordinal" else _written(written, length)
        if graded is None:
            return None
        order = key.argsort()
        key, grade, values = key[order], graded[0][order], graded[1]
    if (key[1:] == key[:-1]).any() or (kind == "choose-1" and len(key) > len(texts)):
        return None
    return _Grades(ballot, key - ballot * len(index), grade, values)


def _picks(joined: str, index: dict[str, int]) -> Integers | None:
    """Find the projects of all ballots, joined by commas; None where some name is not exactly one of the list."""
    if all(name.isascii() and name.isdecimal() and (name[0] != "0" or name == "0") for name in index):
        return _by_number(joined, index)
    names = joined.split(",")
    try:
        return np.fromiter(map(index.__getitem__, names), np.int64, len(names))
    except KeyError:
        return None


def _by_number(joined: str, index: dict[str, int]) -> Integers | None:
    """Find projects whose names are plain numbers, which is three times as fast as by name.

    No sign, space or leading zero can slip through: the names found must together be as long as the text.
    """
    bare = joined.replace(",", "")
    if (
        max(map(len, index)) > WIDEST_TABLE
        or not (bare.isascii() and bare.isdecimal())
        or ",," in f",{joined},"
    ):
        return None
    width = 10 ** max(map(len, index))
    numbers = np.fromstring(joined, np.int64, sep=",")
    place, length = np.full(width, -1), np.zeros(width, np.int64)
    for name, at in index.items():
        place[int(name)], length[int(name)] = at, len(name)
    if (numbers >= width).any():
        return None
    found = place[numbers]
    return found if (found >= 0).all() and length[numbers].sum() == len(bare) else None


def _ranks(length: Integers, ballot: Integers) -> tuple[Integers, list[Fraction]]:
    behind = np.cumsum(length)[ballot] - np.arange(len(ballot))
    return behind, [Fraction(place) for place in range(int(length.max()) + 1)]


def _written(written: list[str], length: Integers) -> tuple[Integers, list[Fraction]] | None:
    if [text.count(",") + 1 for text in written] != length.tolist():
        return None
    given = ",".join(written).split(",")
    grades = {text: number for number, text in enumerate(dict.fromkeys(given))}
    if not all(map(str.isdecimal, grades)):
        return None
    grade = np.fromiter(map(grades.__getitem__, given), np.int64, len(given))
    return grade, [amount(text, "A number of points") for text in grades]


def _carefully(table: Table, cells: list[Cell], index: dict[str, int], kind: str) -> _Grades:
    """Read ballots one by one and say on which line the first faulty one stands."""
    ballots: list[dict[int, Fraction]] = []
    for cell in cells:
        try:
            ballots.append(_one(cell, index, kind))
        except Fault as fault:
            row = next(row for row, copy in enumerate(_cells(table, kind)) if copy == cell)
            line = table.line(row)
            raise (fault if line is None else fault.at_line(line)) from None
    values = list(dict.fromkeys(value for ballot in ballots for value in ballot.values()))
    grades = {value: number for number, value in enumerate(values)}
    found = [(at, project, grades[one[project]]) for at, one in enumerate(ballots) for project in sorted(one)]
    columns = np.array(found, np.int64).reshape(-1, 3)
    return _Grades(columns[:, 0], columns[:, 1], columns[:, 2], values)


def _one(cell: Cell, index: dict[str, int], kind: str) -> dict[int, Fraction]:
    """Read one ballot; an approval ballot may name a project twice, which counts once."""
    vote, written = (cell, "") if isinstance(cell, str) else cell
    names = _split(vote)
    for name in names:
        if name not in index:
            raise UnknownProject(f"The ballot names {quoted(name)}, which is not under PROJECTS.")
    if kind == "approval":
        return {index[name]: Fraction(1) for name in names}
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise BadBallot(f"The ballot names {quoted(twice)} twice, so it can be read in two ways.")
    if kind == "choose-1" and len(names) > 1:
        raise BadBallot(f"The ballot names {len(names)} projects, but vote_type is choose-1.")
    if kind not in GRADED:
        return {index[name]: Fraction(len(names) - place) for place, name in enumerate(names)}
    return _given(names, _split(written), index)


def _given(names: list[str], written: list[str], index: dict[str, int]) -> dict[int, Fraction]:
    if len(names) != len(written):
        raise BadBallot(f"The ballot names {len(names)} projects but gives {len(written)} points.")
    points = {
        index[name]: amount(text, f"The points for {quoted(name)}")
        for name, text in zip(names, written, strict=True)
    }
    if min(points.values(), default=Fraction(0)) < 0:
        raise BadBallot("The ballot gives points below zero; points start at 0.")
    return points


def _split(text: str) -> list[str]:
    """List the entries of a comma-separated cell; an empty cell, or the word none, has none."""
    return (
        []
        if text.strip().lower() in ("", "none")
        else [part.strip() for part in text.split(",") if part.strip()]
    )
