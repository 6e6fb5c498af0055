"""Pabulib files: nothing is lost on the way in and out, odd files are read, broken ones are refused at their line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civics.budgeting.errors import BadEncoding, BadRow, DuplicateId, MissingSection
from civics.budgeting.pabulib import Sheet, Table, parse, write
from civics.faults import Fault

SMALL = """META
key;value
description;Two projects
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
1;60;公园
2;40;"Bench; with a ""view\"\"\"
VOTES
voter_id;vote;age
a;1,2;70
b;2;
"""

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
NAME = st.text("abcdef_", min_size=1, max_size=5)


def table(draw: st.DrawFn) -> Table:
    columns = tuple(draw(st.lists(NAME, min_size=2, max_size=4, unique=True)))
    first = CELL.filter(
        lambda cell: cell.strip() and cell.strip().upper() not in ("META", "PROJECTS", "VOTES")
    )
    rows = draw(st.lists(st.tuples(first, *[CELL for _ in columns[1:]]), max_size=4))
    return Table(columns, tuple(tuple(row[at] for row in rows) for at in range(len(columns))))


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    value = CELL.filter(lambda cell: cell == "" or not cell.endswith(";"))
    return Sheet(draw(st.dictionaries(NAME, value, max_size=4)), table(draw), table(draw))


def test_a_file_is_read_cell_by_cell() -> None:
    sheet = parse(SMALL.encode())

    assert sheet.meta == {"description": "Two projects", "budget": "100", "vote_type": "approval"}
    assert list(sheet.projects.rows()) == [("1", "60", "公园"), ("2", "40", 'Bench; with a "view"')]
    assert (sheet.votes.columns, sheet.votes.cells) == (
        ("voter_id", "vote", "age"),
        (("a", "b"), ("1,2", "2"), ("70", "")),
    )
    assert (sheet.meta_lines["budget"], sheet.projects.line(1), sheet.votes.line(0)) == (4, 9, 12)


@given(sheet=sheets())
def test_what_is_written_reads_back_the_same(sheet: Sheet) -> None:
    assert parse(write(sheet)) == sheet


@pytest.mark.real
def test_every_real_file_is_written_and_read_back_the_same(shared: Path) -> None:
    files = sorted((shared / "pabulib").glob("*.pb"))

    assert [path.name for path in files if parse(write(sheet := parse(path.read_bytes()))) != sheet] == []
    assert len(files) == 74


@pytest.mark.parametrize(
    "odd",
    [
        SMALL.replace("\n", "\r\n"),
        SMALL.replace("\n", "\r"),
        "\ufeff" + SMALL,
        SMALL.rstrip("\n"),
        SMALL + "\n\n",
        SMALL.replace("VOTES\n", "votes;;\n"),
        SMALL.replace("META", " Meta ").replace("voter_id;vote;age", "Voter_ID; vote ;age;;"),
        SMALL.replace("b;2;\n", "b;2\n"),
        SMALL.replace("b;2;\n", "\nb;2;;;\n;;\n"),
        SMALL.replace("budget;100", "budget;100;;"),
    ],
    ids=[
        "crlf",
        "cr",
        "mark",
        "no end",
        "blank lines",
        "small letters",
        "spaces",
        "short",
        "long",
        "empty cells",
    ],
)
def test_odd_but_clear_files_mean_the_same(odd: str) -> None:
    assert parse(odd.encode()) == parse(SMALL.encode())


def test_sections_may_come_in_another_order() -> None:
    meta, rest = SMALL.split("PROJECTS\n")
    projects, votes = rest.split("VOTES\n")

    assert parse(f"VOTES\n{votes}PROJECTS\n{projects}{meta}".encode()) == parse(SMALL.encode())


def test_lines_are_right_after_a_cell_of_several_lines() -> None:
    sheet = parse(SMALL.replace("公园", '"公\n园"').encode())

    assert (sheet.projects.line(0), sheet.projects.line(1), sheet.votes.line(1)) == (8, 10, 14)


@pytest.mark.parametrize(
    ("data", "fault", "line"),
    [
        (b"", MissingSection, None),
        (SMALL.replace("PROJECTS", "PROJECT").encode(), MissingSection, None),
        (SMALL.split("VOTES", maxsplit=1)[0].encode(), MissingSection, None),
        ((SMALL.split("VOTES", maxsplit=1)[0] + "VOTES\n").encode(), MissingSection, 10),
        ((SMALL + "VOTES\nvoter_id;vote\n").encode(), DuplicateId, 14),
        (SMALL.replace("cost;name", "cost;cost").encode(), DuplicateId, 7),
        (SMALL.replace("vote_type;", "budget;").encode(), DuplicateId, 5),
        (SMALL.replace("a;1,2;70", "a;1;2;70").encode(), BadRow, 12),
        (SMALL.replace("1;60;", '1;60;"').encode(), BadRow, 8),
        (SMALL.replace("公园", "公\0园").encode(), BadRow, 8),
        (SMALL.encode("utf-16"), BadEncoding, 1),
        (SMALL.encode("gb18030"), BadEncoding, 8),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_at_its_line(data: bytes, fault: type[Fault], line: int | None) -> None:
    with pytest.raises(fault) as refusal:
        parse(data)

    assert (type(refusal.value), refusal.value.line) == (fault, line)


def test_what_the_format_cannot_hold_is_not_written() -> None:
    for text, fault in (("a\0b", BadRow), ("\ud800", BadEncoding)):
        with pytest.raises(fault):
            write(Sheet({"key": text}, Table(("a",), ((),)), Table(("a",), ((),))))
