"""Words that notices share, the sentence of each verb of their journal, and what they tell people and why."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "notice.drafted": _("起草了公示"),
    "notice.changed": _("改了公示的草稿"),
    "notice.checked": _("核对了公示：没有秘密，没有个人信息，数字对得上"),
    "notice.sent_back": _("把公示退回修改"),
    "notice.approved": _("批准了公示"),
    "notice.posted": _("贴出了公示，至少%(days)s天"),
    "notice.withdrawn": _("撤下了公示，说明了理由"),
    "notice.renewed": _("重新起草了撤下的公示"),
    "notice.erratum_proposed": _("提出一条更正"),
    "notice.erratum_posted": _("在公示旁边贴出更正"),
    "question.asked": _("在公示下面提了问"),
    "question.answered": _("答复了公示下面的提问"),
    "question.reported": _("有人举报一条提问"),
    "question.report_dismissed": _("看过举报，没有隐藏提问"),
    "question.hidden": _("隐藏了一条提问"),
    "question.appealed": _("对隐藏提问提出申诉"),
    "question.upheld": _("看过申诉，维持隐藏"),
    "question.restored": _("恢复了提问"),
}

FOLLOWS, ASKED = "notices_follow", "notices_asked"

TOLD = {
    "notice.posted": _("《%(title)s》贴出来了，去看看。"),
    "notice.withdrawn": _("《%(title)s》撤下了，理由写在里面。"),
    "question.answered": _("您在《%(title)s》下面的提问，答复了。"),
}

WHYS = {
    FOLLOWS: _("您关注了这里的公示"),
    ASKED: _("您在公示下面提了问"),
}
