"""The kinds of notices, how far one has come, and for how many days each kind stands at least."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a notice is about; the first four are the heads of disclosure."""

    PARTY = "party", _("党务")
    AFFAIRS = "affairs", _("居务")
    FINANCE = "finance", _("财务")
    SERVICE = "service", _("服务")
    RESULT = "result", _("办事结果")
    CLARIFICATION = "clarification", _("澄清")
    GENERAL = "general", _("通知")


class State(models.TextChoices):
    """How far a notice has come; whether it still stands follows from its dates."""

    DRAFT = "draft", _("草稿")
    CHECKED = "checked", _("核对过")
    APPROVED = "approved", _("批准了")
    POSTED = "posted", _("贴出了")
    WITHDRAWN = "withdrawn", _("撤下了")


READABLE = (State.POSTED, State.WITHDRAWN)
"""What anyone may read: a notice that was taken down stays readable, with the reason."""


class Standing(models.TextChoices):
    """How a reader narrows the list."""

    NOW = "now", _("正在公示")
    ENDED = "ended", _("公示期满")
    WITHDRAWN = "withdrawn", _("已撤下")


DISCLOSED_DAYS = 15
"""Art. 34 of the law on residents' committees (2025): what is disclosed stands for 15 days at least."""

LEAST_DAYS = {kind: 1 if kind == Kind.GENERAL else DISCLOSED_DAYS for kind in Kind}
"""A passing word, such as that the water is off tomorrow, stands for a day at least."""

MOST_DAYS = 3650
ANSWER_WORKDAYS = 5
"""Within how many working days a question under a notice is to be answered."""
