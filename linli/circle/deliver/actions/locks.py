"""Takes the lock that deeds upon a project begin with, and refuses what most of them refuse."""

from datetime import datetime
from typing import Any

from linli.circle.deliver import rules
from linli.circle.deliver.models import Project, Task
from linli.circle.deliver.refusals import DoneAlready, MayNotRun, NoSuchProject, NoSuchTask
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


def project(pk: int) -> Project:
    """Return a project, locked until the end of the transaction.

    Raises:
        NoSuchProject: there is none.
    """
    rows = Project.objects.select_for_update(no_key=True, of=("self",)).select_related("matter")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchProject
    return found


def open_project(by: Actor, pk: int, at: datetime) -> Project:
    """Return a project that is not accepted yet, locked, for somebody who runs projects there.

    Raises:
        NoSuchProject: there is none.
        DoneAlready: it was accepted.
        MayNotRun: no post of the actor runs projects there.
    """
    found = project(pk)
    if not found.is_open():
        raise DoneAlready
    if not rules.may_run(by, areas.around(found.matter.scope_id), at):
        raise MayNotRun
    return found


def project_of(task: int) -> tuple[Project, Task]:
    """Return the locked project of a task, and the task.

    Raises:
        NoSuchTask: there is none.
    """
    holding = Task.objects.filter(pk=task).values_list("project_id", flat=True).first()
    if holding is None:
        raise NoSuchTask
    locked = project(holding)
    return locked, Task.objects.select_related("after").get(pk=task)


def line(found: Project, by: Actor, at: datetime) -> dict[str, Any]:
    """Return what every line of the journal about a project says."""
    return {
        "by": by.account_id,
        "at": at,
        "area": found.matter.scope_id,
        "matter": found.matter_id,
        "public": True,
    }
