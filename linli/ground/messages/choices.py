"""The words of a fixed list that messages use: by which way, how often, where a parcel stands."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How a person wants to hear of news."""

    SMS = "sms", _("发短信告诉我")
    INBOX = "inbox", _("只放在消息里，我自己看")


class Pace(models.TextChoices):
    """How often a person wants to hear of news."""

    AT_ONCE = "at_once", _("有消息就告诉我")
    DAILY = "daily", _("每天一次，早上告诉我")


class State(models.TextChoices):
    """Where a parcel stands on its way to the person."""

    WAITING = "waiting", _("等着发")
    SENDING = "sending", _("正在发")
    SENT = "sent", _("发出去了")
    UNSURE = "unsure", _("不知道发出去没有")
    FAILED = "failed", _("没发出去")
    BY_HAND = "by_hand", _("要当面告诉")
    HANDED = "handed", _("当面告诉了")


ON_THE_LIST = (State.BY_HAND, State.UNSURE, State.FAILED)
"""What staff must see to: nobody carries these any further by itself."""

QUIET_FROM, QUIET_UNTIL = time(21), time(8)
"""When nobody is disturbed unless they say otherwise."""
