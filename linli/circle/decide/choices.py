"""What a ballot can be, what may be done to it, and the one table of legal turns."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a ballot stands."""

    DRAFT = "draft", _("在起草")
    POSTED = "posted", _("名册公示中")
    OPEN = "open", _("投票中")
    CLOSED = "closed", _("已截止，等计票")
    SETTLED = "settled", _("有结果了")
    SUSPENDED = "suspended", _("暂停")
    VOID = "void", _("作废")
    ANNULLED = "annulled", _("结果已撤销")
    RERUN = "rerun", _("另行重投")


class Turn(models.TextChoices):
    """What takes a ballot from one state to another."""

    POST = "post", _("公示名册")
    OPEN = "open", _("开始投票")
    CLOSE = "close", _("截止")
    SETTLE = "settle", _("计票定结果")
    SUSPEND = "suspend", _("暂停投票")
    RESUME = "resume", _("恢复投票")
    CANCEL = "cancel", _("作废")
    ANNUL = "annul", _("撤销结果")
    RERUN = "rerun", _("重投一次")


TURNS: Mapping[tuple[State, Turn], State] = {
    (State.DRAFT, Turn.POST): State.POSTED,
    (State.POSTED, Turn.OPEN): State.OPEN,
    (State.OPEN, Turn.CLOSE): State.CLOSED,
    (State.CLOSED, Turn.SETTLE): State.SETTLED,
    (State.OPEN, Turn.SUSPEND): State.SUSPENDED,
    (State.SUSPENDED, Turn.RESUME): State.OPEN,
    (State.DRAFT, Turn.CANCEL): State.VOID,
    (State.POSTED, Turn.CANCEL): State.VOID,
    (State.OPEN, Turn.CANCEL): State.VOID,
    (State.SUSPENDED, Turn.CANCEL): State.VOID,
    (State.CLOSED, Turn.CANCEL): State.VOID,
    (State.SETTLED, Turn.ANNUL): State.ANNULLED,
    (State.SETTLED, Turn.RERUN): State.RERUN,
    (State.VOID, Turn.RERUN): State.RERUN,
    (State.ANNULLED, Turn.RERUN): State.RERUN,
}

NEEDS_GROUNDS = frozenset({Turn.SUSPEND, Turn.RESUME, Turn.CANCEL, Turn.ANNUL, Turn.RERUN})
"""Turns off the straight way say why, in words anyone may read."""


class Kind(models.TextChoices):
    """What is asked."""

    YESNO = "yesno", _("同意还是反对")
    CHOOSE = "choose", _("几个方案里选一个")


class Basis(models.TextChoices):
    """Who has a vote."""

    PERSON = "person", _("一人一票（满十八周岁）")
    HOUSEHOLD = "household", _("一户一票（每户一位投票人）")


class Secrecy(models.TextChoices):
    """Whether a vote can be told from its voter."""

    OPEN = "open", _("记名（计票人看得到）")
    SECRET = "secret", _("无记名（票和人对不上）")


MODES: Mapping[str, str] = {Basis.PERSON: "voters", Basis.HOUSEHOLD: "households"}
"""The modes of the rule sets, by who has a vote."""

FOR, AGAINST, ABSTAIN, SPOILT = "for", "against", "abstain", "void"


class Verdict(models.TextChoices):
    """What came of a ballot."""

    PASSED = "passed", _("通过")
    REJECTED = "rejected", _("未通过")
    NO_QUORUM = "no_quorum", _("人数不够")
    UNDECIDED = "undecided", _("没有选出")


DECIDES = frozenset({Verdict.PASSED, Verdict.REJECTED})
"""Verdicts with which a matter counts as decided."""


class ObjectionState(models.TextChoices):
    """Where an objection to the roll stands."""

    WAITING = "waiting", _("等答复")
    ACCEPTED = "accepted", _("采纳")
    REFUSED = "refused", _("没有采纳")


class ChangeKind(models.TextChoices):
    """How a frozen roll was changed."""

    ADDED = "added", _("补上")
    STRUCK = "struck", _("划去")
    NAMED = "named", _("定了投票人")


class Cause(models.TextChoices):
    """Why a frozen roll was changed."""

    OBJECTION = "objection", _("有人提出异议")
    DEATH = "death", _("去世")
    MOVED = "moved", _("搬走")
    CORRECTION = "correction", _("登记更正")
    HOUSEHOLD = "household", _("这一户推定")


class Way(models.TextChoices):
    """How a vote at the paper station came."""

    PAPER = "paper", _("本人来投纸质票")
    ASSISTED = "assisted", _("请人协助填票")
    PROXY = "proxy", _("书面委托别人投")


class Evidence(models.TextChoices):
    """What a photo at the paper station shows."""

    ENVELOPE = "envelope", _("封好的信封")
    SIGNATURE = "signature", _("签名的那一行")
    PAPER = "paper", _("填好的票面")
    MANDATE = "mandate", _("委托书")


SECRET_EVIDENCE = frozenset({Evidence.ENVELOPE, Evidence.SIGNATURE})
"""Of a secret vote no photo may show more than this."""


FEWEST_PAPERS = 5
"""With fewer papers than this in the box, whoever opens it can nearly tell whose vote says what: the register names who
put one in, and most splits of so few leave a pile of all or of one. The two who count promise silence, and what the
papers say is published only together with the votes from phones."""


class StationState(models.TextChoices):
    """Where an entry of the paper station stands."""

    WAITING = "waiting", _("等第二个人见证")
    WITNESSED = "witnessed", _("已见证")
    DROPPED = "dropped", _("没有算")
