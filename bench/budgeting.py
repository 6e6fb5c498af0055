"""Budgets beside pabutools: the same files, one run, processor time and peak memory of each in its own process.

    python bench/budgeting.py --peer VENV/bin/python [--data ../shared/data/pabulib] [--runs 5] [--heavy] [--write]

The peer needs its own environment (requirements/bench.txt). Files with at least 10 000 approvals are read and counted
by Equal Shares (cost satisfaction); the peer's time is the faster of its two modes, plain and merged ballots. `--heavy`
adds completion by add1: the peer takes twelve minutes and 9 GB for one of the files. Times are medians of processor
seconds after one run to warm up (imports and compilation are not counted, for neither side). `--write` puts the table
into docs/benchmarks.md.
"""

import argparse
import datetime as dt
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- bench/budgeting.py writes from here -->", "<!-- to here -->"
MANY = 10_000  # approvals, as cast: files with fewer are counted in a tenth of a millisecond
HEAVY = ("Poland_Warszawa_2023_Mokotow.pb", "Poland_Lodz_2022.pb")
ALONE = "Hungary_Budapest_2024.pb"  # 22 000 increments: out of the peer's reach
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

Figures = dict[str, float]


def median(run: Callable[[], object], runs: int, *, warm: bool = True) -> float:
    """Processor seconds, the middle of several runs; a run of more than two seconds is measured once."""
    seconds: list[float] = []
    for turn in range(runs + warm):
        begin = time.process_time()
        run()
        spent = time.process_time() - begin
        if turn or not warm or spent > 2.0:
            seconds.append(spent)
        if spent > 2.0:
            break
    return statistics.median(seconds)


