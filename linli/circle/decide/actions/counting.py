"""Closes ballots and settles them: seals roll and papers, and lets civics.voting count."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from civics import canonical
from civics.transparency import tree
from civics.voting.ballots import Outcome as Counted
from civics.voting.ballots import settle as settled
from civics.voting.bundle import paper_leaves, published
from civics.voting.counting import PapersDoNotMatch
from civics.voting.library import find
from civics.voting.question import Question
from linli.circle.decide.actions import reach
from linli.circle.decide.choices import DECIDES, MODES, Kind, StationState, Turn, Verdict
from linli.circle.decide.events import BallotSettled
from linli.circle.decide.models import Ballot, CountedPaper, Outcome, Paper, RollLine
from linli.circle.decide.models.paper import random_id
from linli.circle.decide.queries import box, showing, stations
from linli.circle.decide.refusals import BoxNotWitnessed, NotOverYet, PapersDiffer, WitnessesMissing
from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import TRANSITIONS, Stage, Step
from linli.circle.matters.models import Matter
from linli.ground.journal import news
from linli.ground.people.rules import Actor


@transaction.atomic
def close(*, by: Actor, ballot: int, at: datetime) -> Ballot:
    """Close a ballot: wait for votes on their way, shuffle the papers, commit roll and papers in one line of history.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        NoSuchTurn: it is not open.
        NotOverYet: its time is not over.
        WitnessesMissing: papers of the station wait for a witness.
    """
    found = reach.run(by, ballot, at)
    reach.refuse_unless_legal(found, Turn.CLOSE)
    if at < found.closes_at:
        raise NotOverYet
    waiting = found.entries.filter(state=StationState.WAITING).count()
    if waiting:
        raise WitnessesMissing(waiting=waiting)

    lock_roll(found)
    empty_box(found)
    question = box.question(found)
    found.closed_at = at
    return reach.turned(
        found,
        Turn.CLOSE,
        by,
        at,
        roll=found.roll_hash,
        marks=sum(voter.submitted for voter in question.voters),
        marked_roll=canonical.digest(question.document()["voters"]),
        papers=len(question.ballots),
        papers_root=root_of(question),
    )


@transaction.atomic
def settle(*, by: Actor, ballot: int, at: datetime) -> Outcome:
    """Count a closed ballot by its rules, publish what came of it, and carry the matter where it leads.

    Raises:
        NoSuchBallot, MayNotRun: there is none, or none of the actor's.
        NoSuchTurn: it is not closed.
        BoxNotWitnessed: papers of the station's box were not counted before two persons.
        PapersDiffer: there are more papers, or fewer, than marks on the roll: nothing is published.
    """
    found = reach.run(by, ballot, at)
    reach.refuse_unless_legal(found, Turn.SETTLE)
    if found.is_secret and found.box_witness_id is None and _has_box(found):
        raise BoxNotWitnessed
    question = box.question(found)
    counted = _counted(found, question)

    root = root_of(question)
    verdict, chosen = _verdict(found, counted)
    may_show = showing.may_show(found, question)
    outcome = Outcome.objects.create(
        ballot=found,
        verdict=verdict,
        chosen=chosen,
        bundle=published(question, counted, papers_root=root),
        papers_root=root,
        is_shown=may_show,
        is_bundle_public=found.is_secret and may_show and not stations.has_few_papers(found),
        counted_at=at,
    )
    bundle = canonical.digest(outcome.bundle)
    reach.turned(found, Turn.SETTLE, by, at, papers_root=root, bundle=bundle, verdict=verdict)
    _carry(found, outcome, by, at)
    news.publish(BallotSettled(found.pk), at=at)
    return outcome


def lock_roll(ballot: Ballot) -> None:
    """Wait for all votes on their way: each holds the lock of its line until it is written."""
    lines = RollLine.objects.select_for_update(no_key=True).filter(ballot=ballot).order_by("pk")
    list(lines.values_list("pk", flat=True))


def empty_box(ballot: Ballot) -> None:
    """Take all papers out of the box and write them anew, in the order of new random ids, in one transaction.

    Before, a paper and the roll line marked beside it share PostgreSQL's xmin and stand in the order of casting;
    after, all papers share one xmin and stand in an order that nobody drew.
    """
    papers = Paper.objects.filter(ballot=ballot)
    shuffled = [
        CountedPaper(id=random_id(), ballot=ballot, choice=choice, seal=seal)
        for choice, seal in papers.order_by("seal").values_list("choice", "seal")
    ]
    CountedPaper.objects.bulk_create(sorted(shuffled, key=lambda paper: paper.id.hex), batch_size=500)
    papers.delete()


def root_of(question: Question) -> str:
    """Return the root of the tree over all papers of a question."""
    return tree.root(tree.leaf_hash(leaf) for leaf in paper_leaves(question)).hex()


def _has_box(ballot: Ballot) -> bool:
    return ballot.entries.filter(state=StationState.WITNESSED).exists() or ballot.piles.exists()


def _counted(ballot: Ballot, question: Question) -> Counted:
    try:
        return settled(
            question,
            find(ballot.rules),
            mode=MODES[ballot.basis],
            matter=ballot.rules_matter if ballot.kind == Kind.YESNO else None,
            matter_class=None,
            seed=None,
        )
    except PapersDoNotMatch as differ:
        marks = sum(voter.submitted for voter in question.voters)
        raise PapersDiffer(marks=marks, papers=sum(paper.copies for paper in question.ballots)) from differ


def _verdict(ballot: Ballot, counted: Counted) -> tuple[Verdict, str]:
    if counted.decision is not None:
        return Verdict(counted.decision.verdict), ""
    election = counted.election
    if election is None or not election.has_quorum:
        return Verdict.NO_QUORUM, ""
    if not election.elected:
        return Verdict.UNDECIDED, ""
    keys = dict(ballot.options.values_list("words", "key"))
    return Verdict.PASSED, keys[election.elected[0]]


def _carry(ballot: Ballot, outcome: Outcome, by: Actor, at: datetime) -> None:
    """Let the matter be decided by what was decided, also when it was rejected; no quorum decides nothing."""
    matter = Matter.objects.get(pk=ballot.matter_id)
    if outcome.verdict not in DECIDES or (Stage(matter.stage), Step.DECIDE) not in TRANSITIONS:
        return
    words = _("投票%(verdict)s：%(question)s") % {
        "verdict": Verdict(outcome.verdict).label,
        "question": ballot.question,
    }
    matters.carry(by=by, matter=matter.pk, step=Step.DECIDE, bringing=Bringing(reason=words), at=at)
