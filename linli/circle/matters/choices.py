"""The stages of the circle and the steps between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a matter stands on its way round the circle, or how it left it early."""

    HEARD = "heard", _("听到了")
    DELIBERATED = "deliberated", _("议过了")
    DECIDED = "decided", _("定下了")
    DELIVERED = "delivered", _("办好了")
    DISCLOSED = "disclosed", _("公开了")
    EVALUATED = "evaluated", _("评过了")
    ANSWERED = "answered", _("当即答复")
    JOINED = "joined", _("并入另一件事")
    DECLINED = "declined", _("不予办理")
    PASSED_ON = "passed_on", _("转交其他单位")


class Step(models.TextChoices):
    """What moves a matter from one stage to the next."""

    DELIBERATE = "deliberate", _("商议")
    DECIDE = "decide", _("决定")
    DELIVER = "deliver", _("办理")
    DISCLOSE = "disclose", _("公开")
    EVALUATE = "evaluate", _("评议")
    ANSWER = "answer", _("当即答复")
    JOIN = "join", _("并入另一件事")
    DECLINE = "decline", _("不予办理")
    PASS_ON = "pass_on", _("转交")
    REOPEN = "reopen", _("重新打开")
