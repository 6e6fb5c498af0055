"""The kinds of meetings, the roles in a building's council, and the states of what is deliberated."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.people.choices import BodyKind


class Role(models.TextChoices):
    """The six roles of a building's council (一格六员), in the order in which they are spoken of."""

    PARTY_MEMBER = "party_member", _("党员")
    HEAD = "head", _("楼栋长（网格员）")
    VOLUNTEER = "volunteer", _("志愿者")
    SOCIAL_WORKER = "social_worker", _("社工")
    PROPERTY = "property", _("物业")
    OWNER = "owner", _("业主")


class MeetingKind(models.TextChoices):
    """What a meeting is before the law; rules.toml says what follows from it."""

    COUNCIL = "council", _("议事会")
    JOINT = "joint", _("联席会议")
    OVERSIGHT = "oversight", _("监事会会议")
    COMMITTEE = "committee", _("居委会会议")
    OWNERS = "owners", _("业委会会议")
    REPRESENTATIVES = "representatives", _("居民代表会议")
    ASSEMBLY = "assembly", _("居民会议（每位成年居民）")
    HOUSEHOLDS = "households", _("居民会议（每户一位代表）")
    HEARING = "hearing", _("听证会")
    TALK = "talk", _("恳谈会")


_OPEN = (MeetingKind.HEARING, MeetingKind.TALK)

MEETS: dict[BodyKind, tuple[MeetingKind, ...]] = {
    BodyKind.BUILDING: (MeetingKind.COUNCIL, *_OPEN),
    BodyKind.BLOCK: (MeetingKind.COUNCIL, *_OPEN),
    BodyKind.COUNCIL: (MeetingKind.COUNCIL, *_OPEN),
    BodyKind.JOINT: (MeetingKind.JOINT, *_OPEN),
    BodyKind.OVERSIGHT: (MeetingKind.OVERSIGHT,),
    BodyKind.SUPERVISION: (MeetingKind.OVERSIGHT,),
    BodyKind.COMMITTEE: (
        MeetingKind.COMMITTEE,
        MeetingKind.REPRESENTATIVES,
        MeetingKind.ASSEMBLY,
        MeetingKind.HOUSEHOLDS,
        *_OPEN,
    ),
    BodyKind.OWNERS: (MeetingKind.OWNERS, *_OPEN),
}
"""Which bodies meet here, and what kinds of meetings each may call; the first is its own."""

FOUNDED_HERE: tuple[BodyKind, ...] = (
    BodyKind.BUILDING,
    BodyKind.COUNCIL,
    BodyKind.JOINT,
    BodyKind.OVERSIGHT,
)


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    CALLED = "called", _("已通知")
    OPEN = "open", _("正在开")
    ENDED = "ended", _("开完了")
    CANCELLED = "cancelled", _("取消了")


class ItemState(models.TextChoices):
    """What became of one item of an agenda."""

    WAITING = "waiting", _("还没议")
    DISCUSSED = "discussed", _("议过了")
    UNFINISHED = "unfinished", _("没议完，下次接着议")


class Way(models.TextChoices):
    """How it was known that somebody is in the room."""

    QR = "qr", _("扫码签到")
    LIST = "list", _("召集人点名")
    PROXY = "proxy", _("书面委托")


class ResolutionState(models.TextChoices):
    """Where a resolution stands."""

    REJECTED = "rejected", _("没有通过")
    OPEN = "open", _("正在落实")
    DONE = "done", _("落实了")
    DROPPED = "dropped", _("不再做")


class StatementState(models.TextChoices):
    """Whether a statement may be read."""

    HELD = "held", _("等工作人员看过")
    SHOWN = "shown", _("已公开")
    HIDDEN = "hidden", _("已隐藏")


class Feeling(models.IntegerChoices):
    """How somebody takes a statement; the numbers are those of opinion maps."""

    AGREE = 1, _("同意")
    PASS = 0, _("说不好")
    DISAGREE = -1, _("不同意")


class Weekday(models.IntegerChoices):
    """The days of a week, Monday first."""

    MONDAY = 0, _("星期一")
    TUESDAY = 1, _("星期二")
    WEDNESDAY = 2, _("星期三")
    THURSDAY = 3, _("星期四")
    FRIDAY = 4, _("星期五")
    SATURDAY = 5, _("星期六")
    SUNDAY = 6, _("星期日")
