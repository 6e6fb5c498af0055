"""Work behind the scenes: reading, writing and undoing imports of the register."""

from django_tasks import task

from linli.ground.lib.clock import now
from linli.ground.people.actions.imports import keeping
from linli.ground.people.actions.imports.reading import Reading
from linli.ground.people.actions.imports.undoing import Undoing
from linli.ground.people.actions.imports.work import Work
from linli.ground.people.actions.imports.writing import Writing

WORKS: tuple[type[Work], ...] = (Reading, Writing, Undoing)


@task
def work_on_import(import_id: int) -> None:
    """Do what an import's stage asks for, to its end; nothing when there is nothing to do."""
    for kind in WORKS:
        work = kind(import_id, at=now())
        while work.step(at=now()):
            pass


def take_up_stopped_imports() -> int:
    """Hand imports whose worker was killed to a worker again; called by `tend`. Return how many."""
    stopped = keeping.take_up_stopped(at=now())
    for import_id in stopped:
        work_on_import.enqueue(import_id)
    return len(stopped)


def forget_old_imports() -> int:
    """Remove the personal data of old imports; called by `tend`. Return how many imports."""
    return keeping.forget_old(at=now())
