"""Words that deliberate shares, the sentence of each verb of its journal, and what it tells people."""

from django.utils.translation import gettext_lazy as _

from linli.ground.journal.sentences import Sentences

NEIGHBOUR = _("一位邻居")
WHY_MEMBER = "member"
WHY_PRESENT = "present"

SENTENCES: Sentences = {
    "charter.kept": _("定了议事规则"),
    "slot.kept": _("定了席位"),
    "exclusion.made": _("写明实施的人不做监事"),
    "exclusion.lifted": _("不再实施的人可以做监事了"),
    "meeting.called": _("通知开会"),
    "meeting.changed": _("改了开会的时间或地点"),
    "meeting.cancelled": _("会议取消了"),
    "meeting.begun": _("开会了，到场%(present)s，应到%(entitled)s"),
    "meeting.ended": _("散会了"),
    "meeting.signed_in": _("有人签到"),
    "meeting.signed_out": _("去掉了一个签到"),
    "agendaitem.added": _("列入议程"),
    "agendaitem.concluded": _("议过了，记下了结果"),
    "agendaitem.unfinished": _("没议完，下次接着议"),
    "minutes.settled": _("纪要定稿，等到会的人签字"),
    "minutes.signed": _("在纪要上签了字"),
    "minutes.corrected": _("对纪要作了一处更正"),
    "minutes.published": _("公开了会议纪要"),
    "resolution.adopted": _(
        "作出决议：%(votes_for)s票同意，%(votes_against)s票反对，%(votes_abstain)s票弃权"
    ),
    "resolution.rejected": _(
        "没有通过：%(votes_for)s票同意，%(votes_against)s票反对，%(votes_abstain)s票弃权"
    ),
    "resolution.done": _("决议落实了"),
    "resolution.dropped": _("决议不再做，写明了理由"),
    "matteroption.added": _("提出一个方案"),
    "matteroption.changed": _("改了一个方案"),
    "matteroption.withdrawn": _("撤回一个方案，写明了理由"),
    "talk.opened": _("开始征求观点"),
    "talk.closed": _("征求观点结束，%(people)s位表过态"),
    "statement.said": _("有人说了一条观点"),
    "statement.shown": _("公开了一条观点"),
    "statement.hidden": _("隐藏了一条观点，写明了理由"),
    "statement.reported": _("有人举报一条观点"),
    "statement.appealed": _("对隐藏观点提出申诉"),
    "openhours.set": _("定了接待日"),
    "openhours.ended": _("接待日停了"),
    "hoursnote.noted": _("接待日记下一条"),
    "hoursnote.taken_in": _("接待日的一条登记成了诉求"),
}

TOLD: Sentences = {
    "meeting.called": _("%(body)s%(when)s在%(place)s开会：%(title)s。"),
    "meeting.changed": _("%(body)s的会议改到%(when)s，在%(place)s：%(title)s。"),
    "meeting.cancelled": _("%(body)s%(when)s的会议取消了：%(title)s。"),
    "minutes.settled": _("“%(title)s”的纪要写好了，请您看过后签字。"),
    "minutes.published": _("“%(title)s”开完了，纪要公开了，看看议出了什么。"),
    "talk.opened": _("“%(title)s”想听听您怎么看，一条一条点就行。"),
    "talk.closed": _("“%(title)s”的观点收齐了，看看大家怎么说。"),
    "statement.hidden": _("您关于“%(title)s”的一条观点被隐藏了，理由写在里面。"),
}

WHYS: Sentences = {
    WHY_MEMBER: _("您是这个组织的成员，或有资格参加这次会"),
    WHY_PRESENT: _("您到了这次会"),
}
