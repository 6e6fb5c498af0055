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


class JoinsInARing(Refusal):
    """The other matter was joined to this one, straight or by way of others."""

    code = "joins_in_a_ring"
    reason = _("那件事已经并入这件事，不能反过来再并一次。")


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


class MovedMeanwhile(Refusal):
    """Somebody else has moved the matter since the actor saw it."""

    code = "moved_meanwhile"
    reason = _("刚才有人推进过，现在是“%(stage)s”。请看一眼再决定。")


class NeedsMissing(Refusal):
    """A matter that a body begins, or that is scored, states both needs."""

    code = "needs_missing"
    status = 422
    reason = _("请写明两个需求：居民要什么，治理要什么。")


class NoSuchPlace(Refusal):
    """The place does not lie in a community."""

    code = "no_such_place"
    status = 422
    reason = _("请选一个社区里的地点。")


class NoSuchPost(Refusal):
    """Nobody holds this post in the community of the matter."""

    code = "no_such_post"
    status = 422
    reason = _("请选一个本社区有人在任的岗位来负责。")


class NoSuchBody(Refusal):
    """There is no such body around the matter."""

    code = "no_such_body"
    status = 422
    reason = _("请选一个本社区的组织来牵头。")


class DueInThePast(Refusal):
    """A due date must lie ahead."""

    code = "due_in_the_past"
    status = 422
    reason = _("期限要在今天以后。")


class MayNotSeeBoard(Refusal):
    """No post of the actor shows them the board there."""

    code = "may_not_see_board"
    status = 403
    reason = _("看板给社区工作人员、网格员和街道看。您可以在公开页面看每件事走到哪一步。")
