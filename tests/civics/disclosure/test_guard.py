"""The guard against every vote of small houses: what gives somebody away is refused, what does not is shown."""

from collections import Counter
from dataclasses import replace
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.disclosure.cases import HOUSES, areas_of, refresh_cases, result_cases, subtotal_cases
from civics.disclosure.figures import (
    TOOK_PART,
    BadFigure,
    BadVoters,
    Figure,
    ImpossibleFigures,
    Pile,
    Question,
    Voter,
)
from civics.disclosure.guard import judge
from civics.disclosure.outlook import gives_away, outlook
from civics.disclosure.swaps import everyone_has_a_partner
from tests.civics.disclosure.oracle import Thing, exposed, exposed_by_kinds, figure_of

HOUSE = tuple(Voter(f"{number}", area) for number, area in enumerate((6000, 7011, 8123, 9507)))


def secret(*figures: Figure, voters: tuple[Voter, ...] = HOUSE, shown: tuple[Figure, ...] = ()) -> Question:
    return Question("secret_vote", "choice", voters, figures, shown)


def turnout(*figures: Figure, voters: tuple[Voter, ...] = HOUSE, shown: tuple[Figure, ...] = ()) -> Question:
    return Question("live_turnout", "participation", voters, figures, shown)


def test_the_area_of_four_different_flats_tells_who_said_yes_and_the_heads_alone_do_not() -> None:
    both = judge(secret(Figure("for", 2, 6000 + 8123)))
    heads = judge(secret(Figure("for", 2, None)))

    assert (both.may_show, both.method, both.exposed) == (False, "exact", ("0", "1", "2", "3"))
    assert (heads.may_show, heads.method) == (True, "counts")


def test_a_unanimous_secret_vote_tells_everyone_however_large_the_house() -> None:
    voters = tuple(Voter(f"{number:04}", 9000) for number in range(400))

    verdict = judge(secret(Figure("for", 400, None), voters=voters))

    assert (verdict.may_show, len(verdict.exposed)) == (False, 400)


def test_two_refreshes_that_differ_by_one_flat_tell_whose_it_was() -> None:
    voters = (*HOUSE, Voter("4", 6000), Voter("5", 7011), Voter("6", 8123), Voter("7", 9507))
    first = Figure(TOOK_PART, 3, 6000 + 7011 + 8123, moment=0)
    alone = judge(turnout(replace(first, moment=1), voters=voters))
    second = Figure(TOOK_PART, 4, 6000 + 7011 + 8123 + 9507, moment=1)

    assert not alone.may_show
    assert not judge(turnout(second, voters=voters, shown=(first,))).may_show
    assert judge(turnout(second, voters=voters)).may_show


def test_the_statutory_result_of_a_named_vote_is_always_published() -> None:
    question = Question("statutory_result", "choice", HOUSE, (Figure("for", 4, 30641),))

    assert (judge(question).may_show, judge(question).method) == (True, "statutory")


def test_two_subtotals_and_the_total_are_taken_together() -> None:
    voters = tuple(Voter(f"{number}", 9000, "AB"[number % 2]) for number in range(6))
    total, stairwell = Figure("for", 4, None), Figure("for", 3, None, group="A")

    assert judge(secret(total, voters=voters)).may_show
    assert judge(secret(stairwell, voters=voters, shown=(total,))).exposed == ("0", "2", "4")
    assert judge(secret(Figure("for", 2, None, group="A"), voters=voters, shown=(total,))).may_show


