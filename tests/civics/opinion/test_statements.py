"""What groups say: the published formulas, by hand and written out again, and the choice of statements."""

from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from civics.opinion import reading, statements
from civics.opinion.kernels import ballots

MEASURES = ("pa", "pd", "pat", "pdt", "ra", "rd", "rat", "rdt")


def counted(*groups: tuple[int, int, int]) -> np.ndarray:
    """Counts of one statement: (agree, disagree, passed) per group."""
    return np.array([[(disagree, passed, agree)] for agree, disagree, passed in groups])


def by_the_formulas(a: int, d: int, s: int, rest_a: int, rest_d: int, rest_s: int) -> dict[str, float]:
    """The measures of one group on one statement as Polis publishes them, one number at a time."""

    def probability(count: int, seen: int) -> float:
        return (count + 1) / (seen + 2)

    def proportion_test(count: int, seen: int) -> float:
        return 2 * sqrt(seen + 1) * ((count + 1) / (seen + 1) - 0.5)

    def two_proportion_test(inside: int, seen: int, outside: int, seen_outside: int) -> float:
        x, n, y, m = inside + 1, seen + 1, outside + 1, seen_outside + 1
        pooled = (x + y) / (n + m)
        return 0.0 if pooled == 1 else (x / n - y / m) / sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))

    return {
        "pa": probability(a, s),
        "pd": probability(d, s),
        "pat": proportion_test(a, s),
        "pdt": proportion_test(d, s),
        "ra": probability(a, s) / probability(rest_a, rest_s),
        "rd": probability(d, s) / probability(rest_d, rest_s),
        "rat": two_proportion_test(a, s, rest_a, rest_s),
        "rdt": two_proportion_test(d, s, rest_d, rest_s),
    }


def test_the_measures_by_hand() -> None:
    found = statements.statistics(counted((7, 1, 0), (2, 5, 1)))

    measured = {name: getattr(found, name)[0, 0] for name in MEASURES}
    assert measured == pytest.approx(
        {
            "pa": 8 / 10,  # (7+1)/(8+2)
            "pd": 2 / 10,
            "pat": 2 * 3 * (8 / 9 - 1 / 2),  # 2 sqrt(8+1) ((7+1)/(8+1) - 1/2)
            "pdt": 2 * 3 * (2 / 9 - 1 / 2),
            "ra": (8 / 10) / (3 / 10),
            "rd": (2 / 10) / (6 / 10),
            "rat": (8 / 9 - 3 / 9) / sqrt(11 / 18 * 7 / 18 * 2 / 9),
            "rdt": (2 / 9 - 6 / 9) / sqrt(8 / 18 * 10 / 18 * 2 / 9),
        }
    )


def test_a_difference_where_all_agree_is_none() -> None:
    found = statements.statistics(counted((4, 0, 0), (0, 0, 0)))

    assert (found.rat[0, 0], found.pa[0, 0], found.ra[1, 0]) == (0.0, 5 / 6, (1 / 2) / (5 / 6))


def test_common_ground_is_the_product_over_the_groups() -> None:
    agreed, disagreed = statements.statistics(counted((7, 1, 0), (2, 5, 1), (0, 0, 0))).common_ground()

    assert agreed[0] == pytest.approx(8 / 10 * 3 / 10 * 1 / 2)
    assert disagreed[0] == pytest.approx(2 / 10 * 6 / 10 * 1 / 2)


def test_a_small_group_that_disagrees_lowers_the_common_ground_of_a_large_majority() -> None:
    loud = np.concatenate([counted((90, 0, 0), (0, 8, 0)), counted((60, 20, 10), (6, 1, 1))], axis=1)

    agreed, _ = statements.statistics(loud).common_ground()

    assert agreed[0] < agreed[1]


def plain_representatives(
    found: statements.Statistics, group: int, on_map: np.ndarray
) -> list[tuple[int, str]]:
    """The published choice, statement after statement, without a shortcut."""
    rows = [
        {name: getattr(found, name)[group, j] for name in (*MEASURES, "agree", "disagree")} | {"id": int(j)}
        for j in np.flatnonzero(on_map)
    ]
    best, best_agree, clear = None, None, []
    for row in rows:
        if best is None or max(row["rat"], row["rdt"]) > max(best["rat"], best["rdt"]):
            best = row
        if row["agree"] + row["disagree"] > 0:
            if best_agree is None:
                better = row["pat"] > 1.2816 or (row["ra"] > 1 and row["pa"] > 0.5)
            elif best_agree["ra"] > 1:
                better = np.prod([row[m] for m in ("ra", "rat", "pa", "pat")]) > np.prod(
                    [best_agree[m] for m in ("ra", "rat", "pa", "pat")]
                )
            else:
                better = row["pa"] * row["pat"] > best_agree["pa"] * best_agree["pat"]
            best_agree = row if better else best_agree
        if min(row["rat"], row["pat"]) > 1.2816 or min(row["rdt"], row["pdt"]) > 1.2816:
            clear.append(row)

    def side(row: dict[str, float]) -> str:
        return "agree" if row["rat"] > row["rdt"] else "disagree"

    def metric(row: dict[str, float]) -> float:
        ends = ("ra", "rat", "pa", "pat") if side(row) == "agree" else ("rd", "rdt", "pd", "pdt")
        return float(np.prod([row[end] for end in ends]))

    chosen = [
        row
        for row in sorted(clear, key=metric, reverse=True)
        if best_agree is None or row["id"] != best_agree["id"]
    ]
    head = [best_agree] if best_agree is not None else [] if chosen else [best] if best is not None else []
    five = (head + chosen)[:5]
    return [
        (int(row["id"]), side(row)) for wanted in ("agree", "disagree") for row in five if side(row) == wanted
    ]


