"""Finds and locks what a deed is about, and writes its line of history."""

from datetime import datetime
from typing import Any

from linli.circle.decide import rules
from linli.circle.decide.choices import NEEDS_GROUNDS, TURNS, State, Turn
from linli.circle.decide.models import Ballot, BallotTurn
from linli.circle.decide.refusals import GroundsMissing, MayNotRun, NoSuchBallot, NoSuchTurn
from linli.ground.journal.actions import entries
from linli.ground.lib.text import clip, tidy
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


def locked(ballot: int) -> Ballot:
    """Return a ballot, locked until the deed is done.

    Raises:
        NoSuchBallot: there is none.
    """
    found = Ballot.objects.select_for_update(no_key=True).filter(pk=ballot).first()
    if found is None:
        raise NoSuchBallot
    return found


def run(by: Actor, ballot: int, at: datetime) -> Ballot:
    """Return a ballot, locked, for an actor who runs ballots there.

    Raises:
        NoSuchBallot: there is none.
        MayNotRun: no post of the actor runs ballots there.
    """
    found = locked(ballot)
    if not rules.may_run(by, areas.around(found.scope_id), at):
        raise MayNotRun
    return found


def refuse_unless_legal(ballot: Ballot, turn: Turn) -> State:
    """Return where a turn leads.

    Raises:
        NoSuchTurn: the table has no such turn from here.
    """
    state = TURNS.get((State(ballot.state), turn))
    if state is None:
        raise NoSuchTurn(state=ballot.get_state_display(), turn=turn.label)
    return state


def turned(
    ballot: Ballot, turn: Turn, by: Actor, at: datetime, *, grounds: str = "", **numbers: Any
) -> Ballot:
    """Take a ballot to where a turn leads: write its state, the turn with its grounds, and the line of history.

    Raises:
        NoSuchTurn: the table has no such turn from here.
        GroundsMissing: the turn leaves the straight way and says not why.
    """
    state = refuse_unless_legal(ballot, turn)
    if turn in NEEDS_GROUNDS and not tidy(grounds):
        raise GroundsMissing
    before = ballot.state
    ballot.state = state
    ballot.save()
    BallotTurn.objects.create(
        ballot=ballot,
        turn=turn,
        before=before,
        state=state,
        grounds=clip(tidy(grounds), 400),
        by_account_id=by.account_id,
        at=at,
    )
    tell(f"ballot.{turn.value}", ballot, by, at, is_public=ballot.posted_at is not None, **numbers)
    return ballot


def tell(
    verb: str, ballot: Ballot, by: Actor, at: datetime, *, is_public: bool = False, **numbers: Any
) -> None:
    """Write the line of history of a deed about a ballot."""
    entries.record(
        verb,
        by=by.account_id,
        thing=ballot,
        at=at,
        area=ballot.scope_id,
        matter=ballot.matter_id,
        public=is_public,
        **numbers,
    )
