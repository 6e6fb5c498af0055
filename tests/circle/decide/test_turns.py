"""Every turn from every state: legal ones lead where the table says, all others are refused; others say why."""

from collections.abc import Callable
from itertools import product

import pytest

from linli.circle.decide.actions import counting, rolls, running, station
from linli.circle.decide.choices import NEEDS_GROUNDS, TURNS, State, Turn
from linli.circle.decide.models import Ballot, BallotTurn, CountedPaper, Paper
from linli.circle.decide.refusals import (
    GroundsMissing,
    MayNotRun,
    MayNotWitness,
    NoSuchTurn,
    NotADraft,
    RerunAlready,
    TimesWrong,
)
from linli.circle.matters.models import Matter
from linli.ground.lib.refusal import Refusal
from tests.circle.decide.conftest import CLOSES, COUNTING, DAY, NOW, OPENS, VOTING, Hall

WHY = "下雨停电，投不了"
DEEDS: dict[Turn, Callable[..., object]] = {
    Turn.POST: lambda **rest: rolls.post(**{**rest, "at": NOW}),
    Turn.OPEN: lambda **rest: running.open_ballot(**{**rest, "at": OPENS - DAY}, override=WHY),
    Turn.CLOSE: counting.close,
    Turn.SETTLE: counting.settle,
    Turn.SUSPEND: lambda **rest: running.suspend(**rest, grounds=WHY),
    Turn.RESUME: lambda **rest: running.resume(**rest, grounds=WHY, closes_at=COUNTING + DAY),
    Turn.CANCEL: lambda **rest: running.cancel(**rest, grounds=WHY),
    Turn.ANNUL: lambda **rest: running.annul(**rest, grounds=WHY),
    Turn.RERUN: lambda **rest: running.rerun(**rest, grounds=WHY),
}
WAYS: dict[State, tuple[Turn, ...]] = {
    State.DRAFT: (),
    State.POSTED: (Turn.POST,),
    State.OPEN: (Turn.POST, Turn.OPEN),
    State.SUSPENDED: (Turn.POST, Turn.OPEN, Turn.SUSPEND),
    State.CLOSED: (Turn.POST, Turn.OPEN, Turn.CLOSE),
    State.SETTLED: (Turn.POST, Turn.OPEN, Turn.CLOSE, Turn.SETTLE),
    State.VOID: (Turn.POST, Turn.CANCEL),
    State.ANNULLED: (Turn.POST, Turn.OPEN, Turn.CLOSE, Turn.SETTLE, Turn.ANNUL),
    State.RERUN: (Turn.POST, Turn.CANCEL, Turn.RERUN),
}


def brought(hall: Hall, state: State) -> Ballot:
    """A ballot brought to a state by its deeds."""
    ballot = hall.draft()
    for turn in WAYS[state]:
        DEEDS[turn](by=hall.staff, ballot=ballot.pk, at=COUNTING)
    return Ballot.objects.get(pk=ballot.pk)


@pytest.mark.parametrize(("state", "turn"), list(product(State, Turn)))
def test_every_turn_from_every_state_leads_where_the_table_says_or_is_refused(
    hall: Hall, state: State, turn: Turn
) -> None:
    ballot = brought(hall, state)
    assert ballot.state == state

    if (state, turn) in TURNS:
        DEEDS[turn](by=hall.staff, ballot=ballot.pk, at=COUNTING)
        last = BallotTurn.objects.filter(ballot=ballot).order_by("-id")[0]
        assert Ballot.objects.get(pk=ballot.pk).state == TURNS[state, turn]
        assert (last.before, last.state, last.by_account_id) == (
            state,
            TURNS[state, turn],
            hall.staff.account_id,
        )
    else:
        with pytest.raises(NoSuchTurn):
            DEEDS[turn](by=hall.staff, ballot=ballot.pk, at=COUNTING)
        assert Ballot.objects.get(pk=ballot.pk).state == state


