"""Forms the oversight board of a project and seats its overseers; nobody who does the works sits on it."""

from datetime import datetime

from django.db import transaction

from linli.circle.deliver.actions import locks
from linli.circle.deliver.choices import ProjectState
from linli.circle.deliver.models import Project
from linli.circle.deliver.queries import boards
from linli.circle.deliver.refusals import (
    BoardMissing,
    ImplementersMayNotOversee,
    NoSuchBody,
    NotReadyToStart,
)
from linli.circle.matters.actions import concerns
from linli.circle.matters.choices import Why
from linli.ground.journal.actions import entries
from linli.ground.lib.text import clip, tidy
from linli.ground.people.actions import organizations, posts
from linli.ground.people.choices import BodyKind, PostKind
from linli.ground.people.models import Organization, Post, Resident
from linli.ground.people.queries import areas, residents
from linli.ground.people.rules import Actor


@transaction.atomic
def form(*, by: Actor, project: int, name: str, at: datetime) -> Organization:
    """Found an oversight board for a project, empty at first.

    Raises:
        NoSuchProject, DoneAlready, MayNotRun: as in `locks.open_project`.
        MayNotAppoint, BodyStandsAlready: as in founding any body.
    """
    found = locks.open_project(by, project, at)
    scope = found.matter.scope
    board = organizations.found(
        by=by, kind=BodyKind.OVERSIGHT, name=clip(tidy(name) or found.title, 120), area=scope, at=at
    )
    _take(found, board, by, at)
    return board


@transaction.atomic
def choose(*, by: Actor, project: int, board: int, at: datetime) -> Project:
    """Let a board that exists oversee a project.

    Raises:
        NoSuchProject, DoneAlready, MayNotRun: as in `locks.open_project`.
        NotReadyToStart: an acceptance is open; the board stays until it is decided.
        NoSuchBody: it is no oversight board of this community.
        ImplementersMayNotOversee: one of its overseers has a part in the works.
    """
    found = locks.open_project(by, project, at)
    if found.state == ProjectState.CHECKING:
        raise NotReadyToStart(stage=found.get_state_display())
    body = Organization.objects.filter(pk=board, kind=BodyKind.OVERSIGHT, ended_on__isnull=True).first()
    if body is None or found.community_id not in areas.around(body.area_id).around:
        raise NoSuchBody
    shared = boards.of_board(body.pk, at) & boards.implementers(found.pk, at)
    if shared:
        raise ImplementersMayNotOversee(who=boards.masked(shared))
    _take(found, body, by, at)
    return found


@transaction.atomic
def seat(*, by: Actor, project: int, resident: int, at: datetime) -> Post:
    """Give a neighbour a seat on the board of a project.

    Raises:
        NoSuchProject, DoneAlready, MayNotRun: as in `locks.open_project`.
        BoardMissing: there is no board yet.
        ImplementersMayNotOversee: they have a part in the works.
        NoSuchBody: they are no resident of this community.
        MayNotAppoint and the others of `posts.appoint`.
    """
    found = locks.open_project(by, project, at)
    if found.board is None:
        raise BoardMissing
    person = Resident.objects.filter(pk=resident, community_id=found.community_id).first()
    if person is None:
        raise NoSuchBody
    if person.pk in boards.implementers(found.pk, at):
        raise ImplementersMayNotOversee(who=person.masked)
    post = posts.appoint(
        by=by,
        kind=PostKind.OVERSEER,
        area=found.board.area,
        organization=found.board,
        resident=person,
        at=at,
        is_elected=True,
    )
    concerns.concern(matter=found.matter_id, residents=[person.pk], why=Why.PART, at=at)
    entries.record("project.overseer_seated", thing=found, resident=person.pk, **locks.line(found, by, at))
    return post


def _take(found: Project, board: Organization, by: Actor, at: datetime) -> None:
    found.board = board
    found.save(update_fields=["board"])
    concerns.concern(matter=found.matter_id, residents=boards.of_board(board.pk, at), why=Why.PART, at=at)
    entries.record("project.board_formed", thing=found, board=board.pk, **locks.line(found, by, at))


def seat_by_name(*, by: Actor, project: int, who: str, at: datetime) -> Post:
    """Give a seat to the one neighbour of that name or phone.

    Raises:
        NobodyOfThatName, SeveralOfThatName: the words do not name one person.
        NoSuchProject, DoneAlready, MayNotRun, BoardMissing, ImplementersMayNotOversee: as in `seat`.
    """
    community = Project.objects.filter(pk=project).values_list("community_id", flat=True).first()
    found = residents.named(community or 0, who)
    if not found:
        raise posts.NobodyOfThatName(who=who.strip())
    if len(found) > 1:
        raise posts.SeveralOfThatName(who=who.strip())
    return seat(by=by, project=project, resident=found[0].pk, at=at)
