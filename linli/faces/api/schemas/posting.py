"""The shapes of the board: one notice with what belongs to it, and what must be made known, late or not."""

from datetime import date, datetime
from typing import Any, Literal

from django.urls import reverse
from ninja import Schema

from linli.circle.disclose.catalogue import Line
from linli.circle.disclose.choices import Cycle, Head
from linli.circle.disclose.models import DisclosureDuty
from linli.circle.disclose.queries.duties import Shelf
from linli.commons.notices.models import Question
from linli.commons.notices.queries.notices import Asked, NoticePage
from linli.faces.api.schemas import circle
from linli.faces.api.schemas.circle import NoticeOut


class ErratumOut(Schema):
    """What was wrong in a notice and is right so, from when on."""

    posted_at: datetime
    words: str


class SheetOut(Schema):
    """A table in a notice; the last row is a sum where `has_total` says so."""

    caption: str
    head: list[str]
    rows: list[list[str]]
    has_total: bool


class FileOut(Schema):
    """A photo or a table that hangs beside a notice, by its address."""

    address: str
    kind: str
    caption: str


class QuestionOut(Schema):
    """A question under a notice with its answer; of a hidden one the reason instead of the words."""

    id: int
    at: datetime
    words: str
    due_on: date
    is_overdue: bool
    answer: str
    answered_at: datetime | None
    hidden_because: str


class NoticeDetail(NoticeOut):
    """One notice with its corrections, tables, files and questions, and for how many full days it has stood."""

    signed_by: str
    days: int
    stood_days: int
    is_standing: bool
    link: str
    in_place_of: int | None
    replaced_by: int | None
    errata: list[ErratumOut]
    tables: list[SheetOut]
    files: list[FileOut]
    questions: list[QuestionOut]


class DutyOut(Schema):
    """Something that must be made known for one place and period: late, posted (then by which notice), or to come."""

    head: Head
    title: str
    area: str
    standing: Literal["late", "posted", "coming"]
    cycle: Cycle
    first: date
    last: date
    due_on: date
    posted_at: datetime | None
    was_late: bool
    notice: int | None


class CatalogueLine(Schema):
    """One line of what must be made known: how often, for how many days at least, by which article."""

    head: Head
    title: str
    cycle: Cycle
    least_days: int
    articles: str


def notice(page: NoticePage) -> dict[str, Any]:
    """Return one notice as anyone reads it."""
    row = page.notice
    return circle.notice(row) | {
        "signed_by": row.organization.name if row.organization else "",
        "days": row.days,
        "stood_days": page.stood,
        "is_standing": page.is_standing,
        "link": row.link,
        "in_place_of": row.replaces_id,
        "replaced_by": page.renewal.pk if page.renewal else None,
        "errata": [{"posted_at": one.posted_at, "words": one.words} for one in page.errata if one.posted_at],
        "tables": [_table(one) for one in row.tables],
        "files": [
            {
                "address": reverse("files:file", args=[one.file_id]),
                "kind": one.file.kind,
                "caption": one.caption,
            }
            for one in page.files
        ],
        "questions": [_asked(one) for one in page.asked],
    }


def _table(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "caption": str(told.get("caption", "")),
        "head": [str(cell) for cell in told.get("head", ())],
        "rows": [[str(cell) for cell in row] for row in told.get("rows", ())],
        "has_total": bool(told.get("total")),
    }


def _asked(one: Asked) -> dict[str, Any]:
    return question(one.question, is_overdue=one.is_overdue)


def question(row: Question, *, is_overdue: bool = False) -> dict[str, Any]:
    """Return a question; of a hidden one neither its words nor its answer."""
    is_hidden = row.hidden_at is not None
    return {
        "id": row.pk,
        "at": row.at,
        "words": "" if is_hidden else row.words,
        "due_on": row.due_on,
        "is_overdue": is_overdue,
        "answer": "" if is_hidden else row.answer,
        "answered_at": None if is_hidden else row.answered_at,
        "hidden_because": row.hidden_reason if is_hidden else "",
    }


def duties(shelves: list[Shelf]) -> list[dict[str, Any]]:
    """Return what must be made known, head by head: what is late, what hangs, what is to come."""
    return [
        _duty(duty, standing)
        for shelf in shelves
        for standing, rows in (("late", shelf.late), ("posted", shelf.posted), ("coming", shelf.coming))
        for duty in rows
    ]


def _duty(row: DisclosureDuty, standing: str) -> dict[str, Any]:
    fields = ("head", "cycle", "first", "last", "due_on", "was_late")
    return {name: getattr(row, name) for name in fields} | {
        "title": row.what or row.title,
        "area": row.area.name,
        "standing": standing,
        "posted_at": row.fulfilled_at,
        # The notice of what is not fulfilled yet is a draft, of which nobody may know.
        "notice": row.notice_id if row.fulfilled_at else None,
    }


def line(row: Line) -> dict[str, Any]:
    """Return one line of the catalogue in force."""
    fields = ("head", "title", "cycle", "articles")
    return {name: getattr(row, name) for name in fields} | {"least_days": row.min_days}
