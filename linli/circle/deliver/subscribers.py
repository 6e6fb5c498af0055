"""What delivering does when it hears its own news: tell those concerned, those who work, and those who oversee."""

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from linli.circle.deliver.choices import Outcome
from linli.circle.deliver.events import (
    AcceptanceCalled,
    AcceptanceDecided,
    PhotosPaired,
    ProjectStarted,
    TaskAssigned,
    TaskDelayed,
)
from linli.circle.deliver.models import Project
from linli.circle.deliver.queries import news, tasks
from linli.circle.matters.queries import concerned
from linli.ground.files.models import StoredFile
from linli.ground.lib import clock
from linli.ground.messages.actions.telling import News, tell


def tell_started(event: ProjectStarted, event_id: UUID) -> None:
    """Tell those concerned that works began."""
    project = news.project(event.project_id)
    if project is not None:
        tell(_news(project, "project.started", event_id), to=concerned.by(project.matter_id), at=clock.now())


def tell_assigned(event: TaskAssigned, event_id: UUID) -> None:
    """Tell those who do a task that it is theirs."""
    task = news.task(event.task_id)
    if task is not None:
        told = _news(
            task.project, "project.task_yours", event_id, link=f"/my-works/{task.pk}/", task=task.title
        )
        tell(told, to=news.to_do(task, clock.now()), at=clock.now())


def tell_delayed(event: TaskDelayed, event_id: UUID) -> None:
    """Tell those concerned that something takes longer, and why."""
    delay = news.delay(event.delay_id)
    if delay is not None:
        project, until = delay.task.project, delay.now_until
        told = _news(
            project, "project.delayed", event_id, month=until.month, day=until.day, reason=delay.reason
        )
        tell(told, to=concerned.by(project.matter_id), at=clock.now())


def tell_pictured(event: PhotosPaired, event_id: UUID) -> None:
    """Tell those concerned that there are photos from before and after."""
    task = news.task(event.task_id)
    if task is not None:
        told = _news(task.project, "project.pictured", event_id)
        tell(told, to=concerned.by(task.project.matter_id), at=clock.now())


def ask_overseers(event: AcceptanceCalled, event_id: UUID) -> None:
    """Ask the overseers to come, look and sign."""
    called = news.acceptance(event.acceptance_id)
    if called is not None:
        day = timezone.localtime(called.meeting_at)
        told = _news(
            called.project,
            "project.to_accept",
            event_id,
            link=f"/works/{called.project_id}/accept/",
            month=day.month,
            day=day.day,
            place=called.meeting_place,
        )
        tell(told, to=news.to_sign(called, clock.now()), at=clock.now())


def tell_decided(event: AcceptanceDecided, event_id: UUID) -> None:
    """Tell those concerned what the overseers decided."""
    decided = news.acceptance(event.acceptance_id)
    if decided is not None:
        words = "project.accepted" if decided.outcome == Outcome.PASSED else "project.sent_back"
        told = _news(decided.project, words, event_id)
        tell(told, to=concerned.by(decided.project.matter_id), at=clock.now())


def may_see_file(_request: HttpRequest, file: StoredFile) -> bool:
    """Say whether the asker may see a photo of the works."""
    return tasks.may_see(file)


def _news(project: Project, words: str, event_id: UUID, *, link: str = "", **facts: str | int) -> News:
    return News(
        fact=f"deliver:{event_id}",
        words=words,
        link=link or f"/works/{project.pk}/",
        facts={"title": project.title, **facts},
        matter=project.matter_id,
    )
