"""The words of fixed lists that evaluation uses: how a round ends, how a call went, what an appraisal says."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ending(models.TextChoices):
    """How a round ended."""

    OPEN = "open", _("正在评")
    RATED = "rated", _("评过了")
    REOPENED = "reopened", _("评得低，重新打开")
    BELOW = "below", _("评得低，已经重新打开过一次")
    ABSENT = "absent", _("没有人评")
    MOVED_ON = "moved_on", _("这件事另有去向，不评了")


class Channel(models.TextChoices):
    """How a rating came in."""

    SELF = "self", _("本人")
    RECEIPT = "receipt", _("凭回执")
    PHONE = "phone", _("电话回访")
    VISIT = "visit", _("上门回访")
    HELPER = "helper", _("别人代评")


CALLS = (Channel.PHONE, Channel.VISIT)


class Contact(models.TextChoices):
    """How an attempt to reach somebody went."""

    NOT_YET = "", _("还没联系")
    CONTACTED = "contacted", _("联系上了")
    NOT_REACHED = "not_reached", _("没联系上")
    DOOR_CLOSED = "door_closed", _("上门没人")


UNREACHED = (Contact.NOT_REACHED, Contact.DOOR_CLOSED)


class Electorate(models.TextChoices):
    """Who appraises."""

    RESIDENTS = "residents", _("全体居民")
    REPRESENTATIVES = "representatives", _("居民代表")


class AppraisalState(models.TextChoices):
    """Where an appraisal stands."""

    OPEN = "open", _("正在评议")
    COUNTED = "counted", _("已清点，等见证人签字")
    POSTED = "posted", _("已公布")


class Mark(models.TextChoices):
    """What one person thinks of a body or the holder of a post."""

    FIT = "fit", _("称职")
    BASICALLY = "basically", _("基本称职")
    UNFIT = "unfit", _("不称职")


class Finding(models.TextChoices):
    """What an appraisal found."""

    NONE = "", _("还没有结果")
    TOO_FEW = "too_few", _("评的人太少，不下结论")
    FIT = "fit", _("称职")
    BASICALLY = "basically", _("基本称职")
    UNFIT = "unfit", _("不称职")
