"""What is refused about projects, tasks and acceptance."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class NoSuchProject(Refusal):
    """There is no such project."""

    code = "no_such_project"
    status = 404
    reason = _("没有找到这个项目。")


class NoSuchTask(Refusal):
    """There is no such task in the project."""

    code = "no_such_task"
    status = 404
    reason = _("没有找到这项任务。")


class NoSuchNote(Refusal):
    """There is no such note."""

    code = "no_such_note"
    status = 404
    reason = _("没有找到这条进展。")


class NoSuchBody(Refusal):
    """There is no such body here, or it is of another kind."""

    code = "no_such_body"
    status = 422
    reason = _("本社区没有登记这个组织，请从名单里选。")


class NoSuchAssignee(Refusal):
    """The task names nobody, or more than one, or somebody from elsewhere."""

    code = "no_such_assignee"
    status = 422
    reason = _("请选一位在任的人、一个岗位，或者一个组织来做。")


class MayNotRun(Refusal):
    """No post of the actor runs projects there."""

    code = "may_not_run_project"
    status = 403
    reason = _("安排项目要有社区工作人员的岗位。")


class MayNotWork(Refusal):
    """The actor neither does the task nor works there."""

    code = "may_not_work"
    status = 403
    reason = _("这项任务没有派给您，写进展请找派活的人。")


class NotReadyToStart(Refusal):
    """Works begin when a matter is decided, or at once with a reason when it was just heard."""

    code = "not_ready_to_start"
    reason = _("现在是“%(stage)s”，还不能动工：先定下来，再开始办。")


class StartedAlready(Refusal):
    """There is a project for this lap of the matter."""

    code = "project_started_already"
    reason = _("这件事已经有项目在办了。")


class ReasonMissing(Refusal):
    """Something that needs a reason came without one."""

    code = "reason_missing"
    status = 422
    reason = _("请写明理由，邻居都看得到。")


class PlanMissing(Refusal):
    """A project without a plan, or a task without a title."""

    code = "plan_missing"
    status = 422
    reason = _("请用一两句话写明打算做什么。")


class EndsBeforeItBegins(Refusal):
    """The last day lies before the first."""

    code = "task_ends_before_it_begins"
    status = 422
    reason = _("完成的日子不能早于开始的日子。")


class NothingMoved(Refusal):
    """The dates are what they were."""

    code = "nothing_moved"
    status = 422
    reason = _("日期没有变，不用写推迟。")


class WaitsForAnother(Refusal):
    """The task before it is not done, or the two would wait for each other."""

    code = "waits_for_another"
    reason = _("要先做完“%(task)s”。")


class DoneAlready(Refusal):
    """The task is done, or the project accepted."""

    code = "done_already"
    reason = _("已经做完了，不能再改。要改请先退回重做。")


class NotDoneYet(Refusal):
    """Some tasks are not done, so the overseers are not asked yet."""

    code = "not_done_yet"
    reason = _("还有%(left)s项没做完，做完了再请监事验收。")


class WordsMissing(Refusal):
    """Neither words nor a photo, or a refusal without words."""

    code = "words_missing"
    status = 422
    reason = _("请写一句话，或者拍一张照片。")


class RemarksMissing(Refusal):
    """An overseer who has remarks, or refuses, says what is wrong."""

    code = "remarks_missing"
    status = 422
    reason = _("请写明哪里不行，施工的人好照着改。")


class NotYourPhoto(Refusal):
    """A photo that somebody else brought, or for another room."""

    code = "not_your_photo"
    status = 422
    reason = _("照片没有收到，请再选一次。")


class MoneyOutOfRange(Refusal):
    """An amount below nought, or larger than anything a community spends."""

    code = "money_out_of_range"
    status = 422
    reason = _("金额写错了，请写零或正数，最多两位小数。")


class BoardMissing(Refusal):
    """Nobody is there to accept the works."""

    code = "board_missing"
    reason = _("还没有监事，先请邻居组成监事会。")


class ImplementersMayNotOversee(Refusal):
    """Who does the works, or leads the body that does them, does not oversee them."""

    code = "implementers_may_not_oversee"
    status = 403
    reason = _("做事的人不能当监事：%(who)s在这个项目里有任务，或在承办单位任职。")


class OverseersMayNotWork(Refusal):
    """Who oversees the works gets no task in them."""

    code = "overseers_may_not_work"
    status = 403
    reason = _("监事不能接活：%(who)s是这个项目的监事，请派给别人。")


class NotAnOverseer(Refusal):
    """The actor does not sit on this project's oversight board."""

    code = "not_an_overseer"
    status = 403
    reason = _("只有这个项目的监事能签验收。")


class NotBeingChecked(Refusal):
    """No acceptance is open."""

    code = "not_being_checked"
    reason = _("现在没有在验收。")
