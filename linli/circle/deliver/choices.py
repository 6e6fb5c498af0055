"""The words of fixed lists that delivering uses: where a project stands, who takes which part, what overseers say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectState(models.TextChoices):
    """Where a project stands."""

    RUNNING = "running", _("正在办")
    CHECKING = "checking", _("等监事验收")
    DONE = "done", _("验收通过")


class Part(models.TextChoices):
    """Which part a body takes in a project."""

    LEAD = "lead", _("主导")
    MAIN = "main", _("主体")
    SUPPORT = "support", _("支持")


IMPLEMENTING = (Part.LEAD, Part.MAIN)
"""Whoever holds a post in a body that leads or carries the works may not oversee them."""


class Moment(models.TextChoices):
    """When a photo was taken, seen from the works."""

    BEFORE = "before", _("动工前")
    DURING = "during", _("正在做")
    AFTER = "after", _("做完后")


class Verdict(models.TextChoices):
    """What an overseer signs."""

    ACCEPTED = "accepted", _("同意验收")
    REMARKS = "remarks", _("同意，但有意见")
    REFUSED = "refused", _("不同意")


class Outcome(models.TextChoices):
    """What became of a round of acceptance."""

    OPEN = "open", _("正在签")
    PASSED = "passed", _("通过")
    REFUSED = "refused", _("没有通过")
