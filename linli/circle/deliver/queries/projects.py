"""Which works go on: one project with all that belongs to it, those of a matter, those of a community."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, F, Prefetch, Q, QuerySet

from linli.circle.deliver.choices import Moment, Outcome
from linli.circle.deliver.models import Acceptance, Delay, Note, Project, Signature, Task
from linli.circle.deliver.queries import boards
from linli.circle.deliver.refusals import MayNotRun, NoSuchProject, NotAnOverseer
from linli.circle.deliver.rules import may_run
from linli.circle.matters.models import Matter
from linli.circle.matters.refusals import NoSuchMatter
from linli.ground.lib.keyset import Order, Page, cut
from linli.ground.lib.once import written_once
from linli.ground.people.choices import Right
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

NEWEST = Order("-id", id_falls=True)
MOST_NOTES = 60
MOST_LAPS = 9


@dataclass(frozen=True, slots=True)
class Pair:
    """A photo from before and one from after the same task, by the ids of their files."""

    task: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Works:
    """The project of a matter's latest lap, its tasks in order, its pairs of photos; the works of earlier laps."""

    project: Project
    tasks: tuple[Task, ...]
    pairs: tuple[Pair, ...]
    earlier: tuple[Project, ...] = ()

    @property
    def laps(self) -> tuple[Project, ...]:
        """The projects of all laps, the first one first."""
        return (*reversed(self.earlier), self.project)

    @property
    def spent_fen(self) -> int:
        """What all laps cost together."""
        return sum(one.spent_fen or 0 for one in self.laps)

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return sum(task.done_at is not None for task in self.tasks)


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything about one project, for its page."""

    project: Project
    tasks: tuple[Task, ...]
    notes: tuple[Note, ...]
    acceptances: tuple[Acceptance, ...]
    pairs: tuple[Pair, ...] = field(default=())

    @property
    def round(self) -> Acceptance | None:
        """The acceptance that is open, if any."""
        return next((one for one in self.acceptances if one.outcome == Outcome.OPEN), None)


def get(pk: int) -> Project:
    """Return a project with its matter and board.

    Raises:
        NoSuchProject: there is none.
    """
    rows = Project.objects.select_related("matter__scope", "community", "board").prefetch_related(
        "parts__body"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchProject
    return found


def whole(pk: int) -> Whole:
    """Return a project with tasks, delays, notes, photos and acceptances (eight queries, however many they are).

    Raises:
        NoSuchProject: there is none.
    """
    project = get(pk)
    delays = Prefetch("delays", Delay.objects.order_by("id"))
    tasks = tuple(_tasks(project.pk).prefetch_related(delays))
    notes = tuple(
        project.notes.select_related("by_resident", "task")
        .prefetch_related("photos")
        .order_by("-at", "-id")[:MOST_NOTES]
    )
    signed = project.acceptances.prefetch_related("signatures__overseer").order_by("number")
    return Whole(project, tasks, notes, tuple(signed), pairs(tasks, notes))


def of_matter(matter: int) -> Works | None:
    """Return the works of a matter's latest lap for its page, or None (three queries)."""
    found = _latest(matter)
    if not found:
        return None
    project, *earlier = found
    tasks = tuple(_tasks_of(project.pk))
    return Works(project, tasks, _paired(tasks, _pictured(project.pk)), tuple(earlier))


@written_once
def _latest(matter: int) -> QuerySet[Project]:
    return Project.objects.filter(matter_id=matter).select_related("board").order_by("-lap")[:MOST_LAPS]


@written_once
def _pictured(project: int) -> QuerySet[Note, tuple[int | None, str, int]]:
    notes = Note.objects.filter(
        project_id=project, moment__in=(Moment.BEFORE, Moment.AFTER), photos__isnull=False, hidden_why=""
    )
    return notes.order_by("id").values_list("task_id", "moment", "photos__file_id")


