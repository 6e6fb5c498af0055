"""Plans tasks, puts them into hands, moves their dates with a reason, and marks them done."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from linli.circle.deliver import rules
from linli.circle.deliver.actions import locks
from linli.circle.deliver.choices import ProjectState
from linli.circle.deliver.events import TaskAssigned, TaskDelayed
from linli.circle.deliver.models import Delay, Project, Task
from linli.circle.deliver.queries import boards
from linli.circle.deliver.refusals import (
    DoneAlready,
    EndsBeforeItBegins,
    MayNotRun,
    MayNotWork,
    NoSuchAssignee,
    NoSuchTask,
    NothingMoved,
    OverseersMayNotWork,
    PlanMissing,
    ReasonMissing,
    WaitsForAnother,
)
from linli.circle.deliver.rules import Work
from linli.circle.matters.actions import concerns
from linli.circle.matters.choices import Why
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.chance import token
from linli.ground.lib.text import clip, tidy
from linli.ground.people.models import Organization, Post, Resident
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Hands:
    """In whose hands a task is: one of a post, a resident or a body."""

    post: int | None = None
    resident: int | None = None
    body: int | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """What a task is: its title, whose it is, from when until when, and which task comes before it."""

    title: str
    hands: Hands
    plan_from: date
    plan_until: date
    after: int | None = None


@transaction.atomic
def add(*, by: Actor, project: int, planned: Planned, key: str = "", at: datetime) -> Task:
    """Add a task to a project; the same key again gives the task that it made before.

    Raises:
        NoSuchProject, DoneAlready, MayNotRun: as in `locks.open_project`; also while the overseers look at it.
        PlanMissing: it has no title.
        EndsBeforeItBegins: its dates are the wrong way round.
        NoSuchTask: the one before it is not of this project.
        NoSuchAssignee: nobody holds it, or somebody from elsewhere.
        OverseersMayNotWork: an overseer of this project would get it.
    """
    found = locks.open_project(by, project, at)
    if found.state == ProjectState.CHECKING:
        raise DoneAlready
    made = Task.objects.filter(project=found, key=key).first() if key else None
    if made is not None:
        return made
    if not tidy(planned.title):
        raise PlanMissing
    if planned.plan_until < planned.plan_from:
        raise EndsBeforeItBegins
    if planned.after is not None and not Task.objects.filter(project=found, pk=planned.after).exists():
        raise NoSuchTask
    people = _refuse_hands(found, planned.hands, at)

    task = Task.objects.create(
        project=found,
        title=clip(tidy(planned.title), 120),
        post_id=planned.hands.post,
        resident_id=planned.hands.resident,
        body_id=planned.hands.body,
        plan_from=planned.plan_from,
        plan_until=planned.plan_until,
        first_until=planned.plan_until,
        after_id=planned.after,
        key=key or token(),
    )
    concerns.concern(matter=found.matter_id, residents=people, why=Why.PART, at=at)
    entries.record("task.added", thing=task, **locks.line(found, by, at))
    news.publish(TaskAssigned(task.pk), at=at)
    return task


@transaction.atomic
def assign(*, by: Actor, task: int, hands: Hands, at: datetime) -> Task:
    """Put a task into other hands.

    Raises:
        NoSuchTask: there is none.
        DoneAlready: it is done, or the project accepted.
        MayNotRun: no post of the actor runs projects there.
        NoSuchAssignee, OverseersMayNotWork: as in `add`.
    """
    project, found = _changing(by, task, at)
    people = _refuse_hands(project, hands, at)
    found.post_id, found.resident_id, found.body_id = hands.post, hands.resident, hands.body
    found.save(update_fields=["post", "resident", "body"])
    concerns.concern(matter=project.matter_id, residents=people, why=Why.PART, at=at)
    entries.record("task.assigned", thing=found, **locks.line(project, by, at))
    news.publish(TaskAssigned(found.pk), at=at)
    return found


@transaction.atomic
def move(*, by: Actor, task: int, plan_from: date, plan_until: date, reason: str, at: datetime) -> Delay:
    """Move the dates of a task; why is asked every time and stays readable.

    Raises:
        NoSuchTask: there is none.
        DoneAlready: it is done, or the project accepted.
        MayNotRun: no post of the actor runs projects there.
        EndsBeforeItBegins, NothingMoved, ReasonMissing: the dates or the reason are not right.
    """
    project, found = _changing(by, task, at)
    _refuse_unless_moved(found, plan_from, plan_until)
    if not tidy(reason):
        raise ReasonMissing

    delay = Delay.objects.create(
        task=found,
        was_until=found.plan_until,
        now_until=plan_until,
        reason=tidy(reason)[:300],
        by_account_id=by.account_id,
        at=at,
    )
    found.plan_from, found.plan_until = plan_from, plan_until
    found.save(update_fields=["plan_from", "plan_until"])
    _tell_delay(delay, project, by, at)
    if delay.now_until > delay.was_until:
        news.publish(TaskDelayed(delay.pk), at=at)
    return delay


def _refuse_unless_moved(task: Task, plan_from: date, plan_until: date) -> None:
    if plan_until < plan_from:
        raise EndsBeforeItBegins
    if (plan_from, plan_until) == (task.plan_from, task.plan_until):
        raise NothingMoved


def _tell_delay(delay: Delay, project: Project, by: Actor, at: datetime) -> None:
    was, now = delay.was_until.isoformat(), delay.now_until.isoformat()
    entries.record("task.delayed", thing=delay.task, was=was, now=now, **locks.line(project, by, at))


@transaction.atomic
def finish(*, by: Actor, task: int, at: datetime) -> Task:
    """Mark a task done, as who does it or works there; marking it again changes nothing.

    Raises:
        NoSuchTask: there is none.
        DoneAlready: the project was accepted.
        MayNotWork: the task is not the actor's, and no post of theirs works there.
        WaitsForAnother: the task before it is not done.
    """
    project, found = locks.project_of(task)
    if not project.is_open():
        raise DoneAlready
    refuse_unless_worker(by, project, found, at)
    if found.done_at is not None:
        return found
    if found.after is not None and found.after.done_at is None:
        raise WaitsForAnother(task=found.after.title)

    found.done_at = at
    found.save(update_fields=["done_at"])
    entries.record("task.done", thing=found, **locks.line(project, by, at))
    return found


def refuse_unless_worker(by: Actor, project: Project, task: Task | None, at: datetime) -> None:
    """Refuse whoever neither has the task in hand nor works where it lies, and every overseer.

    Raises:
        MayNotWork: as said.
        OverseersMayNotWork: the actor oversees this project.
    """
    around = areas.around(project.matter.scope_id).around
    hands = boards.hands(task, at) if task is not None else frozenset()
    if not rules.may_work(by, Work(around, hands), at):
        raise MayNotWork
    if by.resident_id is not None and by.resident_id in boards.overseers(project, at):
        raise OverseersMayNotWork(who=by.masked)


def _changing(by: Actor, task: int, at: datetime) -> tuple[Project, Task]:
    project, found = locks.project_of(task)
    if found.done_at is not None or not project.is_open():
        raise DoneAlready
    if not rules.may_run(by, areas.around(project.matter.scope_id), at):
        raise MayNotRun
    return project, found


def _refuse_hands(project: Project, hands: Hands, at: datetime) -> frozenset[int]:
    named = [one for one in (hands.post, hands.resident, hands.body) if one is not None]
    if len(named) != 1 or not _is_from_here(project, hands, at):
        raise NoSuchAssignee
    people = boards.in_hands(post=hands.post, resident=hands.resident, body=hands.body, at=at)
    shared = people & boards.overseers(project, at)
    if shared:
        raise OverseersMayNotWork(who=boards.masked(shared))
    return people


def _is_from_here(project: Project, hands: Hands, at: datetime) -> bool:
    if hands.resident is not None:
        people = Resident.objects.filter(pk=hands.resident, erased_at__isnull=True)
        return people.filter(community_id=project.community_id).exists()
    if hands.post is not None:
        area = Post.objects.held(at).filter(pk=hands.post).values_list("area_id", flat=True).first()
    else:
        bodies = Organization.objects.filter(pk=hands.body or 0, ended_on__isnull=True)
        area = bodies.values_list("area_id", flat=True).first()
    if area is None:
        return False
    return (
        project.community_id in areas.around(area).around or area in areas.around(project.community_id).around
    )
