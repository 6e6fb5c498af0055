"""Measures counting: `python bench/voting.py [--ballots 1000000]`, medians of CPU seconds and the peak of memory.

With `--peer VENV/bin/python` (an environment of requirements/bench.txt) approval papers are also counted by abcvoting,
the same ones, in a process of its own, and the winners are compared.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from civics import canonical
from civics.verify.recount import recount
from civics.voting.ballots import settle
from civics.voting.bundle import published
from civics.voting.decision import decide
from civics.voting.electorate import RegisterRow, electorate_of
from civics.voting.library import find
from civics.voting.papers import Papers, count_papers
from civics.voting.reading import Asked, from_csv
from civics.voting.tally import Choice, LiveTally, tally_columns
from civics.voting.weights import Weight

SHEET_ROWS = 100_000


def median(times: int, work: Callable[[], object]) -> float:
    """Median CPU seconds of some runs."""
    spent = []
    for _ in range(times):
        begin = process_time()
        work()
        spent.append(process_time() - begin)
    return statistics.median(spent)


def columns(number: int) -> None:
    dice = np.random.default_rng(20261122)
    choice = dice.choice(np.arange(6, dtype=np.int8), number, p=[0.3, 0.4, 0.15, 0.05, 0.05, 0.05])
    area = dice.integers(4000, 20000, number)
    served = dice.random(number) < 0.9
    print(f"tally, heads and area       {median(7, lambda: tally_columns(choice, area, served)):8.4f} s")
    rules = find("cn-owners-2021")
    tally = tally_columns(choice, area, served)
    mode, kind = rules.mode(None), rules.matter_class("use_fund", None)
    spent = median(7, lambda: [decide(tally, rules, mode=mode, matter_class=kind) for _ in range(1000)])
    print(f"decide, both readings       {spent * 1000:8.1f} µs")
    for names in (1, 3):
        choices = (np.arange(names * number) % names + dice.integers(0, 8, number).repeat(names)).astype(
            np.int64
        )
        ends, void = np.arange(names, names * number + 1, names), np.zeros(number, dtype=np.bool_)
        papers = Papers(tuple("甲乙丙丁戊己庚辛壬癸"), choices, ends, void)
        print(
            f"election, {names} names a paper   {median(7, lambda p=papers: count_papers(p, limit=3)):8.4f} s"
        )
    weighed = Papers(papers.candidates, choices, ends, void, area=area)
    print(f"the same, weighed by area   {median(7, lambda: count_papers(weighed, limit=3)):8.4f} s")


def approvals(number: int) -> tuple[Any, Any]:
    """Papers that approve of 1 to 8 of 20 candidates, some loved more: the columns of choices and their ends."""
    dice = np.random.default_rng(20261122)
    loved = dice.random((number, 20)) * np.linspace(0.4, 1.0, 20)
    length = dice.integers(1, 9, number)
    order = np.argsort(-loved, axis=1)[:, :8]
    kept = np.arange(8) < length[:, None]
    order = np.sort(np.where(kept, order, 99), axis=1)
    return order[order < 99].astype(np.int64), np.cumsum(length)


def by_the_peer(number: int) -> dict[str, Any]:
    """Count the papers with abcvoting: the seconds for taking the papers and counting, and who was elected."""
    from abcvoting import abcrules
    from abcvoting.preferences import Profile

    choices, ends = approvals(number)
    papers = [paper.tolist() for paper in np.split(choices, ends[:-1])]
    begin = process_time()
    profile = Profile(20)
    profile.add_voters(papers)
    elected = abcrules.compute_av(profile, committeesize=5, resolute=True)
    return {"seconds": process_time() - begin, "elected": sorted(elected[0])}


def beside_the_peer(number: int, peer: str) -> None:
    choices, ends = approvals(number)
    void = np.zeros(number, dtype=np.bool_)
    names = tuple(f"{place:02}" for place in range(20))

    def ours() -> list[int]:
        votes = count_papers(Papers(names, choices, ends, void), limit=None).votes
        return sorted(sorted(range(20), key=lambda place: (-votes[place].heads, place))[:5])

    spent, elected = median(5, ours), ours()
    answer = subprocess.run(
        [peer, __file__, "--as-peer", str(number)], capture_output=True, text=True, check=True
    )
    theirs = json.loads(answer.stdout.splitlines()[-1])
    agree = "the same five" if theirs["elected"] == elected else f"DIFFERENT: {elected} {theirs['elected']}"
    print(
        f"{number} approval papers, five seats: {spent:.4f} s, abcvoting {theirs['seconds']:.2f} s, "
        f"{theirs['seconds'] / spent:,.0f} times, {agree}"
    )


def live(number: int) -> None:
    tally = LiveTally({str(place): Weight(1, 4000 + place % 16000) for place in range(number)})
    heads = [str(place * 7919 % number) for place in range(200_000)]
    spent = median(3, lambda: [tally.cast(head, Choice.FOR) for head in heads])
    print(f"live count, a paper         {spent / len(heads) * 1e6:8.2f} µs, {number} on the roll")


def registers() -> None:
    rows = [
        RegisterRow(f"u{place:06}", 4000 + place % 16000, (f"o{place % 80_000}",))
        for place in range(SHEET_ROWS)
    ]
    print(
        f"merge {SHEET_ROWS} homes         {median(3, lambda: electorate_of(rows, with_parking=False)):8.3f} s"
    )
    sheet = "房号,面积,业主,意见\n" + "".join(
        f"u{place:06},{40 + place % 160}.{place % 100:02},o{place},{('赞同', '反对', '弃权', '')[place % 4]}\n"
        for place in range(SHEET_ROWS)
    )
    print(f"read a sheet of {SHEET_ROWS}    {median(3, lambda: from_csv(sheet, Asked())):8.3f} s")
    question, rules = from_csv(sheet, Asked()).question, find("cn-owners-2021")

    def settled() -> object:
        return settle(question, rules, mode=None, matter="use_fund", matter_class=None, seed=None)

    print(f"settle it, document and all {median(3, settled):8.3f} s")
    outcome = settle(question, rules, mode=None, matter="use_fund", matter_class=None, seed=None)
    bundle = published(question, outcome)
    print(
        f"recount it (civics.verify)  {median(3, lambda: recount(bundle)):8.3f} s, {len(canonical.dumps(bundle))} bytes"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ballots", type=int, default=1_000_000)
    parser.add_argument("--peer", help="the Python that has abcvoting; without it only ours is measured")
    parser.add_argument("--as-peer", type=int, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.as_peer:
        print(json.dumps(by_the_peer(told.as_peer)))
        return
    number = told.ballots
    if told.peer:
        beside_the_peer(100_000, told.peer)
    print(f"{number} ballots")
    columns(number)
    live(1_000)
    live(number)
    registers()
    print(f"peak of memory              {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:8d} MB")


if __name__ == "__main__":
    main()
