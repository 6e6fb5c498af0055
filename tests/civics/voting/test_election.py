"""Seats: the committee law's rounds, owners' double bar, ties that nobody decides in the dark."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from random import Random
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.voting.counting import count_names, open_box
from civics.voting.election import BadSeats, Election, TooManyPapers, elect
from civics.voting.library import find
from civics.voting.lots import BadSeed, LotNotAllowed, draw
from civics.voting.papers import NobodyStands, NotPapers, PaperCount, Papers, count_papers, nothing_counted
from civics.voting.question import Ballot, Question, Seats
from civics.voting.rulesets import NotInTheRules
from civics.voting.tally import Choice
from civics.voting.weights import AreaOutOfRange, Weight
from tests.civics.voting.generated import assembly_question, owners_election


def counted(
    votes: dict[str, int], *, valid: int, void: int = 0, area: dict[str, int] | None = None
) -> PaperCount:
    sums = tuple(Weight(number, area[name] if area else 0) for name, number in votes.items())
    total = sum(area.values()) if area else 0
    return PaperCount(tuple(votes), sums, Weight(valid, total), Weight(), Weight(void))


def elected(
    votes: dict[str, int], *, valid: int, void: int = 0, roll: int, seats: int,
    rules: str = "cn-committee-election-2026", mode: str = "voters", seed: str | None = None, round_: str = "first",
) -> Election:  # fmt: skip
    found = find(rules)
    return elect(
        counted(votes, valid=valid, void=void), found, mode=found.mode(mode), roll=Weight(roll),
        asked=Seats(tuple(votes), seats, None, "runoff" if round_ == "runoff" else "first"), seed=seed, contest="选举",
    )  # fmt: skip


def test_elected_is_who_has_more_than_half_of_those_voting_and_the_rest_go_to_a_runoff() -> None:
    first = elected({"甲": 70, "乙": 47, "丙": 40, "丁": 40, "戊": 20}, valid=90, void=3, roll=150, seats=3)

    assert first.elected == ("甲", "乙")
    assert [(one.candidate, one.clears) for one in first.standings] == [
        ("甲", True), ("乙", True), ("丁", False), ("丙", False), ("戊", False),
    ]  # fmt: skip
    assert [(one.kind, one.seats, one.candidates) for one in first.next_rounds] == [
        ("runoff", 1, ("丁", "丙"))
    ]


def test_half_is_not_more_than_half_and_spoilt_papers_took_part() -> None:
    assert elected({"甲": 45, "乙": 10}, valid=90, roll=150, seats=1).elected == ()
    assert elected({"甲": 46, "乙": 10}, valid=90, roll=150, seats=1).elected == ("甲",)
    assert elected({"甲": 46, "乙": 10}, valid=90, void=2, roll=150, seats=1).elected == ()


def test_in_a_runoff_most_votes_win_with_at_least_a_third() -> None:
    third = elected({"丙": 30, "丁": 29}, valid=90, roll=150, seats=1, round_="runoff")
    less = elected({"丙": 29, "丁": 28}, valid=90, roll=150, seats=1, round_="runoff")

    assert third.elected == ("丙",)
    assert (less.elected, less.next_rounds[0].kind) == ((), "new_nomination")


@pytest.mark.parametrize(
    ("mode", "papers", "valid"),
    [
        ("voters", 45, False), ("voters", 46, True), ("households", 45, False), ("households", 46, True),
        ("representatives", 60, False), ("representatives", 61, True),
    ],
)  # fmt: skip
def test_turnout_counts_more_than_half_of_voters_and_more_than_two_thirds_of_representatives(
    mode: str, papers: int, valid: bool
) -> None:
    outcome = elected({"甲": papers, "乙": 0}, valid=papers, roll=90, seats=1, mode=mode)

    assert (outcome.has_quorum, outcome.elected) == (valid, ("甲",) if valid else ())


def test_who_runs_off_is_never_decided_by_a_name() -> None:
    first = elected({"甲": 30, "乙": 30, "丙": 30, "丁": 1}, valid=91, roll=150, seats=1)

    assert first.next_rounds[0].candidates == ("丙", "乙", "甲")


def test_a_tie_for_the_last_seat_asks_for_a_new_ballot_among_the_tied() -> None:
    outcome = elected({"甲": 80, "乙": 60, "丙": 60, "丁": 5}, valid=100, roll=150, seats=2)

    assert (outcome.elected, outcome.tied) == (("甲",), ("丙", "乙"))
    assert [(one.kind, one.seats, one.candidates) for one in outcome.next_rounds] == [
        ("new_ballot", 1, ("丙", "乙"))
    ]


def test_a_tie_that_needs_no_choice_is_none() -> None:
    outcome = elected({"甲": 60, "乙": 60, "丙": 5}, valid=100, roll=150, seats=2)

    assert (set(outcome.elected), outcome.tied, outcome.next_rounds) == ({"甲", "乙"}, (), ())


def test_a_lot_is_drawn_only_where_the_rules_say_so_and_anyone_draws_it_again() -> None:
    votes = {"甲": 5, "乙": 5, "丙": 5, "丁": 2}

    waiting = elected(votes, valid=17, roll=20, seats=2, rules="own-most-votes")
    drawn = elected(votes, valid=17, roll=20, seats=2, rules="own-most-votes", seed="双色球2026133")

    assert (waiting.elected, waiting.next_rounds[0].kind, waiting.next_rounds[0].seats) == ((), "lot", 2)
    assert drawn.lot == draw(["丙", "乙", "甲"], seed="双色球2026133", contest="选举")
    assert drawn.elected == tuple(ticket.candidate for ticket in drawn.lot[:2])
    assert drawn.next_rounds == ()
    with pytest.raises(LotNotAllowed):
        elected(votes, valid=17, roll=20, seats=2, seed="双色球2026133")


def test_the_lot_is_the_published_formula() -> None:
    tickets = draw(["乙", "甲"], seed="seed", contest="3号楼")

    assert [(ticket.candidate, ticket.number) for ticket in tickets] == sorted(
        [
            (name, __import__("hashlib").sha256(f"linli lot v1\nseed\n3号楼\n{name}".encode()).hexdigest())
            for name in "甲乙"
        ],
        key=lambda pair: pair[1],
    )
    with pytest.raises(BadSeed):
        draw(["甲"], seed="", contest="")
    with pytest.raises(BadSeed):
        draw(["甲\n乙"], seed="x", contest="")


def test_lots_over_many_seeds_favour_nobody() -> None:
    firsts = [draw("甲乙丙", seed=str(number), contest="x")[0].candidate for number in range(3000)]

    assert {name: abs(firsts.count(name) - 1000) < 120 for name in "甲乙丙"} == {
        "甲": True,
        "乙": True,
        "丙": True,
    }


def test_nobody_is_elected_without_a_vote() -> None:
    outcome = elected({"甲": 0, "乙": 0}, valid=3, roll=5, seats=1, rules="own-most-votes")

    assert (outcome.elected, outcome.tied, outcome.next_rounds[0].kind) == ((), (), "new_nomination")


def test_an_owners_committee_clears_the_bar_by_heads_and_by_area() -> None:
    rules = find("cn-owners-2021")
    votes = counted({"甲": 7, "乙": 8, "丙": 8}, valid=10, area={"甲": 600, "乙": 400, "丙": 501})
    votes = PaperCount(votes.candidates, votes.votes, Weight(10, 1000), Weight(), Weight())

    asked = Seats(votes.candidates, 2, None)
    outcome = elect(
        votes, rules, mode=rules.mode(None), roll=Weight(12, 1200), asked=asked, seed=None, contest=""
    )

    assert outcome.elected == ("丙", "甲")
    assert {one.candidate: [test.holds for test in one.bar] for one in outcome.standings}["乙"] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"seats": 0}, BadSeats),
        ({"seats": 2}, BadSeats),
        ({"roll": 9}, TooManyPapers),
        ({"rules": "cn-recall-2026"}, NotInTheRules),
        ({"mode": "owners"}, NotInTheRules),
    ],
)
def test_elections_that_cannot_stand_are_refused_by_name(
    change: dict[str, object], fault: type[Exception]
) -> None:
    asked: dict[str, object] = {"valid": 10, "roll": 20, "seats": 1} | change
    with pytest.raises(fault):
        elected({"甲": 6, "乙": 4}, **asked)  # type: ignore[arg-type]  # the table holds each at its own type


def columns(papers: list[list[int]], names: str = "甲乙丙丁", **more: object) -> Papers:
    return Papers(
        candidates=tuple(names),
        choices=np.array([name for paper in papers for name in paper], dtype=np.int64),
        ends=np.cumsum([len(paper) for paper in papers], dtype=np.int64),
        void=np.zeros(len(papers), dtype=np.bool_),
        **more,  # type: ignore[arg-type]  # area or copies, as the test gives them
    )


def test_papers_are_added_up_with_blanks_and_those_that_name_too_many() -> None:
    sums = count_papers(columns([[0, 1], [], [0, 1, 2], [3], []]), limit=2)

    assert [votes.heads for votes in sums.votes] == [1, 1, 0, 1]
    assert (sums.valid, sums.blank, sums.void) == (Weight(4), Weight(2), Weight(1))


def test_papers_weigh_area_or_stand_for_copies_in_whole_numbers() -> None:
    by_area = count_papers(columns([[0], [0, 1]], area=np.array([10**10, 3])), limit=None)
    by_copies = count_papers(columns([[0], [0, 1], []], copies=np.array([40, 2, 5])), limit=None)

    assert by_area.votes[:2] == (Weight(2, 10**10 + 3), Weight(1, 3))
    assert (by_copies.votes[:2], by_copies.valid, by_copies.blank) == (
        (Weight(42), Weight(2)),
        Weight(47),
        Weight(5),
    )


@pytest.mark.parametrize(
    ("papers", "names", "more", "fault"),
    [
        ([[0, 0]], "甲乙", {}, NotPapers),
        ([[1, 0]], "甲乙", {}, NotPapers),
        ([[2]], "甲乙", {}, NotPapers),
        ([[-1]], "甲乙", {}, NotPapers),
        ([[0]], "", {}, NobodyStands),
        ([[0]], "甲甲", {}, NobodyStands),
        ([[0]], "甲", {"area": np.array([0])}, AreaOutOfRange),
        ([[0]], "甲", {"copies": np.array([0])}, NotPapers),
        ([[0]], "甲", {"copies": np.array([1]), "area": np.array([1])}, NotPapers),
        ([[0]], "甲", {"copies": np.array([1, 1])}, NotPapers),
    ],
)
def test_papers_that_do_not_fit_are_refused(
    papers: list[list[int]], names: str, more: dict[str, object], fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        columns(papers, names, **more)


def test_ends_that_fall_back_are_refused() -> None:
    with pytest.raises(NotPapers):
        Papers(("甲", "乙"), np.array([0, 1]), np.array([2, 1, 2]), np.zeros(3, dtype=np.bool_))


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 3), max_size=4, unique=True).map(sorted), max_size=30),
    st.sampled_from([None, 1, 2]),
)
def test_a_live_count_of_papers_is_the_count_of_the_columns(
    papers: list[list[int]], limit: int | None
) -> None:
    live = nothing_counted("甲乙丙丁")
    for number, paper in enumerate(papers):
        live = live.moved(Weight(1), before=None, now=[number % 4], limit=limit)
        live = live.moved(Weight(1), before=[number % 4], now=paper, limit=limit)

    assert live == count_papers(columns(papers), limit=limit)
    for paper in papers:
        live = live.moved(Weight(1), before=paper, now=None, limit=limit)
    assert live == nothing_counted("甲乙丙丁")


def test_a_million_papers_are_added_up_within_the_time() -> None:
    number = 1_000_000
    choices = (np.arange(2 * number) % 2 + 2 * (np.arange(2 * number) // 2 % 5)).astype(np.int64)
    papers = Papers(
        tuple("甲乙丙丁戊己庚辛壬癸"), choices, np.arange(2, 2 * number + 2, 2), np.zeros(number, np.bool_)
    )

    spent = []
    for _ in range(3):
        begin = process_time()
        sums = count_papers(papers, limit=2)
        spent.append(process_time() - begin)

    assert [votes.heads for votes in sums.votes] == [200_000] * 10
    assert min(spent) <= 0.3


def outcome_of(question: Question, rules: str, seed: str | None = None) -> Election:
    found = find(rules)
    box = open_box(question, found)
    assert question.election is not None
    return elect(
        count_names(question, box, found), found, mode=found.modes[0], roll=box.total, asked=question.election,
        seed=seed, contest=question.contest,
    )  # fmt: skip


def seats_by_hand(question: Question) -> tuple[set[str], set[str]]:
    """Elected and tied under own-simple-majority, told by the definition: every set of winners is tried."""
    asked = question.election
    assert asked is not None
    papers = [
        one
        for one in question.ballots
        if one.choice is None and (asked.limit is None or len(one.names) <= asked.limit)
    ]
    roll = len(question.voters) or question.size
    if Fraction(sum(one.copies for one in papers), roll) <= Fraction(1, 2):
        return set(), set()
    votes = {name: sum(name in one.names for one in papers) for name in asked.candidates}
    bar = Fraction(1, 2) if asked.round == "first" else Fraction(0)
    clear = [name for name, number in votes.items() if number > 0 and Fraction(number, len(papers)) > bar]
    sure = {name for name in clear if sum(votes[other] >= votes[name] for other in clear) <= asked.seats}
    maybe = {
        name
        for name in clear
        if name not in sure and sum(votes[other] > votes[name] for other in clear) < asked.seats
    }
    return sure, maybe


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_every_small_election_is_as_by_hand(dice: Random) -> None:
    question = assembly_question(dice, election=True)

    outcome = outcome_of(question, "own-simple-majority")

    assert (set(outcome.elected), set(outcome.tied)) == seats_by_hand(question)


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_papers_and_roll_changes_nothing(dice: Random) -> None:
    question = assembly_question(dice, election=True)
    voters, ballots = list(question.voters), list(question.ballots)
    dice.shuffle(voters)
    dice.shuffle(ballots)

    shuffled = replace(question, voters=tuple(voters), ballots=tuple(ballots))

    assert outcome_of(shuffled, "own-most-votes", "种子") == outcome_of(question, "own-most-votes", "种子")


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_renaming_candidates_renames_the_elected(dice: Random) -> None:
    question = assembly_question(dice, election=True)
    asked = question.election
    assert asked is not None
    renamed = dict(zip(asked.candidates, dice.choice(list(permutations(asked.candidates))), strict=True))
    papers = tuple(
        Ballot(one.by, one.choice, tuple(renamed[name] for name in one.names)) for one in question.ballots
    )
    mirrored = replace(question, ballots=papers)

    before, after = outcome_of(question, "own-simple-majority"), outcome_of(mirrored, "own-simple-majority")

    assert {renamed[name] for name in before.elected} == set(after.elected)
    assert {renamed[name] for name in before.tied} == set(after.tied)


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_one_more_paper_for_the_elected_keeps_them_elected(dice: Random) -> None:
    question = owners_election(dice)
    before = outcome_of(question, "cn-owners-2021")
    for at, ballot in enumerate(question.ballots):
        gains = [name for name in before.elected if name not in ballot.names]
        if ballot.choice == Choice.VOID or not gains:
            continue
        asked = question.election
        assert asked is not None
        if asked.limit is not None and len(ballot.names) >= asked.limit:
            continue
        better = type(ballot)(ballot.by, None, (*ballot.names, gains[0]))
        papers = (*question.ballots[:at], better, *question.ballots[at + 1 :])
        after = outcome_of(
            Question(question.contest, question.units, question.served_units, ballots=papers, election=asked),
            "cn-owners-2021",
        )
        assert gains[0] in after.elected
