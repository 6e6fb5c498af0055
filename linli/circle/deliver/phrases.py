"""Words that deliver shares, the sentence of each verb of its journal, and what it tells people."""

from django.utils.translation import gettext_lazy as _

from linli.ground.journal.sentences import Sentences

SENTENCES: Sentences = {
    "project.started": _("开始办了"),
    "project.replanned": _("改了计划或经费"),
    "project.part_given": _("定了承办或支持的单位"),
    "project.board_formed": _("组成了监事会"),
    "project.overseer_seated": _("请了一位监事"),
    "task.added": _("安排了一项任务"),
    "task.assigned": _("把任务派给了人"),
    "task.delayed": _("改了日期，写明了理由"),
    "task.done": _("做完了一项任务"),
    "task.reopened": _("任务退回重做"),
    "note.written": _("写了进展，照片%(photos)s张"),
    "note.hidden": _("隐藏了一条进展"),
    "acceptance.called": _("请监事验收"),
    "acceptance.signed": _("一位监事签了验收"),
    "acceptance.passed": _("监事会验收通过"),
    "acceptance.refused": _("监事会没有通过，退回重做"),
}

TOLD: Sentences = {
    "project.started": _("“%(title)s”开始办了，看看打算怎么做。"),
    "project.task_yours": _("“%(title)s”里有一项任务派给了您：%(task)s。"),
    "project.delayed": _("“%(title)s”有一项推迟到%(month)s月%(day)s日：%(reason)s"),
    "project.pictured": _("“%(title)s”有了前后对比的照片。"),
    "project.to_accept": _("请您验收“%(title)s”：%(month)s月%(day)s日，%(place)s。"),
    "project.accepted": _("监事看过了，“%(title)s”验收通过。"),
    "project.sent_back": _("“%(title)s”没通过验收，照监事的意见重做。"),
}
