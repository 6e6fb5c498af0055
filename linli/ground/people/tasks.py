"""Work behind the scenes: reading, writing and undoing imports of the register, making its workbooks."""

from datetime import datetime
from uuid import UUID

from django_tasks import task

from linli.ground.lib.clock import now
from linli.ground.people.actions import register_exports
from linli.ground.people.actions.imports import keeping
from linli.ground.people.actions.imports.reading import Reading
from linli.ground.people.actions.imports.undoing import Undoing
from linli.ground.people.actions.imports.work import Work
from linli.ground.people.actions.imports.writing import Writing
from linli.ground.people.events import RegisterExportWanted, RegisterWorkWanted
from linli.ground.people.exports import register

WORKS: tuple[type[Work], ...] = (Reading, Writing, Undoing)


@task()
def work_on_import(import_id: int) -> None:
    """Do what an import's stage asks for, to its end; nothing when there is nothing to do."""
    for kind in WORKS:
        work = kind(import_id, at=now())
        while work.step(at=now()):
            pass


@task()
def make_export(export_id: int) -> None:
    """Write a workbook of the register."""
    register_exports.make(export_id=export_id, workbook=register.workbook, at=now())


def queue_import(event: RegisterWorkWanted, _event_id: UUID) -> None:
    """Give an import to the worker."""
    work_on_import.enqueue(import_id=event.import_id)


def queue_export(event: RegisterExportWanted, _event_id: UUID) -> None:
    """Give the making of a workbook to the worker."""
    make_export.enqueue(export_id=event.export_id)


def take_up_stopped_imports(at: datetime) -> int:
    """Hand imports whose worker was killed to a worker again; a chore of `tend`. Return how many."""
    stopped = keeping.take_up_stopped(at=at)
    for import_id in stopped:
        work_on_import.enqueue(import_id=import_id)
    return len(stopped)


def forget_personal_data(at: datetime) -> int:
    """Remove what imports and exports keep of people beyond its time; a chore of `tend`. Return how many."""
    return keeping.forget_old(at=at) + register_exports.forget_old(at=at)