def memory() -> float:
    """Peak of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(path: Path, runs: int, *, add1: bool) -> Figures:
    sys.path.insert(0, str(ROOT))
    # The peer's environment has no civics, and this file is read by both.
    from civics.budgeting import pabulib
    from civics.budgeting.equal_shares import equal_shares
    from civics.budgeting.outcome import Completion, Outcome, Satisfaction, document
    from civics.budgeting.reading import Reading, election
    from civics.budgeting.ties import NameAsString

    def read() -> object:
        return election(pabulib.parse(path.read_bytes()), reading=Reading.POINTS)

    def count() -> Outcome:
        completion = Completion.ADD1 if add1 else Completion.NONE
        return equal_shares(vote, satisfaction=Satisfaction.COST, completion=completion, ties=NameAsString())

    vote = election(pabulib.parse(path.read_bytes()), reading=Reading.POINTS)
    figures = {"rule": median(count, runs), "memory": memory(), "read": median(read, runs)}
    figures |= {
        "tell": median(lambda: document(count()), runs),
        "voters": vote.voters,
        "projects": len(vote.cost),
    }
    share = (count().share or 0) * vote.voters - vote.budget
    return figures | {"approvals": int(vote.backers().sum()), "steps": float(share / vote.voters / vote.unit)}


def pabutools(path: Path, runs: int, *, add1: bool) -> Figures:
    from pabutools.election import Cost_Sat, parse_pabulib
    from pabutools.rules import method_of_equal_shares

    instance, profile = parse_pabulib(str(path))
    merged = profile.as_multiprofile()
    if add1:
        begin = time.process_time()
        method_of_equal_shares(instance, merged, sat_class=Cost_Sat, voter_budget_increment=1)
        return {"rule": time.process_time() - begin, "memory": memory()}
    modes = [
        median(lambda: method_of_equal_shares(instance, votes, sat_class=Cost_Sat), runs)  # noqa: B023 -- run at once
        for votes in (profile, merged)
    ]
    return {"rule": min(modes), "memory": memory(), "read": median(lambda: parse_pabulib(str(path)), runs)}


def measured(python: str, side: str, path: Path, runs: int, *, add1: bool = False) -> Figures:
    """One side in a process of its own."""
    command = [
        python,
        __file__,
        "--side",
        side,
        "--file",
        str(path),
        "--runs",
        str(runs),
        *(["--add1"] * add1),
    ]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | ONE_THREAD)
    if answer.returncode:
        sys.exit(f"{side} did not finish {path.name}:\n{answer.stderr[-2000:]}")
    figures: Figures = json.loads(answer.stdout)
    return figures


def short(path: Path) -> str:
    return path.stem.partition("_")[2].replace("_", " ")[:44]


def plain_table(files: list[Path], peer: str, runs: int) -> list[str]:
    lines = [
        (
            "| election | voters × projects, approvals | rule | pabutools | faster | read | pabutools | faster "
            "| read, count, tell | faster |"
        ),
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    ratios: list[tuple[float, float, float]] = []
    for path in files:
        mine = measured(sys.executable, "ours", path, runs)
        if mine["approvals"] < MANY:
            continue
        theirs = measured(peer, "pabutools", path, min(runs, 3))
        whole = mine["read"] + mine["tell"]
        ratios.append(
            (
                theirs["rule"] / mine["rule"],
                theirs["read"] / mine["read"],
                (theirs["read"] + theirs["rule"]) / whole,
            )
        )
        size = f"{mine['voters']:,.0f} × {mine['projects']:.0f}, {mine['approvals']:,.0f}"
        rule, read, both = ratios[-1]
        lines.append(
            f"| {short(path)} | {size} | {1e3 * mine['rule']:.2f} ms | {theirs['rule']:.2f} s | **{rule:,.0f}** "
            f"| {1e3 * mine['read']:.1f} ms | {1e3 * theirs['read']:.0f} ms | {read:.1f} "
            f"| {1e3 * whole:.0f} ms | {both:.0f} |"
        )
        print(lines[-1], flush=True)
    rule, read, both = (statistics.geometric_mean(column) for column in zip(*ratios, strict=True))
    lines.append(
        f"| geometric mean of {len(ratios)} | | | | **{rule:,.0f}** | | | **{read:.1f}** | | **{both:.0f}** |"
    )
    return lines


def heavy_table(folder: Path, peer: str | None, runs: int) -> list[str]:
    lines = [
        "| election, `add1` | steps of one unit | count | memory | pabutools | memory | faster | smaller |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name in (*HEAVY, ALONE):
        mine = measured(sys.executable, "ours", folder / name, runs, add1=True)
        line = f"| {short(folder / name)} | {mine['steps']:,.0f} | {mine['rule']:.3f} s | {mine['memory']:.0f} MB |"
        if peer and name != ALONE:
            theirs = measured(peer, "pabutools", folder / name, 1, add1=True)
            faster, smaller = theirs["rule"] / mine["rule"], theirs["memory"] / mine["memory"]
            line += f" {theirs['rule']:.0f} s | {theirs['memory']:,.0f} MB | **{faster:,.0f}** | **{smaller:.0f}** |"
        else:
            line += " not feasible | | | |" if name == ALONE else " | | | |"
        lines.append(line)
        print(line, flush=True)
    return lines


def machine() -> str:
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    names = [line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")]
    day = dt.date.today()
    load = os.getloadavg()[0]
    return (
        f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores under a load of {load:.0f}, "
        f"Python {platform.python_version()}, {day.isoformat()}"
    )


def write(lines: list[str]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    if BEGIN not in text:
        text = text.rstrip("\n") + f"\n\n## Sharing a budget (`civics.budgeting`)\n\n{BEGIN}\n{END}\n"
    head, _, rest = text.partition(BEGIN)
    PAGE.write_text(head + "\n".join([BEGIN, *lines, END]) + rest.partition(END)[2], encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peer", help="the Python that has pabutools")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data/pabulib")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="part of a file's name")
    parser.add_argument("--heavy", action="store_true", help="completion by add1 too")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    parser.add_argument("--side", choices=("ours", "pabutools"), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--add1", action="store_true", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.side:
        side = ours if told.side == "ours" else pabutools
        print(json.dumps(side(told.file, told.runs, add1=told.add1)))
        return
    command = "python bench/budgeting.py --peer …" + " --heavy" * told.heavy
    lines = [f"`{command}`, {machine()}.", ""]
    print(lines[0])
    if told.peer:
        files = [
            path for path in sorted(told.data.glob("*.pb")) if told.only in path.name and is_approval(path)
        ]
        lines += plain_table(files, told.peer, told.runs)
    if told.heavy:
        lines += ["", *heavy_table(told.data, told.peer, told.runs)]
    print("\n".join(lines))
    if told.write:
        write(lines)


def is_approval(path: Path) -> bool:
    return "vote_type;approval" in path.read_text(encoding="utf-8-sig")


if __name__ == "__main__":
    main()
