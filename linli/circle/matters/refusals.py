"""What is refused about matters."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


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


class NotKnown(Refusal):
    """Whoever acts is no resident of the register."""

    code = "not_known"
    status = 403
    reason = _("登录并在社区登记过的居民才能关注一件事。")


class TitleMissing(Refusal):
    """A matter has no title."""

    code = "title_missing"
    status = 422
    reason = _("请用一句话写明是什么事。")
