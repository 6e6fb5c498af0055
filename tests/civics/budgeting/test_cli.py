"""The command line: an answer on standard output, or one clear line on standard error and exit 2; never a traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics import console
from civics.budgeting.cli import run

VOTE = """META
key;value
description;Example
budget;1100
vote_type;approval
PROJECTS
project_id;cost;name
bike;700;自行车道
gym;400;健身角
park;250;口袋公园
playground;200;儿童乐园
library;100;绘本馆
VOTES
voter_id;vote;age
1;bike,gym;30
2;bike,gym,park;41
3;bike,gym;27
4;bike,gym,park;35
5;bike,gym,park;66
6;bike,gym;19
7;park,playground,library;71
8;playground;38
9;playground,library;33
10;park,playground,library;36
11;bike;52
"""


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("budget") / "vote.pb"
    path.write_text(VOTE, encoding="utf-8")
    return path


def ask(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = console.answer(run, arguments)
    told = capfd.readouterr()
    return status, told.out, told.err


@pytest.mark.parametrize(
    ("options", "selected", "cost"),
    [
        ([], ["bike", "playground", "library"], 1000),
        (["--completion", "add1"], ["bike", "playground", "library"], 1000),
        (["--satisfaction", "cardinality"], ["library", "park", "gym", "playground"], 950),
        (
            ["--satisfaction", "cardinality", "--completion", "add1-greedy"],
            ["library", "park", "gym", "playground"], 950,
        ),
        (["--rule", "greedy"], ["bike", "gym"], 1100),
        (["--rule", "phragmen"], ["library", "park", "playground", "gym"], 950),
        (["--ties", "cheapest-most-votes-lot", "--seed", "3 17 24"], ["bike", "playground", "library"], 1000),
    ],
)  # fmt: skip
def test_the_answer_in_json_begins_with_what_is_funded(
    file: Path, capfd: pytest.CaptureFixture[str], options: list[str], selected: list[str], cost: int
) -> None:
    status, out, err = ask(capfd, str(file), "--json", *options)
    answer = json.loads(out)

    assert (status, err, answer["selected"], answer["cost"]) == (0, "", selected, cost)
    assert answer["document"]["outcome"]["selected"] == selected


def test_money_with_cents_is_a_number_in_the_currency(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cents.pb"
    path.write_text(VOTE.replace("700", "700.25"), encoding="utf-8")

    assert json.loads(ask(capfd, str(path), "--rule", "greedy", "--json")[1])["cost"] == 1050.25


def test_a_person_reads_turn_project_and_cost(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert ask(capfd, str(file)) == (
        0,
        "1. bike: 700\n2. playground: 200\n3. library: 100\n3 of 5 projects for 1000 of 1100; 100 left. 11 voters.\n",
        "",
    )


def test_a_project_and_a_voter_are_explained(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = ask(capfd, str(file), "--explain", "gym", "--explain-voter", "8")

    assert (status, err, out.splitlines()) == (
        0,
        "",
        [
            "gym costs 400 and has 6 votes from 6 voters.",
            "Not funded: its supporters have 0 left together; it is missed by 400.",
            "Share: 100.",
            "playground: funded, paid 50.",
            "Left: 50.",
        ],
    )
    assert (
        "missed by 400" in json.loads(ask(capfd, str(file), "--explain", "gym", "--json")[1])["explanation"]
    )


def test_the_outcome_is_written_and_comes_out_the_same_again(
    file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    head, rows = VOTE.split("voter_id;vote;age\n")
    turned = tmp_path / "turned.pb"
    turned.write_text(head + "voter_id;vote;age\n" + "\n".join(reversed(rows.splitlines())), encoding="utf-8")
    ask(capfd, str(file), "--outcome", str(first))
    ask(capfd, str(turned), "--outcome", str(second))

    assert first.read_bytes() == second.read_bytes()
    assert json.loads(first.read_bytes())["outcome"]["selected"] == ["bike", "playground", "library"]


def test_the_module_itself_answers_and_reads_standard_input() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "civics.budgeting", "-", "--rule", "greedy", "--json"],
        input=VOTE.encode(), capture_output=True, check=False, cwd=Path(__file__).parents[3],
    )  # fmt: skip

    assert (told.returncode, told.stderr, json.loads(told.stdout)["selected"]) == (0, b"", ["bike", "gym"])


def test_what_does_not_count_does_not_load_the_compiler() -> None:
    told = subprocess.run(
        [
            sys.executable, "-c",
            ("import sys; from civics.budgeting import cli; cli.run(['-', '--rule', 'phragmen', '--explain', 'bike']);"
            "sys.exit('numba' in sys.modules)"),
        ],
        input=VOTE.encode(), capture_output=True, check=False, cwd=Path(__file__).parents[3],
    )  # fmt: skip

    assert (told.returncode, told.stderr) == (0, b"")


@pytest.mark.slow
def test_it_counts_where_compiled_code_cannot_be_kept() -> None:
    # Only notebooks may keep compiled code here, so that the kernel finds no place for its own.
    told = subprocess.run(
        [sys.executable, "-m", "civics.budgeting", "-", "--json"],
        input=VOTE.encode(), capture_output=True, check=False, cwd=Path(__file__).parents[3],
        env=os.environ | {"NUMBA_CACHE_LOCATOR_CLASSES": "IPythonCacheLocator"},
    )  # fmt: skip

    assert (told.returncode, told.stderr) == (0, b"")
    assert json.loads(told.stdout)["selected"] == ["bike", "playground", "library"]


@pytest.mark.parametrize(
    ("old", "new", "arguments", "line"),
    [
        ("gym;400", "gym;-400", [], "error: line 9: The project 'gym' costs '-400'; a cost must be above zero.\n"),
        ("3;bike,gym", "2;bike,gym", [], "error: line 17: The voter '2' votes a second time.\n"),
        ("8;playground", "8;pool", [], "error: line 22: The ballot names 'pool', which is not under PROJECTS.\n"),
        ("", "", ["--explain", "pool"], "error: The project 'pool' is not on the list.\n"),
        ("", "", ["--explain-voter", "12"], "error: Nobody voted under the id '12'.\n"),
        ("", "", ["--seed", "1"], "error: --seed belongs to --ties cheapest-most-votes-lot.\n"),
        (
            "", "", ["--ties", "cheapest-most-votes-lot"],
            "error: --ties cheapest-most-votes-lot needs --seed, published before the count.\n",
        ),
        (
            "", "", ["--rule", "greedy", "--completion", "add1"],
            "error: --completion belongs to --rule equal-shares.\n",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_one_line_and_exit_2(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], old: str, new: str, arguments: list[str], line: str
) -> None:
    path = tmp_path / "vote.pb"
    path.write_text(VOTE.replace(old, new) if old else VOTE, encoding="utf-8")

    assert ask(capfd, str(path), *arguments) == (2, "", line)


@pytest.mark.parametrize(
    "arguments", [[], ["nowhere.pb"], ["."], ["a\0b"], ["--rule", "dice", "x.pb"], ["x.pb", "--outcome"]]
)
def test_a_command_that_makes_no_sense_is_one_line_and_exit_2(
    capfd: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    status, out, err = ask(capfd, *arguments)

    assert (status, out, err.count("\n")) == (2, "", 1)


def test_an_outcome_that_cannot_be_written_is_one_line(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, _out, err = ask(capfd, str(file), "--outcome", "/nowhere/at/all.json")

    assert (status, err) == (2, "error: /nowhere/at/all.json cannot be written.\n")


CELLS = [
    "", "NaN", "-1", "0", "1e99", "inf", ";", '"', ",", "\n", "\r", "\0", "META", "VOTES", "x", "１", "½", "\ufeff",
    "approval", "cumulative", "ordinal", "choose-1", "points", "9" * 40, "0.000001", "𠮷", "none", "gym,gym",
]  # fmt: skip
OPTIONS = st.sampled_from(
    [
        [], ["--rule", "greedy"], ["--rule", "phragmen"], ["--satisfaction", "cardinality"],
        ["--completion", "add1-greedy"], ["--ballots", "approvals"], ["--explain", "gym"], ["--explain-voter", "7"],
        ["--ties", "cheapest-most-votes-lot", "--seed", "\udcff"],
    ]
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """The vote with a few cells, lines or bytes changed."""
    lines = VOTE.splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        cells = lines[at].rstrip("\n").split(";")
        match draw(st.sampled_from(["cell", "cell", "cell", "drop", "double"])):
            case "cell":
                cells[draw(st.integers(0, len(cells) - 1))] = draw(st.sampled_from(CELLS))
                lines[at] = ";".join(cells) + "\n"
            case "drop":
                lines[at] = ""
            case _:
                lines.insert(at, lines[at])
    data = "".join(lines).encode()
    cut = draw(st.integers(0, len(data)))
    return (
        data[:cut] + draw(st.sampled_from([b"", b"\xff", b"\x00"])) + data[cut:]
        if draw(st.booleans())
        else data
    )


@settings(max_examples=400)
@given(data=spoilt(), options=OPTIONS)
def test_no_spoilt_file_brings_it_down(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, options: Sequence[str]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "spoilt.pb").write_bytes(data)
    out, err = folder / "out.txt", folder / "err.txt"
    with out.open("w", encoding="utf-8") as told, err.open("w", encoding="utf-8") as complained:
        standard = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = told, complained
        try:
            status = console.answer(run, [str(folder / "spoilt.pb"), "--json", *options])
        finally:
            sys.stdout, sys.stderr = standard

    if status == 0:
        answer = json.loads(out.read_text(encoding="utf-8"))
        assert answer["document"]["outcome"]["leftover"] >= 0
    else:
        complaint = err.read_text(encoding="utf-8")
        assert (status, out.read_text(encoding="utf-8"), complaint.count("\n")) == (2, "", 1)
        assert complaint.startswith("error: ")


@settings(max_examples=60)
@given(data=st.binary(max_size=200))
def test_no_bytes_bring_it_down(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.pb"
    path.write_bytes(data)
    with (tmp_path_factory.getbasetemp() / "said.txt").open("w", encoding="utf-8") as said:
        standard, sys.stderr = sys.stderr, said
        try:
            assert console.answer(run, [str(path)]) == 2
        finally:
            sys.stderr = standard
