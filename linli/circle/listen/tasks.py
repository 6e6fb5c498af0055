"""Work for the worker: reading imports, taking them back, writing exports; queued when the news is delivered."""

from uuid import UUID

from django_tasks import task

from linli.circle.listen.actions import exports, imports
from linli.circle.listen.events import ExportWanted, ImportWanted, UndoWanted
from linli.ground.lib import clock


@task()
def read_import(batch: int) -> None:
    """Read a file of voices."""
    imports.run(batch=batch, at=clock.now())


@task()
def undo_import(batch: int) -> None:
    """Take an import back."""
    imports.take_back(batch=batch, at=clock.now())


@task()
def make_export(export: int) -> None:
    """Write a workbook of voices."""
    exports.make(export=export, at=clock.now())


def queue_import(event: ImportWanted, _event_id: UUID) -> None:
    """Give the reading of a file to the worker."""
    read_import.enqueue(batch=event.batch_id)


def queue_undo(event: UndoWanted, _event_id: UUID) -> None:
    """Give the taking back to the worker."""
    undo_import.enqueue(batch=event.batch_id)


def queue_export(event: ExportWanted, _event_id: UUID) -> None:
    """Give the writing of a list to the worker."""
    make_export.enqueue(export=event.export_id)
