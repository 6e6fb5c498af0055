"""Freezes and posts the roll, hears objections to it, and changes it by the procedure alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from civics import canonical
from linli.circle.decide import phrases, procedure, rules
from linli.circle.decide.actions import drafts, reach
from linli.circle.decide.choices import Cause, ChangeKind, ObjectionState, State, Turn
from linli.circle.decide.events import ObjectionAnswered, RollChanged, RollPosted
from linli.circle.decide.models import Ballot, Objection, RollChange, RollLine
from linli.circle.decide.queries import ballots, checks, rolls
from linli.circle.decide.refusals import (
    AnsweredAlready,
    AnswerMissing,
    GroundsMissing,
    LineHasVoted,
    MayNotObject,
    NobodyOnTheRoll,
    NoSuchBallot,
    NoSuchPart,
    NotEligible,
    ObjectionsClosed,
    RollNotFrozen,
    TimesWrong,
)
from linli.circle.matters.actions import concerns
from linli.circle.matters.choices import Why
from linli.ground.journal import news
from linli.ground.lib.chance import salt
from linli.ground.lib.text import clip, tidy
from linli.ground.people.rules import Actor

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a frozen roll: a resident added, a line struck, or the voter of a line named."""

    kind: ChangeKind
    cause: Cause
    words: str
    line: int | None = None
    resident: int | None = None


@transaction.atomic
def post(*, by: Actor, ballot: int, at: datetime) -> Ballot:
    """Freeze the roll and what is asked, and post the roll; from now on both change by the procedure alone.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        NoSuchTurn: it is no draft.
        TimesWrong: it should have opened already.
        NotUnderTheseRules: the rules chosen do not offer this.
        NobodyOnTheRoll: no one would have a vote.
    """
    found = reach.run(by, ballot, at)
    reach.refuse_unless_legal(found, Turn.POST)
    if found.opens_at <= at:
        raise TimesWrong
    drafts.refuse_unless_offered(found)
    voters = rolls.electorate(found).voters
    if not voters:
        raise NobodyOnTheRoll

    RollLine.objects.bulk_create(_lines(found, voters), batch_size=1000)
    found.posted_at = at
    found.words_hash = ballots.words_now(found)
    found.roll_hash = hash_of(found.pk)
    residents = [voter.resident for voter in voters if voter.resident is not None]
    concerns.concern(matter=found.matter_id, residents=residents, why=Why.ROLL, at=at)
    reach.turned(found, Turn.POST, by, at, voters=len(voters), roll=found.roll_hash, words=found.words_hash)
    news.publish(RollPosted(found.pk), at=at)
    return found


@transaction.atomic
def object_to(
    *, by: Actor, ballot: int, words: str, line: int | None = None, key: str, at: datetime
) -> Objection:
    """Object to the posted roll: somebody is missing, or a line is wrong; the same form counts once.

    Raises:
        NoSuchBallot, NoSuchPart: there is no such ballot or line.
        MayNotObject: the actor is no resident of the community.
        ObjectionsClosed: the roll is not posted, or the days for it are over.
        GroundsMissing: nothing is said.
    """
    found = Ballot.objects.filter(pk=ballot).first()
    if found is None:
        raise NoSuchBallot
    if not rules.may_object(by, found, at) or by.resident_id is None:
        raise MayNotObject
    until = checks.ends_at(found)
    if found.state != State.POSTED or until is None or at >= until:
        raise ObjectionsClosed
    if line is not None and not RollLine.objects.filter(pk=line, ballot=found).exists():
        raise NoSuchPart
    if not tidy(words):
        raise GroundsMissing

    objection = Objection(
        ballot=found,
        line_id=line,
        resident_id=by.resident_id,
        words=tidy(words)[:LONGEST],
        key=key,
        at=at,
        due_at=at + timedelta(days=procedure.of(found.rules).answer_days.value),
    )
    try:
        with transaction.atomic():
            objection.save()
    except IntegrityError:
        return Objection.objects.get(ballot=found, resident_id=by.resident_id, key=key)
    reach.tell("objection.raised", found, by, at, objection=objection.pk)
    return objection


@transaction.atomic
def accept(*, by: Actor, objection: int, change: Change, at: datetime) -> Objection:
    """Accept an objection and change the roll as it asks.

    Raises:
        NoSuchPart, MayNotRun: there is none, or none of the actor's.
        AnsweredAlready: it was answered.
        AnswerMissing: no word is said about it.
        RollNotFrozen, NotEligible, LineHasVoted: the roll cannot be changed like this.
    """
    found, ballot = _waiting(by, objection, change.words, at)
    _change(ballot, change, by, at, objection=found)
    return _answered(found, ballot, ObjectionState.ACCEPTED, change.words, by, at)


@transaction.atomic
def refuse(*, by: Actor, objection: int, words: str, at: datetime) -> Objection:
    """Refuse an objection, saying why.

    Raises:
        NoSuchPart, MayNotRun: there is none, or none of the actor's.
        AnsweredAlready: it was answered.
        AnswerMissing: no reason is given.
    """
    found, ballot = _waiting(by, objection, words, at)
    return _answered(found, ballot, ObjectionState.REFUSED, words, by, at)


