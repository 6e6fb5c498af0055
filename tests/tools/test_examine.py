"""`./dev test WORDS` runs what the words name, and its report repeats pytest's own closing lines."""

import pytest

from tools import examine
from tools.examine import Report, Result


@pytest.mark.parametrize(
    ("word", "paths"),
    [
        ("transparency", ["tests/civics/transparency"]),
        ("supervisor", ["tests/tools/test_supervisor.py"]),
        ("tests/tools/test_measure.py", ["tests/tools/test_measure.py"]),
        ("tests/tools/test_measure.py::test_figures_as_good_as_recorded_pass",
         ["tests/tools/test_measure.py::test_figures_as_good_as_recorded_pass"]),
        ("a_word_of_no_file", []),
    ],
)  # fmt: skip
def test_a_word_names_a_folder_a_file_or_a_path(word: str, paths: list[str]) -> None:
    assert examine.paths_of(word) == paths


def test_a_folder_is_not_run_twice_for_the_files_in_it() -> None:
    assert examine.paths_of("journal") == ["tests/ground/journal"]


@pytest.mark.parametrize(
    ("output", "closing"),
    [
        ("....\n4 passed in 0.10s\n", "4 passed in 0.10s"),
        ("==== 1 failed, 3 passed in 61.00s (0:01:01) ====", "1 failed, 3 passed in 61.00s (0:01:01)"),
        ("7 deselected in 0.01s", "7 deselected in 0.01s"),
        ("no tests ran in 0.00s", "no tests ran in 0.00s"),
        ("INTERNALERROR> boom", "pytest gave no closing line"),
        ("2 passed in 1.00s\nsays 3 passed doors\n", "2 passed in 1.00s"),
    ],
)
def test_the_closing_line_is_pytests_own(output: str, closing: str) -> None:
    assert examine.closing_line(output) == closing


def test_the_report_ends_with_closing_lines_and_the_true_code(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.add(Result("style", 0, 0.1))
    report.add(Result("tests on SQLite", 1, 2.0, "1 failed, 3 passed in 1.90s"))

    code = report.close()

    assert code == 1
    assert capsys.readouterr().out.splitlines()[-1] == "tests on SQLite: 1 failed, 3 passed in 1.90s"


def test_what_a_failing_program_said_is_shown_and_what_a_good_one_said_is_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = Report()

    report.add(Result("style", 0, 0.1), "quiet words")
    report.add(Result("types", 1, 0.1), "loud words")

    said = capsys.readouterr().out
    assert "loud words" in said and "quiet words" not in said
    assert report.close() == 1


def test_a_report_in_which_nothing_failed_ends_well() -> None:
    report = Report()
    report.add(Result("style", 0, 0.1))

    assert report.close() == 0


def test_every_word_of_a_static_step_is_offered_by_check() -> None:
    with pytest.raises(
        examine.NotKnown, match="it knows architecture, budget, imports, map, migrations, style"
    ):
        examine.check(["nonsense"])


def test_the_environment_of_tests_shows_nothing_of_a_running_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINLI_BASE_URL", "http://elsewhere.example")
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere.example/linli")

    with examine.own_home() as env:
        seen = {name for name in env if name.startswith("LINLI_") or name == "DATABASE_URL"}

    assert seen == {"LINLI_HOME"}
