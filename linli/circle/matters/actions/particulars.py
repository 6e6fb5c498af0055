"""Changes who answers for a matter, who leads it, until when, and whom it serves."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from linli.circle.matters import rules
from linli.circle.matters.actions.initiatives import body_of, post_of
from linli.circle.matters.actions.matters import locked, tell
from linli.circle.matters.choices import ON_THE_WAY, Stage
from linli.circle.matters.models import Limit, Matter
from linli.circle.matters.refusals import (
    DueInThePast,
    MayNotMove,
    NeedsMissing,
)
from linli.ground.journal.actions import entries
from linli.ground.lib.text import tidy
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@transaction.atomic
def hand_over(*, by: Actor, matter: int, owner: int, at: datetime) -> Matter:
    """Let another post of the community answer for a matter.

    Raises:
        NoSuchMatter: there is none.
        MayNotMove: no post of the actor moves matters there.
        NoSuchPost: nobody holds that post there.
    """
    found = _mine(by, matter, at)
    post = post_of(found.community_id, owner, at)
    if post.pk != found.owner_id:
        found.owner = post
        found.save(update_fields=["owner"])
        tell("matter.handed_over", by, found, at, post=post.pk)
    return found


@transaction.atomic
def name_convener(*, by: Actor, matter: int, convener: int, at: datetime) -> Matter:
    """Say which body leads the deliberation of a matter.

    Raises:
        NoSuchMatter: there is none.
        MayNotMove: no post of the actor moves matters there.
        NoSuchBody: there is none around it.
    """
    found = _mine(by, matter, at)
    body = body_of(found.community_id, convener)
    if body.pk != found.convener_id:
        found.convener = body
        found.save(update_fields=["convener"])
        tell("matter.convener_named", by, found, at, body=body.pk)
    return found


@transaction.atomic
def change_due(*, by: Actor, matter: int, due_at: datetime, at: datetime) -> Matter:
    """Set another due date; the clock runs anew, and the journal shows both dates to all.

    Raises:
        NoSuchMatter: there is none.
        MayNotMove: no post of the actor moves matters there.
        DueInThePast: the date does not lie ahead.
    """
    found = _mine(by, matter, at)
    if due_at <= at:
        raise DueInThePast
    was = timezone.localtime(found.due_at).date().isoformat()
    found.due_at = due_at
    found.alarms_at = due_at if found.stage in ON_THE_WAY else None
    found.save(update_fields=["due_at", "alarms_at"])
    tell("matter.due_changed", by, found, at, was=was, now=timezone.localtime(due_at).date().isoformat())
    return found


@transaction.atomic
def state_needs(*, by: Actor, matter: int, resident_need: str, governance_need: str, at: datetime) -> Matter:
    """Write down which need of residents and which of governance a matter serves.

    Raises:
        NoSuchMatter: there is none.
        MayNotMove: no post of the actor moves matters there.
        NeedsMissing: one of the two is blank.
    """
    found = _mine(by, matter, at)
    if not tidy(resident_need) or not tidy(governance_need):
        raise NeedsMissing
    found.resident_need, found.governance_need = tidy(resident_need), tidy(governance_need)
    found.save(update_fields=["resident_need", "governance_need"])
    tell("matter.needs_stated", by, found, at)
    return found


@transaction.atomic
def limit(*, by: Actor, community: int, stage: Stage, most: int | None, at: datetime) -> None:
    """Say how many matters a community wants at a stage at most; None takes the limit away.

    Raises:
        MayNotMove: no post of the actor moves matters there.
    """
    if not rules.may_move(by, areas.around(community), at):
        raise MayNotMove
    rows = Limit.objects.filter(community_id=community, stage=stage)
    if most is None:
        rows.delete()
        return
    row, _is_new = Limit.objects.update_or_create(
        community_id=community, stage=stage, defaults={"most": most}
    )
    entries.record("matter.limit_set", by=by.account_id, thing=row, at=at, area=community, most=most)


def _mine(by: Actor, matter: int, at: datetime) -> Matter:
    found = locked(matter)
    _refuse_unless_mover(by, found, at)
    return found


def _refuse_unless_mover(by: Actor, matter: Matter, at: datetime) -> None:
    if not rules.may_move(by, areas.around(matter.scope_id), at):
        raise MayNotMove
