"""`./dev` as a newcomer meets it: it starts, says where it is, survives kills, stops, and explains mistakes."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.running import DEV, ROOT, Running, wait_until

KEYS = ("field", "index", "journal", "secret")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all: only the first start has to prepare it."""
    return tmp_path_factory.mktemp("dev") / "home"


@pytest.fixture
def running(home: Path) -> Iterator[Running]:
    running = Running(home, "--empty")
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_serves_survives_the_kill_of_each_part_and_stops_without_a_trace(running: Running) -> None:
    wait_until(lambda: "Linli 邻里 is at" in running.said())
    wait_until(lambda: len(running.children()) == 3)
    before = running.children()

    for process in before.values():
        os.kill(process, signal.SIGKILL)
    wait_until(
        lambda: set(running.children().values()).isdisjoint(before.values()) and len(running.children()) == 3
    )
    wait_until(lambda: running.answers() == 200)

    after = running.children()
    assert running.stop() == 0
    assert [process for process in after.values() if Path(f"/proc/{process}").exists()] == []
    assert running.answers() == 0


@pytest.mark.slow
def test_a_second_one_in_the_same_home_says_so_and_disturbs_nothing(running: Running) -> None:
    wait_until(lambda: "Linli 邻里 is at" in running.said())

    second = Running(running.home, "--empty")

    assert second.process.wait(30) == 1
    assert f"already runs from {running.home} (process {running.process.pid})" in second.said()
    assert running.answers() == 200


@pytest.mark.slow
def test_keys_are_made_once_and_only_their_owner_reads_them(running: Running) -> None:
    wait_until(lambda: "Linli 邻里 is at" in running.said())
    keys = {
        path.name: (path.read_text(), path.stat().st_mode & 0o777)
        for path in (running.home / "keys").iterdir()
    }
    running.stop()

    again = Running(running.home, "--empty")
    wait_until(lambda: "Linli 邻里 is at" in again.said())
    again.stop()

    assert {name: mode for name, (_, mode) in keys.items()} == dict.fromkeys(
        ("field", "index", "journal", "secret"), 0o600
    )
    assert {path.name: path.read_text() for path in (running.home / "keys").iterdir()} == {
        name: key for name, (key, _) in keys.items()
    }


def said_by(*words: str, **env: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(DEV), *words],
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def test_a_taken_port_is_answered_with_another(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        code, said = said_by("--port", str(port), "--empty", LINLI_HOME=str(tmp_path))

    assert code == 1
    assert said.endswith(f"Try: ./dev --port {port + 1}")


@pytest.mark.parametrize("port", ["eighty", "0", "70000"])
def test_a_port_that_is_none_is_answered_with_a_sentence(port: str, tmp_path: Path) -> None:
    code, said = said_by("--empty", LINLI_HOME=str(tmp_path), LINLI_PORT=port)

    assert code == 1
    assert "such as 8000" in said and "Traceback" not in said


def test_an_unknown_word_is_answered_with_the_known_ones() -> None:
    code, said = said_by("strat")

    assert code == 2
    assert said.startswith("./dev knows no 'strat'. It knows: start, test,")


def test_help_names_every_command() -> None:
    code, said = said_by("help")

    assert code == 0
    assert re.findall(r"\./dev (\w+) {2,}", said) == [
        "start", "test", "check", "fmt", "manage", "demo", "shots", "map", "lock", "help",
    ]  # fmt: skip


# Debian's Python without its package python3-venv lacks the module ensurepip.
WITHOUT_ENSUREPIP = """
from importlib.machinery import PathFinder
found = PathFinder.find_spec
PathFinder.find_spec = classmethod(lambda cls, name, *more: None if name == "ensurepip" else found(name, *more))
"""


def test_a_python_without_venv_is_told_what_to_get(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_ENSUREPIP, encoding="utf-8")
    checkout = tmp_path / "checkout"
    for name in ("tools", "requirements"):
        shutil.copytree(ROOT / name, checkout / name)
    shutil.copy(DEV, checkout / "dev")

    done = subprocess.run(
        [sys.executable, "dev"],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert "`apt install python3-venv`" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
