"""The register as a workbook, in the columns in which it can be brought back."""

import io
from collections.abc import Callable, Iterator
from datetime import date

import xlsxwriter
from django.db.models import Prefetch, QuerySet

from linli.ground.lib.money import square_metres
from linli.ground.lib.text import masked_name
from linli.ground.people.choices import AreaKind, OwnerKind
from linli.ground.people.models import Home, Household, Ownership, OwnershipShare, Resident
from linli.ground.people.queries import areas
from linli.ground.people.sheets.columns import Column

_CHUNK = 500
_WIDTHS = {Column.ID_NUMBER: 22, Column.OWNER_ID: 22, Column.OWNER: 18, Column.PHONE: 16}
# han: the words the reader of tables knows
_KINDS = {OwnerKind.PERSON: "个人", OwnerKind.COMPANY: "单位", OwnerKind.DEVELOPER: "建设单位"}
_SEALED = frozenset({Column.PHONE, Column.ID_NUMBER, Column.OWNER_ID, Column.BORN})


def workbook(homes: "QuerySet[Home]", is_full: bool) -> tuple[bytes, int]:  # noqa: FBT001 -- called by position, once
    """Return the homes as .xlsx and how many rows it has: text cells, one row a person, empty homes in one row.

    Masked workbooks have no phones, numbers and birthdays, and names as lists show them.
    """
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"constant_memory": True, "strings_to_formulas": False})
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
    sheet = book.add_worksheet(str(AreaKind.COMMUNITY.label))
    columns = [column for column in Column if column != Column.HEAD and (is_full or column not in _SEALED)]
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column, 11), text)
        sheet.write_string(0, place, str(column.label), bold)
    sheet.freeze_panes(1, 0)
    line = 0
    for home in homes.prefetch_related(*_beside(is_full=is_full)).iterator(chunk_size=_CHUNK):
        for row in _rows(home, is_full=is_full):
            line += 1
            for place, column in enumerate(columns):
                if row.get(column):
                    sheet.write_string(line, place, row[column], text)
    book.close()
    return body.getvalue(), line


def _rows(home: Home, *, is_full: bool) -> Iterator[dict[Column, str]]:
    shown: Callable[[str], str] = str if is_full else masked_name
    place = {step.kind: step.name for step in areas.steps(home.area)}
    household = next(iter(home.households.all()), None)
    first = {
        Column.COMPOUND: place.get(AreaKind.COMPOUND, ""),
        Column.BUILDING: place.get(AreaKind.BUILDING, ""),
        Column.STAIRWELL: place.get(AreaKind.STAIRWELL, ""),
        Column.BLOCK: _block(home),
        Column.NUMBER: home.number,
        Column.AREA: square_metres(home.exclusive_area).replace(",", "") if home.exclusive_area else "",
        Column.USE: home.get_use_display(),
        Column.FLOOR: "" if home.floor is None else str(home.floor),
        Column.SINCE: _day(household.since) if household else "",
        Column.ORIGIN: household.origin_village if household else "",
        **_owners(next(iter(home.ownerships.all()), None), shown),
    }
    members = list(household.members.all()) if household else []
    if not members:
        yield first
    for member in members:
        yield first | {
            Column.NAME: shown(member.name),
            Column.TIE: member.get_tie_display(),
            Column.BORN: _day(member.born_on),
            **(
                {Column.PHONE: member.phone.removeprefix("+86"), Column.ID_NUMBER: member.id_number}
                if is_full
                else {}
            ),
        }


def _owners(title: Ownership | None, shown: Callable[[str], str]) -> dict[Column, str]:
    if title is None:
        return {}
    shares = list(title.shares.all())
    names = [shown(share.resident.name) if share.resident else str(share.organization) for share in shares]
    return {
        Column.OWNER: names[0],
        Column.CO_OWNERS: "、".join(names[1:]),
        Column.OWNER_KIND: _KINDS[OwnerKind(shares[0].kind)],
    }


def _block(home: Home) -> str:
    for step in areas.steps(home.area):
        if step.block is not None:
            return step.block.name
    return ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _beside(*, is_full: bool) -> tuple[Prefetch[str], ...]:
    members = Resident.objects.order_by("id")
    members = members.defer(None) if is_full else members.only("id", "name", "tie", "household_id")
    shares = (
        OwnershipShare.objects.order_by("id")
        .select_related("organization")
        .prefetch_related(Prefetch("resident", Resident.objects.only("id", "name")))
    )
    return (
        Prefetch(
            "households",
            Household.objects.filter(until__isnull=True).prefetch_related(Prefetch("members", members)),
        ),
        Prefetch(
            "ownerships",
            Ownership.objects.filter(until__isnull=True).prefetch_related(Prefetch("shares", shares)),
        ),
    )