@pytest.mark.parametrize("turn", sorted(NEEDS_GROUNDS))
def test_off_the_straight_way_nothing_goes_without_grounds(hall: Hall, turn: Turn) -> None:
    state = next(before for before, name in TURNS if name == turn)
    ballot = brought(hall, state)
    deed = getattr(running, turn.value)

    with pytest.raises(GroundsMissing):
        deed(by=hall.staff, ballot=ballot.pk, grounds="  ", at=VOTING)


@pytest.mark.parametrize("turn", list(Turn))
@pytest.mark.parametrize(
    "who", ["shen_an", "chen_jianguo", "wu_dan", "sun_yue", "fang_ning", "nobody", "weak"]
)
def test_only_who_runs_ballots_there_turns_them(hall: Hall, turn: Turn, who: str) -> None:
    state = next(before for before, name in TURNS if name == turn)
    ballot = brought(hall, state)
    by = hall.street.by("gu_min", is_strong=False) if who == "weak" else hall.street.by(who)

    with pytest.raises(MayNotRun):
        DEEDS[turn](by=by, ballot=ballot.pk, at=COUNTING)
    assert Ballot.objects.get(pk=ballot.pk).state == state


def test_a_cancelled_ballot_keeps_its_papers_shuffled(hall: Hall) -> None:
    ballot = hall.secret()
    hall.cast(ballot, "shen_an")
    running.cancel(by=hall.staff, ballot=ballot.pk, grounds=WHY, at=VOTING)

    assert (Paper.objects.count(), CountedPaper.objects.count()) == (0, 1)


def test_resuming_never_ends_earlier_than_people_were_told(hall: Hall) -> None:
    ballot = hall.secret()
    running.suspend(by=hall.staff, ballot=ballot.pk, grounds=WHY, at=VOTING)

    for until in (VOTING, CLOSES - DAY):
        with pytest.raises(TimesWrong):
            running.resume(by=hall.staff, ballot=ballot.pk, grounds=WHY, closes_at=until, at=VOTING)
    assert running.resume(by=hall.staff, ballot=ballot.pk, grounds=WHY, at=VOTING).closes_at == CLOSES


def test_an_annulled_decision_goes_back_to_deliberation_and_may_be_held_again_once(hall: Hall) -> None:
    ballot = hall.secret(rules="cn-residents-assembly-2026")
    for who in ("shen_an", "ye_qing", "chen_jianguo"):
        hall.cast(ballot, who)
    hall.settled(ballot)
    assert Matter.objects.get(pk=hall.matter.pk).stage == "decided"
    with pytest.raises(NoSuchTurn):
        running.rerun(by=hall.staff, ballot=ballot.pk, grounds=WHY, at=COUNTING)

    running.annul(by=hall.staff, ballot=ballot.pk, grounds="法院判决", at=COUNTING)
    assert Matter.objects.get(pk=hall.matter.pk).stage == "deliberated"
    fresh = running.rerun(by=hall.staff, ballot=ballot.pk, grounds=WHY, at=COUNTING)
    assert (fresh.state, fresh.rerun_of_id, fresh.question) == (State.DRAFT, ballot.pk, ballot.question)
    with pytest.raises((RerunAlready, NoSuchTurn)):
        running.rerun(by=hall.staff, ballot=ballot.pk, grounds=WHY, at=COUNTING)


def test_what_is_asked_does_not_change_once_posted(hall: Hall) -> None:
    ballot = hall.posted()

    with pytest.raises(NotADraft):
        hall_address(hall, ballot)


def hall_address(hall: Hall, ballot: Ballot) -> None:
    from linli.circle.decide.actions import drafts

    whom = drafts.Whom(scope=hall.street.community.pk)
    drafts.address(by=hall.staff, ballot=ballot.pk, whom=whom, at=NOW)


@pytest.mark.parametrize("who", ["shen_an", "wu_dan", "gao_bo", "nobody", "chen_jianguo"])
def test_only_a_witness_of_the_area_witnesses(hall: Hall, who: str) -> None:
    ballot = hall.secret()  # of the whole community; 陈建国 witnesses in building 3 alone
    entry = hall.paper(ballot)

    with pytest.raises(MayNotWitness):
        station.witness(by=hall.street.by(who), entry=entry.pk, at=VOTING)
    assert isinstance(MayNotWitness(), Refusal)
