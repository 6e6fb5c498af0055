"""The command line, run as people run it."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from civics import console
from civics.text.cli import run
from tests.civics.text.samples import DAY, labelled, said

ROOT = Path(__file__).parents[3]


def labelled_file(folder: Path, name: str = "l.csv") -> str:
    """The twelve labelled texts as a file."""
    rows = "".join(f"{n},,{text},{label}\n" for n, (text, label) in enumerate(labelled()))
    (folder / name).write_text(f"id,title,detail,label\n{rows}", encoding="utf-8")
    return str(folder / name)


def said_file(folder: Path) -> str:
    """The eleven messages as a file with the contest's headers."""
    rows = "".join(f"{m.id},{m.author},,1970/1/{1 + m.at // DAY:.0f},{m.text},0,3\n" for m in said())
    (folder / "m.csv").write_text(
        f"留言编号,留言用户,留言主题,留言时间,留言详情,反对数,点赞数\n{rows}", encoding="utf-8"
    )
    return str(folder / "m.csv")


def test_evaluate_answers_four_shares(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", labelled_file(tmp_path), labelled_file(tmp_path), "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == {
        "macro_f1": 1.0,
        "accuracy": 1.0,
        "top2": 1.0,
        "accuracy_at_80": 1.0,
    }


def test_topics_answers_the_hottest_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["topics", said_file(tmp_path), "--json"]) == 0

    topics = json.loads(capsys.readouterr().out)["topics"]
    assert [topic["members"] for topic in topics] == [[1, 2, 3], [7, 8], [5, 6]]
    assert [topic["people"] for topic in topics] == [3, 2, 2]
    assert topics[0]["heat"] > topics[1]["heat"] > topics[2]["heat"] > 0
    assert "电梯" in " ".join(topics[0]["words"])


def test_both_answers_are_readable_without_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", labelled_file(tmp_path), labelled_file(tmp_path)]) == 0
    assert run(["topics", said_file(tmp_path)]) == 0

    told = capsys.readouterr().out
    assert "macro_f1" in told
    assert "11 messages, 3 topics" in told
    assert "3号楼" in told


def test_a_trained_model_classifies_what_comes_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = str(tmp_path / "m.npz")
    monkeypatch.setattr(sys, "stdin", io.StringIO("电梯坏了\n\n太吵了\n"))

    assert run(["train", labelled_file(tmp_path), model, "--version", "7"]) == 0
    assert run(["classify", model, "--json"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert "2 classes from 12 texts" in lines[0]
    assert [json.loads(line)["first"] for line in lines[1:]] == ["repairs", "noise"]


def test_the_starter_model_says_it_is_a_beginner(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("楼下烧烤店半夜太吵\n"))

    assert run(["train", "starter", str(tmp_path / "s.npz")]) == 0
    assert run(["classify", str(tmp_path / "s.npz")]) == 0

    told = capsys.readouterr().out
    assert "A beginner" in told
    assert "噪音扰民" in told


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "the following arguments are required"),
        (["guess"], "invalid choice"),
        (["topics", "missing.csv"], "does not exist"),
        (["classify", "missing.npz"], "cannot be read"),
        (["train", "starter", "no/such/folder/m.npz"], "cannot be written"),
    ],
)
def test_a_fault_is_one_line_and_exit_two(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    complaint: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    assert console.answer(run, arguments) == 2

    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert complaint in told.err


def test_one_class_and_a_damaged_model_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = tmp_path / "one.csv"
    one.write_text("title,detail,label\n,坏了,修\n,又坏了,修\n", encoding="utf-8")

    assert console.answer(run, ["evaluate", str(one), str(one)]) == 2
    assert console.answer(run, ["classify", str(one)]) == 2

    assert capsys.readouterr().err == (
        "error: Give examples of at least two classes.\nerror: These bytes cannot be read; make them anew.\n"
    )


def test_a_bad_line_is_told_with_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("title,detail,label\n,坏了,修\n,吵,\n", encoding="utf-8")

    assert console.answer(run, ["evaluate", labelled_file(tmp_path), str(bad), "--json"]) == 2

    told = capsys.readouterr().err
    assert told == f"error: {bad}, line 3: the label is empty; fill it in or remove the line.\n"


def test_the_command_runs_as_a_module(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "civics.text", "topics", said_file(tmp_path), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["topics"]) == 3


def test_predicting_needs_neither_sklearn_nor_scipy() -> None:
    program = "import sys, civics.text; print(sorted({'sklearn', 'scipy'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
