"""Opens a round of evaluation once a lap and ends it: with a result, or with the record that nobody rated."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from linli.circle.deliver.queries import boards
from linli.circle.evaluate import terms
from linli.circle.evaluate.choices import UNREACHED, Ending
from linli.circle.evaluate.events import RoundClosed, RoundOpened
from linli.circle.evaluate.models import Asking, MatterRating, Round
from linli.circle.evaluate.queries.results import decimal
from linli.circle.evaluate.refusals import RoundIsOpen
from linli.circle.evaluate.terms import RoundTerms
from linli.circle.matters.actions import matters, needs
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import Stage, Step
from linli.circle.matters.models import Matter
from linli.circle.matters.queries import concerned
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.people.models import Account
from linli.ground.people.rules import HOUSE

TO_EVALUATE = frozenset({Stage.DISCLOSED, Stage.ANSWERED})
FIRST_LAP = 1


@transaction.atomic
def open_for(*, matter: int, at: datetime) -> Round | None:
    """Open the round of a matter's lap when its result is public or it was answered; once, however often asked."""
    found = _locked(matter)
    if found is None or found.stage not in TO_EVALUATE:
        return None
    known = Round.objects.filter(matter=found, lap=found.lap).first()
    if known is not None:
        return known
    days = _terms(found, at).window_days
    made = _begun(found, at, at + timedelta(days=days))
    asked = sorted(concerned.by(found.pk).keys() - boards.of_matter(found.pk, at))
    signs_in = set(
        Account.objects.filter(resident_id__in=asked, is_active=True, last_login__isnull=False).values_list(
            "resident_id", flat=True
        )
    )
    Asking.objects.bulk_create(
        [Asking(round=made, resident_id=pk, to_call=pk not in signs_in) for pk in asked], batch_size=500
    )
    made.asked = len(asked)
    made.save(update_fields=["asked"])
    _record_opened(made, at)
    news.publish(RoundOpened(made.pk), at=at)
    return made


@transaction.atomic
def close(*, round_: int, at: datetime) -> Round | None:
    """End a round whose window is over, or in which everyone has rated and had time to think again; the matter goes on.

    Below the line a matter is opened once more, with the reason; of a round without a rating the absence is recorded.
    """
    holding = Round.objects.filter(pk=round_).values_list("matter_id", flat=True).first()
    matter = _locked(holding or 0)
    found = Round.objects.select_for_update(no_key=True).filter(pk=round_).first()
    if matter is None or found is None or found.ending != Ending.OPEN:
        return found
    if found.lap != matter.lap or matter.stage not in TO_EVALUATE:
        return _moved_on(found, at)
    rules = _terms(matter, at)
    if not _is_over(found, rules, at):
        return found
    _sum_up(found)
    _end(found, matter, rules, at)
    return found


def close_due(*, at: datetime, most: int = 200) -> int:
    """End every round that is due, each in a transaction of its own; return how many ended."""
    waiting = Round.objects.filter(ending=Ending.OPEN)
    over = waiting.filter(closes_at__lte=at).order_by("closes_at", "pk")
    ended = [close(round_=pk, at=at) for pk in over.values_list("pk", flat=True)[:most]]
    full = waiting.filter(Q(ratings_count__gte=F("asked")) & Q(ratings_count__gte=1), closes_at__gt=at)
    ended += [close(round_=pk, at=at) for pk in full.order_by("pk").values_list("pk", flat=True)[:most]]
    return sum(found is not None and found.ending != Ending.OPEN for found in ended)


@transaction.atomic
def agree(*, matter: int, stage: str, at: datetime) -> None:
    """Agree to a step of a matter: nobody closes it while neighbours are being asked, and none is closed without a
    round; one that was closed by hand before anyone could be asked has the absence on record.

    Raises:
        RoundIsOpen: the matter would be closed while its round is open.
    """
    found = Matter.objects.filter(pk=matter).first()
    if found is None:
        return
    open_rounds = Round.objects.filter(matter=found, ending=Ending.OPEN)
    for earlier in open_rounds.filter(lap__lt=found.lap):
        _moved_on(earlier, at)
    if stage != Stage.EVALUATED:
        return
    if open_rounds.filter(lap=found.lap).exists():
        raise RoundIsOpen
    if not Round.objects.filter(matter=found, lap=found.lap).exists():
        made = _begun(found, at, at)
        made.ending, made.closed_at = Ending.ABSENT, at
        made.save(update_fields=["ending", "closed_at"])
        _record_closed(made, at)


