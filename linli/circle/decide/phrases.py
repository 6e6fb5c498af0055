"""Words that decide shares, the sentence of each verb of its journal, and what it tells people."""

from django.utils.translation import gettext_lazy as _

from linli.ground.journal.sentences import Sentences

ABSTAIN = _("弃权")
SPOILT = _("废票")
FOR = _("同意")
AGAINST = _("反对")
NOT_NAMED = _("（还没定投票人）")
ERASED = "*"

SENTENCES: Sentences = {
    "ballot.drafted": _("起草了一次投票"),
    "ballot.changed": _("改了投票的草稿"),
    "ballot.post": _("公示了投票名册，共%(voters)s票"),
    "ballot.open": _("开始投票"),
    "ballot.close": _("投票截止，封存了名册和选票"),
    "ballot.settle": _("计票，有了结果"),
    "ballot.suspend": _("暂停了投票，理由已公开"),
    "ballot.resume": _("恢复了投票"),
    "ballot.cancel": _("投票作废，理由已公开"),
    "ballot.annul": _("撤销了投票结果，理由已公开"),
    "ballot.rerun": _("决定重投一次"),
    "ballot.voted": _("有人投了记名票"),
    "ballot.reminded": _("提醒投票快截止了"),
    "objection.raised": _("有人对名册提出异议"),
    "objection.accepted": _("采纳了对名册的异议"),
    "objection.refused": _("说明理由，没有采纳对名册的异议"),
    "roll.added": _("名册补上一位"),
    "roll.struck": _("名册划去一位"),
    "roll.named": _("定了一户的投票人"),
    "station.registered": _("登记了一张纸质票"),
    "station.witnessed": _("见证了一张纸质票"),
    "station.dropped": _("一张纸质票没有算，理由在案"),
    "box.counted": _("点了票箱"),
    "box.witnessed": _("第二个人核对了票箱"),
}

TOLD: Sentences = {
    "ballot.roll": _("“%(title)s”的投票名册公示了，请看看有没有写错，%(until)s前可以提异议。"),
    "ballot.opened": _("“%(title)s”可以投票了，到%(until)s截止。"),
    "ballot.closing": _("“%(title)s”的投票%(until)s截止。投过的不用理会，没投的还来得及。"),
    "ballot.settled": _("“%(title)s”的投票有结果了。"),
    "ballot.suspended": _("“%(title)s”的投票暂停了，理由写在里面。"),
    "ballot.resumed": _("“%(title)s”的投票恢复了，到%(until)s截止。"),
    "ballot.void": _("“%(title)s”的投票作废了，理由写在里面。"),
    "ballot.annulled": _("“%(title)s”的投票结果撤销了，理由写在里面。"),
    "ballot.rerun": _("“%(title)s”要重投一次，开始前会再告诉您。"),
    "ballot.objection": _("您对“%(title)s”名册提的异议有答复了。"),
    "ballot.on_the_roll": _("“%(title)s”的名册上，您的这一行有改动，请看一看。"),
    "ballot.paper": _("有人用您的名义交了“%(title)s”的纸质票。不是您的意思，请马上找社区或监票人。"),
}

NO_SUCH_RULES = _("没有这套规则。")
OTHER_KIND = _("这是选举或业主表决的规则。")
NOT_IN_FORCE = _("开始那天它还没生效，或者已经失效。")
NO_SUCH_MODE = _("它没有这种“谁有一票”的办法。")
NO_YES_OR_NO = _("它只管选一个，不管同意反对。")
NO_CHOOSING = _("它只管同意反对，不能几个里选一个。")
NO_SUCH_MATTER = _("它没有这一类事。")
