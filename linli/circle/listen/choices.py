"""The words of a fixed list that listening uses: channels, states, what is shown to whom."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.people.choices import AreaKind, BodyKind


class Channel(models.TextChoices):
    """How a voice reached the community."""

    APP = "app", _("网页或手机")
    DESK = "desk", _("服务窗口")
    PHONE = "phone", _("电话")
    PAPER_BOX = "paper_box", _("意见箱")
    MEETING = "meeting", _("会议")
    HOME_VISIT = "home_visit", _("入户走访")
    CHAT_EXPORT = "chat_export", _("群聊记录")
    HOTLINE = "hotline", _("热线转办")


class State(models.TextChoices):
    """Where a voice stands with the community; all but the first two are final answers."""

    WAITING = "waiting", _("等待答复")
    PAUSED = "paused", _("暂停计时")
    ANSWERED = "answered", _("已答复")
    JOINED = "joined", _("已并入")
    DECLINED = "declined", _("不予办理")
    PASSED_ON = "passed_on", _("已转交")


OPEN_STATES = (State.WAITING, State.PAUSED)
FINAL_STATES = (State.ANSWERED, State.JOINED, State.DECLINED, State.PASSED_ON)


class Audience(models.TextChoices):
    """Who may read the words, as the author wishes."""

    PUBLIC = "public", _("公开，用化名")
    STAFF = "staff", _("只给社区工作人员看")


class Shown(models.TextChoices):
    """Who can read the words today."""

    CHECKING = "checking", _("待检查个人信息")
    PUBLIC = "public", _("已公开")
    STAFF_ONLY = "staff_only", _("只给社区工作人员看")
    HIDDEN = "hidden", _("已隐藏")


class ClassedBy(models.TextChoices):
    """Who said which class a voice belongs to."""

    NOBODY = "nobody", _("待归类")
    MODEL = "model", _("自动归类")
    PERSON = "person", _("人工归类")


class Urgency(models.TextChoices):
    """How soon an answer is owed, in the steps that city hotlines use."""

    DANGER = "danger", _("危及生命或财产")
    UTILITY = "utility", _("停水停电停气停暖")
    ORDINARY = "ordinary", _("一般事项")
    HARD = "hard", _("疑难事项")


class MaskState(models.TextChoices):
    """What staff said about a proposal to cover some words."""

    PROPOSED = "proposed", _("待确认")
    CONFIRMED = "confirmed", _("已遮盖")
    REJECTED = "rejected", _("不用遮盖")


class TopicState(models.TextChoices):
    """How far people have confirmed a grouping."""

    PROPOSED = "proposed", _("系统提出，待确认")
    ACCEPTED = "accepted", _("已确认")
    MERGED = "merged", _("已并入另一话题")
    UNDONE = "undone", _("已撤销")


class MemberState(models.TextChoices):
    """Whether a voice stands in a topic."""

    PROPOSED = "proposed", _("系统提出，待确认")
    ACCEPTED = "accepted", _("已确认")
    SPLIT = "split", _("已分出")
    UNDONE = "undone", _("已撤销")


LIVE_TOPICS = (TopicState.PROPOSED, TopicState.ACCEPTED)
LIVE_MEMBERS = (MemberState.PROPOSED, MemberState.ACCEPTED)


class ImportStage(models.TextChoices):
    """Where an import of voices stands."""

    READING = "reading", _("正在读表")
    DONE = "done", _("已导入")
    UNDOING = "undoing", _("正在撤销")
    UNDONE = "undone", _("已撤销")
    FAILED = "failed", _("没能读懂")


class LetterState(models.TextChoices):
    """Where a printed notice for a resident without a phone stands."""

    TO_PRINT = "to_print", _("待打印送达")
    DELIVERED = "delivered", _("已送达")


class VisitKind(models.TextChoices):
    """The six kinds of places and bodies that a community calls on."""

    COMPOUND = "compound", _("院落小区")
    BUILDING = "building", _("楼宇")
    NEW = "new", _("两新组织")
    UNIT = "unit", _("辖区单位")
    MANAGER = "manager", _("物业")
    OWNERS = "owners", _("业委会")


PLACES_CALLED_ON = {AreaKind.COMPOUND: VisitKind.COMPOUND, AreaKind.BUILDING: VisitKind.BUILDING}
BODIES_CALLED_ON = {
    BodyKind.COMPANY: VisitKind.NEW,
    BodyKind.SOCIAL: VisitKind.NEW,
    BodyKind.INSTITUTION: VisitKind.UNIT,
    BodyKind.MANAGER: VisitKind.MANAGER,
    BodyKind.OWNERS: VisitKind.OWNERS,
}


class Bond(StrEnum):
    """What a reader is to a voice, as its page offers: to join in, to step back, to look at one's own receipt."""

    NONE = ""
    MAY_JOIN = "may_join"
    STANDS_BEHIND = "stands_behind"
    OWN = "own"