@pytest.mark.parametrize("seed", range(30))
def test_representatives_are_those_of_the_published_choice(seed: int) -> None:
    dice = np.random.default_rng(seed)
    counts = dice.integers(0, (4, 12, 40)[seed % 3], (3, 25, 3))
    found, on_map = statements.statistics(counts), dice.random(25) < 0.8

    for group in range(3):
        chosen = [(voice.statement, voice.side) for voice in statements.representative(found, group, on_map)]
        assert chosen == plain_representatives(found, group, on_map)


def test_a_group_of_whom_nothing_is_clear_is_told_apart_by_what_differs_most() -> None:
    counts = np.array([[[3, 3, 0], [2, 3, 0]], [[1, 4, 0], [2, 4, 0]]])

    voices = statements.representative(statements.statistics(counts), 0, np.ones(2, bool))

    assert [(voice.statement, voice.side, voice.best_agreed) for voice in voices] == [(0, "disagree", False)]


def test_nothing_on_the_map_says_nothing() -> None:
    assert (
        statements.representative(statements.statistics(counted((7, 1, 0), (2, 5, 1))), 0, np.zeros(1, bool))
        == []
    )


def test_few_answers_are_said_to_be_few() -> None:
    counts = np.concatenate([counted((4, 0, 0), (0, 9, 0)), counted((5, 0, 0), (0, 9, 0))], axis=1)

    voices = statements.representative(statements.statistics(counts), 0, np.ones(2, bool))

    assert {voice.statement: voice.too_few for voice in voices} == {0: True, 1: False}


def test_consensus_is_what_significantly_more_than_half_say() -> None:
    everyone = np.array([[1, 1, 30], [14, 2, 16], [0, 0, 60], [40, 1, 2], [0, 0, 1], [0, 0, 50]])
    on_map = np.array([True, True, True, True, True, False])

    agreed, disagreed = statements.consensus(everyone, on_map)

    assert [(voice.statement, voice.count, voice.seen) for voice in agreed] == [
        (2, 60, 60),
        (0, 30, 32),
        (4, 1, 1),
    ]
    assert [voice.statement for voice in disagreed] == [3]
    assert (agreed[1].share, agreed[1].share_test) == pytest.approx((31 / 34, 2 * sqrt(33) * (31 / 33 - 0.5)))


def test_consensus_lists_five_and_keeps_the_order_of_statements_among_equals() -> None:
    agreed, _ = statements.consensus(np.array([[0, 0, 20]] * 7), np.ones(7, bool))

    assert [voice.statement for voice in agreed] == [0, 1, 2, 3, 4]


def test_the_priority_by_hand() -> None:
    placed = np.array([[2, 1, 7], [0, 0, 0], [2, 1, 7]])  # 10 seen, 1 passed, 7 agreed

    wanted = statements.priorities(placed, np.array([0.5, 0.0, 3.0]), np.array([False, False, True]))

    first = ((1 - 2 / 12) * 1.5 * (8 / 12) * (1 + 8 * 2**-2)) ** 2
    assert wanted == pytest.approx([first, ((1 - 1 / 2) * 1 / 2 * 9) ** 2, 49.0])


@pytest.mark.real
@pytest.mark.parametrize(
    "name",
    [
        "15-per-hour-seattle",
        "american-assembly.bowling-green",
        "brexit-consensus",
        "scoop-hivemind.ubi",
        "vtaiwan.uberx",
    ],
)
def test_published_groups_have_the_published_statistics(shared: Path, name: str) -> None:
    folder = shared / "polis" / name
    votes = reading.read_votes(folder / "participants-votes.csv")
    lines = (folder / "participants-votes.csv").read_text(encoding="utf-8").splitlines()[1:]
    published = {line.split(",")[0]: line.split(",")[1] for line in lines}
    member = np.array([int(published[person] or -1) for person in votes.participants])
    groups, width = member.max() + 1, len(votes.statements)
    counts = ballots.tally(votes.rows, votes.code, member, groups, 3 * width).reshape(groups, width, 3)

    found = statements.statistics(counts)

    agree, disagree, seen = counts[..., 2], counts[..., 0], counts.sum(axis=2)
    for group in range(groups):
        rest = [side.sum(axis=0) - side[group] for side in (agree, disagree, seen)]
        for column in range(width):
            own = (agree[group, column], disagree[group, column], seen[group, column])
            expected = by_the_formulas(*map(int, own), *(int(side[column]) for side in rest))
            assert {m: getattr(found, m)[group, column] for m in MEASURES} == pytest.approx(
                expected, rel=1e-12
            )
        chosen = [
            (voice.statement, voice.side)
            for voice in statements.representative(found, group, np.ones(width, bool))
        ]
        assert chosen == plain_representatives(found, group, np.ones(width, bool))


@pytest.mark.real
def test_the_published_counts_of_each_participant_are_ours(shared: Path) -> None:
    for folder in sorted((shared / "polis").iterdir()):
        votes = reading.read_votes(folder / "participants-votes.csv")
        lines = (folder / "participants-votes.csv").read_text(encoding="utf-8").splitlines()[1:]
        published = {row[0]: int(row[3]) for row in (line.split(",", 4) for line in lines)}
        ours = dict(zip(votes.participants, votes.cast_by().tolist(), strict=True))
        differing = sum(ours[person] != count for person, count in published.items())
        assert differing <= 0.02 * len(published), folder.name
