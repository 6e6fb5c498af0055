"""Counting is civics': quorum edges, majorities, several options, papers that do not match, a recount from outside."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from linli.circle.decide import receipts
from linli.circle.decide.actions import casting, counting, station
from linli.circle.decide.choices import State, Verdict
from linli.circle.decide.models import Ballot, CountedPaper, Outcome
from linli.circle.decide.refusals import (
    BoxNotWitnessed,
    BoxWrong,
    NoSuchTurn,
    NotOverYet,
    NotTakingVotes,
    NotTwoPersons,
    PapersDiffer,
    WitnessesMissing,
)
from linli.circle.matters.models import Matter
from linli.ground.journal.models import Entry
from linli.ground.people.rules import HOUSE
from tests.circle.decide.conftest import COUNTING, DAY, NOW, VOTING, Hall
from tests.tools.running import ROOT


def told(outcome: Outcome) -> dict[str, object]:
    return outcome.bundle["document"]["outcome"]["statutory"]["counts"]["heads"]  # type: ignore[no-any-return] # JSON


def voted(hall: Hall, said: str, **rest: object) -> Ballot:
    """A secret ballot in building 3 second stairwell, where each letter is one neighbour: y, n, a, or - for none."""
    voters = hall.neighbours(len(said))
    ballot = hall.secret(scope=hall.street.areas["b3s2"].pk, rules="cn-residents-assembly-2026", **rest)
    for voter, letter in zip(voters, said, strict=True):
        if letter != "-":
            choice = {"y": "for", "n": "against", "a": "abstain"}[letter]
            casting.cast(by=voter, ballot=ballot.pk, choice=choice, receipt=receipts.new(), at=VOTING)
    return ballot


@pytest.mark.parametrize(
    ("said", "verdict", "stage"),
    [
        ("yyyy----", Verdict.NO_QUORUM, "deliberated"),  # 4 of 8 is half, and half is not more than half
        ("yyyyy---", Verdict.PASSED, "decided"),
        ("yyyn----", Verdict.NO_QUORUM, "deliberated"),
        ("yyynn---", Verdict.PASSED, "decided"),
        ("yyynnn--", Verdict.REJECTED, "decided"),  # 3 of 6
        ("yyyaan--", Verdict.REJECTED, "decided"),  # who abstains takes part
        ("--------", Verdict.NO_QUORUM, "deliberated"),
    ],
)
def test_quorum_and_majority_are_more_than_half(hall: Hall, said: str, verdict: Verdict, stage: str) -> None:
    outcome = hall.settled(voted(hall, said))

    assert outcome.verdict == verdict
    assert told(outcome)["said_for"] == said.count("y")
    assert told(outcome)["taking_part"] == len(said) - said.count("-")
    assert Matter.objects.get(pk=hall.matter.pk).stage == stage


def test_of_several_options_the_one_with_more_than_half_wins(hall: Hall) -> None:
    voters = hall.neighbours(5)
    ballot = hall.secret(scope=hall.street.areas["b3s2"].pk, kind="choose", options=("车棚", "花坛", "长椅"))
    for voter, choice in zip(voters, "bbbac", strict=True):
        casting.cast(by=voter, ballot=ballot.pk, choice=choice, receipt=receipts.new(), at=VOTING)

    outcome = hall.settled(ballot)

    assert (outcome.verdict, outcome.chosen) == (Verdict.PASSED, "b")


def test_without_more_than_half_for_any_option_nothing_is_decided(hall: Hall) -> None:
    voters = hall.neighbours(4)
    ballot = hall.secret(scope=hall.street.areas["b3s2"].pk, kind="choose", options=("车棚", "花坛"))
    for voter, choice in zip(voters, ("a", "a", "b", "abstain"), strict=True):
        casting.cast(by=voter, ballot=ballot.pk, choice=choice, receipt=receipts.new(), at=VOTING)

    assert hall.settled(ballot).verdict == Verdict.UNDECIDED
    assert Matter.objects.get(pk=hall.matter.pk).stage == "deliberated"


def test_one_line_of_history_at_the_close_commits_roll_and_papers(hall: Hall) -> None:
    ballot = voted(hall, "yyn--")
    hall.closed(ballot)

    entry = Entry.objects.get(verb="ballot.close")
    counting.settle(by=hall.staff, ballot=ballot.pk, at=COUNTING)
    outcome = Outcome.objects.get()
    assert entry.payload["roll"] == Ballot.objects.get(pk=ballot.pk).roll_hash
    assert entry.payload["papers_root"] == outcome.papers_root == outcome.bundle["seals"]["papers_root"]
    assert (entry.payload["marks"], entry.payload["papers"]) == (3, 3)


def test_papers_that_differ_from_the_marks_are_refused_and_the_difference_is_said(hall: Hall) -> None:
    ballot = voted(hall, "yyy--")
    hall.closed(ballot)
    CountedPaper.objects.create(ballot=ballot, choice="for", seal="f" * 64)

    with pytest.raises(PapersDiffer) as refused:
        counting.settle(by=hall.staff, ballot=ballot.pk, at=COUNTING)

    assert refused.value.facts == {"marks": 3, "papers": 4}
    assert Outcome.objects.count() == 0
    assert Ballot.objects.get(pk=ballot.pk).state == State.CLOSED


def test_a_ballot_is_not_closed_before_its_time_nor_with_unwitnessed_papers(hall: Hall) -> None:
    ballot = hall.secret()
    hall.paper(ballot)

    with pytest.raises(NotOverYet):
        counting.close(by=hall.staff, ballot=ballot.pk, at=VOTING)
    with pytest.raises(WitnessesMissing):
        hall.closed(ballot)
    with pytest.raises(NoSuchTurn):
        counting.settle(by=hall.staff, ballot=ballot.pk, at=COUNTING)


def test_the_box_is_counted_before_two_persons_and_in_piles(hall: Hall) -> None:
    ballot = hall.secret()
    entry = hall.paper(ballot)
    station.witness(by=hall.street.by("lin_xiao"), entry=entry.pk, at=VOTING)
    hall.cast(ballot, "shen_an", "against")
    hall.closed(ballot)

    with pytest.raises(BoxNotWitnessed):
        counting.settle(by=hall.staff, ballot=ballot.pk, at=COUNTING)
    with pytest.raises(BoxWrong):
        station.count_box(by=hall.staff, ballot=ballot.pk, piles={"for": -1}, at=COUNTING)
    with pytest.raises(BoxWrong):
        station.count_box(by=hall.staff, ballot=ballot.pk, piles={"z": 1}, at=COUNTING)
    station.count_box(
        by=hall.staff, ballot=ballot.pk, piles={"for": 1, "against": 0}, promises=True, at=COUNTING
    )
    with pytest.raises(NotTwoPersons):
        station.witness_box(by=hall.staff, ballot=ballot.pk, at=COUNTING)
    with pytest.raises(BoxNotWitnessed):
        counting.settle(by=hall.staff, ballot=ballot.pk, at=COUNTING)
    station.witness_box(by=hall.street.by("lin_xiao"), ballot=ballot.pk, promises=True, at=COUNTING)
    outcome = counting.settle(by=hall.staff, ballot=ballot.pk, at=COUNTING)

    assert (told(outcome)["said_for"], told(outcome)["said_against"]) == (1, 1)
    with pytest.raises(NotTakingVotes):
        station.count_box(by=hall.staff, ballot=ballot.pk, piles={"for": 1}, at=COUNTING)


def test_a_box_with_one_paper_too_many_is_refused(hall: Hall) -> None:
    ballot = hall.secret()
    station.witness(by=hall.street.by("lin_xiao"), entry=hall.paper(ballot).pk, at=VOTING)
    hall.closed(ballot)
    station.count_box(by=hall.staff, ballot=ballot.pk, piles={"for": 2}, promises=True, at=COUNTING)
    station.witness_box(by=hall.street.by("lin_xiao"), ballot=ballot.pk, promises=True, at=COUNTING)

    with pytest.raises(PapersDiffer):
        counting.settle(by=hall.staff, ballot=ballot.pk, at=COUNTING)


@pytest.mark.parametrize("kind", ["secret", "named", "choose", "box"])
def test_the_bundle_is_recounted_by_the_independent_verifier(hall: Hall, tmp_path: Path, kind: str) -> None:
    if kind == "named":
        ballot = hall.named()
    else:
        rest = {"kind": "choose", "options": ("车棚", "花坛")} if kind == "choose" else {}
        ballot = hall.secret(**rest)
    choices = ("a", "b", "abstain") if kind == "choose" else ("for", "against", "abstain")
    for who, choice in zip(("shen_an", "ye_qing", "chen_jianguo"), choices, strict=True):
        hall.cast(ballot, who, choice)
    if kind == "box":
        station.witness(by=hall.street.by("lin_xiao"), entry=hall.paper(ballot).pk, at=VOTING)
    hall.closed(ballot)
    if kind == "box":
        station.count_box(by=hall.staff, ballot=ballot.pk, piles={"void": 1}, promises=True, at=COUNTING)
        station.witness_box(by=hall.street.by("lin_xiao"), ballot=ballot.pk, promises=True, at=COUNTING)
    outcome = counting.settle(by=hall.staff, ballot=ballot.pk, at=COUNTING)
    path = tmp_path / "bundle.json"

    for bundle, status in ((outcome.bundle, 0), (stuffed(outcome.bundle), 1)):
        path.write_text(json.dumps(bundle, ensure_ascii=False), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "civics.verify", str(path), "--json"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        assert json.loads(done.stdout)["agrees"] is (status == 0)


def stuffed(bundle: dict[str, object]) -> dict[str, object]:
    """The same bundle after somebody changed what one paper says."""
    changed = json.loads(json.dumps(bundle))
    flips = {"for": "against", "against": "for"}
    paper = next(one for one in changed["question"]["ballots"] if one[1] in flips or one[2])
    paper[1], paper[2] = flips.get(paper[1], paper[1]), []
    return changed  # type: ignore[no-any-return] # JSON


def test_a_unanimous_secret_vote_by_own_rules_shows_the_verdict_and_no_numbers(hall: Hall) -> None:
    ballot = hall.secret()
    for who in ("shen_an", "ye_qing"):
        hall.cast(ballot, who, "for")

    outcome = hall.settled(ballot)

    assert (outcome.is_shown, outcome.is_bundle_public) == (False, False)


def test_the_result_of_a_vote_held_by_law_is_always_shown(hall: Hall) -> None:
    outcome = hall.settled(voted(hall, "yyyyy---"))

    assert (outcome.is_shown, outcome.is_bundle_public) == (True, True)


def test_time_closes_a_ballot_by_itself_and_nobody_votes_after(hall: Hall) -> None:
    from linli.circle.decide.actions import clocks

    ballot = hall.secret()
    assert clocks.tick(at=VOTING) == 0
    assert clocks.tick(at=COUNTING) == 1
    assert Ballot.objects.get(pk=ballot.pk).state == State.CLOSED
    assert clocks.tick(at=COUNTING + DAY) == 0
    assert HOUSE.account_id is None and ballot.opens_at > NOW