def test_figures_that_no_vote_gives_are_refused_as_wrong() -> None:
    with pytest.raises(ImpossibleFigures):
        judge(secret(Figure("for", 2, 6001)))


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        (secret(Figure("for", 1, None), voters=()), BadVoters),
        (secret(Figure("for", 1, None), voters=(Voter("1"), Voter("1"))), BadVoters),
        (secret(Figure("for", 1, None), voters=(Voter("1", -1),)), BadVoters),
        (secret(Figure("maybe", 1, None)), BadFigure),
        (secret(Figure("for", 5, None)), BadFigure),
        (secret(Figure("for", -1, None)), BadFigure),
        (secret(Figure("for", None, None)), BadFigure),
        (secret(Figure("for", None, 10**6)), BadFigure),
        (secret(Figure("for", None, 6001, step=100)), BadFigure),
        (secret(Figure("for", 1, None, step=0)), BadFigure),
        (secret(Figure("for", 1, None, moment=1)), BadFigure),
        (secret(Figure("for", 1, None, group="X")), BadFigure),
        (turnout(Figure("for", 1, None)), BadFigure),
        (turnout(Figure(TOOK_PART, 1, None, moment=1), shown=(Figure(TOOK_PART, 2, None),)), BadFigure),
        (replace(secret(Figure("for", 1, None)), options=("for", "for")), BadFigure),
    ],
)
def test_what_cannot_be_judged_is_refused_by_name(question: Question, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        judge(question)


def made_up(dice: Random) -> Question:
    """A small house, a world, and true figures of it in some number, some of them already out."""
    areas = [dice.choice((6000, 6000, 7500, dice.randint(1, 20))) for _ in range(dice.randint(1, 6))]
    voters = tuple(Voter(str(place), area, dice.choice("AAB")) for place, area in enumerate(areas))
    choice = dice.random() < 0.6
    options = dice.choice((("for", "against"), ("for", "against", "abstain")))
    things: tuple[Thing, ...] = options if choice else (0, 1, None)
    world = tuple(dice.choice(things) for _ in voters)
    figures = [
        figure_of(
            voters, world, dice.choice(options) if choice else TOOK_PART,
            group=dice.choice(("", "", voters[0].group)), moment=0 if choice else dice.choice((0, 1)),
            step=dice.choice((1, 1, 100, 3000)), heads=heads, area=dice.random() < 0.7 or not heads,
        )
        for heads in (dice.random() < 0.8 for _ in range(dice.randint(1, 4)))
    ]  # fmt: skip
    cut = dice.randint(0, len(figures) - 1)
    piles = Counter((str(said), voter.area, voter.group) for voter, said in zip(voters, world, strict=True))
    return Question(
        "secret_vote" if choice else "live_turnout", "choice" if choice else "participation", voters,
        tuple(figures[cut:]), tuple(figures[:cut]), options,
        tuple(Pile(*key, heads) for key, heads in sorted(piles.items())) if choice else (),
    )  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_guard_agrees_with_going_through_every_vote(dice: Random) -> None:
    question = made_up(dice)

    verdict, truth = judge(question), exposed(question)

    assert verdict.exposed == truth
    assert verdict.may_show == (truth == ())


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_where_every_paper_has_a_partner_nobody_is_given_away(dice: Random) -> None:
    question = made_up(dice)

    if question.piles and everyone_has_a_partner(question):
        assert exposed(question) == ()


def test_every_leaking_subtotal_and_refresh_that_ships_is_refused() -> None:
    small = [case for case in (*subtotal_cases(), *refresh_cases()) if len(case.truth) <= 8]

    assert [
        case.name for case in small if judge(case.question).may_show and exposed(case.question) != ()
    ] == []
    assert len(small) == 60


def test_what_is_shown_of_24_homes_of_four_types_gives_nobody_away() -> None:
    large = [case for case in (*subtotal_cases(), *refresh_cases()) if len(case.truth) == 24]
    shown = [case for case in large if judge(case.question).may_show]

    assert len(shown) == 7
    assert [case.name for case in shown if exposed_by_kinds(case.question)] == []


def test_the_table_of_leaks_is_found_again() -> None:
    """Design notes: twelve flats that all differ, 94 % of votes give every paper away; four types: none does."""
    houses = [
        [outlook(areas_of(house, 12, draw), step=1) for draw in range(5)] for house in (HOUSES[0], HOUSES[2])
    ]

    assert [round(sum(one.all_fixed for one in house) / (5 * 40.96)) for house in houses] == [94, 0]
    assert [round(sum(one.some_fixed for one in house) / (5 * 40.96)) for house in houses] == [100, 68]


def test_the_outlook_counts_by_hand() -> None:
    found = outlook([100, 100, 300], step=1)

    assert (found.votes, found.all_fixed, found.some_fixed, found.papers_fixed) == (8, 4, 8, 16)
    with pytest.raises(BadVoters):
        outlook([], step=1)
    with pytest.raises(BadVoters):
        gives_away([100, 200], heads=1, area=150, step=1)


def large(area_step: int, house: str = HOUSES[0]) -> Question:
    case = next(iter(result_cases((573,), step=area_step)))
    areas = areas_of(house, 573, 0)
    voters = tuple(replace(voter, area=area) for voter, area in zip(case.question.voters, areas, strict=True))
    chosen = [voter.area for voter, said in zip(voters, case.truth, strict=True) if said == "for"]
    piles = Counter(
        (str(said), voter.area, voter.group) for voter, said in zip(voters, case.truth, strict=True)
    )
    figure = Figure("for", len(chosen), sum(chosen) // area_step * area_step, area_step)
    return Question(
        "secret_vote",
        "choice",
        voters,
        (figure,),
        piles=tuple(Pile(*key, heads) for key, heads in piles.items()),
    )


def test_a_large_house_shows_its_area_when_rounded_and_not_to_the_last_place() -> None:
    begin = process_time()
    verdicts = [judge(large(step)) for step in (1, 10_000)]

    assert [(one.may_show, one.method) for one in verdicts] == [(False, "swap"), (True, "swap")]
    assert process_time() - begin < 20


def test_a_large_house_without_piles_is_refused_and_heads_alone_are_shown() -> None:
    question = large(10_000)
    heads = replace(question, asked=(replace(question.asked[0], area=None, step=1),), piles=())

    assert judge(replace(question, piles=())).method == "too_large"
    assert judge(heads).may_show


def test_the_live_turnout_of_a_large_house_is_heads_and_every_stairwell_must_be_mixed() -> None:
    voters = tuple(Voter(f"{number:04}", 6000 + number, f"{number % 3}") for number in range(900))
    board = tuple(
        Figure(TOOK_PART, heads, None, group=group) for group, heads in (("", 400), ("0", 100), ("1", 299))
    )
    later = tuple(
        replace(figure, moment=1, heads=figure.heads + 1) for figure in board if figure.heads is not None
    )

    assert judge(turnout(*board, voters=voters)).may_show
    assert judge(turnout(later[0], later[1], voters=voters, shown=board)).method != "counts"
    full = (replace(board[1], heads=100), replace(board[2], heads=300), replace(board[0], heads=401))
    assert not judge(turnout(*full, voters=voters)).may_show
    with_area = Figure(TOOK_PART, 400, 2_600_000)
    assert judge(turnout(with_area, voters=voters)).method == "too_large"


def test_piles_that_are_not_these_voters_are_refused() -> None:
    question = large(10_000)

    for piles in (question.piles[1:], (replace(question.piles[0], heads=-1), *question.piles[1:])):
        with pytest.raises(BadFigure):
            judge(replace(question, piles=piles))
    with pytest.raises(BadFigure):
        judge(replace(question, asked=(replace(question.asked[0], heads=200),)))