def pairs(tasks: Sequence[Task], notes: Sequence[Note]) -> tuple[Pair, ...]:
    """Return for each task its first photo from before beside its last from after."""
    rows = [
        (note.task_id, note.moment, photo.file_id)
        for note in reversed(notes)
        if not note.hidden_why
        for photo in note.photos.all()
    ]
    return _paired(tasks, rows)


def of_community(community: int, *, done: bool = False, after: str = "", size: int = 20) -> Page[Project]:
    """Return the projects of a community that go on, or those accepted, newest first, with tasks counted (one query).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = Project.objects.filter(community_id=community, accepted_at__isnull=not done).annotate(
        tasks_count=Count("tasks"), done_count=Count("tasks", filter=Q(tasks__done_at__isnull=False))
    )
    return cut(rows.select_related("matter__scope", "board"), NEWEST, after, size, tuple)


def to_start(community: int, most: int = 50) -> list[Matter]:
    """Return the matters of a community that are decided and have no project on this lap, the earliest due first."""
    begun = Q(projects__lap=F("lap"))
    rows = Matter.objects.filter(community_id=community, stage="decided").annotate(
        begun=Count("projects", filter=begun)
    )
    return list(rows.filter(begun=0).select_related("scope").order_by("due_at", "id")[:most])


@written_once
def _tasks_of(project: int) -> QuerySet[Task]:
    return _tasks(project)


def _tasks(project: int) -> QuerySet[Task]:
    rows = Task.objects.filter(project_id=project)
    return rows.select_related("post__resident", "resident", "body", "after").order_by("plan_from", "id")


def _paired(tasks: Sequence[Task], rows: Iterable[tuple[int | None, str, int]]) -> tuple[Pair, ...]:
    before: dict[int, int] = {}
    after: dict[int, int] = {}
    for task, moment, file in rows:
        if task is None:
            continue
        if moment == Moment.BEFORE:
            before.setdefault(task, file)
        elif moment == Moment.AFTER:
            after[task] = file
    return tuple(
        Pair(task.title, before[task.pk], after[task.pk])
        for task in tasks
        if task.pk in before and task.pk in after
    )


def for_staff(actor: Actor, pk: int, at: datetime) -> Whole:
    """Return a project with everything, for somebody who runs projects there.

    Raises:
        NoSuchProject: there is none.
        MayNotRun: no post of the actor runs projects there.
    """
    found = whole(pk)
    if not may_run(actor, areas.around(found.project.matter.scope_id), at):
        raise MayNotRun
    return found


def matter_to_start(actor: Actor, pk: int, at: datetime) -> Matter:
    """Return a matter whose works the actor may start.

    Raises:
        NoSuchMatter: there is none.
        MayNotRun: no post of the actor runs projects there.
    """
    found = Matter.objects.select_related("community", "scope").filter(pk=pk).first()
    if found is None:
        raise NoSuchMatter
    if not may_run(actor, areas.around(found.scope_id), at):
        raise MayNotRun
    return found


def reach(actor: Actor) -> list[Area]:
    """Return the communities in which the actor runs projects.

    Raises:
        MayNotRun: there is none.
    """
    found = areas.communities_around(actor.areas_with(Right.MOVE_MATTERS))
    if not found:
        raise MayNotRun
    return found


def to_sign(actor: Actor, pk: int, at: datetime) -> tuple[Whole, Signature | None]:
    """Return a project for one of its overseers, with what they signed in the open round.

    Raises:
        NoSuchProject: there is none.
        NotAnOverseer: the actor does not sit on its board.
    """
    found = whole(pk)
    if actor.resident_id is None or actor.resident_id not in boards.overseers(found.project, at):
        raise NotAnOverseer
    signed = found.round.signatures.all() if found.round else ()
    return found, next((one for one in signed if one.overseer_id == actor.resident_id), None)


def may_sign(actor: Actor, found: Whole, at: datetime) -> bool:
    """Say whether the actor is asked to sign the round that is open."""
    return (
        found.round is not None
        and actor.resident_id is not None
        and actor.resident_id in boards.overseers(found.project, at)
    )
