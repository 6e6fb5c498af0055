"""Money sheets: a compound's months, one month beside others, and open data of what is posted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from linli.circle.disclose import money, periods, rules
from linli.circle.disclose.choices import Item
from linli.circle.disclose.models import DisclosureDuty, MoneyLine, MoneySheet, SheetImport
from linli.circle.disclose.money import Difference, Line
from linli.circle.disclose.refusals import MayNotDisclose, NoSuchDuty
from linli.commons.notices.choices import State
from linli.ground.lib.keyset import Page, both_ways
from linli.ground.lib.once import written_once
from linli.ground.people.choices import AreaKind, Right
from linli.ground.people.models import Area, AreaWithin
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

YEAR = 12


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month of a compound as a line: what came in, what went out."""

    sheet: MoneySheet
    words: str
    income: int
    expense: int


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One month of a compound: six lines, their sums, the same beside the month before and the year before."""

    sheet: MoneySheet
    words: str
    lines: tuple[Line, ...]
    income: int
    expense: int
    sentence: str
    beside_month: tuple[Difference, ...]
    beside_year: tuple[Difference, ...]
    months: tuple[MoneySheet, ...]

    @property
    def with_month(self) -> list[tuple[Line, Difference]]:
        """Each item with its difference from the month before, for one table."""
        return list(zip(self.lines, self.beside_month, strict=True))


def compounds(community: int) -> list[Area]:
    """Return the compounds of a community."""
    return areas.compounds(community)


def keepers_compounds(actor: Actor, community: int) -> list[Area]:
    """Return the compounds whose sheets the actor may keep."""
    reach = Area.objects.within(actor.areas_with(Right.POST_NOTICES)).values("pk")
    rows = Area.objects.within(community).filter(kind=AreaKind.COMPOUND, pk__in=reach)
    return list(rows.order_by("pk"))


def lines_of(sheet: MoneySheet) -> tuple[Line, ...]:
    """Return all six lines of a sheet in their order; what nobody wrote down says nothing."""
    known = {Item(row.item): row for row in sheet.lines.all()}
    return tuple(
        Line(item, row.income, row.expense, row.units, row.note) if (row := known.get(item)) else Line(item)
        for item in Item
    )


def posted(area: int, month: date) -> SheetPage:
    """Return one month of a compound that hangs on the board, or hung there to its end.

    Raises:
        NoSuchDuty: there is none for everyone's eyes.
    """
    sheet = _posted().filter(area_id=area, month=month).first()
    if sheet is None:
        raise NoSuchDuty
    return page_of(sheet)


def for_desk(actor: Actor, pk: int, at: datetime) -> SheetPage:
    """Return one sheet to somebody who keeps it, posted or not.

    Raises:
        NoSuchDuty: there is none.
        MayNotDisclose: no post of the actor drafts notices there.
    """
    sheet = MoneySheet.objects.select_related("area", "notice", "organization").filter(pk=pk).first()
    if sheet is None:
        raise NoSuchDuty
    if not rules.may_disclose(actor, areas.around(sheet.area_id), at):
        raise MayNotDisclose
    return page_of(sheet)


def page_of(sheet: MoneySheet) -> SheetPage:
    """Return a sheet with its comparisons (posted months only are compared with)."""
    months = list(
        _posted().filter(area_id=sheet.area_id).prefetch_related("lines").order_by("-month")[: 2 * YEAR + 1]
    )
    by_month = {one.month: {line.item: line for line in lines_of(one)} for one in months}
    lines = lines_of(sheet)
    income, expense = money.totals(lines)
    return SheetPage(
        sheet=sheet,
        words=money.month_words(sheet.month),
        lines=lines,
        income=income,
        expense=expense,
        sentence=money.sentence(lines),
        beside_month=money.differences(lines, by_month.get(periods.month_before(sheet.month)), _("上个月")),
        beside_year=money.differences(
            lines, by_month.get(periods.month_before(sheet.month, YEAR)), _("去年同月")
        ),
        months=tuple(months),
    )


def months(area: int, *, after: str = "") -> Page[MonthRow]:
    """Return the posted months of a compound, the newest posting first (two queries).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = _posted().filter(area_id=area).prefetch_related("lines")
    return both_ways(rows, "-id", YEAR, lambda found: [_month_row(sheet) for sheet in found], after=after)


def newest(community: int) -> list[tuple[Area, MonthRow | None]]:
    """Return each compound of a community with its newest posted month."""
    found = {sheet.area_id: sheet for sheet in _newest(community)}
    return [(area, _month_row(found[area.pk]) if area.pk in found else None) for area in compounds(community)]


@written_once
def _newest(community: int) -> QuerySet[MoneySheet]:
    of_one = _posted().filter(area_id=OuterRef("pk")).order_by("-month").values("pk")[:1]
    inside = AreaWithin.objects.filter(outer_id=community).values("inner_id")
    places = Area.objects.filter(pk__in=inside, kind=AreaKind.COMPOUND).order_by()
    return MoneySheet.objects.filter(pk__in=places.values(newest=Subquery(of_one))).prefetch_related("lines")


def at_desk(actor: Actor, community: int) -> list[MoneySheet]:
    """Return the sheets that the actor keeps, newest month first, at most sixty."""
    reach = [area.pk for area in keepers_compounds(actor, community)]
    rows = MoneySheet.objects.filter(area__in=reach).select_related("area", "notice")
    return list(rows.order_by("-month", "area_id")[:60])


def late_months(community: int, waiting: Iterable[DisclosureDuty], key: str) -> list[DisclosureDuty]:
    """Return those of the late duties that are money sheets."""
    return [duty for duty in waiting if duty.key == key and duty.community_id == community]


def open_data(community: int) -> Iterator[dict[str, str | int | None]]:
    """Yield every posted line of a community as plain values, oldest month first: for CSV, XLSX and JSON."""
    rows = MoneyLine.objects.filter(sheet__community_id=community, sheet__notice__state=State.POSTED)
    for line in (
        rows.select_related("sheet__area").order_by("sheet__month", "sheet__area_id", "id").iterator()
    ):
        yield {
            "area": line.sheet.area.name,
            "month": line.sheet.month_key,
            "item": line.item,
            "income_fen": line.income,
            "expense_fen": line.expense,
            "units_hundredths": line.units,
            "note": line.note,
            "notice": line.sheet.notice_id,
        }


def brought(actor: Actor, pk: int) -> SheetImport:
    """Return an import to whoever brought it.

    Raises:
        NoSuchDuty: there is none of theirs.
    """
    found = SheetImport.objects.filter(pk=pk, brought_by_id=actor.account_id or 0).first()
    if found is None:
        raise NoSuchDuty
    return found


def kept_for(area_months: Iterable[tuple[int, date]]) -> dict[tuple[int, date], MoneySheet]:
    """Return the sheets that are kept already for some compounds and months."""
    wanted = set(area_months)
    rows = MoneySheet.objects.filter(
        area_id__in={area for area, _month in wanted}, month__in={month for _area, month in wanted}
    )
    found = rows.select_related("notice").prefetch_related("lines")
    return {(one.area_id, one.month): one for one in found if (one.area_id, one.month) in wanted}


def _posted() -> QuerySet[MoneySheet]:
    return MoneySheet.objects.filter(notice__state=State.POSTED).select_related(
        "area", "notice", "organization"
    )


def _month_row(sheet: MoneySheet) -> MonthRow:
    income, expense = money.totals(lines_of(sheet))
    return MonthRow(sheet, money.month_words(sheet.month), income, expense)
