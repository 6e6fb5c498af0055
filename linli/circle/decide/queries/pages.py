"""What the pages of a ballot need, in few questions."""

from dataclasses import dataclass
from datetime import datetime

from linli.circle.decide import receipts, rules
from linli.circle.decide.choices import State
from linli.circle.decide.models import (
    Ballot,
    BallotTurn,
    CountedPaper,
    NamedVote,
    Objection,
    Outcome,
    Paper,
    RollChange,
    RollLine,
    ShownTurnout,
)
from linli.circle.decide.queries import ballots, checks, rolls, showing, stations
from linli.circle.decide.refusals import (
    MayNotRun,
    MayNotTell,
    MayNotWitness,
    NoReceipt,
    NoSuchBallot,
    NoSuchPart,
)
from linli.circle.matters.choices import Stage
from linli.circle.matters.models import Matter
from linli.ground.lib.text import id_in
from linli.ground.people.choices import Right
from linli.ground.people.models import Area, Organization
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

SIZE = 50
MOST_BODIES = 200
UNDER_WAY = (Stage.HEARD, Stage.DELIBERATED)


@dataclass(frozen=True, slots=True)
class BallotView:
    """A ballot as a neighbour sees it: with their own line, what happened to it, and what of the turnout is shown."""

    ballot: Ballot
    line: RollLine | None
    turns: tuple[BallotTurn, ...]
    turnout: ShownTurnout | None
    objections_end: datetime | None
    takes_votes: bool


def for_anyone(actor: Actor, pk: int, at: datetime) -> BallotView:
    """Return a ballot that was posted, as the actor sees it.

    Raises:
        NoSuchBallot: there is none, or it is a draft.
    """
    ballot = posted(pk)
    return BallotView(
        ballot=ballot,
        line=rolls.line_of(pk, actor.resident_id),
        turns=tuple(ballot.turns.order_by("id")),
        turnout=None if ballot.is_secret else showing.last_turnout(pk),
        objections_end=checks.ends_at(ballot),
        takes_votes=ballot.takes_votes(at),
    )


def posted(pk: int) -> Ballot:
    """Return a ballot whose roll was posted.

    Raises:
        NoSuchBallot: there is none, or it is a draft.
    """
    ballot = ballots.get(pk)
    if ballot is None or not ballots.is_public(ballot):
        raise NoSuchBallot
    return ballot


def for_staff(actor: Actor, pk: int, at: datetime) -> Ballot:
    """Return a ballot for who runs it.

    Raises:
        NoSuchBallot: there is none.
        MayNotRun: no post of the actor runs ballots there.
    """
    ballot = ballots.get(pk)
    if ballot is None:
        raise NoSuchBallot
    if not rules.may_run(actor, areas.around(ballot.scope_id), at):
        raise MayNotRun
    return ballot


def for_witness(actor: Actor, pk: int, at: datetime) -> Ballot:
    """Return a ballot for who witnesses it.

    Raises:
        NoSuchBallot: there is none.
        MayNotWitness: no post of the actor witnesses there.
    """
    ballot = posted(pk)
    if not rules.may_witness(actor, areas.around(ballot.scope_id), at):
        raise MayNotWitness
    return ballot


def outcome_of(ballot: Ballot) -> Outcome:
    """Return the result of a ballot that is settled, or was and is annulled or held again.

    Raises:
        NoSuchPart: it has none yet.
    """
    found = Outcome.objects.filter(ballot=ballot).first()
    if found is None:
        raise NoSuchPart
    return found


def bundle_for(actor: Actor, pk: int, at: datetime) -> Outcome:
    """Return the outcome whose bundle the actor may take home.

    Raises:
        NoSuchBallot, NoSuchPart: there is none yet.
        MayNotTell: its votes are for the tellers; with very few papers in the box, for nobody.
    """
    ballot = posted(pk)
    outcome = outcome_of(ballot)
    is_for_tellers = rules.may_tell(actor, areas.around(ballot.scope_id), at) and not stations.has_few_papers(
        ballot
    )
    if not outcome.is_bundle_public and not is_for_tellers:
        raise MayNotTell
    return outcome


def is_in(ballot: Ballot, receipt: str) -> bool:
    """Say whether a paper with this receipt is in the box, or in the count.

    Raises:
        NoReceipt: the code has the wrong shape.
    """
    if not receipts.read(receipt):
        raise NoReceipt
    seal = receipts.seal(ballot.pk, receipt)
    return any(
        model.objects.filter(ballot=ballot, seal=seal).exists() for model in (CountedPaper, Paper, NamedVote)
    )


@dataclass(frozen=True, slots=True)
class RollPage:
    """One page of a posted roll."""

    rows: tuple[RollLine, ...]
    after: str = ""


def roll(pk: int, *, after: str = "", size: int = SIZE) -> RollPage:
    """Return one page of a posted roll in its order; nothing on it tells who has voted."""
    lines = RollLine.objects.filter(ballot_id=pk).only("id", "order", "masked", "place", "is_struck")
    if (last := id_in(after)) is not None:
        lines = lines.filter(order__gt=last)
    found = list(lines.order_by("order")[: size + 1])
    return RollPage(tuple(found[:size]), str(found[size - 1].order) if len(found) > size else "")


def objections(pk: int, most: int = 100) -> list[Objection]:
    """Return the objections to a roll, those waiting first, at most a hundred."""
    rows = Objection.objects.filter(ballot_id=pk).select_related("line", "resident")
    return sorted(rows.order_by("-id")[:most], key=lambda one: (one.answered_at is not None, one.id))


def mine(pk: int, resident: int | None) -> list[Objection]:
    """Return the objections a resident made to a roll."""
    if resident is None:
        return []
    return list(Objection.objects.filter(ballot_id=pk, resident_id=resident).order_by("id"))


def changes(pk: int, most: int = 100) -> list[RollChange]:
    """Return how a frozen roll was changed, the newest first."""
    return list(RollChange.objects.filter(ballot_id=pk).select_related("line").order_by("-id")[:most])


def line_by_order(pk: int, order: int | None) -> int | None:
    """Return the id of a line by its number on the posted list, or None.

    Raises:
        NoSuchPart: the roll has no such number.
    """
    if order is None:
        return None
    found = RollLine.objects.filter(ballot_id=pk, order=order).values_list("pk", flat=True).first()
    if found is None:
        raise NoSuchPart
    return found


def desk_communities(actor: Actor) -> list[Area]:
    """Return the communities in which an actor runs ballots.

    Raises:
        MayNotRun: there is none.
    """
    found = areas.communities_around(actor.areas_with(Right.RUN_BALLOTS))
    if not found:
        raise MayNotRun
    return found


def matters_to_decide(community: int, most: int = 200) -> list[tuple[int, str]]:
    """Return the matters of a community that a vote may decide, those due first on top."""
    rows = Matter.objects.filter(community_id=community, stage__in=UNDER_WAY)
    return list(rows.order_by("due_at", "id").values_list("pk", "title")[:most])


def bodies(community: int) -> list[tuple[int, str]]:
    """Return the bodies of a community that may hold a vote."""
    inside = Area.objects.within(community)
    rows = Organization.objects.filter(area__in=inside, ended_on__isnull=True)
    return list(rows.order_by("kind", "id").values_list("pk", "name")[:MOST_BODIES])


def has_outcome(ballot: Ballot) -> bool:
    """Say whether a ballot was counted."""
    return ballot.state in {State.SETTLED, State.ANNULLED, State.RERUN} and hasattr(ballot, "outcome")
