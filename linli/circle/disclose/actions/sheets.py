"""Keeps the monthly money sheets of compounds and sends them to be checked, signed and posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from linli.circle.disclose import money
from linli.circle.disclose.actions import duties, locks
from linli.circle.disclose.choices import Item
from linli.circle.disclose.models import MoneyLine, MoneySheet, month_key
from linli.circle.disclose.money import LARGEST, Line
from linli.circle.disclose.queries import sheets
from linli.circle.disclose.refusals import (
    BadAmount,
    NoSuchDuty,
    NotACompound,
    NotAMonth,
    SheetIsEmpty,
    SheetIsPosted,
)
from linli.commons.notices.actions import drafts
from linli.commons.notices.actions.drafts import Draft
from linli.commons.notices.choices import DISCLOSED_DAYS, Kind, State
from linli.commons.notices.models import Notice
from linli.ground.journal.actions import entries
from linli.ground.lib.text import clip, tidy
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

NOTE_LENGTH, WORDS_LENGTH = 120, 2000
_ON_ITS_WAY = (State.DRAFT, State.CHECKED, State.APPROVED)


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody filled in for one compound and month; `lines` of items left out stay as they were."""

    area: int
    month: date
    lines: Sequence[Line]
    words: str = ""
    organization: int | None = None


@transaction.atomic
def keep(*, by: Actor, filled: Filled, at: datetime) -> MoneySheet:
    """Keep what was filled in; kept again it is changed, and a notice on its way begins its way anew.

    Raises:
        MayNotDisclose: no post of the actor drafts notices there.
        NotACompound, NotAMonth: the place or the month does not fit.
        SheetIsPosted: its figures hang on the board.
        SheetIsEmpty, BadAmount: the figures do not fit.
    """
    area = _compound(filled.area)
    locks.refuse_unless_keeper(by, area.pk, at)
    _refuse_unless_month(filled.month, at)
    lines = _sound(filled.lines)
    community = areas.community_of(area.pk)
    assert community is not None
    sheet, _is_new = MoneySheet.objects.select_for_update(no_key=True, of=("self",)).get_or_create(
        area=area, month=filled.month, defaults={"community": community, "kept_at": at}
    )
    if sheet.notice is not None and sheet.notice.state == State.POSTED:
        raise SheetIsPosted(month=sheet.month_key)
    _write(sheet, filled, lines, by, at)
    if sheet.notice is not None and sheet.notice.state in _ON_ITS_WAY:
        _drafted(sheet, by, at)
    return sheet


@transaction.atomic
def submit(*, by: Actor, sheet: int, at: datetime) -> Notice:
    """Begin the notice of a sheet, with its table and the month before beside it; pressed twice it is one notice.

    Raises:
        NoSuchDuty: there is none.
        MayNotDisclose: no post of the actor drafts notices there.
        SheetIsPosted: it hangs on the board already.
    """
    found = MoneySheet.objects.select_for_update(no_key=True, of=("self",)).filter(pk=sheet).first()
    if found is None:
        raise NoSuchDuty
    locks.refuse_unless_keeper(by, found.area_id, at)
    if found.notice is not None and found.notice.state == State.POSTED:
        raise SheetIsPosted(month=found.month_key)
    if found.notice is not None and found.notice.state in _ON_ITS_WAY:
        return found.notice
    made = _drafted(found, by, at)
    _tell("money.submitted", found, by, at, notice=made.pk, month=found.month_key)
    return made


def _drafted(sheet: MoneySheet, by: Actor, at: datetime) -> Notice:
    """Put the figures into the sheet's notice, in the language of the house whatever the keeper reads."""
    duty = duties.of_money(sheet.area_id, sheet.month)
    with translation.override(settings.LANGUAGE_CODE):
        draft = _draft(sheet, duty.min_days if duty else DISCLOSED_DAYS, duty.approver if duty else "")
    before = sheet.notice
    if before is not None and before.state in _ON_ITS_WAY:
        return drafts.change(by=by, notice=before.pk, draft=draft, at=at)
    if before is not None:
        anew = drafts.again(by=by, notice=before.pk, at=at)
        made = drafts.change(by=by, notice=anew.pk, draft=draft, at=at)
    else:
        made = drafts.draft(by=by, draft=draft, at=at)
    sheet.notice = made
    sheet.save(update_fields=["notice"])
    if duty is not None and duty.fulfilled_at is None:
        duties.link(by=by, duty=duty.pk, notice=made.pk, at=at)
    return made


def _draft(sheet: MoneySheet, days: int, approver: str) -> Draft:
    page = sheets.page_of(sheet)
    told = [money.sentence(page.lines)]
    told += [
        f"{one.name}：{one.words}。"
        for one in page.beside_month
        if one.then is not None and one.now != one.then
    ]
    told += [sheet.words] if sheet.words else []
    return Draft(
        kind=Kind.FINANCE,
        area=sheet.area_id,
        title=_("%(place)s%(month)s六项收支")
        % {"place": sheet.area.name, "month": money.month_words(sheet.month)},
        body="\n".join(told),
        days=days,
        organization=sheet.organization_id,
        approver=approver,
        link=f"/money/{sheet.area_id}/{sheet.month_key}/",
        tables=(money.table(sheet.month, page.lines),),
    )


def _write(sheet: MoneySheet, filled: Filled, lines: Sequence[Line], by: Actor, at: datetime) -> None:
    sheet.words = clip(tidy(filled.words), WORDS_LENGTH) if filled.words else sheet.words
    sheet.organization_id = filled.organization or sheet.organization_id
    sheet.kept_by_id, sheet.kept_at = by.account_id, at
    sheet.save()
    for line in lines:
        MoneyLine.objects.update_or_create(
            sheet=sheet,
            item=line.item,
            defaults={
                "income": line.income,
                "expense": line.expense,
                "units": line.units,
                "note": clip(tidy(line.note), NOTE_LENGTH) if line.note else "",
            },
        )
    _tell("money.kept", sheet, by, at, month=month_key(sheet.month))


def _compound(area: int) -> Area:
    found = Area.objects.filter(pk=area, kind=AreaKind.COMPOUND).first()
    if found is None:
        raise NotACompound
    return found


def _refuse_unless_month(month: date, at: datetime) -> None:
    if month.day != 1 or month.year < 2000 or month > timezone.localdate(at):
        raise NotAMonth


def _sound(lines: Sequence[Line]) -> list[Line]:
    found = [line for line in lines if line.item in Item]
    if all(line.says_nothing for line in found):
        raise SheetIsEmpty
    for line in found:
        if any(not 0 <= number <= LARGEST for number in (line.income, line.expense, line.units or 0)):
            raise BadAmount
    return found


def _tell(verb: str, sheet: MoneySheet, by: Actor, at: datetime, **payload: object) -> None:
    entries.record(verb, by=by.account_id, thing=sheet, at=at, area=sheet.area_id, **payload)
