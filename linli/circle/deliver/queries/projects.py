"""Which works go on: one project with all that belongs to it, those of a matter, those of a community."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, Prefetch, Q, QuerySet

from linli.circle.deliver.choices import Moment, Outcome
from linli.circle.deliver.models import Acceptance, Delay, Note, Project, Task
from linli.circle.deliver.refusals import NoSuchProject
from linli.circle.listen.queries.paging import Order, Page, cut
from linli.circle.matters.models import Matter

NEWEST = Order("-id", id_falls=True)
MOST_NOTES = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """A photo from before and one from after the same task, by the ids of their files."""

    task: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Works:
    """The project of a matter's latest lap, with its tasks in order and the pairs of photos."""

    project: Project
    tasks: tuple[Task, ...]
    pairs: tuple[Pair, ...]

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
    rows = Project.objects.filter(matter_id=matter).select_related("board").order_by("-lap")
    project = rows.first()
    if project is None:
        return None
    tasks = tuple(_tasks(project.pk))
    pictured = Note.objects.filter(
        project=project, moment__in=(Moment.BEFORE, Moment.AFTER), photos__isnull=False, hidden_why=""
    )
    rows_of = pictured.order_by("id").values_list("task_id", "moment", "photos__file_id")
    return Works(project, tasks, _paired(tasks, rows_of))


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
