"""The shapes of works: a project with its plan, tasks, moved dates, progress and what the overseers signed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal

from django.urls import reverse
from ninja import Schema

from linli.circle.deliver.choices import Moment, Outcome, Part, ProjectState, Verdict
from linli.circle.deliver.models import Acceptance, Note, NotePhoto, Project, Task
from linli.circle.deliver.queries.projects import Whole


class ProjectOut(Schema):
    """The works by which a matter is dealt with on one lap."""

    id: int
    matter: int
    lap: int
    title: str
    state: ProjectState
    started_at: datetime
    accepted_at: datetime | None


class PartOut(Schema):
    """The part that a body takes in a project."""

    part: Part
    body: str


class DelayOut(Schema):
    """A date that was moved, and why."""

    was_until: date
    now_until: date
    reason: str


class TaskOut(Schema):
    """One piece of the works: in whose hands (masked), planned from when until when, where it stands."""

    id: int
    title: str
    hands: str
    plan_from: date
    plan_until: date
    first_until: date
    after: int | None
    standing: Literal["done", "late", "now", "waits"]
    done_at: datetime | None
    was_sent_back: bool
    delays: list[DelayOut]


class NoteOut(Schema):
    """What somebody wrote or photographed on the way; of a hidden one the reason instead."""

    at: datetime
    by: str
    task: int | None
    moment: Moment
    words: str
    photos: list[str]
    hidden_because: str


class SignedOut(Schema):
    """What one overseer signed."""

    overseer: str
    verdict: Verdict
    words: str
    at: datetime


class AcceptanceOut(Schema):
    """One time that the overseers looked at the works."""

    number: int
    meeting_at: datetime
    meeting_place: str
    board_size: int
    outcome: Outcome
    signatures: list[SignedOut]


class ProjectDetail(ProjectOut):
    """One project with everything its page shows; money in whole fen, zero while none is planned or spent."""

    plan: str
    at_once_because: str
    board: str
    parts: list[PartOut]
    budget_fen: int
    spent_fen: int
    money_source: str
    tasks: list[TaskOut]
    notes: list[NoteOut]
    acceptances: list[AcceptanceOut]


def project(row: Project) -> dict[str, Any]:
    """Return a project as lists give it."""
    fields = ("lap", "title", "state", "started_at", "accepted_at")
    return {name: getattr(row, name) for name in fields} | {"id": row.pk, "matter": row.matter_id}


def whole(found: Whole, today: date) -> dict[str, Any]:
    """Return everything about one project; people stand in it masked, as on its page."""
    row = found.project
    fields = ("plan", "budget_fen", "spent_fen", "money_source")
    return (
        project(row)
        | {name: getattr(row, name) for name in fields}
        | {
            "at_once_because": row.reason,
            "board": row.board.name if row.board else "",
            "parts": [{"part": one.part, "body": one.body.name} for one in row.parts.all()],
            "tasks": [_task(one, today) for one in found.tasks],
            "notes": [_note(one) for one in found.notes],
            "acceptances": [_acceptance(one) for one in found.acceptances],
        }
    )


def _task(row: Task, today: date) -> dict[str, Any]:
    fields = ("title", "plan_from", "plan_until", "first_until", "done_at")
    moved = ("was_until", "now_until", "reason")
    return {name: getattr(row, name) for name in fields} | {
        "id": row.pk,
        "hands": _hands(row),
        "after": row.after_id,
        "standing": _standing(row, today),
        "was_sent_back": row.reopened > 0,
        "delays": [{name: getattr(one, name) for name in moved} for one in row.delays.all()],
    }


def _hands(row: Task) -> str:
    if row.post is not None:
        holder = row.post.resident.masked if row.post.resident else ""
        return f"{row.post.get_kind_display()} {holder}".strip()
    if row.body is not None:
        return row.body.name
    return row.resident.masked if row.resident else ""


def _standing(row: Task, today: date) -> str:
    if row.done_at:
        return "done"
    if row.is_late(today):
        return "late"
    return "now" if row.plan_from <= today else "waits"


def _note(row: Note) -> dict[str, Any]:
    is_hidden = bool(row.hidden_why)
    return {
        "at": row.at,
        "by": row.by_resident.masked if row.by_resident else "",
        "task": row.task_id,
        "moment": row.moment,
        "words": "" if is_hidden else row.words,
        "photos": [] if is_hidden else _addresses(row.photos.all()),
        "hidden_because": row.hidden_why,
    }


def _addresses(photos: Iterable[NotePhoto]) -> list[str]:
    return [reverse("files:file", args=[one.file_id]) for one in photos]


def _acceptance(row: Acceptance) -> dict[str, Any]:
    fields = ("number", "meeting_at", "meeting_place", "board_size", "outcome")
    return {name: getattr(row, name) for name in fields} | {
        "signatures": [
            {"overseer": one.overseer.masked, "verdict": one.verdict, "words": one.words, "at": one.at}
            for one in row.signatures.all()
        ]
    }
