"""The second count against the first on ten thousand made-up votes, the edges of the law over-represented."""

import ast
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics import canonical
from civics.faults import Fault
from civics.verify.recount import main, recount
from civics.voting.ballots import settle
from civics.voting.bundle import published
from civics.voting.electorate import RegisterRow
from civics.voting.library import find, read
from civics.voting.question import Ballot, Question
from civics.voting.rulesets import RuleSet
from civics.voting.tally import Choice
from tests.civics.voting.generated import assembly_question, exact_question, owners_election, owners_question

FILE = Path(__file__).parents[3] / "civics/verify/recount.py"
SERVED_TAKES_PART = read("""
id = "test-takes-part"
based_on = "cn-owners-2021"
jurisdiction = "own"
title = "送达即参与"
from = "2021-01-01"
sources = ["范例"]
[counting]
non_response = "takes_part"
parking_counts = true
""")
OWNERS = [find("cn-owners-2021"), find("cn-owners-2007"), find("own-assembly-example"), SERVED_TAKES_PART]
ASSEMBLIES = [find(name) for name in ("own-simple-majority", "cn-residents-assembly-2026", "cn-recall-2026")]
ELECTIONS = [find(name) for name in ("cn-committee-election-2026", "own-most-votes", "own-simple-majority")]


def bundle_of(question: Question, rules: RuleSet, dice: Random) -> dict[str, object] | None:
    """A published bundle as it is read back from its file; None when the question itself cannot stand."""
    kind = dice.choice([one.name for one in rules.classes]) if rules.classes else None
    seed = "2026133期" if rules.counting.ties == "lot" and dice.random() < 0.7 else None
    try:
        outcome = settle(
            question, rules, mode=dice.choice(rules.modes).name, matter=None, matter_class=kind, seed=seed
        )
    except Fault:
        return None
    read_back: dict[str, object] = json.loads(canonical.dumps(published(question, outcome)))
    return read_back


def votes(kind: str, number: int) -> list[tuple[Question, RuleSet, Random]]:
    made: dict[str, tuple[Callable[[Random], Question], list[RuleSet]]] = {
        "owners": (owners_question, OWNERS),
        "exact": (exact_question, OWNERS),
        "assembly": (lambda dice: assembly_question(dice, election=False), ASSEMBLIES),
        "election": (lambda dice: assembly_question(dice, election=True), ELECTIONS),
        "owners' committee": (owners_election, [OWNERS[0], OWNERS[2]]),
    }
    make, rules = made[kind]
    dice = Random(f"linli verify {kind}")
    return [(make(dice), dice.choice(rules), dice) for _ in range(number)]


@pytest.mark.parametrize(
    ("kind", "number", "least"),
    [
        ("owners", 4000, 3900),
        ("exact", 1500, 1500),
        ("assembly", 2500, 2300),
        ("election", 3000, 2200),
        ("owners' committee", 1200, 1100),
    ],
)
def test_both_counts_agree_on_every_made_up_vote(kind: str, number: int, least: int) -> None:
    counted = 0
    seen: Counter[str] = Counter()
    for question, rules, dice in votes(kind, number):
        bundle = bundle_of(question, rules, dice)
        if bundle is not None:
            found, ours = recount(bundle)
            assert found == []
            counted += 1
            seen[str(ours.get("verdict", "seats" if ours.get("elected") else "no seat"))] += 1

    assert counted >= least
    assert min(seen.values()) >= counted // 25


def test_ten_thousand_votes_and_more_are_made_up() -> None:
    assert 3900 + 1500 + 2300 + 2200 + 1100 >= 10_000


def test_the_edges_are_among_the_made_up_votes() -> None:
    joint = several = empty = abstained = met = 0
    for question, rules, dice in votes("owners", 500) + votes("exact", 200):
        bundle = bundle_of(question, rules, dice)
        outcome = json.loads(canonical.dumps(bundle))["document"]["outcome"] if bundle else None
        if outcome is None:
            continue
        joint += any(len(unit.owners) > 1 for unit in question.units)
        several += bool(outcome["roll"]["merged"])
        empty += not question.ballots
        abstained += bool(question.ballots) and {ballot.choice for ballot in question.ballots} == {
            Choice.ABSTAIN
        }
        for count in outcome["statutory"]["counts"].values():
            met += any(
                3 * test["part"] == 2 * test["whole"]
                or 2 * test["part"] == test["whole"]
                or 4 * test["part"] == 3 * test["whole"]
                for test in (count["quorum"], count["passing"])
            )

    assert min(joint, several, empty, abstained, met) >= 20


