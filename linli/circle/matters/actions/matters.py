"""Opens matters and moves them round the circle, by the one table of legal steps."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from linli.circle.matters import rules
from linli.circle.matters.actions import concerns, counts, terms
from linli.circle.matters.choices import ON_THE_WAY, TRANSITIONS, Move, Need, Origin, Stage, Step
from linli.circle.matters.events import MatterMoved, MatterOpened
from linli.circle.matters.models import Matter
from linli.circle.matters.refusals import (
    JoinsInARing,
    MayNotMove,
    MovedMeanwhile,
    NeedIsMissing,
    NoSuchMatter,
    NoSuchStep,
    ReopenedAlready,
    TitleMissing,
)
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.text import clip, tidy
from linli.ground.people.models import Area, Post
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Bringing:
    """What a step brings along: a reason, another matter, or another body and its number."""

    reason: str = ""
    other_matter: int | None = None
    other_body: str = ""
    other_number: str = ""


NOTHING = Bringing()


@dataclass(frozen=True, slots=True)
class Opening:
    """What a matter begins with: where it lies, who owns it until when, where it came from, whom it serves.

    `convener` is the id of the body that leads its deliberation; the two needs say what residents and what governance
    want of it.
    """

    scope: Area
    community: Area
    title: str
    owner: Post
    due_at: datetime
    category: str = ""
    origin: Origin = Origin.TOPIC
    convener: int | None = None
    resident_need: str = ""
    governance_need: str = ""


@transaction.atomic
def open_matter(*, by: Actor, opening: Opening, key: str = "", at: datetime) -> Matter:
    """Open a matter at the first stage; with the `key` of a form sent before, return the matter it opened then.

    Raises:
        MayNotMove: no post of the actor moves matters there.
        TitleMissing: it has no title.
    """
    if not rules.may_move(by, areas.around(opening.scope.pk), at):
        raise MayNotMove
    if not tidy(opening.title):
        raise TitleMissing

    matter = _as_wanted(opening, at)
    matter.key = f"{by.account_id}:{key}"[:100] if key else None
    if not _is_first(matter):
        return Matter.objects.get(key=matter.key)
    terms.index(matter)
    counts.opened(matter)
    tell("matter.opened", by, matter, at)
    news.publish(MatterOpened(matter.pk), at=at)
    return matter


def _as_wanted(opening: Opening, at: datetime) -> Matter:
    return Matter(
        community=opening.community,
        scope=opening.scope,
        title=clip(tidy(opening.title), 120),
        category=opening.category,
        origin=opening.origin,
        convener_id=opening.convener,
        resident_need=tidy(opening.resident_need),
        governance_need=tidy(opening.governance_need),
        owner=opening.owner,
        opened_at=at,
        moved_at=at,
        due_at=opening.due_at,
        alarms_at=opening.due_at,
    )


@transaction.atomic
def advance(
    *,
    by: Actor,
    matter: int,
    step: Step,
    bringing: Bringing = NOTHING,
    seen: str = "",
    at: datetime,
) -> Matter:
    """Move a matter one legal step, with what the step needs, as somebody whose post moves matters there.

    `seen` is how the actor saw it (`seen_as`): a form that lay open too long moves nothing.

    Raises:
        NoSuchMatter: there is none (nor the other one it is joined to).
        MayNotMove: no post of the actor moves matters there.
        MovedMeanwhile: it does not stand any more where the actor saw it.
        NoSuchStep: the table has no such step from here.
        NeedIsMissing: the step needs something that was not brought.
        JoinsInARing: the other matter was joined to this one.
        ReopenedAlready: it was opened again once before.
    """
    found = locked(matter)
    if not rules.may_move(by, areas.around(found.scope_id), at):
        raise MayNotMove
    if seen and seen != seen_as(found):
        raise MovedMeanwhile(stage=found.get_stage_display())
    return _moved(found, step, bringing, by, at)


def seen_as(matter: Matter) -> str:
    """Return a word for where a matter stands: its lap and its stage."""
    return f"{matter.lap}-{matter.stage}"


@transaction.atomic
def carry(*, by: Actor, matter: int, step: Step, bringing: Bringing = NOTHING, at: datetime) -> Matter:
    """Move a matter by what a later room has decided or done there; that room has asked its own rules who may.

    Raises:
        NoSuchMatter: there is none (nor the other one it is joined to).
        NoSuchStep: the table has no such step from here.
        NeedIsMissing: the step needs something that was not brought.
        JoinsInARing: the other matter was joined to this one.
        ReopenedAlready: it was opened again once before.
    """
    return _moved(locked(matter), step, bringing, by, at)


def _is_first(matter: Matter) -> bool:
    """Write a new matter; say no when a form with its key was there before."""
    if matter.key is not None and Matter.objects.filter(key=matter.key).exists():
        return False
    try:
        with transaction.atomic():
            matter.save(force_insert=True)
    except IntegrityError:
        if matter.key is not None and Matter.objects.filter(key=matter.key).exists():
            return False
        raise
    return True


def locked(matter: int) -> Matter:
    """Return a matter, locked until the end of the transaction.

    Raises:
        NoSuchMatter: there is none.
    """
    found = Matter.objects.select_for_update(no_key=True).filter(pk=matter).first()
    if found is None:
        raise NoSuchMatter
    return found


def _moved(found: Matter, step: Step, bringing: Bringing, by: Actor, at: datetime) -> Matter:
    move = TRANSITIONS.get((Stage(found.stage), step))
    if move is None:
        raise NoSuchStep(stage=found.get_stage_display(), step=step.label)
    _refuse_unless_brought(found, move, bringing)

    before = Stage(found.stage)
    found.stage = move.to
    found.moved_at = at
    found.reason = tidy(bringing.reason)
    found.joined_to_id = bringing.other_matter if move.to == Stage.JOINED else None
    found.other_body, found.other_number = tidy(bringing.other_body), tidy(bringing.other_number)
    if step == Step.REOPEN:
        found.lap, found.due_at = found.lap + 1, at + (found.due_at - found.opened_at)
        found.alarms_at = found.due_at
    elif move.to not in ON_THE_WAY:
        found.alarms_at = None
    found.save()
    counts.moved(found, before)
    if found.joined_to_id is not None:
        concerns.carry_over(matter=found.pk, into=found.joined_to_id, at=at)
        tell(f"matter.{step.value}", by, found, at, into=found.joined_to_id)
    else:
        tell(f"matter.{step.value}", by, found, at)
    news.publish(MatterMoved(found.pk, step.value, found.stage), at=at)
    return found


def _refuse_unless_brought(matter: Matter, move: Move, bringing: Bringing) -> None:
    if Need.FIRST_LAP in move.needs and matter.lap > 1:
        raise ReopenedAlready
    if Need.REASON in move.needs and not tidy(bringing.reason):
        raise NeedIsMissing(need=Need.REASON.label)
    if Need.OTHER_BODY in move.needs and not (tidy(bringing.other_body) and tidy(bringing.other_number)):
        raise NeedIsMissing(need=Need.OTHER_BODY.label)
    if Need.OTHER_MATTER in move.needs:
        if bringing.other_matter in {None, matter.pk}:
            raise NeedIsMissing(need=Need.OTHER_MATTER.label)
        if not Matter.objects.filter(pk=bringing.other_matter, community_id=matter.community_id).exists():
            raise NoSuchMatter
        if _is_joined_to(bringing.other_matter or 0, matter):
            raise JoinsInARing


def _is_joined_to(first: int, matter: Matter) -> bool:
    """Say whether one comes to a matter by following what others were joined to."""
    here: int | None = first
    while here is not None and here != matter.pk:
        here = Matter.objects.filter(pk=here).values_list("joined_to_id", flat=True).first()
    return here is not None


def tell(verb: str, by: Actor, matter: Matter, at: datetime, **facts: int | str | None) -> None:
    """Write a deed upon a matter into the journal, for all to read."""
    entries.record(
        verb,
        by=by.account_id,
        thing=matter,
        at=at,
        area=matter.scope_id,
        matter=matter.pk,
        public=True,
        stage=matter.stage,
        lap=matter.lap,
        **facts,
    )
