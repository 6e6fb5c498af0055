"""`./dev test` and `./dev check`: every proof in one report with timings, and an exit code that tells the truth."""

import argparse
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools import browser, environment, postgres
from tools.trouble import Trouble

TESTS = environment.ROOT / "tests"
MOST_LINES = 120
NOTHING_SELECTED = 5  # how pytest ends when it found no test
NOT_JOURNEY = ("-m", "not journey")
QUICK = ("-m", "not journey and not slow")
ONLY_HERE = ("-m", "not journey and not once")
# Tables as the models describe them, in a second instead of ten. Through the migrations go PostgreSQL and every home
# that the tests of ./dev, of restoring and of upgrading make.
NO_MIGRATIONS = "--nomigrations"
# These do not touch the database, so one run says all; architecture has its own step.
ONCE = ("civics", "tools", "bench", "journeys", "architecture")


class NotKnown(Trouble):
    """The words select nothing."""


@dataclass(frozen=True)
class Step:
    """One proof: the word that selects it, what it shows, and the program that does it."""

    word: str
    shows: str
    argv: tuple[str, ...]


STATIC = (
    Step(
        "style",
        "ruff: the rules of style",
        ("-m", "ruff", "check", "--quiet", "--output-format=concise", "."),
    ),
    Step("style", "ruff: the way it is written", ("-m", "ruff", "format", "--check", "--quiet", ".")),
    Step("types", "mypy --strict", ("-m", "mypy", "--no-error-summary")),
    Step(
        "imports",
        "import contracts: the order of the house",
        ("-c", "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo'])"),
    ),
    Step("templates", "djlint: templates", ("-m", "djlint", "--lint", "--quiet", "linli")),
    Step("budget", "beauty budget", ("-m", "tools.measure")),
    Step(
        "architecture",
        "house rules",
        ("-m", "pytest", "--tb=short", NO_MIGRATIONS, "tests/architecture"),
    ),
    Step(
        "migrations",
        "every model has its migration",
        ("-m", "linli", "makemigrations", "--check", "--dry-run"),
    ),
    Step("map", "docs/map.md is the house as it is", ("-m", "linli", "map", "--check")),
)
WHOLE = ("sqlite", "postgres", "journeys")


@dataclass
class Result:
    """How one proof went."""

    shows: str
    code: int
    seconds: float
    closing: str = ""


@dataclass
class Report:
    """All results so far, printed as they come and summed up at the end."""

    results: list[Result] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def note(self, words: str) -> None:
        """Say plainly what is used."""
        self.notes.append(words)
        print(f"      {words}", flush=True)

    def add(self, result: Result, output: str = "") -> None:
        """Take one result; what a program said is shown when it failed."""
        self.results.append(result)
        print(f"{_mark(result)} {result.seconds:6.1f} s  {result.shows}", flush=True)
        if result.code and output.strip():
            print(_indented(output), flush=True)

    def close(self) -> int:
        """Print the sum of everything, pytest's own closing lines last, and return the exit code."""
        print(f"\n── Report {'─' * 70}")
        for note in self.notes:
            print(f"      {note}")
        for result in self.results:
            print(f"{_mark(result)} {result.seconds:6.1f} s  {result.shows}")
        failed = [result for result in self.results if result.code]
        print(
            f"      {time.monotonic() - self.began:6.1f} s in all: "
            + (f"{len(failed)} of {len(self.results)} failed." if failed else "nothing failed.")
        )
        for result in self.results:
            if result.closing:
                print(f"{result.shows}: {result.closing}")
        return 1 if failed else 0


def _mark(result: Result) -> str:
    return "FAIL  " if result.code else "ok    "


def _indented(text: str) -> str:
    lines = text.strip().splitlines()
    shown = lines[:MOST_LINES] + (
        [f"… and {len(lines) - MOST_LINES} lines more"] if len(lines) > MOST_LINES else []
    )
    return "\n".join(f"        {line}" for line in shown)