def _end(found: Round, matter: Matter, rules: RoundTerms, at: datetime) -> None:
    is_below = rules.is_below(found.result_sum, found.ratings_count)
    if not found.ratings_count:
        found.ending = Ending.ABSENT
    elif not is_below:
        found.ending = Ending.RATED
    else:
        found.ending = Ending.REOPENED if matter.lap == FIRST_LAP else Ending.BELOW
    found.closed_at = at
    found.save()
    _record_closed(found, at)
    _score_need(found, at)
    matters.carry(by=HOUSE, matter=matter.pk, step=Step.EVALUATE, at=at)
    if found.ending == Ending.REOPENED:
        reason = _("%(count)s位邻居评了，平均%(mean)s分，不到%(line)s分，再办一遍。") % {
            "count": found.ratings_count,
            "mean": decimal(found.result_sum, found.ratings_count),
            "line": decimal(rules.line.numerator, rules.line.denominator),
        }
        matters.carry(by=HOUSE, matter=matter.pk, step=Step.REOPEN, bringing=Bringing(reason=reason), at=at)
    news.publish(RoundClosed(found.pk), at=at)


def _is_over(found: Round, rules: RoundTerms, at: datetime) -> bool:
    if at >= found.closes_at:
        return True
    rated = MatterRating.objects.filter(round=found)
    last = rated.order_by("-at").values_list("at", flat=True).first()
    if last is None or at < last + timedelta(minutes=rules.settle_minutes):
        return False
    waiting = Asking.objects.filter(round=found).exclude(resident_id__in=rated.values("resident_id"))
    return not waiting.exists()


def _sum_up(found: Round) -> None:
    sums = MatterRating.objects.filter(round=found).aggregate(result=Sum("result"), reply=Sum("reply"))
    found.ratings_count = MatterRating.objects.filter(round=found).count()
    found.result_sum, found.reply_sum = sums["result"] or 0, sums["reply"] or 0
    found.asked = Asking.objects.filter(round=found).count()
    found.unreached = Asking.objects.filter(round=found, contact__in=UNREACHED).count()


def _score_need(found: Round, at: datetime) -> None:
    """Hand residents' own score of how far their need was met to the matter: the mean, half up, in whole numbers."""
    scores = MatterRating.objects.filter(round=found, need_score__isnull=False)
    given = list(scores.values_list("need_score", flat=True))
    if given:
        whole = (2 * sum(score or 0 for score in given) + len(given)) // (2 * len(given))
        needs.score(by=HOUSE, matter=found.matter_id, resident_score=whole, at=at)


def _moved_on(found: Round, at: datetime) -> Round:
    _sum_up(found)
    found.ending, found.closed_at = Ending.MOVED_ON, at
    found.save()
    entries.record(
        "round.moved_on",
        by=None,
        thing=found,
        at=at,
        area=found.scope_id,
        matter=found.matter_id,
        public=True,
    )
    return found


def _begun(matter: Matter, at: datetime, closes_at: datetime) -> Round:
    return Round.objects.create(
        matter=matter,
        lap=matter.lap,
        community_id=matter.community_id,
        scope_id=matter.scope_id,
        owner_id=matter.owner_id,
        body_id=boards.leading(matter.pk) or matter.owner.organization_id,
        opened_at=at,
        closes_at=closes_at,
    )


def _record_opened(made: Round, at: datetime) -> None:
    entries.record(
        "round.opened",
        by=None,
        thing=made,
        at=at,
        area=made.scope_id,
        matter=made.matter_id,
        public=True,
        asked=made.asked,
    )


def _record_closed(found: Round, at: datetime) -> None:
    entries.record(
        "round.absent" if found.ending == Ending.ABSENT else "round.closed",
        by=None,
        thing=found,
        at=at,
        area=found.scope_id,
        matter=found.matter_id,
        public=True,
        asked=found.asked,
        unreached=found.unreached,
        ratings=found.ratings_count,
    )


def _terms(matter: Matter, at: datetime) -> RoundTerms:
    return terms.of_round(matter.community.code, localdate(at))


def _locked(matter: int) -> Matter | None:
    rows = Matter.objects.select_for_update(no_key=True, of=("self",)).select_related("community", "owner")
    return rows.filter(pk=matter).first()
