"""The command line of opinion maps: a table in, a map out; one line and 2 when it is wrong."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civics import console
from civics.opinion.cli import run
from tests.civics.opinion.cases import conversation

HEAD = "timestamp,voter-id,comment-id,vote\n"


def answered(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = console.answer(run, words)
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def table(folder: Path, seed: int = 1, order: int = 0) -> Path:
    made = conversation(seed, 60, 15, camps=2, answered=0.8).rows()
    random.Random(order).shuffle(made)
    path = folder / f"votes-{seed}-{order}.csv"
    path.write_text(HEAD + "".join(f"1,{p},{s},{c}\n" for p, s, c in made))
    return path


def comments(folder: Path) -> Path:
    path = folder / "comments.csv"
    rows = "".join(f"{s},{-1 if s == 4 else 1},树荫下要有长椅 {s}\n" for s in range(15))
    path.write_text("comment-id,moderated,comment-body\n" + rows)
    return path


def test_json_holds_who_is_in_which_group(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = answered(capsys, str(table(tmp_path)), "--json")
    found = json.loads(out)

    assert (status, err) == (0, "")
    assert found["k"] == 2
    assert set(found["participants"].values()) == {"A", "B"}
    assert 0.5 < found["stability"] < 1.0
    assert [group["name"] for group in found["groups"]] == ["A", "B"]


def test_any_order_and_any_run_write_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--json", "--rounds", "3", "--comments", str(comments(tmp_path)))

    first = answered(capsys, str(table(tmp_path)), *words)

    assert [answered(capsys, str(table(tmp_path, order=order)), *words) for order in range(4)] == [first] * 4


def test_the_command_answers_from_a_shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path)
    shell = subprocess.run(
        [sys.executable, "-m", "civics.opinion", str(path), "--json", "--no-bootstrap"],
        capture_output=True, check=False, text=True, encoding="utf-8",
    )  # fmt: skip

    assert (shell.returncode, shell.stderr) == (0, "")
    assert shell.stdout == answered(capsys, str(path), "--json", "--no-bootstrap")[1]


def test_a_person_reads_groups_words_and_steadiness(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--comments", str(comments(tmp_path)), "--seed", "5", "--rounds", "4")

    _, out, _ = answered(capsys, str(table(tmp_path)), *words)

    lines = out.splitlines()
    assert lines[0].startswith("60 people, 60 of them placed; 15 statements, ")
    assert "steady: " in lines[1] and lines[1].endswith("over 4 resamplings, seed 5.")
    assert "Group A: " in out and "树荫下要有长椅" in out
    assert "statement 4:" not in out


def test_the_number_of_groups_can_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = answered(capsys, str(table(tmp_path)), "--json", "--no-bootstrap", "--k", "4")

    found = json.loads(out)
    assert (found["k"], found["stability"], found["seed"]) == (4, None, None)


def test_letters_of_an_earlier_map_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, later = tmp_path / "before.csv", tmp_path / "later.csv"
    red = "".join(f"1,{p},{s},1\n" for p in range(9) for s in range(8))
    blue = "".join(f"1,{p},{s},{-1 if s else 1}\n" for p in range(10, 16) for s in range(8))
    before.write_text(HEAD + red + blue)
    later.write_text(HEAD + red + blue + blue.replace("1,1", "1,2"))
    earlier = tmp_path / "before.json"
    earlier.write_text(answered(capsys, str(before), "--json")[1])

    alone = json.loads(answered(capsys, str(later), "--json")[1])
    after = json.loads(answered(capsys, str(later), "--json", "--previous", str(earlier))[1])

    assert (alone["participants"]["0"], alone["participants"]["10"]) == ("B", "A")
    assert (after["participants"]["0"], after["participants"]["10"]) == ("A", "B")


def test_statements_about_people_are_left_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = answered(capsys, str(table(tmp_path)), "--json", "--no-bootstrap", "--meta", "3, 7")

    assert [row["id"] for row in json.loads(out)["statements"] if not row["on_map"]] == ["3", "7"]


def test_one_person_is_told_to_be_too_few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "one.csv"
    path.write_text(HEAD + "".join(f"1,1,{s},1\n" for s in range(8)))

    status, out, _ = answered(capsys, str(path))

    assert status == 0
    assert out.splitlines()[1] == "Too few people are placed (1) to speak of groups."


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("", (), "error: line 1: votes.csv: The file is empty; its first line must name the columns."),
        (HEAD, (), "error: votes.csv: There are no votes."),
        (HEAD + "1,1,1,nan\n", (), "error: line 2: votes.csv: The vote is 'nan'; a vote is 1 (agree)"),
        (HEAD + "1,1,1,1\n", ("--k", "2"), "error: 2 groups were asked for; people stand at only 1 places."),
        (HEAD + "1,1,1,1\n", ("--k", "9"), "error: A map has 2 to 8 groups, not 9."),
        (HEAD + "1,1,1,1\n", ("--k", "two"), "error: argument --k: invalid int value: 'two'"),
        (
            HEAD + "1,1,1,1\n",
            ("--min-votes", "0"),
            "error: People are placed from at least 1 vote on, not 0.",
        ),
        (HEAD + "1,1,1,1\n", ("--seed", "-1"), "error: The seed is a whole number from 0 to 2^63 - 1."),
        (HEAD + "1,1,1,1\n", ("--rounds", "0"), "error: The resampling takes 1 to 1000 rounds."),
        (HEAD + "1,1,1,1\n", ("--meta", "1,9"), "error: There is no statement '9' to leave off the map."),
        (
            HEAD + "1,1,1,1\n",
            ("--comments", "none.csv"),
            "error: none.csv: The file cannot be opened: No such file",
        ),
        (
            HEAD + "1,1,1,1\n",
            ("--what",),
            "error: unrecognized arguments: --what; see python -m civics.opinion --help.",
        ),
    ],
)
def test_what_is_wrong_is_one_line_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(text)

    status, out, err = answered(capsys, str(path), *words)

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(said)


NAMES = ["timestamp", "voter-id", "comment-id", "vote", "participant"]
CELLS = ["1", "0", "-1", "2", "nan", "", "1.0", "x", '"', "\x00", "é", " "]
WISHES = [
    "--json",
    "--no-bootstrap",
    "--k=2",
    "--k=5",
    "--min-votes=1",
    "--min-votes=3",
    "--as-polis",
    "--rounds=1",
]
rows = st.lists(st.lists(st.sampled_from(NAMES + CELLS), max_size=5).map(",".join), max_size=6).map("\n".join)
choices = st.sampled_from(["1", "0", "-1", "1", "0", "-1", "?"])
likely = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9), choices), max_size=60)
wishes = st.lists(st.sampled_from(WISHES), max_size=4)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=rows | likely.map(lambda votes: HEAD + "".join(f"1,{p},{s},{c}\n" for p, s, c in votes)),
    words=wishes,
)
def test_anything_handed_in_is_a_map_or_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: list[str]
) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(text, encoding="utf-8")

    status, out, err = answered(capsys, str(path), *words)

    if status == 0:
        assert err == ""
        assert "--json" not in words or json.loads(out)["format"] == 1
    else:
        assert (status, out, err.count("\n"), err[:7]) == (2, "", 1, "error: ")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_any_bytes_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], raw: bytes) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes(raw)

    status, out, err = answered(capsys, str(path))

    assert (status, out, err.count("\n")) == (2, "", 1)
