"""Casts votes. A secret one leaves a mark on the roll and a paper in the box, and nothing that holds both or a time."""

from datetime import datetime

from django.db import IntegrityError, transaction

from linli.circle.decide import receipts, rules
from linli.circle.decide.actions import reach
from linli.circle.decide.choices import ABSTAIN, StationState
from linli.circle.decide.models import Ballot, NamedVote, Option, Paper, RollLine
from linli.circle.decide.refusals import (
    NoReceipt,
    NoSuchBallot,
    NoSuchChoice,
    NotOnTheRoll,
    NotTakingVotes,
    ReceiptUnknown,
    VotedAlready,
    VoteIsFinal,
)
from linli.ground.people.rules import Actor


@transaction.atomic
def cast(*, by: Actor, ballot: int, choice: str, receipt: str, at: datetime) -> None:
    """Cast the actor's vote under a receipt that was in the form before: the same form sent again changes nothing.

    Of a secret ballot this writes the mark on the roll and a paper, in one transaction, and no line of history, no
    news, no log: they would carry a time beside the voter. That is why it returns nothing.

    Raises:
        NoSuchBallot: there is none.
        NotOnTheRoll: the actor has no vote in it.
        NotTakingVotes: it is not open now.
        NoReceipt: the receipt code is none, or is taken.
        NoSuchChoice: the choice is not on the paper.
        VotedAlready: this vote is in, under another receipt.
        VoteIsFinal: this vote is in, says something else, and may not change.
    """
    line, found = _line_then_ballot(by, ballot, at)
    if not found.takes_votes(at):
        raise NotTakingVotes
    seal = _seal(found, receipt)
    refuse_unless_on_paper(found, choice)
    if found.is_secret:
        _cast_secret(found, line, choice, seal)
    else:
        if line.entries.filter(state=StationState.WITNESSED).exists():
            raise VotedAlready
        cast_named(found, line, choice, seal, by, at)


@transaction.atomic
def replace(*, ballot: int, choice: str, receipt: str, at: datetime) -> None:
    """Change what a secret paper says, for whoever holds its receipt; the roll is not touched and nobody is asked who.

    Raises:
        NoSuchBallot: there is none, or it is not secret.
        NotTakingVotes: it is not open now.
        VoteIsFinal: votes of this ballot may not change.
        NoReceipt, ReceiptUnknown: no paper carries this receipt.
        NoSuchChoice: the choice is not on the paper.
    """
    found = Ballot.objects.filter(pk=ballot, posted_at__isnull=False).first()
    if found is None or not found.is_secret:
        raise NoSuchBallot
    paper = (
        Paper.objects.select_for_update(no_key=True).filter(ballot=found, seal=_seal(found, receipt)).first()
    )
    found.refresh_from_db(fields=["state", "opens_at", "closes_at"])
    if not found.takes_votes(at):
        raise NotTakingVotes
    if not found.may_change:
        raise VoteIsFinal
    if paper is None:
        raise ReceiptUnknown
    refuse_unless_on_paper(found, choice)
    paper.choice = choice
    paper.save(update_fields=["choice"])


def refuse_unless_on_paper(ballot: Ballot, choice: str) -> None:
    """Refuse what cannot be chosen.

    Raises:
        NoSuchChoice: the choice is not on the paper.
    """
    if choice == ABSTAIN and ballot.may_abstain:
        return
    if not Option.objects.filter(ballot=ballot, key=choice).exists():
        raise NoSuchChoice


def cast_named(ballot: Ballot, line: RollLine, choice: str, seal: str, by: Actor, at: datetime) -> NamedVote:
    """Cast or change the named vote of a locked line.

    Raises:
        NoReceipt: the receipt code is taken.
        VotedAlready: it is in, under another receipt, and may not change.
        VoteIsFinal: it is in, says something else, and may not change.
    """
    vote = NamedVote.objects.filter(line=line).first()
    if vote is not None:
        if (vote.choice, vote.seal) == (choice, seal):
            return vote
        if not ballot.may_change:
            raise VotedAlready if vote.seal != seal else VoteIsFinal
        vote.choice, vote.seal, vote.at = choice, seal, at
        vote.save()
    else:
        vote = NamedVote(ballot=ballot, line=line, choice=choice, seal=seal, at=at)
        try:
            with transaction.atomic():
                vote.save(force_insert=True)
        except IntegrityError as taken:
            raise NoReceipt from taken
        line.submitted = True
        line.save(update_fields=["submitted"])
    reach.tell("ballot.voted", ballot, by, at)
    return vote


def _cast_secret(ballot: Ballot, line: RollLine, choice: str, seal: str) -> None:
    paper = Paper.objects.filter(ballot=ballot, seal=seal).first()
    if line.submitted:
        if paper is None:
            raise VotedAlready
        if paper.choice != choice:
            if not ballot.may_change:
                raise VoteIsFinal
            paper.choice = choice
            paper.save(update_fields=["choice"])
        return
    if paper is not None:
        raise NoReceipt
    line.submitted = True
    line.save(update_fields=["submitted"])
    try:
        with transaction.atomic():
            Paper(ballot=ballot, choice=choice, seal=seal).save(force_insert=True)
    except IntegrityError as taken:
        raise NoReceipt from taken


def _line_then_ballot(by: Actor, ballot: int, at: datetime) -> tuple[RollLine, Ballot]:
    """Lock the voter's line, then read the ballot: the close locks all lines first, so no vote slips in after it."""
    line = (
        RollLine.objects.select_for_update(no_key=True)
        .filter(ballot_id=ballot, resident_id=by.resident_id or 0, is_struck=False)
        .first()
    )
    found = Ballot.objects.filter(pk=ballot, posted_at__isnull=False).first()
    if found is None:
        raise NoSuchBallot
    if line is None or not rules.may_vote(by, line, at):
        raise NotOnTheRoll
    return line, found


def _seal(ballot: Ballot, receipt: str) -> str:
    if not receipts.read(receipt):
        raise NoReceipt
    return receipts.seal(ballot.pk, receipt)
