"""Writes the mixing table out: a building a line, a village a column."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from linli.ground.lib import tables
from linli.ground.people.queries.mixing import Mixed


def text(buildings: Sequence[Mixed]) -> str:
    """Return buildings and their villages as a table of text that Excel opens in the right script.

    The chance is the exact fraction, in words of a fraction (7/10), empty where it cannot be said.
    """
    villages = sorted({village for building in buildings for village in building.villages if village})
    head = [_("楼栋"), _("户数"), _("两户邻居来自不同村的机会"), _("没有登记"), *villages]
    return "".join(tables.lines([head, *(_cells(building, villages) for building in buildings)]))


def _cells(building: Mixed, villages: Sequence[str]) -> list[object]:
    chance = "" if building.chance is None else f"{building.chance} "
    counts = [building.villages.get(village, 0) for village in villages]
    return [building.address, building.households, chance, building.unknown, *counts]
