"""Opens ballots after the check, and takes them off the straight way: suspended, void, annulled, held again."""

from datetime import datetime

from django.db import transaction

from linli.circle.decide.actions import counting, reach
from linli.circle.decide.choices import DECIDES, State, Turn, Verdict
from linli.circle.decide.events import BallotLeftTheWay, BallotOpened
from linli.circle.decide.models import Ballot, Option
from linli.circle.decide.queries import checks
from linli.circle.decide.refusals import (
    CannotOpen,
    Contestable,
    GroundsMissing,
    NoSuchTurn,
    RerunAlready,
    TimesWrong,
)
from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import TRANSITIONS, Stage, Step
from linli.circle.matters.models import Matter
from linli.ground.journal import news
from linli.ground.lib.chance import token
from linli.ground.lib.text import clip, tidy
from linli.ground.people.rules import Actor


@transaction.atomic
def open_ballot(*, by: Actor, ballot: int, override: str = "", at: datetime) -> Ballot:
    """Open a ballot: votes are taken from its opening moment. What could overturn it is refused, or excused in words.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        NoSuchTurn: its roll is not posted, or it is open already.
        CannotOpen: what was found no reason can excuse.
        Contestable: what was found could overturn the vote, and no reason is given.
    """
    found = reach.run(by, ballot, at)
    reach.refuse_unless_legal(found, Turn.OPEN)
    troubles = checks.troubles(checks.before_opening(found, at))
    fatal = [trouble for trouble in troubles if not trouble.may_be_excused]
    if fatal:
        raise CannotOpen(findings="".join(trouble.words for trouble in fatal))
    if troubles and not tidy(override):
        raise Contestable(findings="".join(trouble.words for trouble in troubles))

    found.override = clip(tidy(override), 400) if troubles else ""
    codes = sorted(trouble.code for trouble in troubles)
    reach.turned(found, Turn.OPEN, by, at, grounds=found.override, excused=codes, roll=found.roll_hash)
    news.publish(BallotOpened(found.pk), at=at)
    return found


@transaction.atomic
def suspend(*, by: Actor, ballot: int, grounds: str, at: datetime) -> Ballot:
    """Stop taking votes for a stated reason; those cast stay in the box.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        NoSuchTurn: it is not open.
        GroundsMissing: no reason is given.
    """
    return _off_the_way(reach.run(by, ballot, at), Turn.SUSPEND, grounds, by, at)


@transaction.atomic
def resume(
    *, by: Actor, ballot: int, grounds: str, closes_at: datetime | None = None, at: datetime
) -> Ballot:
    """Take votes again, until the old close or a later one.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        NoSuchTurn: it is not suspended.
        GroundsMissing: no reason is given.
        TimesWrong: it would close before now, or earlier than people were told.
    """
    found = reach.run(by, ballot, at)
    reach.refuse_unless_legal(found, Turn.RESUME)
    until = closes_at or found.closes_at
    if until <= at or until < found.closes_at:
        raise TimesWrong
    found.closes_at = until
    found.reminded_at = None
    return _off_the_way(found, Turn.RESUME, grounds, by, at)


@transaction.atomic
def cancel(*, by: Actor, ballot: int, grounds: str, at: datetime) -> Ballot:
    """Declare a ballot void that has no result yet; its papers are shuffled as at a close, and stay.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        NoSuchTurn: it has a result, or is void.
        GroundsMissing: no reason is given.
    """
    found = reach.run(by, ballot, at)
    reach.refuse_unless_legal(found, Turn.CANCEL)
    if not tidy(grounds):
        raise GroundsMissing
    counting.lock_roll(found)
    counting.empty_box(found)
    return _off_the_way(found, Turn.CANCEL, grounds, by, at)


@transaction.atomic
def annul(*, by: Actor, ballot: int, grounds: str, at: datetime) -> Ballot:
    """Annul a result, as a court or the street has said; a matter decided by it goes back to deliberation.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        NoSuchTurn: it has no result.
        GroundsMissing: no reason is given.
    """
    found = reach.run(by, ballot, at)
    _off_the_way(found, Turn.ANNUL, grounds, by, at)
    matter = Matter.objects.get(pk=found.matter_id)
    if (
        found.outcome.verdict in DECIDES
        and (Stage(matter.stage), Step.RECONSIDER) in TRANSITIONS
        and matter.stage == Stage.DECIDED
    ):
        bringing = Bringing(reason=clip(tidy(grounds), 400))
        matters.carry(by=by, matter=matter.pk, step=Step.RECONSIDER, bringing=bringing, at=at)
    return found


@transaction.atomic
def rerun(*, by: Actor, ballot: int, grounds: str, at: datetime) -> Ballot:
    """Hold a ballot again that came to no decision: return a new draft that asks the same; the old one says so.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        NoSuchTurn: it is running, or it decided.
        GroundsMissing: no reason is given.
        RerunAlready: it was held again before.
    """
    found = reach.run(by, ballot, at)
    reach.refuse_unless_legal(found, Turn.RERUN)
    if found.state == State.SETTLED and found.outcome.verdict in DECIDES:
        raise NoSuchTurn(state=Verdict(found.outcome.verdict).label, turn=Turn.RERUN.label)
    if Ballot.objects.filter(rerun_of=found).exists():
        raise RerunAlready
    _off_the_way(found, Turn.RERUN, grounds, by, at)

    fresh = _asked_again(found, by, at)
    _copy_options(found, fresh)
    reach.tell("ballot.drafted", fresh, by, at, rerun_of=found.pk)
    return fresh


def _asked_again(found: Ballot, by: Actor, at: datetime) -> Ballot:
    lasts = found.closes_at - found.opens_at
    waits = found.opens_at - (found.posted_at or found.made_at)
    fresh = Ballot(
        community_id=found.community_id,
        scope_id=found.scope_id,
        matter_id=found.matter_id,
        body_id=found.body_id,
        question=found.question,
        explanation=found.explanation,
        kind=found.kind,
        basis=found.basis,
        secrecy=found.secrecy,
        may_abstain=found.may_abstain,
        may_change=found.may_change,
        rules=found.rules,
        rules_matter=found.rules_matter,
        station=found.station,
        opens_at=at + waits,
        closes_at=at + waits + lasts,
        rerun_of=found,
        made_by=by.account_id or 0,
        made_key=token(16),
        made_at=at,
    )
    fresh.save()
    return fresh


def _copy_options(found: Ballot, fresh: Ballot) -> None:
    Option.objects.bulk_create(
        Option(
            ballot=fresh,
            key=one.key,
            words=one.words,
            note=one.note,
            order=one.order,
            resident_id=one.resident_id,
        )
        for one in found.options.all()
    )


def _off_the_way(ballot: Ballot, turn: Turn, grounds: str, by: Actor, at: datetime) -> Ballot:
    reach.turned(ballot, turn, by, at, grounds=grounds)
    if ballot.posted_at is not None:
        news.publish(BallotLeftTheWay(ballot.pk, turn.value), at=at)
    return ballot
