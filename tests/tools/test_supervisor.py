"""The supervisor keeps its children running, whoever kills them, and leaves nothing behind when it goes."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.supervisor import LONGEST_WAIT, Child

ROOT = Path(__file__).resolve().parents[2]

BELL = """
import os, signal, subprocess, sys, time
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) if "helped" in sys.argv else None
with open(sys.argv[1], "a") as book:
    book.write(f"{os.getpid()} {helper.pid if helper else 0}\\n")
print("ringing", flush=True)
time.sleep(60)
"""


class House:
    """A supervisor with children that write their process ids into a book each time they start."""

    def __init__(self, folder: Path, *children: str) -> None:
        self.folder = folder
        (folder / "bell.py").write_text(BELL, encoding="utf-8")
        program = f"""
            import sys
            from pathlib import Path
            from tools.supervisor import Child, Supervisor
            folder = Path({str(folder)!r})
            children = [
                Child(name, [sys.executable, str(folder / "bell.py"), str(folder / name), *more], {{}}, folder)
                for name, *more in (words.split() for words in {children!r})
            ]
            sys.exit(Supervisor(children, lambda line: print(line, flush=True)).run())
        """
        self.process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(program)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    def starts(self, name: str) -> list[tuple[int, int]]:
        book = self.folder / name
        lines = book.read_text(encoding="utf-8").splitlines() if book.exists() else []
        return [(int(line.split()[0]), int(line.split()[1])) for line in lines]

    def wait_for(self, name: str, times: int) -> list[tuple[int, int]]:
        wait_until(lambda: len(self.starts(name)) >= times)
        return self.starts(name)

    def told(self) -> list[str]:
        return self.process.communicate(timeout=20)[0].splitlines()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    houses: list[House] = []

    def build(*children: str) -> House:
        houses.append(House(tmp_path, *children))
        return houses[-1]

    yield build
    for house in houses:
        if house.process.poll() is None:
            house.process.kill()
        house.process.communicate()


def wait_until(true: Callable[[], object], seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_killed_child_starts_again_and_its_neighbour_is_left_alone(house: Callable[..., House]) -> None:
    house = house("web", "tend")
    ((first, _),) = house.wait_for("web", 1)
    house.wait_for("tend", 1)

    os.kill(first, signal.SIGKILL)
    starts = house.wait_for("web", 2)

    assert len({process for process, _ in starts}) == 2
    assert len(house.starts("tend")) == 1


def test_what_a_killed_child_had_started_goes_with_it(house: Callable[..., House]) -> None:
    house = house("web helped")
    ((first, helper),) = house.wait_for("web", 1)

    os.kill(first, signal.SIGKILL)
    house.wait_for("web", 2)

    wait_until(lambda: not lives(helper))


def test_told_to_stop_it_stops_its_children_and_ends_well(house: Callable[..., House]) -> None:
    house = house("web helped", "tend")
    started = [
        process
        for name in ("web", "tend")
        for start in house.wait_for(name, 1)
        for process in start
        if process
    ]

    house.process.send_signal(signal.SIGTERM)
    told = house.told()

    assert house.process.returncode == 0
    assert [process for process in started if lives(process)] == []
    assert told[-1] == "Stopped."


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_killed_itself_it_leaves_no_child_behind(house: Callable[..., House]) -> None:
    house = house("web", "tend")
    started = [house.wait_for(name, 1)[0][0] for name in ("web", "tend")]

    house.process.kill()

    wait_until(lambda: not any(map(lives, started)))


def test_what_children_say_carries_their_name(house: Callable[..., House]) -> None:
    house = house("web", "tend")
    house.wait_for("web", 1)
    house.wait_for("tend", 1)
    time.sleep(0.3)

    house.process.send_signal(signal.SIGINT)

    assert {"web  | ringing", "tend | ringing"} <= set(house.told())


def test_a_child_that_keeps_falling_waits_longer_each_time_up_to_a_limit() -> None:
    child = Child("web", [], {}, ROOT)

    waits = [child.fell(now=0.0) for _ in range(9)]

    assert waits == [0.5, 1, 2, 4, 8, 16, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT]


def test_a_child_that_ran_steadily_begins_with_the_shortest_wait_again() -> None:
    child = Child("web", [], {}, ROOT)
    for _ in range(5):
        child.fell(now=0.0)

    assert child.fell(now=1000.0) == 0.5