@transaction.atomic
def change(*, by: Actor, ballot: int, change: Change, at: datetime) -> RollChange:
    """Change a frozen roll for a stated cause: until votes are taken anything, until the close a line may be struck.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        GroundsMissing: no reason is given.
        NoSuchPart: the roll has no such line.
        RollNotFrozen: the roll is not frozen, or the cut-off is over.
        NotEligible: the person cannot stand on this roll, or does already.
        LineHasVoted: that vote is in.
    """
    found = reach.run(by, ballot, at)
    if not tidy(change.words):
        raise GroundsMissing
    return _change(found, change, by, at)


def hash_of(ballot: int) -> str:
    """Return the hash that freezes a roll: who has a vote under which mark, whoever is named to cast it."""
    pairs = rolls.in_force(ballot).order_by("mark").values_list("mark", "voter")
    return canonical.digest([list(pair) for pair in pairs])


@transaction.atomic
def forget(*, resident: int) -> int:
    """Drop from posted rolls how an erased person is called; their votes and the hash of the roll stand."""
    return RollLine.objects.filter(resident_id=resident).update(masked=phrases.ERASED)


def _lines(ballot: Ballot, voters: tuple[rolls.Voter, ...]) -> list[RollLine]:
    """Make the lines: by building, within it in an order drawn by their marks, so that no place tells a door."""
    marked = sorted(((voter.place, salt().hex(), voter) for voter in voters), key=lambda one: one[:2])
    return [
        RollLine(
            ballot=ballot,
            voter=voter.key,
            mark=mark,
            order=order,
            resident_id=voter.resident,
            masked=voter.masked,
            place=place,
        )
        for order, (place, mark, voter) in enumerate(marked, start=1)
    ]


def _waiting(by: Actor, objection: int, words: str, at: datetime) -> tuple[Objection, Ballot]:
    known = Objection.objects.filter(pk=objection).first()
    if known is None:
        raise NoSuchPart
    ballot = reach.run(by, known.ballot_id, at)
    found = Objection.objects.select_for_update(no_key=True).get(pk=objection)
    if found.state != ObjectionState.WAITING:
        raise AnsweredAlready
    if not tidy(words):
        raise AnswerMissing
    return found, ballot


def _answered(
    found: Objection, ballot: Ballot, state: ObjectionState, words: str, by: Actor, at: datetime
) -> Objection:
    found.state, found.answer = state, tidy(words)[:LONGEST]
    found.answered_by_id, found.answered_at = by.account_id, at
    found.save()
    reach.tell(f"objection.{state.value}", ballot, by, at, objection=found.pk)
    news.publish(ObjectionAnswered(found.pk), at=at)
    return found


def _change(
    ballot: Ballot, change: Change, by: Actor, at: datetime, *, objection: Objection | None = None
) -> RollChange:
    _refuse_by_cut_off(ballot, change.kind, at)
    line = _added(ballot, change) if change.kind == ChangeKind.ADDED else _changed(ballot, change)
    ballot.roll_hash = hash_of(ballot.pk)
    ballot.save(update_fields=["roll_hash"])
    if line.resident_id is not None and not line.is_struck:
        concerns.concern(matter=ballot.matter_id, residents=[line.resident_id], why=Why.ROLL, at=at)
    row = RollChange.objects.create(
        ballot=ballot,
        line=line,
        kind=change.kind,
        cause=change.cause,
        words=clip(tidy(change.words), LONGEST),
        objection=objection,
        by_account_id=by.account_id,
        at=at,
    )
    reach.tell(f"roll.{change.kind.value}", ballot, by, at, line=line.order, roll=ballot.roll_hash)
    news.publish(RollChanged(row.pk), at=at)
    return row


def _refuse_by_cut_off(ballot: Ballot, kind: ChangeKind, at: datetime) -> None:
    """Add and name until votes are taken; strike until the close."""
    is_early = ballot.state in {State.POSTED, State.OPEN} and at < ballot.opens_at
    is_running = ballot.state in {State.OPEN, State.SUSPENDED} and at < ballot.closes_at
    if not (is_early or (is_running and kind == ChangeKind.STRUCK)):
        raise RollNotFrozen


def _added(ballot: Ballot, change: Change) -> RollLine:
    resident = rolls.eligible(ballot, change.resident or 0)
    if resident is None:
        raise NotEligible
    key = rolls.key_of(ballot, resident)
    line = RollLine.objects.filter(ballot=ballot, voter=key).first()
    if line is not None and not line.is_struck:
        raise NotEligible
    if line is None:
        last = RollLine.objects.filter(ballot=ballot).order_by("-order").values_list("order", flat=True)[:1]
        place = rolls.place_of(resident)
        line = RollLine(ballot=ballot, voter=key, mark=salt().hex(), order=last[0] + 1, place=place)
    line.resident, line.masked, line.is_struck = resident, resident.masked, False
    line.save()
    return line


def _changed(ballot: Ballot, change: Change) -> RollLine:
    line = (
        RollLine.objects.select_for_update(no_key=True)
        .filter(pk=change.line or 0, ballot=ballot, is_struck=False)
        .first()
    )
    if line is None:
        raise NoSuchPart
    if line.submitted:
        raise LineHasVoted
    if change.kind == ChangeKind.STRUCK:
        line.is_struck = True
        line.save(update_fields=["is_struck"])
        return line
    resident = rolls.eligible(ballot, change.resident or 0)
    if resident is None or rolls.key_of(ballot, resident) != line.voter:
        raise NotEligible
    line.resident, line.masked = resident, resident.masked
    line.save(update_fields=["resident", "masked"])
    return line
