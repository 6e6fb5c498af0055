"""Brings money sheets from workbooks: understood first, kept once somebody has looked, and twice without doubles."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from linli.circle.disclose import reading
from linli.circle.disclose.actions import locks, sheets
from linli.circle.disclose.actions.sheets import Filled
from linli.circle.disclose.choices import Item
from linli.circle.disclose.models import MoneySheet, SheetImport
from linli.circle.disclose.money import Line
from linli.circle.disclose.queries import sheets as asked
from linli.circle.disclose.reading import Known
from linli.circle.disclose.refusals import ImportIsKept, MayNotDisclose, NoSuchDuty, NothingToKeep
from linli.commons.notices.choices import State
from linli.ground.journal.actions import entries
from linli.ground.people.rules import Actor


@transaction.atomic
def bring(
    *, by: Actor, community: int, file_name: str, content: bytes, month: date, at: datetime
) -> SheetImport:
    """Understand a workbook; nothing stands in the sheets yet. Rows that name no month are of `month`.

    Raises:
        MayNotDisclose: no post of the actor drafts notices for any compound there.
        NoHeading, NotATable, FileIsEmpty, FileIsTooLarge, IsNotWhatItSays, IsProtected, IsBroken: it cannot be read.
        EncodingIsUnknown, QuotesDoNotPair: it cannot be read as text.
    """
    compounds = asked.keepers_compounds(by, community)
    if not compounds:
        raise MayNotDisclose
    names = {"".join(area.name.split()): area.pk for area in compounds}
    only = compounds[0].pk if len(compounds) == 1 else None
    read = reading.read(file_name, content, Known(names, month, only))
    made = SheetImport.objects.create(
        community_id=community,
        file_name=file_name[:120],
        sha256=hashlib.sha256(content).hexdigest(),
        lines=[_packed(one) for one in read.found],
        faults=[asdict(fault) for fault in read.faults],
        brought_by_id=by.account_id,
        brought_at=at,
    )
    entries.record(
        "money.brought", by=by.account_id, thing=made, at=at, area=community, lines=len(read.found)
    )
    return made


@transaction.atomic
def keep(*, by: Actor, brought: int, at: datetime) -> list[MoneySheet]:
    """Keep what an import says; months whose figures hang on the board, or say the same already, stay as they are.

    Raises:
        NoSuchDuty: there is none of the actor's.
        ImportIsKept: it was kept before.
        NothingToKeep: nothing in it could be kept.
        MayNotDisclose, NotACompound, NotAMonth, SheetIsEmpty, BadAmount: as in `sheets.keep`.
        SheetIsPosted: a month was posted this very moment.
    """
    rows = SheetImport.objects.select_for_update(no_key=True)
    found = rows.filter(pk=brought, brought_by_id=by.account_id or 0).first()
    if found is None:
        raise NoSuchDuty
    if found.kept_at is not None:
        raise ImportIsKept
    months = grouped(found.lines)
    if not months:
        raise NothingToKeep
    known, kept = asked.kept_for(months), []
    for (area, month), lines in months.items():
        locks.refuse_unless_keeper(by, area, at)
        before = known.get((area, month))
        if before is not None and (is_posted(before) or says_the_same(before, lines)):
            continue
        kept.append(sheets.keep(by=by, filled=Filled(area, month, lines), at=at))
    found.kept_at = at
    found.save(update_fields=["kept_at"])
    return kept


def grouped(lines: Iterable[dict[str, Any]]) -> dict[tuple[int, date], list[Line]]:
    """Return the lines of an import by compound and month."""
    found: dict[tuple[int, date], list[Line]] = {}
    for one in lines:
        line = Line(Item(one["item"]), one["income"], one["expense"], one["units"], one["note"])
        found.setdefault((one["area"], date.fromisoformat(one["month"])), []).append(line)
    return found


def is_posted(sheet: MoneySheet) -> bool:
    """Say whether a sheet's figures hang on the board."""
    return sheet.notice is not None and sheet.notice.state == State.POSTED


def says_the_same(sheet: MoneySheet, lines: Iterable[Line]) -> bool:
    """Say whether a sheet holds these lines already."""
    known = {line.item: line for line in asked.lines_of(sheet)}
    return all(known[line.item] == line for line in lines)


def _packed(found: reading.Found) -> dict[str, Any]:
    line = found.line
    return {
        "area": found.area,
        "month": found.month.isoformat(),
        "item": line.item.value,
        "income": line.income,
        "expense": line.expense,
        "units": line.units,
        "note": line.note,
    }
