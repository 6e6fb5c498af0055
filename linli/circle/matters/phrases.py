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
    "matter.reopen": _("重新打开"),
}