QUESTION = Question(
    "更换电梯",
    units=(
        RegisterRow("3-101", 8937, ("陈",)),
        RegisterRow("3-102", 6000, ("李", "王"), "王"),
        RegisterRow("3-201", 12050, ("陈",)),
        RegisterRow("3-302", 9555, ("王",)),
    ),
    ballots=(Ballot("3-101", Choice.FOR), Ballot("3-102", Choice.AGAINST), Ballot("3-302", Choice.FOR)),
)


def true_bundle() -> dict[str, object]:
    rules = find("cn-owners-2021")
    outcome = settle(QUESTION, rules, mode=None, matter="use_fund", matter_class=None, seed=None)
    return published(QUESTION, outcome)


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ('"verdict":"passed"', '"verdict":"rejected"', "outcome.statutory.verdict"),
        ('"in_favour":2,', '"in_favour":3,', "outcome.statutory.counts.heads.in_favour"),
        ('["3-302","for",[],1]', '["3-302","against",[],1]', "seals.papers_sha256"),
        ('["3-302",9555,', '["3-302",9556,', "outcome.roll.area"),
        ('"input_sha256":"', '"input_sha256":"0', "question"),
    ],
)
def test_every_change_of_what_was_published_is_found(
    old: str, new: str, difference: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = canonical.dumps(true_bundle()).decode()
    assert old in text
    path = tmp_path / "bundle.json"
    path.write_text(text.replace(old, new, 1) if new.startswith('"in') else text.replace(old, new))

    status = main([str(path)])

    assert f"differs: {difference}: counted " in capsys.readouterr().out
    assert status == 1


def test_one_file_and_a_bare_python_recount_a_bundle(tmp_path: Path) -> None:
    path, alone = tmp_path / "bundle.json", tmp_path / "recount.py"
    path.write_bytes(canonical.dumps(true_bundle()))
    alone.write_bytes(FILE.read_bytes())

    bare = subprocess.run(
        [sys.executable, "-I", "-S", str(alone), str(path)], capture_output=True, text=True, check=False
    )

    assert bare.stderr == ""
    assert bare.stdout.split("\n")[0] == "owners: [2, 3] roll, 民法典 278 第2款"
    assert bare.stdout.endswith("Both counts agree.\n")
    assert bare.returncode == 0


def test_the_second_count_is_short_and_shares_nothing_with_the_first() -> None:
    text = FILE.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(text)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}

    assert len(text.splitlines()) <= 200
    assert {name.split(".")[0] for name in names} <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"question": 1}', "[" * 100_000, "\udcff"])
def test_what_is_no_bundle_is_one_clear_line_and_exit_2(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bundle.json"
    path.write_bytes(text.encode(errors="surrogateescape"))

    assert main([str(path)]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n"), shown.err[:12]) == ("", 1, "error: line ")


def test_no_file_and_no_such_file_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert [main([]), main(["/no/such/bundle.json"]), main(["a\0b"])] == [2, 2, 2]
    assert capsys.readouterr().err.count("\n") == 3


def test_the_outcome_is_told_in_canonical_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bundle.json"
    path.write_bytes(canonical.dumps(true_bundle()))

    assert main([str(path), "--json"]) == 0
    told = capsys.readouterr().out
    assert canonical.dumps(json.loads(told)).decode() + "\n" == told
    assert json.loads(told)["agrees"] is True


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_mangled_bundle_falls_over(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = canonical.dumps(true_bundle()).decode()
    at = data.draw(st.integers(0, len(text)))
    mangled = text[:at] + data.draw(st.text(max_size=3)) + text[at + data.draw(st.integers(0, 3)) :]
    path = tmp_path_factory.getbasetemp() / "mangled.json"
    path.write_bytes(mangled.encode(errors="replace"))

    assert main([str(path)]) in (0, 1, 2)
