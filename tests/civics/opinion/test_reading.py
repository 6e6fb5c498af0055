"""Tables of votes: both kinds that Polis exports, plain or not, and every complaint with its line."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civics.faults import Fault
from civics.opinion import errors, plain, reading
from civics.opinion.rows import header
from tests.civics.opinion.cases import conversation

LIST = "timestamp,datetime,comment-id,voter-id,vote\n"
TABLE = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2\n"


def written(folder: Path, text: str | bytes, name: str = "votes.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_list_of_votes(tmp_path: Path) -> None:
    path = written(tmp_path, LIST + "30,Wed Jun 18 08:16:54 2014,2,10,1\n20,,2,9,-1\n40,x,2,10,0\n")

    votes = reading.read_votes(path)

    assert (votes.participants, votes.statements, votes.code.tolist()) == (("9", "10"), ("2",), [0, 1])
    assert votes.replaced == 1


def test_a_table_of_people(tmp_path: Path) -> None:
    path = written(tmp_path, TABLE + "7,0,0,2,1,1,1,,-1\n3,,0,1,0,0,,0,\n5,,0,0,0,0,,,\n")

    votes = reading.read_votes(path)

    assert (votes.participants, votes.statements) == (("3", "5", "7"), ("0", "1", "2"))
    assert (votes.rows.tolist(), votes.code.tolist()) == ([0, 1, 1, 3], [4, 2, 6])


@pytest.mark.parametrize(
    "text",
    [
        "voter-id,comment-id,vote\n1,1,1\n1,2,0\n2,1,-1\n",
        "vote,voter-id,comment-id\r\n1,1,1\r\n0,1,2\r\n-1,2,1\r\n",
        "\ufeffvoter-id,comment-id,vote\n1,1,1.0\n1,2,0.0\n2,1,-1.0",
        'voter-id,"comment-id",vote\n"1",1,1\n1,2,0\n\n2,1,-1\n\n',
        "voter-id,comment-id,said,vote\n1,1,yes,1\n1,2,没有,0\n2,1,,-1\n",
        "voter-id , comment-id,vote\n 1,1 , +1\n1,2,0\n2,1,-1\n",
        "participant,1,2\n1,1,0\n2,-1,\n",
        "participant,2,1\n2,,-1.0\n1,0.0,1.0\n",
        'participant,2,"1"\n2, ,-1\n1,0,"1"\n',
    ],
)
def test_the_same_votes_however_written(tmp_path: Path, text: str) -> None:
    votes = reading.read_votes(written(tmp_path, text))

    assert (votes.participants, votes.statements, votes.rows.tolist(), votes.code.tolist()) == (
        ("1", "2"),
        ("1", "2"),
        [0, 2, 3],
        [2, 4, 0],
    )


def test_ids_may_be_words(tmp_path: Path) -> None:
    votes = reading.read_votes(written(tmp_path, "voter-id,comment-id,vote\n王阿姨,噪音,1\n12,007,0\n"))

    assert (votes.participants, votes.statements) == (("12", "王阿姨"), ("007", "噪音"))


@pytest.mark.parametrize(
    ("text", "fault", "said"),
    [
        ("", errors.NoVotes, "line 1: The file is empty; its first line must name the columns."),
        (" \n", errors.NoVotes, "line 1: The file is empty; its first line must name the columns."),
        (LIST, errors.NoVotes, "There are no votes."),
        (TABLE, errors.NoVotes, "There are no votes."),
        (TABLE + "1,,0,0,0,0,,,\n", errors.NoVotes, "There are no votes."),
        ("comment-id,vote\n1,1\n", errors.MissingColumn, "line 1: There is no column 'voter-id'."),
        ("voter-id,vote\n1,1\n", errors.MissingColumn, "line 1: There is no column 'comment-id'."),
        ("voter-id,comment-id\n1,1\n", errors.MissingColumn, "line 1: There is no column 'vote'."),
        ("voter-id,vote,vote,comment-id\n", errors.DuplicateId, "line 1: The column 'vote' stands twice."),
        (LIST + "1,,1,1,1\n2,,1,2,2\n", errors.UnknownVote, "line 3: The vote is '2'; a vote is 1 (agree)"),
        (LIST + "1,,1,1,NaN\n", errors.UnknownVote, "line 2: The vote is 'NaN'; a vote is"),
        (LIST + "1,,1,1,\n", errors.UnknownVote, "line 2: The vote is ''; a vote is"),
        (LIST + "1,,,1,1\n", errors.BadCell, "line 2: A vote has no comment-id."),
        (LIST + "1,,1,,1\n", errors.BadCell, "line 2: A vote has no voter-id."),
        (LIST + "soon,,1,1,1\n", errors.BadCell, "line 2: The timestamp is 'soon'; it is a whole number"),
        (LIST + "1e9,,1,1,1\n", errors.BadCell, "line 2: The timestamp is '1e9'; it is a whole number"),
        (LIST + "1,,1,1\n", errors.BadTable, "line 2: There are 4 columns here, and 5 in the header."),
        (LIST + "1,,1,1,1,\n", errors.BadTable, "line 2: There are 6 columns here, and 5 in the header."),
        (
            LIST + '1,"a\nb",1,1,1\n1,"',
            errors.BadTable,
            "line 4: This is not a table: unexpected end of data.",
        ),
        (
            "voter-id,comment-id,vote\n1,5,1\n2,5,1\n1,5,0\n",
            errors.TwoAnswers,
            "line 4: Participant '1' voted twice, differently, on statement '5', and there is no timestamp.",
        ),
        (
            TABLE + "1,,0,0,0,0,1,,\n1,,0,0,0,0,1,,\n",
            errors.DuplicateId,
            "line 3: Participant '1' stands twice.",
        ),
        (TABLE + ",,0,0,0,0,1,,\n", errors.BadCell, "line 2: A line names no participant."),
        (TABLE + "1,,0,0,0,0,1,7,\n", errors.UnknownVote, "line 2: The vote is '7'; a vote is"),
        (TABLE + "1,,0,0,0,0,1,nan,\n", errors.UnknownVote, "line 2: The vote is 'nan'; a vote is"),
        ("participant,1,1\n1,1,1\n", errors.DuplicateId, "line 1: The column '1' stands twice."),
        (b"\xff\xfe", errors.BadTable, "line 1: The file is not UTF-8 text; save it as UTF-8."),
        (LIST.encode() + b"1,\xff,1,x,1\n", errors.BadTable, "line 2: The file is not UTF-8 text"),
    ],
)
def test_a_complaint_names_its_line(tmp_path: Path, text: str | bytes, fault: type[Fault], said: str) -> None:
    with pytest.raises(fault) as raised:
        reading.read_votes(written(tmp_path, text))

    assert type(raised.value) is fault
    assert str(raised.value).startswith(said)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(errors.BadTable, match="The file cannot be opened: No such file or directory"):
        reading.read_votes(tmp_path / "nowhere.csv")


def test_statements_and_what_moderators_said(tmp_path: Path) -> None:
    text = 'comment-id,moderated,is-meta,comment-body\n1,1,false,"A, ""b""\nc"\n2,-1,,no\n3,0,True,I am 60\n'

    comments = reading.read_comments(written(tmp_path, text))

    assert comments.words == {"1": 'A, "b"\nc', "2": "no", "3": "I am 60"}
    assert (comments.moderation.out, comments.moderation.meta) == ({"2"}, {"3"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("comment-id\n1\n", "line 1: There is no column 'moderated'."),
        ("comment-id,moderated\n1,1\n1,1\n", "line 3: The statement '1' stands twice."),
        (
            "comment-id,moderated\n1,yes\n",
            "line 2: moderated is 'yes'; it is -1 (out), 0 (not looked at) or 1 (in).",
        ),
        ("comment-id,moderated\n,1\n", "line 2: A statement has no comment-id."),
    ],
)
def test_a_complaint_about_statements_names_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Fault) as raised:
        reading.read_comments(written(tmp_path, text))

    assert str(raised.value) == said


def as_list(rows: list[tuple[str, str, int]], dice: random.Random) -> str:
    lines = [f"{when},,{s},{p},{c}\n" for when, (p, s, c) in enumerate(rows)]
    dice.shuffle(lines)
    return LIST + "".join(lines)


def as_table(rows: list[tuple[str, str, int]], dice: random.Random) -> str:
    people, statements = sorted({p for p, *_ in rows}), sorted({s for _, s, _ in rows})
    dice.shuffle(people)
    dice.shuffle(statements)
    cell = {(p, s): str(c) for p, s, c in rows}
    lines = [",".join([p, *(cell.get((p, s), "") for s in statements)]) for p in people]
    return "\n".join([",".join(["participant", *statements]), *lines])


@pytest.mark.parametrize("seed", range(4))
def test_both_kinds_and_both_readers_and_any_order_read_the_same_votes(tmp_path: Path, seed: int) -> None:
    made = conversation(seed, 50, 20, answered=0.4)
    dice = random.Random(seed)
    listed, table = (
        written(tmp_path, as_list(made.rows(), dice)),
        written(tmp_path, as_table(made.rows(), dice), "p.csv"),
    )

    found = {
        "list": reading.read_votes(listed),
        "table": reading.read_votes(table),
        "list, with care": reading._votes_list(listed, header(listed)[0]),
        "table, with care": reading._people_table(table, header(table)[0], header(table)[0][1:]),
    }

    assert {votes.digest() for votes in found.values()} == {made.votes().digest()}


def test_a_file_longer_than_one_piece_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = conversation(1, 50, 20)
    path = written(tmp_path, as_list(made.rows(), random.Random(1)))
    monkeypatch.setattr(plain, "CHUNK", 100)

    assert reading.read_votes(path).digest() == made.votes().digest()


cells = st.sampled_from(
    ["", "0", "1", "-1", "1.0", "-0", "01", "2", " 1", "+1", "nan", '"1"', "999999999999", "9" * 20, "a"]
)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(cells, min_size=2, max_size=4), max_size=4),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_whatever_the_plain_reader_takes_it_reads_as_the_careful_one(
    tmp_path: Path, body: list[list[str]], line_end: str, table: bool
) -> None:
    names = ["participant", "1", "2"] if table else ["voter-id", "comment-id", "vote"]
    text = line_end.join([",".join(names), *(",".join(row) for row in body)])
    path = written(tmp_path, text)
    columns, begin = header(path)
    try:
        quick = (
            plain.people_table(path, columns, begin, columns[1:])
            if table
            else plain.votes_list(path, columns, begin)
        )
    except errors.NoVotes:
        quick = None
    if quick is not None:
        slow = (
            reading._people_table(path, columns, columns[1:]) if table else reading._votes_list(path, columns)
        )
        assert quick.digest() == slow.digest()
