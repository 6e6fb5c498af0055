"""Opens matters and moves them round the circle, by the one table of legal steps."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.circle.matters import rules
from linli.circle.matters.choices import TRANSITIONS, Move, Need, Stage, Step
from linli.circle.matters.events import MatterMoved
from linli.circle.matters.models import Matter
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import clip, tidy
from linli.ground.people.models import Area, Post
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


class NoSuchMatter(Refusal):
    """There is no such matter."""

    code = "no_such_matter"
    status = 404
    reason = _("没有找到这件事。")


class MayNotMove(Refusal):
    """The actor holds no post that moves matters there."""

    code = "may_not_move_matter"
    status = 403
    reason = _("推进一件事要有社区工作人员的岗位。")


class NoSuchStep(Refusal):
    """The table has no such step from where the matter stands."""

    code = "no_such_step"
    reason = _("现在是“%(stage)s”，不能做“%(step)s”这一步。")


class NeedIsMissing(Refusal):
    """The step must bring something along that it did not."""

    code = "need_is_missing"
    status = 422
    reason = _("这一步还要写明：%(need)s。")


class ReopenedAlready(Refusal):
    """A matter is opened again once only."""

    code = "reopened_already"
    reason = _("这件事已经重新打开过一次。")


@dataclass(frozen=True, slots=True)
class Bringing:
    """What a step brings along: a reason, another matter, or another body and its number."""

    reason: str = ""
    other_matter: int | None = None
    other_body: str = ""
    other_number: str = ""


NOTHING = Bringing()


@transaction.atomic
def open_matter(
    *,
    by: Actor,
    scope: Area,
    community: Area,
    title: str,
    owner: Post,
    due_at: datetime,
    category: str = "",
    at: datetime,
) -> Matter:
    """Open a matter at the first stage, owned by a post and due at a moment.

    Raises:
        MayNotMove: no post of the actor moves matters there.
    """
    if not rules.may_move(by, areas.around(scope.pk), at):
        raise MayNotMove

    matter = Matter.objects.create(
        community=community,
        scope=scope,
        title=clip(tidy(title), 120),
        category=category,
        owner=owner,
        opened_at=at,
        moved_at=at,
        due_at=due_at,
    )
    _tell("matter.opened", by, matter, at)
    return matter


@transaction.atomic
def advance(*, by: Actor, matter: int, step: Step, bringing: Bringing = NOTHING, at: datetime) -> Matter:
    """Move a matter one legal step, with what the step needs.

    Raises:
        NoSuchMatter: there is none (nor the other one it is joined to).
        MayNotMove: no post of the actor moves matters there.
        NoSuchStep: the table has no such step from here.
        NeedIsMissing: the step needs something that was not brought.
        ReopenedAlready: it was opened again once before.
    """
    found = Matter.objects.select_for_update(no_key=True).filter(pk=matter).first()
    if found is None:
        raise NoSuchMatter
    if not rules.may_move(by, areas.around(found.scope_id), at):
        raise MayNotMove
    move = TRANSITIONS.get((Stage(found.stage), step))
    if move is None:
        raise NoSuchStep(stage=found.get_stage_display(), step=step.label)
    _refuse_unless_brought(found, move, bringing)

    found.stage = move.to
    found.moved_at = at
    found.reason = tidy(bringing.reason)
    found.joined_to_id = bringing.other_matter if move.to == Stage.JOINED else None
    found.other_body, found.other_number = tidy(bringing.other_body), tidy(bringing.other_number)
    found.lap += step == Step.REOPEN
    found.save()
    _tell(f"matter.{step.value}", by, found, at)
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


def _tell(verb: str, by: Actor, matter: Matter, at: datetime) -> None:
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
    )
