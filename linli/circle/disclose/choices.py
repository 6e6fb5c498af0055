"""The four heads of disclosure, how often something is due, and the six items of the monthly money sheet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Head(models.TextChoices):
    """Whose affairs are made known; each is a kind of notice too."""

    PARTY = "party", _("党务")
    AFFAIRS = "affairs", _("居务")
    FINANCE = "finance", _("财务")
    SERVICE = "service", _("服务")


class Cycle(models.TextChoices):
    """How often something is due."""

    MONTHLY = "monthly", _("每月")
    QUARTERLY = "quarterly", _("每季度")
    HALF_YEARLY = "half_yearly", _("每半年")
    YEARLY = "yearly", _("每年")
    AT_ONCE = "at_once", _("事情一发生")


class Scope(models.TextChoices):
    """For which places something is due."""

    COMMUNITY = "community", _("全社区一份")
    COMPOUND = "compound", _("每个小区一份")


class Item(models.TextChoices):
    """The six things that neighbours pay for together, month by month."""

    PROPERTY = "property", _("物业费")
    LAMPS = "lamps", _("路灯")
    RUBBISH = "rubbish", _("垃圾")
    WATER = "water", _("水")
    PARKING = "parking", _("停车")
    CHARGING = "charging", _("充电")


UNITS = {
    Item.PROPERTY: _("户"),
    Item.LAMPS: _("度"),
    Item.RUBBISH: _("车"),
    Item.WATER: _("吨"),
    Item.PARKING: _("辆"),
    Item.CHARGING: _("度"),
}
"""In what each item is counted."""

MONEY = "money-sheet"
"""The key of the catalogue under which the monthly money sheet is due."""
