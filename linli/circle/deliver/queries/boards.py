"""Who oversees a project and who carries it out: the two may never be the same people."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from linli.circle.deliver.choices import IMPLEMENTING, Part
from linli.circle.deliver.models import Note, Project, ProjectPart, Task
from linli.circle.deliver.rules import Bench
from linli.ground.lib.text import masked_name
from linli.ground.people.choices import BodyKind, PostKind
from linli.ground.people.models import Organization, Post, Resident


def overseers(project: Project, at: datetime) -> frozenset[int]:
    """Return the residents who sit on a project's oversight board now (one query)."""
    return of_board(project.board_id, at)


def of_board(board: int | None, at: datetime) -> frozenset[int]:
    """Return the residents who sit on an oversight board now."""
    if board is None:
        return frozenset()
    seats = Post.objects.held(at).filter(organization_id=board, kind=PostKind.OVERSEER)
    return _people(seats.values_list("resident_id", flat=True))


def implementers(project: int, at: datetime) -> frozenset[int]:
    """Return the residents who carry a project out: whose task it is or was, who holds a post in a body that leads it
    or does a task, and who wrote down its progress (four queries).
    """
    tasks = Task.objects.filter(project_id=project)
    bodies = ProjectPart.objects.filter(project_id=project, part__in=IMPLEMENTING).values("body_id")
    posts = Post.objects.held(at).filter(
        Q(organization__in=bodies)
        | Q(organization__in=tasks.filter(body__isnull=False).values("body_id"))
        | Q(pk__in=tasks.filter(post__isnull=False).values("post_id"))
    )
    found = (
        tasks.filter(resident__isnull=False).values_list("resident_id", flat=True),
        posts.values_list("resident_id", flat=True),
        Note.objects.filter(project_id=project, by_resident__isnull=False).values_list(
            "by_resident_id", flat=True
        ),
    )
    return frozenset().union(*map(_people, found))


def of_matter(matter: int, at: datetime) -> frozenset[int]:
    """Return everyone who carried out any project of a matter: they do not judge their own work."""
    projects = Project.objects.filter(matter_id=matter).values_list("pk", flat=True)
    return frozenset().union(*(implementers(project, at) for project in projects))


def leading(matter: int) -> int | None:
    """Return the body that led the latest project of a matter, or None (one query)."""
    rows = ProjectPart.objects.filter(project__matter_id=matter, part=Part.LEAD).order_by("-project__lap")
    return rows.values_list("body_id", flat=True).first()


def bench(project: Project, at: datetime) -> Bench:
    """Return who oversees and who carries out a project."""
    return Bench(overseers(project, at), implementers(project.pk, at))


def hands(task: Task, at: datetime) -> frozenset[int]:
    """Return the residents in whose hands a task is."""
    return in_hands(post=task.post_id, resident=task.resident_id, body=task.body_id, at=at)


def in_hands(*, post: int | None, resident: int | None, body: int | None, at: datetime) -> frozenset[int]:
    """Return the residents whom a post, a resident or a body stands for now (one query)."""
    if resident is not None:
        return frozenset({resident})
    of = Q(pk=post) if post is not None else Q(organization_id=body)
    return _people(Post.objects.held(at).filter(of).values_list("resident_id", flat=True))


def holders(bodies: Iterable[int], at: datetime) -> frozenset[int]:
    """Return the residents who hold a post in any of the bodies (one query)."""
    posts = Post.objects.held(at).filter(organization_id__in=list(bodies))
    return _people(posts.values_list("resident_id", flat=True))


def masked(residents: Iterable[int]) -> str:
    """Return people as lists show them, for a sentence."""
    names = Resident.objects.filter(pk__in=list(residents)).order_by("pk").values_list("name", flat=True)
    return "、".join(map(masked_name, names))  # han: a comma between names


def boards_around(area_ids: Iterable[int]) -> list[Organization]:
    """Return the oversight boards of some areas."""
    boards = Organization.objects.filter(
        kind=BodyKind.OVERSIGHT, area_id__in=list(area_ids), ended_on__isnull=True
    )
    return list(boards.order_by("pk"))


def _people(ids: Iterable[int | None]) -> frozenset[int]:
    return frozenset(pk for pk in ids if pk is not None)
