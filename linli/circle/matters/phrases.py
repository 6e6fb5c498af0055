"""The sentence of each verb that matters write into the journal."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "matter.opened": _("立为一件事"),
    "matter.deliberate": _("商议过了"),
    "matter.decide": _("作出了决定"),
    "matter.deliver": _("办好了"),
    "matter.disclose": _("公开了结果"),
    "matter.evaluate": _("邻居评过了"),
    "matter.answer": _("当即答复了"),
    "matter.join": _("并入另一件事"),
    "matter.decline": _("说明理由，不予办理"),
    "matter.pass_on": _("转交其他单位"),
    "matter.reconsider": _("重新商议"),
    "matter.reopen": _("重新打开"),
    "matter.needs_scored": _("给两方面的需求打了分"),
    "matter.handed_over": _("换了负责的岗位"),
    "matter.convener_named": _("定了牵头商议的组织"),
    "matter.due_changed": _("期限从%(was)s改到%(now)s"),
    "matter.needs_stated": _("写明了居民的需求和治理的需求"),
    "matter.overdue": _("过了期限还没走完"),
    "matter.limit_set": _("改了看板上限"),
}

TOLD = {
    "matter.deliberate": _("“%(title)s”议过了，看看大家怎么说。"),
    "matter.decide": _("“%(title)s”定下来了。"),
    "matter.deliver": _("“%(title)s”办好了。"),
    "matter.disclose": _("“%(title)s”的结果公开了，请您评一评。"),
    "matter.evaluate": _("“%(title)s”评过了，这一圈走完了。"),
    "matter.answer": _("“%(title)s”答复了。"),
    "matter.join": _("“%(title)s”并入了另一件事。"),
    "matter.decline": _("“%(title)s”不予办理，理由写在里面。"),
    "matter.pass_on": _("“%(title)s”转交了其他单位。"),
    "matter.reconsider": _("“%(title)s”要重新商议。"),
    "matter.reopen": _("“%(title)s”重新打开了。"),
    "matter.overdue": _("“%(title)s”过了期限，还没走完，请催一催。"),
}
