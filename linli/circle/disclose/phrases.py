"""Words that disclosure shares, the sentence of each verb of its journal, and what it tells people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "catalogue.changed": _("改了公开目录"),
    "duty.raised": _("记下一项要公开的事"),
    "duty.drafted": _("为要公开的事起草了公示"),
    "duty.fulfilled": _("该公开的公开了"),
    "duty.reopened": _("公示撤下了，这一项又等着公开"),
    "money.kept": _("填了%(month)s的收支表"),
    "money.submitted": _("把%(month)s的收支表送去核对"),
    "money.brought": _("导入了一份收支表，%(lines)s行"),
    "result.drafted": _("起草了办事结果的公示"),
    "clarification.drafted": _("起草了对传闻的澄清"),
}

TOLD = {
    "disclose.notice_of_matter": _("您关心的事，有一张公示：《%(title)s》。"),
    "disclose.clarified": _("您问过的传闻，有了澄清：《%(title)s》。"),
}

WHYS = {
    "asked_hearsay": _("您问过这是不是真的"),
}
