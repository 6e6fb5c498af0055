"""The check before opening: what could overturn the vote afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civics.voting.library import find
from linli.circle.decide import procedure
from linli.circle.decide.choices import MODES, ObjectionState
from linli.circle.decide.models import Ballot
from linli.circle.decide.queries import ballots, rolls

DAY = timedelta(days=1)
TITLES: dict[str, Promise] = {
    "words": gettext_lazy("题目和选项"),
    "times": gettext_lazy("起止时间"),
    "fresh": gettext_lazy("名册新不新"),
    "quorum": gettext_lazy("人数够不够得着"),
    "unnamed": gettext_lazy("每户的投票人"),
    "notice": gettext_lazy("公示天数"),
    "objections": gettext_lazy("异议"),
    "station": gettext_lazy("纸质票站"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: fine or not, what it is in a plain sentence, and whether a reason may excuse it."""

    code: str
    is_fine: bool
    words: str
    may_be_excused: bool = True

    @property
    def title(self) -> str:
        """What was looked at."""
        return str(TITLES[self.code])


def before_opening(ballot: Ballot, at: datetime) -> list[Finding]:
    """Return everything that is looked at before a ballot opens, fine or not."""
    ways = procedure.of(ballot.rules)
    size = rolls.size(ballot.pk)
    return [
        _words(ballot),
        _times(ballot, at),
        _fresh(ballot, ways.fresh_days.value, at),
        _quorum(ballot, size),
        _unnamed(size),
        _notice(ballot, ways),
        _objections(ballot, ways, at),
        _station(ballot),
    ]


def troubles(findings: list[Finding]) -> list[Finding]:
    """Return what is not fine."""
    return [finding for finding in findings if not finding.is_fine]


def _words(ballot: Ballot) -> Finding:
    is_fine = ballot.words_hash == ballots.words_now(ballot)
    words = _("和公示时一字不差。") if is_fine else _("和公示时不一样了，只能作废重办。")
    return Finding("words", is_fine, words, may_be_excused=False)


def _times(ballot: Ballot, at: datetime) -> Finding:
    is_fine = ballot.closes_at > at
    return Finding(
        "times",
        is_fine,
        _("还没有过期。") if is_fine else _("截止时间已经过了。"),
        may_be_excused=False,
    )


def _fresh(ballot: Ballot, days: int, at: datetime) -> Finding:
    new, gone = rolls.changed_since(ballot, at)
    if ballot.posted_at is not None and at - ballot.posted_at > days * DAY:
        return Finding("fresh", False, _("名册冻结超过%(days)s天，旧了。") % {"days": days})  # noqa: FBT003 -- a fact
    if new or gone:
        words = _("户籍册里现在多出%(new)s票、少了%(gone)s票，名册上还没改。") % {"new": new, "gone": gone}
        return Finding("fresh", False, words)  # noqa: FBT003 -- a fact
    return Finding("fresh", True, _("和户籍册一致。"))  # noqa: FBT003 -- a fact


def _quorum(ballot: Ballot, size: rolls.Size) -> Finding:
    bar = find(ballot.rules).mode(MODES[ballot.basis]).quorum
    if size.votes == 0:
        return Finding("quorum", False, _("名册是空的。"), may_be_excused=False)  # noqa: FBT003 -- a fact
    if bar is None:
        return Finding("quorum", True, _("这套规则不设人数门槛。"))  # noqa: FBT003 -- a fact
    test = bar.test(size.named, size.votes)
    facts = {"votes": size.votes, "named": size.named, "least": size.named + test.missing}
    words = (
        _("共%(votes)s票，能投的有%(named)s票，够得着。")
        if test.holds
        else _("共%(votes)s票，能投的只有%(named)s票，全来了也不够，至少要%(least)s票。")
    )
    return Finding("quorum", test.holds, words % facts)


def _unnamed(size: rolls.Size) -> Finding:
    missing = size.votes - size.named
    words = _("都定好了。") if not missing else _("还有%(missing)s户没有定投票人。") % {"missing": missing}
    return Finding("unnamed", not missing, words)


def _notice(ballot: Ballot, ways: procedure.Procedure) -> Finding:
    posted = (ballot.opens_at - ballot.posted_at).days if ballot.posted_at else 0
    facts = {"posted": posted, "least": ways.posted_days.value, "article": ways.posted_days.article}
    return Finding(
        "notice",
        posted >= ways.posted_days.value,
        _("到开始投票公示%(posted)s天，至少要%(least)s天（%(article)s）。") % facts,
    )


def _objections(ballot: Ballot, ways: procedure.Procedure, at: datetime) -> Finding:
    waiting = ballot.objections.filter(state=ObjectionState.WAITING).count()
    if waiting:
        return Finding("objections", False, _("还有%(waiting)s条没有答复。") % {"waiting": waiting})  # noqa: FBT003 -- a fact
    until = ends_at(ballot, ways)
    if until is not None and min(at, ballot.opens_at) < until and ballot.opens_at < until:
        return Finding("objections", False, _("提异议的日子还没过完就开始投票。"))  # noqa: FBT003 -- a fact
    return Finding("objections", True, _("都答复了。"))  # noqa: FBT003 -- a fact


def _station(ballot: Ballot) -> Finding:
    words = ballot.station or _("没有写纸质票在哪里投，不用手机的人投不了。")
    return Finding("station", bool(ballot.station), words)


def ends_at(ballot: Ballot, ways: procedure.Procedure | None = None) -> datetime | None:
    """Return when objections to the roll end: after so many days, at the latest when votes are taken."""
    if ballot.posted_at is None:
        return None
    days = (ways or procedure.of(ballot.rules)).objection_days.value
    return ballot.posted_at + days * DAY
