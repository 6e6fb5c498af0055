"""Makes known what became of a matter; when the notice hangs, the matter takes its step."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from linli.circle.disclose import money
from linli.circle.disclose.actions import locks
from linli.circle.disclose.models import MatterResult
from linli.circle.disclose.money import LARGEST
from linli.circle.disclose.refusals import BadAmount, NotAtAnEnd, WordsMissing
from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import Stage, Step
from linli.circle.matters.models import Matter
from linli.circle.matters.refusals import NoSuchMatter
from linli.commons.notices.actions import drafts
from linli.commons.notices.actions.drafts import Draft
from linli.commons.notices.choices import DISCLOSED_DAYS, Kind, State
from linli.commons.notices.models import Notice
from linli.ground.journal.actions import entries
from linli.ground.lib.text import clip, tidy
from linli.ground.people.rules import Actor

_ENDS = (Stage.DECIDED, Stage.DELIVERED)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a matter: what was decided, what was done, what it cost in fen; or why nothing was done."""

    decided: str
    done: str = ""
    cost: int | None = None
    reason: str = ""
    days: int = DISCLOSED_DAYS
    organization: int | None = None


@transaction.atomic
def draft(*, by: Actor, matter: int, result: Result, at: datetime) -> Notice:
    """Begin the notice of a matter's result; one is on its way at a time.

    Raises:
        NoSuchMatter: there is none.
        MayNotDisclose: no post of the actor drafts notices there.
        NotAtAnEnd: it is neither done nor rejected yet, or its result is made known.
        WordsMissing: not said what was decided, what was done, or why nothing was.
        BadAmount: the cost is negative or beyond all measure.
        NoSuchPlace, MayNotPost, TooFewDays, NotOfThisPlace: as in drafting a notice.
    """
    found = Matter.objects.select_for_update(no_key=True).filter(pk=matter).first()
    if found is None:
        raise NoSuchMatter
    locks.refuse_unless_keeper(by, found.scope_id, at)
    if found.stage not in _ENDS:
        raise NotAtAnEnd(stage=found.get_stage_display())
    _refuse_unless_said(result, found)
    if (known := _on_its_way(found)) is not None:
        return known.notice
    with translation.override(settings.LANGUAGE_CODE):
        words = _draft(found, result)
    made = drafts.draft(by=by, draft=words, at=at)
    row = _keep(made, found, result)
    entries.record("result.drafted", by=by.account_id, thing=row, at=at, area=found.scope_id, matter=found.pk)
    return made


def _on_its_way(matter: Matter) -> MatterResult | None:
    """Return the result of a matter whose notice neither hangs nor was withdrawn."""
    drafted = MatterResult.objects.filter(matter=matter).exclude(
        notice__state__in=[State.POSTED, State.WITHDRAWN]
    )
    return drafted.select_related("notice").first()


def _keep(notice: Notice, matter: Matter, result: Result) -> MatterResult:
    return MatterResult.objects.create(
        notice=notice,
        matter=matter,
        decided=tidy(result.decided),
        done=tidy(result.done),
        cost=result.cost,
        reason=clip(tidy(result.reason), 200) if result.reason else "",
    )


@transaction.atomic
def hung(*, notice: Notice, by: Actor, at: datetime) -> Matter | None:
    """Let the matter of a result take its step, now that the result hangs; None when it is no result or took it before.

    Raises:
        NoSuchMatter, NoSuchStep, NeedIsMissing, ReopenedAlready: as in `matters.carry`.
    """
    found = (
        MatterResult.objects.filter(notice_id__in=[notice.pk, notice.replaces_id])
        .select_related("matter")
        .first()
    )
    if found is None or found.matter.stage not in _ENDS:
        return None
    bringing = Bringing(reason=found.reason or clip(found.decided, 200))
    return matters.carry(by=by, matter=found.matter_id, step=Step.DISCLOSE, bringing=bringing, at=at)


def _refuse_unless_said(result: Result, matter: Matter) -> None:
    if not tidy(result.decided):
        raise WordsMissing(what=_("定了什么"))
    if matter.stage == Stage.DELIVERED and not tidy(result.done):
        raise WordsMissing(what=_("办成了什么样"))
    if matter.stage == Stage.DECIDED and not tidy(result.reason):
        raise WordsMissing(what=_("为什么不办"))
    if result.cost is not None and not 0 <= result.cost <= LARGEST:
        raise BadAmount


def _draft(matter: Matter, result: Result) -> Draft:
    told = [_("定了什么：%(words)s") % {"words": tidy(result.decided)}]
    if matter.stage == Stage.DELIVERED:
        told.append(_("办成了什么样：%(words)s") % {"words": tidy(result.done)})
        cost = _("没有花钱") if result.cost == 0 else money.amount(result.cost or 0)
        told.append(_("花了多少：%(words)s") % {"words": _("还没有结算") if result.cost is None else cost})
    else:
        told.append(_("为什么不办：%(words)s") % {"words": tidy(result.reason)})
    return Draft(
        kind=Kind.RESULT,
        area=matter.scope_id,
        title=clip(_("“%(title)s”的结果") % {"title": clip(matter.title, 100)}, drafts.TITLE_LENGTH),
        body="\n".join(told),
        days=result.days,
        organization=result.organization,
        matter=matter.pk,
    )
