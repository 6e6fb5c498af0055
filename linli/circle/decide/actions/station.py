"""The paper station: votes on paper, assisted and by proxy, before two persons, in the same register as all others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from linli.circle.decide import procedure, receipts, rules
from linli.circle.decide.actions import casting, reach
from linli.circle.decide.choices import (
    ABSTAIN,
    FEWEST_PAPERS,
    SECRET_EVIDENCE,
    SPOILT,
    Evidence,
    State,
    StationState,
    Way,
)
from linli.circle.decide.events import PaperRegistered
from linli.circle.decide.models import Ballot, Option, Pile, RollLine, StationEntry
from linli.circle.decide.queries import stations
from linli.circle.decide.refusals import (
    BoxWrong,
    EntrySettled,
    EvidenceWrong,
    MayNotWitness,
    NoSuchPart,
    NotOnTheRoll,
    NotTakingVotes,
    NotTwoPersons,
    ProxyWrong,
    ReasonMissing,
    SilenceNotPromised,
    VotedAlready,
)
from linli.ground.files.models import StoredFile
from linli.ground.journal import news
from linli.ground.lib.text import clip, tidy
from linli.ground.people.models import Resident
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

KEEPER = "decide"
LIVE = (StationState.WAITING, StationState.WITNESSED)
MOST_PAPERS = 1_000_000


@dataclass(frozen=True, slots=True)
class PaperIn:
    """What is written down of a paper: whose, how it came, why, with which photo; of a named vote what it says."""

    line: int
    way: Way
    reason: str
    evidence: Evidence
    photo: int
    choice: str = ""
    proxy: int | None = None


@transaction.atomic
def register(*, by: Actor, ballot: int, paper: PaperIn, at: datetime) -> StationEntry:
    """Write down a paper at the station; it counts once a second person has witnessed it.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        NotTakingVotes: it is not open now.
        NoSuchPart, NotOnTheRoll: there is no such line, or nobody may cast it.
        VotedAlready: that vote is in, or an entry for it stands already.
        NotTwoPersons: the actor is the voter, stands for something, or is nobody of the register.
        ReasonMissing, EvidenceWrong, ProxyWrong, NoSuchChoice: what must come along does not.
    """
    found = reach.run(by, ballot, at)
    if not found.takes_votes(at):
        raise NotTakingVotes
    line = _line(found, paper.line)
    _refuse_unless_apart(found, by, line.resident_id, paper.proxy)
    if not tidy(paper.reason):
        raise ReasonMissing
    _refuse_by_evidence(found, by, paper)
    _refuse_by_proxy(found, line, paper)
    if not found.is_secret and paper.choice != SPOILT:
        casting.refuse_unless_on_paper(found, paper.choice)

    entry = StationEntry(
        ballot=found,
        line=line,
        way=paper.way,
        choice="" if found.is_secret else paper.choice,
        reason=clip(tidy(paper.reason), 300),
        evidence=paper.evidence,
        photo_id=paper.photo,
        proxy_id=paper.proxy,
        written_by_id=by.resident_id or 0,
        at=at,
    )
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as twice:
        raise VotedAlready from twice
    reach.tell("station.registered", found, by, at, entry=entry.pk)
    news.publish(PaperRegistered(entry.pk), at=at)
    return entry


@transaction.atomic
def witness(*, by: Actor, entry: int, at: datetime) -> StationEntry:
    """Witness a paper as the second person; from now on this vote is in and cannot be cast in another way.

    Raises:
        NoSuchPart: there is no such entry.
        MayNotWitness: no post of the actor witnesses there.
        EntrySettled: it was witnessed or dropped.
        NotTakingVotes: the ballot is closed.
        NotTwoPersons: the actor wrote it down, is the voter or the proxy, or stands for something.
        VotedAlready, NotOnTheRoll: the voter has voted or was struck meanwhile.
    """
    found, ballot = _entry(entry)
    if not rules.may_witness(by, areas.around(ballot.scope_id), at):
        raise MayNotWitness
    _refuse_unless_waiting(found, ballot)
    line = RollLine.objects.select_for_update(no_key=True).get(pk=found.line_id)
    if by.resident_id == found.written_by_id:
        raise NotTwoPersons
    _refuse_unless_apart(ballot, by, line.resident_id, found.proxy_id)
    if line.submitted:
        raise VotedAlready
    if line.is_struck:
        raise NotOnTheRoll

    found.state, found.witness_id = StationState.WITNESSED, by.resident_id
    found.save(update_fields=["state", "witness"])
    if ballot.is_secret:
        line.submitted = True
        line.save(update_fields=["submitted"])
    else:
        seal = receipts.seal(ballot.pk, receipts.new())
        casting.cast_named(ballot, line, found.choice, seal, by, at)
    reach.tell("station.witnessed", ballot, by, at, entry=found.pk)
    return found


@transaction.atomic
def drop(*, by: Actor, entry: int, reason: str, at: datetime) -> StationEntry:
    """Leave a paper uncounted that nobody has witnessed, saying why.

    Raises:
        NoSuchPart, MayNotRun: there is no such entry, or none of the actor's.
        EntrySettled: it was witnessed or dropped.
        NotTakingVotes: the ballot is closed.
        ReasonMissing: no reason is given.
    """
    found, ballot = _entry(entry)
    reach.run(by, ballot.pk, at)
    _refuse_unless_waiting(found, ballot)
    if not tidy(reason):
        raise ReasonMissing
    found.state, found.dropped_for = StationState.DROPPED, clip(tidy(reason), 300)
    found.save(update_fields=["state", "dropped_for"])
    reach.tell("station.dropped", ballot, by, at, entry=found.pk)
    return found


@transaction.atomic
def count_box(
    *, by: Actor, ballot: int, piles: Mapping[str, int], promises: bool = False, at: datetime
) -> Ballot:
    """Write down how many papers of the station's box say what; a second person confirms it.

    Of very few papers, who counts them first `promises` to tell nobody what they say.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        NotTakingVotes: it is not closed and waiting to be counted, or not secret.
        NotTwoPersons: the actor stands for something, or is nobody of the register.
        BoxWrong: a pile is of no option, or below nothing.
        SilenceNotPromised: there are so few papers that they tell whose they are.
    """
    found = reach.run(by, ballot, at)
    if found.state != State.CLOSED or not found.is_secret:
        raise NotTakingVotes
    _refuse_unless_apart(found, by, None, None)
    on_paper = {*Option.objects.filter(ballot=found).values_list("key", flat=True), ABSTAIN, SPOILT}
    if not set(piles) <= on_paper or not all(0 <= papers <= MOST_PAPERS for papers in piles.values()):
        raise BoxWrong
    if stations.has_few_papers(found) and not promises:
        raise SilenceNotPromised(least=FEWEST_PAPERS)

    Pile.objects.filter(ballot=found).delete()
    Pile.objects.bulk_create(
        Pile(ballot=found, choice=choice, papers=papers) for choice, papers in sorted(piles.items()) if papers
    )
    found.box_by_id, found.box_witness_id = by.resident_id, None
    found.save(update_fields=["box_by", "box_witness"])
    reach.tell("box.counted", found, by, at, papers=sum(piles.values()), promised=promises)
    return found


@transaction.atomic
def witness_box(*, by: Actor, ballot: int, promises: bool = False, at: datetime) -> Ballot:
    """Confirm, as the second person, how many papers of the box say what.

    Raises:
        NoSuchBallot: there is none.
        MayNotWitness: no post of the actor witnesses there.
        NotTakingVotes: the box was not counted, or the ballot is settled.
        NotTwoPersons: the actor counted it, or stands for something.
        SilenceNotPromised: there are so few papers that they tell whose they are.
    """
    found = reach.locked(ballot)
    if not rules.may_witness(by, areas.around(found.scope_id), at):
        raise MayNotWitness
    if found.state != State.CLOSED or found.box_by_id is None:
        raise NotTakingVotes
    if by.resident_id == found.box_by_id:
        raise NotTwoPersons
    _refuse_unless_apart(found, by, None, None)
    if stations.has_few_papers(found) and not promises:
        raise SilenceNotPromised(least=FEWEST_PAPERS)
    found.box_witness_id = by.resident_id
    found.save(update_fields=["box_witness"])
    reach.tell("box.witnessed", found, by, at, promised=promises)
    return found


def _line(ballot: Ballot, pk: int) -> RollLine:
    line = (
        RollLine.objects.select_for_update(no_key=True).filter(pk=pk, ballot=ballot, is_struck=False).first()
    )
    if line is None:
        raise NoSuchPart
    if line.resident_id is None:
        raise NotOnTheRoll
    if line.submitted:
        raise VotedAlready
    return line


def _entry(pk: int) -> tuple[StationEntry, Ballot]:
    known = StationEntry.objects.filter(pk=pk).first()
    if known is None:
        raise NoSuchPart
    ballot = reach.locked(known.ballot_id)
    return StationEntry.objects.select_for_update(no_key=True).get(pk=pk), ballot


def _refuse_unless_waiting(entry: StationEntry, ballot: Ballot) -> None:
    if entry.state != StationState.WAITING:
        raise EntrySettled
    if ballot.state not in {State.OPEN, State.SUSPENDED}:
        raise NotTakingVotes


def _refuse_unless_apart(ballot: Ballot, by: Actor, voter: int | None, proxy: int | None) -> None:
    if by.resident_id is None or by.resident_id in {voter, proxy}:
        raise NotTwoPersons
    if Option.objects.filter(ballot=ballot, resident_id=by.resident_id).exists():
        raise NotTwoPersons


def _refuse_by_evidence(ballot: Ballot, by: Actor, paper: PaperIn) -> None:
    if ballot.is_secret and paper.evidence not in SECRET_EVIDENCE:
        raise EvidenceWrong
    own = StoredFile.objects.filter(pk=paper.photo, keeper=KEEPER, brought_by=by.account_id).exists()
    if not own or StationEntry.objects.filter(photo_id=paper.photo).exists():
        raise EvidenceWrong


def _refuse_by_proxy(ballot: Ballot, line: RollLine, paper: PaperIn) -> None:
    most = procedure.of(ballot.rules).proxies_most.value
    if paper.way != Way.PROXY:
        if paper.proxy is not None:
            raise ProxyWrong(most=most)
        return
    stands = Option.objects.filter(ballot=ballot, resident_id=paper.proxy or 0).exists()
    known = Resident.objects.filter(
        pk=paper.proxy or 0, community_id=ballot.community_id, erased_at__isnull=True
    )
    if stands or paper.proxy == line.resident_id or not known.exists():
        raise ProxyWrong(most=most)
    others = StationEntry.objects.filter(ballot=ballot, proxy_id=paper.proxy, state__in=LIVE).count()
    if others >= most:
        raise ProxyWrong(most=most)
