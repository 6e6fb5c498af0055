"""Words that evaluate shares, the sentence of each verb of its journal, what it tells people and why."""

from django.utils.translation import gettext_lazy as _

from linli.ground.journal.sentences import Sentences

SENTENCES: Sentences = {
    "round.opened": _("请%(asked)s位邻居来评"),
    "round.closed": _("评议结束，%(ratings)s人评了"),
    "round.absent": _("没有人评：请了%(asked)s人，%(unreached)s人没联系上"),
    "round.moved_on": _("事情另有去向，评议停下"),
    "rating.given": _("一位邻居评了"),
    "rating.changed": _("一位邻居改了评分"),
    "rating.withdrawn": _("一位邻居撤回了评分"),
    "call.made": _("回访了一位邻居"),
    "appraisal.opened": _("开始年度评议"),
    "appraisal.marked": _("一位居民评议了"),
    "appraisal.counted": _("清点了评议结果"),
    "appraisal.signed": _("一位见证人签了字"),
    "appraisal.posted": _("公布了评议结果"),
}

TOLD: Sentences = {
    "round.asked": _("“%(title)s”办得怎么样？请您评一评，%(month)s月%(day)s日前都能改。"),
    "appraisal.asked": _("%(year)s年的民主评议开始了，%(month)s月%(day)s日前请您评一评。"),
    "appraisal.to_sign": _("%(year)s年的民主评议清点好了，请您看过后签字。"),
}

WHYS: Sentences = {
    "appraises": _("您是居民代表"),
    "lives_there": _("您住在这里，全体居民都来评"),
    "observes": _("您是这次评议的见证人"),
}
