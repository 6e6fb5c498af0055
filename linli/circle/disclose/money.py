"""Puts money into words and plain tables: what a month's sheet says, and how it differs from others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from linli.circle.disclose.choices import UNITS, Item
from linli.ground.lib.money import yuan

LARGEST = 10**12
"""In fen, or in hundredths of a unit."""
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a sheet: whole fen in and out, hundredths of a unit, a word on why."""

    item: Item
    income: int = 0
    expense: int = 0
    units: int | None = None
    note: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether nothing at all is written down."""
        return not (self.income or self.expense or self.note) and self.units is None


@dataclass(frozen=True, slots=True)
class Difference:
    """One item of a month beside another month: both amounts, what that means in words, lengths for two bars."""

    item: Item
    name: str
    now: int
    then: int | None
    words: str
    share_now: float
    share_then: float


def amount(fen: int) -> str:
    """Return an amount in yuan, as one says it."""
    return _("%(amount)s元") % {"amount": yuan(fen)}


def units(count: int | None, item: Item) -> str:
    """Return how much was used, with its unit; a dash when nobody counted."""
    if count is None:
        return "—"
    whole, rest = divmod(count, _HUNDRED)
    written = f"{whole:,}" + (f".{rest:02d}".rstrip("0") if rest else "")
    return f"{written}{UNITS[item]}"


def month_words(month: date) -> str:
    """Return a month as one says it: 2026年10月."""
    return _("%(year)s年%(month)s月") % {
        "year": month.year,
        "month": month.month,
        "month_name": f"{month:%b}",
    }


def totals(lines: Iterable[Line]) -> tuple[int, int]:
    """Return what was taken in and what was paid, in fen."""
    found = list(lines)
    return sum(line.income for line in found), sum(line.expense for line in found)


def table(month: date, lines: Sequence[Line]) -> dict[str, Any]:
    """Return a sheet as the plain table that hangs on the board: six rows and their sum."""
    income, expense = totals(lines)
    rows = [
        [
            str(line.item.label),
            yuan(line.income),
            yuan(line.expense),
            units(line.units, line.item),
            line.note,
        ]
        for line in lines
    ]
    rows.append(
        [_("一共"), yuan(income), yuan(expense), "", _("结余%(rest)s") % {"rest": amount(income - expense)}]
    )
    return {
        "caption": _("%(month)s收支（元）") % {"month": month_words(month)},
        "head": [_("项目"), _("收入"), _("支出"), _("用量"), _("说明")],
        "rows": rows,
        "total": True,
    }


def sentence(lines: Sequence[Line]) -> str:
    """Return a sheet in one sentence."""
    income, expense = totals(lines)
    facts = {"income": amount(income), "expense": amount(expense), "rest": amount(abs(income - expense))}
    if income >= expense:
        return _("六项一共收入%(income)s，支出%(expense)s，结余%(rest)s。") % facts
    return _("六项一共收入%(income)s，支出%(expense)s，还差%(rest)s。") % facts


def differences(
    lines: Sequence[Line], before: Mapping[Item, Line] | None, than: str
) -> tuple[Difference, ...]:
    """Return what each item cost beside another month, `than` naming it ("上个月")."""
    then = {item: line.expense for item, line in (before or {}).items()}
    return tuple(
        _difference(line, then.get(line.item) if before is not None else None, than) for line in lines
    )


def _difference(line: Line, then: int | None, than: str) -> Difference:
    """Set the two bars of an item against its own longer one: lamps would vanish beside the property fee."""
    longest = max(line.expense, then or 0, 1)
    return Difference(
        item=line.item,
        name=str(line.item.label),
        now=line.expense,
        then=then,
        words=compared(line.expense, then, than),
        share_now=_HUNDRED * line.expense / longest,
        share_then=_HUNDRED * (then or 0) / longest,
    )


def compared(now: int, then: int | None, than: str) -> str:
    """Return how an amount differs from another, in words: 比上个月多120元."""
    if then is None:
        return _("%(than)s没有记录") % {"than": than}
    if now == then:
        return _("和%(than)s一样") % {"than": than}
    facts = {"than": than, "amount": amount(abs(now - then))}
    return _("比%(than)s多%(amount)s") % facts if now > then else _("比%(than)s少%(amount)s") % facts