def check(words: list[str]) -> int:
    """Run everything that needs no running house; words select steps."""
    parser = argparse.ArgumentParser(prog="./dev check", description=str(check.__doc__))
    parser.add_argument("words", nargs="*", help=", ".join(_static_words()))
    asked = parser.parse_args(words)
    if unknown := set(asked.words) - _static_words():
        raise NotKnown(
            f"./dev check knows no {', '.join(sorted(unknown))}; it knows {', '.join(sorted(_static_words()))}."
        )
    environment.ensure("test")
    report = Report()
    with own_home() as env:
        _run_static(report, [step for step in STATIC if not asked.words or step.word in asked.words], env)
    return report.close()


def test(words: list[str]) -> int:
    """Run everything, or the parts that the words select."""
    asked = _asked(words)
    environment.ensure("test")
    report = Report()
    chosen = [word for word in asked.words if word not in _static_words() | set(WHOLE)]
    whole = set(asked.words or WHOLE) & set(WHOLE) - ({"postgres", "journeys"} if asked.quick else set())
    side_by_side = ["-n", str(asked.workers), "--dist", "loadfile"] if asked.workers > 1 else []
    with own_home() as env:
        _run_static(report, [step for step in STATIC if not asked.words or step.word in asked.words], env)
        if chosen:
            _run_chosen(report, chosen, env, on_postgres=asked.postgres, quick=asked.quick)
        if "sqlite" in whole:
            report.note(f"Database: SQLite {sqlite3.sqlite_version}, embedded.")
            marks = QUICK if asked.quick else NOT_JOURNEY
            _pytest(
                report,
                "tests on SQLite",
                ["tests", "--ignore=tests/architecture", NO_MIGRATIONS, *marks, *side_by_side],
                env,
            )
        if "postgres" in whole:
            _run_on_postgres(report, [*_database_tests(), *ONLY_HERE, *side_by_side], env)
        if "journeys" in whole:
            _run_journeys(report, ["tests", NO_MIGRATIONS, "-m", "journey", *side_by_side], env)
    return report.close()


def _asked(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev test", description=str(test.__doc__))
    parser.add_argument(
        "words", nargs="*", help="a step, a path, a folder or file of tests/, or a part of a name"
    )
    parser.add_argument("--quick", action="store_true", help="skip slow tests, journeys and PostgreSQL")
    parser.add_argument(
        "--postgres", action="store_true", help="run the chosen tests on PostgreSQL, not on SQLite"
    )
    parser.add_argument(
        "--workers", type=int, default=min(2, os.cpu_count() or 1), help="processes for whole runs"
    )
    return parser.parse_args(words)


def shots(words: list[str]) -> int:
    """Run the journeys and keep their pictures in docs/shots."""
    environment.ensure("test")
    report = Report()
    with own_home(SHOTS=str(environment.ROOT / "docs" / "shots")) as env:
        _run_journeys(report, [*(words or ["tests"]), "-m", "journey"], env)
    return report.close()


def _static_words() -> set[str]:
    return {step.word for step in STATIC}


@contextmanager
def own_home(**extra: str) -> Iterator[dict[str, str]]:
    """Yield an environment in which nothing of a running Linli is seen or touched."""
    folder = tempfile.mkdtemp(prefix="linli-test-")
    clean = {name for name in os.environ if name.startswith("LINLI_") or name == "DATABASE_URL"}
    env = environment.child_environment(PYTHONPATH=str(environment.ROOT))
    try:
        yield (
            {name: value for name, value in env.items() if name not in clean} | {"LINLI_HOME": folder} | extra
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run_static(report: Report, steps: Iterable[Step], env: dict[str, str]) -> None:
    """Run the steps two at a time, mypy first because it takes longest."""
    in_order = sorted(steps, key=lambda step: step.word != "types")
    with ThreadPoolExecutor(2) as pool:
        for result, output in pool.map(lambda step: _captured(step, env), in_order):
            report.add(result, output)


def _captured(step: Step, env: dict[str, str]) -> tuple[Result, str]:
    began = time.monotonic()
    done = subprocess.run(
        [str(environment.PYTHON), *step.argv],
        cwd=environment.ROOT,
        env=env,
        text=True,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    closing = closing_line(done.stdout) if "pytest" in step.argv else ""
    return Result(step.shows, done.returncode, time.monotonic() - began, closing), done.stdout


def _pytest(report: Report, shows: str, arguments: list[str], env: dict[str, str]) -> None:
    """Run pytest so that what it says is seen as it says it, and keep its closing line for the report."""
    print(f"\n── {shows} {'─' * max(4, 76 - len(shows))}", flush=True)
    began, said = time.monotonic(), []
    with subprocess.Popen(
        [str(environment.PYTHON), "-m", "pytest", "--durations=5", "--tb=short", *arguments],
        cwd=environment.ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as run:
        assert run.stdout is not None
        for line in run.stdout:
            print(line, end="", flush=True)
            said.append(line)
    report.add(Result(shows, run.returncode, time.monotonic() - began, closing_line("".join(said))))
    if run.returncode == NOTHING_SELECTED:
        report.note(
            f"No test goes by {' '.join(arguments)}. A word is a step, a folder or file of tests/, or a part of a name."
        )


def closing_line(output: str) -> str:
    """Return pytest's last line that counts tests, as it wrote it."""
    counted = [
        line
        for line in output.splitlines()
        if re.search(r"\d+ (passed|failed|errors?|skipped|deselected)\b.* in |no tests ran", line)
    ]
    return counted[-1].strip("= ") if counted else "pytest gave no closing line"


def _database_tests() -> list[str]:
    return sorted(
        str(path.relative_to(environment.ROOT))
        for path in TESTS.iterdir()
        if path.name not in ONCE and path.name != "__pycache__" and (path.is_dir() or path.match("test_*.py"))
    )


def _run_on_postgres(report: Report, arguments: list[str], env: dict[str, str]) -> None:
    """Check the migrations there, then run the tests there."""
    try:
        with postgres.cluster() as cluster:
            report.note(f"Database: {cluster.words}.")
            env = env | {"DATABASE_URL": cluster.url}
            step = next(step for step in STATIC if step.word == "migrations")
            report.add(*_captured(Step(step.word, f"{step.shows}, on PostgreSQL", step.argv), env))
            _pytest(report, "tests on PostgreSQL", arguments, env)
    except postgres.NoPostgres as trouble:
        report.add(Result("tests on PostgreSQL", 1, 0.0), str(trouble))


def _run_journeys(report: Report, arguments: list[str], env: dict[str, str]) -> None:
    try:
        program, words = browser.find()
    except browser.NoBrowser as trouble:
        report.add(Result("journeys in Chromium", 1, 0.0), str(trouble))
        return
    font = browser.chinese_font()
    report.note(f"Browser: {words}. " + (f"Chinese font: {font}." if font else browser.NO_FONT))
    _pytest(report, "journeys in Chromium", arguments, env | {"CHROMIUM": program})


def _run_chosen(
    report: Report, words: list[str], env: dict[str, str], *, on_postgres: bool, quick: bool
) -> None:
    """Run the tests whose folder, file or name the words tell."""
    arguments, keywords = [], []
    for word in words:
        found = paths_of(word)
        arguments += found
        keywords += [] if found else [word]
    if keywords:
        arguments += ["-k", " or ".join(keywords)]
    if quick:
        arguments += QUICK
    with ExitStack() as stack:
        if on_postgres:
            cluster = stack.enter_context(postgres.cluster())
            report.note(f"Database: {cluster.words}.")
            env = env | {"DATABASE_URL": cluster.url}
        _pytest(report, f"{' '.join(words)} on {'PostgreSQL' if on_postgres else 'SQLite'}", arguments, env)


def paths_of(word: str) -> list[str]:
    """Return what a word names under tests/: a path as it stands, else every folder or file of that name."""
    if (environment.ROOT / word.partition("::")[0]).exists() and ("/" in word or word.endswith(".py")):
        return [word]
    folders = [path for path in TESTS.rglob(word) if path.is_dir()]
    files = [
        path
        for path in TESTS.rglob(f"test_{word}*.py")
        if not any(folder in path.parents for folder in folders)
    ]
    return sorted(str(Path(path).relative_to(environment.ROOT)) for path in [*folders, *files])
