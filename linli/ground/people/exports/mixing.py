"""Writes the mixing table out: a building a line, a village a column."""

import csv
import io
from collections.abc import Sequence

from django.utils.translation import gettext as _

from linli.ground.people.queries.mixing import Mixed

# A cell that begins so would be run as a formula when someone opens the text in a spreadsheet.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def text(buildings: Sequence[Mixed]) -> str:
    """Return buildings and their villages as a table of text that Excel opens in the right script.

    The chance is the exact fraction, in words of a fraction (7/10), empty where it cannot be said.
    """
    villages = sorted({village for building in buildings for village in building.villages if village})
    out = io.StringIO()
    writer = csv.writer(out)
    head = [_("楼栋"), _("户数"), _("两户邻居来自不同村的机会"), _("没有登记"), *villages]
    writer.writerow([_safe(cell) for cell in head])
    for building in buildings:
        chance = "" if building.chance is None else f"{building.chance} "
        counts = [building.villages.get(village, 0) for village in villages]
        writer.writerow([_safe(building.address), building.households, chance, building.unknown, *counts])
    return "\ufeff" + out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell
