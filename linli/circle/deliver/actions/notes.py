"""Writes down progress: a word, photos from before and after; and takes a note from view with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from linli.circle.deliver import rules
from linli.circle.deliver.actions import locks, tasks
from linli.circle.deliver.choices import Moment
from linli.circle.deliver.events import PhotosPaired
from linli.circle.deliver.models import Note, NotePhoto, Project, Task
from linli.circle.deliver.refusals import (
    DoneAlready,
    MayNotRun,
    NoSuchNote,
    NotYourPhoto,
    ReasonMissing,
    WordsMissing,
)
from linli.ground.files.models import FileKind, StoredFile
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.chance import token
from linli.ground.lib.text import tidy
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

KEEPER = "deliver"
MOST_PHOTOS = 6


@dataclass(frozen=True, slots=True)
class Written:
    """What a note holds: words, photos taken in before (their ids), and whether they show before, during or after."""

    words: str = ""
    moment: Moment = Moment.DURING
    photos: Sequence[int] = ()


@transaction.atomic
def write(*, by: Actor, task: int, written: Written, key: str = "", at: datetime) -> Note:
    """Write a note about a task; the same key again gives the note that it made before.

    Raises:
        NoSuchTask: there is none.
        DoneAlready: the project was accepted.
        MayNotWork, OverseersMayNotWork: the actor has no part in this task, or oversees it.
        WordsMissing: it holds nothing.
        NotYourPhoto: a photo was brought by somebody else, or hangs on a note already.
    """
    project, found = locks.project_of(task)
    if not project.is_open():
        raise DoneAlready
    tasks.refuse_unless_worker(by, project, found, at)
    made = Note.objects.filter(project=project, key=key).first() if key else None
    if made is not None:
        return made
    if not tidy(written.words) and not written.photos:
        raise WordsMissing
    photos = _photos(by, written.photos)

    was_paired = _is_paired(found)
    note = _noted(by, project, found, written, key or token(), at)
    NotePhoto.objects.bulk_create(NotePhoto(note=note, file=photo) for photo in photos)
    entries.record("note.written", thing=note, photos=len(photos), **locks.line(project, by, at))
    if not was_paired and _is_paired(found):
        news.publish(PhotosPaired(found.pk), at=at)
    return note


def _noted(by: Actor, project: Project, task: Task, written: Written, key: str, at: datetime) -> Note:
    return Note.objects.create(
        project=project,
        task=task,
        words=tidy(written.words)[:500],
        moment=written.moment,
        by_account_id=by.account_id,
        by_resident_id=by.resident_id,
        at=at,
        key=key,
    )


@transaction.atomic
def hide(*, by: Actor, note: int, reason: str, at: datetime) -> Note:
    """Take a note and its photos from view; the reason stays readable.

    Raises:
        NoSuchNote: there is none.
        MayNotRun: no post of the actor runs projects there.
        ReasonMissing: no reason is given.
    """
    holding = Note.objects.filter(pk=note).values_list("project_id", flat=True).first()
    if holding is None:
        raise NoSuchNote
    project: Project = locks.project(holding)
    if not rules.may_run(by, areas.around(project.matter.scope_id), at):
        raise MayNotRun
    if not tidy(reason):
        raise ReasonMissing
    found = Note.objects.get(pk=note)
    found.hidden_why = tidy(reason)[:200]
    found.save(update_fields=["hidden_why"])
    entries.record("note.hidden", thing=found, **locks.line(project, by, at))
    return found


def _photos(by: Actor, wanted: Sequence[int]) -> list[StoredFile]:
    photos = StoredFile.objects.filter(
        pk__in=wanted[:MOST_PHOTOS], keeper=KEEPER, kind=FileKind.PHOTO, brought_by=by.account_id
    ).order_by("pk")
    found = list(photos)
    if len(found) != len(set(wanted)) or NotePhoto.objects.filter(file__in=found).exists():
        raise NotYourPhoto
    return found


def _is_paired(task: Task) -> bool:
    """Say whether there is a photo from before and one from after."""
    shown = NotePhoto.objects.filter(note__task=task, note__hidden_why="")
    moments = set(shown.values_list("note__moment", flat=True).distinct())
    return {Moment.BEFORE, Moment.AFTER} <= moments
