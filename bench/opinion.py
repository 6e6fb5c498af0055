"""Opinion maps beside red-dwarf: the same votes, one run, processor time and memory of each in its own process.

    python bench/opinion.py --peer VENV/bin/python [--data ../shared/data/polis] [--runs 5]

The peer needs its own environment (requirements/bench.txt). Times are medians of processor seconds over `--runs` runs
after one to warm up (imports and compiled loops are not counted, for neither side); memory is the process' peak.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def made(people: int, statements: int, each: float, seed: int, camps: int = 4) -> np.ndarray:
    """Votes of people in camps: rows of participant, statement, choice; about `each` votes a person, in any order."""
    dice = np.random.default_rng(seed)
    camp = dice.integers(0, camps, people)
    leaning = dice.normal(0, 1.0, (camps, statements))
    person = np.repeat(
        np.arange(people), 1 + dice.exponential(each, people).astype(np.int64).clip(max=statements // 2)
    )
    statement = dice.integers(0, statements, person.size)
    person, statement = np.divmod(np.unique(person * statements + statement), statements)
    choice = np.sign(np.rint(leaning[camp[person], statement] + dice.normal(0, 1.2, person.size))).astype(
        np.int64
    )
    return dice.permutation(np.column_stack([person, statement, choice]))


def published(path: Path) -> np.ndarray:
    """The votes of a table of people as Polis exports it."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    columns = [(at, int(name)) for at, name in enumerate(head.split(",")) if name.isdigit()]
    rows = [line.split(",") for line in lines]
    return np.array([(int(row[0]), name, int(row[at])) for row in rows for at, name in columns if row[at]])


def timed(run: Callable[[], object], runs: int) -> dict[str, float]:
    run()
    seconds = []
    for _ in range(runs):
        begin = time.process_time()
        run()
        seconds.append(time.process_time() - begin)
    return {
        "cpu": statistics.median(seconds),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def ours(votes: np.ndarray, runs: int) -> tuple[dict[str, float], np.ndarray]:
    """Measure drawing from nothing, and refreshing after the last 0.1 % of votes; also everyone's place, as Polis."""
    sys.path.insert(0, str(ROOT))
    from civics.opinion import Settings, draw, gather, refresh

    person, statement, choice = votes
    found = timed(lambda: draw(gather(person, statement, choice)), runs)
    part = int(0.999 * choice.size)
    before, after = (
        draw(gather(person[:part], statement[:part], choice[:part])),
        gather(person, statement, choice),
    )
    found["refresh"] = timed(lambda: refresh(before, after), runs)["cpu"]
    drawn = draw(after, settings=Settings(least_votes=1, as_polis=True))
    return found, drawn.place / 1e6 * np.sqrt(len(after.statements))


def red_dwarf(votes: np.ndarray, runs: int) -> tuple[dict[str, float], np.ndarray]:
    """Measure the peer's whole pipeline; also everyone's place."""
    from reddwarf.implementations.base import run_pipeline

    warnings.simplefilter("ignore")
    rows = [{"participant_id": p, "statement_id": s, "vote": c} for p, s, c in votes.T.tolist()]
    found = timed(lambda: run_pipeline(rows, random_state=1), runs)
    return found, run_pipeline(rows, random_state=1).participants_df.sort_index()[["x", "y"]].to_numpy()


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """The largest distance between two placings along either axis, whichever way the axes point."""
    return max(min(np.abs(a - b).max(), np.abs(a + b).max()) for a, b in zip(one.T, other.T, strict=True))


def measured(python: str, side: str, folder: Path, runs: int) -> tuple[dict[str, float], np.ndarray]:
    """One side in a process of its own."""
    command = [python, __file__, "--side", side, "--folder", str(folder), "--runs", str(runs)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | ONE_THREAD)
    if answer.returncode:
        sys.exit(f"{side} did not finish:\n{answer.stderr[-2000:]}")
    return json.loads(answer.stdout), np.load(folder / "places.npy")


def compare(title: str, votes: np.ndarray, peer: str | None, runs: int, peer_runs: int) -> None:
    """Print one line of the table."""
    size = f"{len(np.unique(votes[:, 0]))} x {len(np.unique(votes[:, 1]))}, {len(votes)} votes"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        np.save(folder / "votes.npy", np.ascontiguousarray(votes.T))
        mine, places = measured(sys.executable, "ours", folder, runs)
        line = (
            f"| {title} | {size} | {mine['cpu']:.4f} s | {mine['refresh']:.4f} s | {mine['memory']:.0f} MB |"
        )
        if peer:
            theirs, same = measured(peer, "red-dwarf", folder, peer_runs)
            times, less = theirs["cpu"] / mine["cpu"], theirs["memory"] / mine["memory"]
            line += f" {theirs['cpu']:.2f} s | {theirs['memory']:.0f} MB | **{times:.0f} x** | {less:.1f} x |"
            line += f" {apart(places, same):.0e} |"
        else:
            line += " | | | | |"
    print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="the Python that has red-dwarf; without it only ours is measured")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data/polis")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="part of a case's name")
    parser.add_argument("--side", choices=("ours", "red-dwarf"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.side:
        side = ours if told.side == "ours" else red_dwarf
        found, places = side(np.load(told.folder / "votes.npy"), told.runs)
        np.save(told.folder / "places.npy", places)
        print(json.dumps(found))
        return
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, numpy {np.__version__}\n"
    )
    print(
        "| conversation | size | ours | refresh | memory | red-dwarf | memory | faster | smaller | places apart |"
    )
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for folder in sorted(told.data.glob("*")):
        if told.only in folder.name:
            compare(folder.name, published(folder / "participants-votes.csv"), told.peer, told.runs, 3)
    if told.only in "made":
        compare("made, seed 1", made(20_000, 1_000, 45, seed=1), told.peer, told.runs, 1)
        compare("made, seed 2", made(100_000, 2_000, 45.5, seed=2), None, told.runs, 1)


if __name__ == "__main__":
    main()
