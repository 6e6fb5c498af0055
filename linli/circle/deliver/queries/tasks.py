"""Which tasks are whose, and which are late."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from linli.circle.deliver.choices import ProjectState
from linli.circle.deliver.models import Note, Task
from linli.circle.deliver.queries import boards
from linli.circle.deliver.refusals import MayNotWork, NoSuchTask
from linli.circle.deliver.rules import Work, may_work
from linli.ground.files.models import StoredFile
from linli.ground.lib.once import written_once
from linli.ground.people.models import Area, Organization, Post, Resident
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

MOST, MOST_COUNTED = 100, 1000


def mine(actor: Actor, *, done: bool = False) -> list[Task]:
    """Return the actor's tasks in projects not accepted yet, the one due first on top (one query)."""
    if actor.resident_id is None:
        return []
    if not actor.seats:
        return _own(actor.resident_id, is_done=done)
    posts, bodies_ = {seat.post_id for seat in actor.seats}, {seat.body_id for seat in actor.seats} - {None}
    theirs = Q(resident_id=actor.resident_id) | Q(post_id__in=posts) | Q(body_id__in=bodies_)
    return list(_unaccepted(theirs, is_done=done))


@written_once
def _own(resident: int, *, is_done: bool) -> QuerySet[Task]:
    return _unaccepted(Q(resident_id=resident), is_done=is_done)


def _unaccepted(theirs: Q, *, is_done: bool) -> QuerySet[Task]:
    rows = _full(Task.objects.filter(theirs, done_at__isnull=not is_done))
    return rows.exclude(project__state=ProjectState.DONE).order_by("plan_until", "id")[:MOST]


def for_worker(actor: Actor, task: int, at: datetime) -> tuple[Task, tuple[Note, ...]]:
    """Return a task that the actor does or may write about, with its last notes.

    Raises:
        NoSuchTask: there is none.
        MayNotWork: it is not theirs, and no post of theirs works there.
    """
    found = _full(Task.objects.filter(pk=task)).first()
    if found is None:
        raise NoSuchTask
    around = areas.around(found.project.matter.scope_id).around
    if not may_work(actor, Work(around, boards.hands(found, at)), at):
        raise MayNotWork
    notes = Note.objects.filter(task=found).select_related("by_resident").prefetch_related("photos")
    return found, tuple(notes.order_by("-at", "-id")[:20])


def overdue(community: int, on: date, *, most: int = 20) -> list[Task]:
    """Return the tasks of a community whose day has passed, the latest first, for the workbench (one query)."""
    return _latest(community, on, most=most)


@written_once
def _latest(community: int, on: date, *, most: int) -> QuerySet[Task]:
    return _full(_overdue(community, on)).order_by("plan_until", "id")[:most]


def overdue_count(community: int, on: date) -> int:
    """Return how many tasks are late, counting no further than 1000 (one query)."""
    return _overdue(community, on).order_by().values("pk")[:MOST_COUNTED].count()


def assignees(community: int, at: datetime, most: int = 300) -> list[tuple[str, str]]:
    """Return whom a task can be given to, as (key, words): posts held around here, then bodies (two queries)."""
    posts = (
        Post.objects.held(at)
        .filter(resident__community_id=community)
        .select_related("resident", "area")
        .order_by("kind", "pk")[:most]
    )
    found = [(f"post-{post.pk}", f"{post.get_kind_display()} {_name(post.resident)}") for post in posts]
    return found + [(f"body-{body.pk}", body.name) for body in bodies(community)]


def bodies(community: int) -> list[Organization]:
    """Return the bodies that may lead or support a project here."""
    here = Q(area_id__in=areas.around(community).around) | Q(area__in=Area.objects.within(community))
    return list(Organization.objects.filter(here).filter(ended_on__isnull=True).order_by("kind", "pk")[:300])


def may_see(file: StoredFile) -> bool:
    """Say whether anyone may see a photo of the works: unless its note was taken from view."""
    return Note.objects.filter(photos__file=file, hidden_why="").exists()


def _name(resident: Resident | None) -> str:
    return resident.masked if resident else ""


def _overdue(community: int, on: date) -> QuerySet[Task]:
    rows = Task.objects.filter(project__community_id=community, done_at__isnull=True, plan_until__lt=on)
    return rows.exclude(project__state=ProjectState.DONE)


def _full(rows: QuerySet[Task]) -> QuerySet[Task]:
    return rows.select_related(
        "project__matter__scope", "post__resident", "resident", "body", "after", "project__board"
    )
