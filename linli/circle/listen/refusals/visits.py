"""What is refused about visits, each with its words for people."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class MayNotVisit(Refusal):
    """The actor holds no post that calls on people there."""

    code = "may_not_visit"
    status = 403
    reason = _("走访要由社区工作人员或这个网格的网格员来记。")


class NobodyToCallOn(Refusal):
    """There is no such place or body in the community."""

    code = "nobody_to_call_on"
    status = 422
    reason = _("请从名单里选走访了哪里。")


class NoSuchVisit(Refusal):
    """There is no such visit, or none the actor may read."""

    code = "no_such_visit"
    status = 404
    reason = _("没有找到这次走访，请回到走访簿再选一次。")


class DayHasNotCome(Refusal):
    """A visit is written down after it was paid."""

    code = "day_has_not_come"
    status = 422
    reason = _("这一天还没有到。去过以后再来记。")


class TooLongAgo(Refusal):
    """A visit of long ago is not written down from memory."""

    code = "too_long_ago"
    status = 422
    reason = _("这是%(days)s天以前的事了，请看看日期写对没有。")
