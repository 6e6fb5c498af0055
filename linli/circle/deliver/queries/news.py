"""What the subscribers of delivering need to know to tell people."""

from datetime import datetime

from linli.circle.deliver.models import Acceptance, Delay, Project, Task
from linli.circle.deliver.queries import boards
from linli.circle.matters.choices import Why


def project(pk: int) -> Project | None:
    """Return a project with its matter, or None."""
    return Project.objects.select_related("matter").filter(pk=pk).first()


def task(pk: int) -> Task | None:
    """Return a task with its project, or None."""
    return Task.objects.select_related("project__matter").filter(pk=pk).first()


def delay(pk: int) -> Delay | None:
    """Return a moved date with its task and project, or None."""
    return Delay.objects.select_related("task__project__matter").filter(pk=pk).first()


def acceptance(pk: int) -> Acceptance | None:
    """Return a round of acceptance with its project, or None."""
    return Acceptance.objects.select_related("project__matter").filter(pk=pk).first()


def to_do(found: Task, at: datetime) -> dict[int, str]:
    """Return in whose hands a task is, each with the reason why they are told."""
    return dict.fromkeys(boards.hands(found, at), Why.PART.value)


def to_sign(found: Acceptance, at: datetime) -> dict[int, str]:
    """Return who may sign a round, each with the reason why they are told."""
    return dict.fromkeys(boards.bench(found.project, at).eligible, Why.PART.value)
