"""Starts projects, changes their plan and money, and gives bodies their part in them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from linli.circle.deliver import rules
from linli.circle.deliver.actions import locks
from linli.circle.deliver.choices import IMPLEMENTING, Part
from linli.circle.deliver.events import ProjectStarted
from linli.circle.deliver.models import Project, ProjectPart
from linli.circle.deliver.queries import boards
from linli.circle.deliver.refusals import (
    ImplementersMayNotOversee,
    MayNotRun,
    MoneyOutOfRange,
    NoSuchBody,
    NotReadyToStart,
    PlanMissing,
    ReasonMissing,
    StartedAlready,
)
from linli.circle.matters.actions import concerns
from linli.circle.matters.choices import Stage, Why
from linli.circle.matters.models import Matter
from linli.circle.matters.refusals import NoSuchMatter
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.text import tidy
from linli.ground.people.choices import BodyKind
from linli.ground.people.models import Organization
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

MOST_FEN = 10**13


@dataclass(frozen=True, slots=True)
class Outline:
    """What a project begins with: the plan in words, the body that leads it, its money; why at once, if it is."""

    plan: str
    lead: int
    board: int | None = None
    budget_fen: int = 0
    money_source: str = ""
    reason: str = ""


@transaction.atomic
def start(*, by: Actor, matter: int, outline: Outline, at: datetime) -> Project:
    """Start the works on a matter that is decided; or, with a reason, on one that was just heard.

    Raises:
        NoSuchMatter: there is none.
        NotReadyToStart: it stands at another stage.
        StartedAlready: there is a project for this lap.
        MayNotRun: no post of the actor runs projects there.
        PlanMissing, ReasonMissing, MoneyOutOfRange: the outline is not whole.
        NoSuchBody: no such body leads here, or the board is no oversight board.
        ImplementersMayNotOversee: somebody sits on the board and in the body that leads.
    """
    found = Matter.objects.select_for_update(no_key=True).filter(pk=matter).first()
    if found is None:
        raise NoSuchMatter
    if found.stage not in {Stage.DECIDED, Stage.HEARD}:
        raise NotReadyToStart(stage=found.get_stage_display())
    if not rules.may_run(by, areas.around(found.scope_id), at):
        raise MayNotRun
    if Project.objects.filter(matter=found, lap=found.lap).exists():
        raise StartedAlready
    _refuse_unless_whole(found, outline)
    lead = _body(outline.lead, found)
    if outline.board is not None:
        board = _body(outline.board, found, kind=BodyKind.OVERSIGHT)
        _refuse_shared(boards.of_board(board.pk, at) & boards.holders([lead.pk], at))

    project = Project.objects.create(
        matter=found,
        lap=found.lap,
        community_id=found.community_id,
        title=found.title,
        plan=tidy(outline.plan),
        reason=tidy(outline.reason) if found.stage == Stage.HEARD else "",
        board_id=outline.board,
        budget_fen=outline.budget_fen,
        money_source=tidy(outline.money_source)[:200],
        started_at=at,
    )
    ProjectPart.objects.create(project=project, body=lead, part=Part.LEAD)
    concerns.concern(matter=found.pk, residents=boards.overseers(project, at), why=Why.PART, at=at)
    entries.record("project.started", thing=project, **locks.line(project, by, at))
    news.publish(ProjectStarted(project.pk), at=at)
    return project


@transaction.atomic
def replan(
    *, by: Actor, project: int, plan: str, budget_fen: int, spent_fen: int, money_source: str, at: datetime
) -> Project:
    """Change the plan, the money foreseen and the money spent.

    Raises:
        NoSuchProject, DoneAlready, MayNotRun: as in `locks.open_project`.
        PlanMissing, MoneyOutOfRange: what is given is not whole.
    """
    found = locks.open_project(by, project, at)
    if not tidy(plan):
        raise PlanMissing
    _refuse_money(budget_fen, spent_fen)
    found.plan, found.money_source = tidy(plan), tidy(money_source)[:200]
    found.budget_fen, found.spent_fen = budget_fen, spent_fen
    found.save(update_fields=["plan", "money_source", "budget_fen", "spent_fen"])
    entries.record(
        "project.replanned", thing=found, budget=budget_fen, spent=spent_fen, **locks.line(found, by, at)
    )
    return found


@transaction.atomic
def give_part(*, by: Actor, project: int, body: int, part: Part, at: datetime) -> ProjectPart:
    """Give a body its part in a project; there is one that leads, the one before becomes a supporter.

    Raises:
        NoSuchProject, DoneAlready, MayNotRun: as in `locks.open_project`.
        NoSuchBody: it is not registered here.
        ImplementersMayNotOversee: an overseer holds a post in it.
    """
    found = locks.open_project(by, project, at)
    taking = _body(body, found.matter)
    if part in IMPLEMENTING:
        _refuse_shared(boards.overseers(found, at) & boards.holders([taking.pk], at))
    if part == Part.LEAD:
        found.parts.filter(part=Part.LEAD).exclude(body=taking).update(part=Part.SUPPORT)
    row, _is_new = ProjectPart.objects.update_or_create(project=found, body=taking, defaults={"part": part})
    entries.record(
        "project.part_given", thing=found, body=taking.pk, part=part.value, **locks.line(found, by, at)
    )
    return row


def _refuse_unless_whole(matter: Matter, outline: Outline) -> None:
    if not tidy(outline.plan):
        raise PlanMissing
    if matter.stage == Stage.HEARD and not tidy(outline.reason):
        raise ReasonMissing
    _refuse_money(outline.budget_fen, 0)


def _refuse_money(*amounts: int) -> None:
    if not all(0 <= amount <= MOST_FEN for amount in amounts):
        raise MoneyOutOfRange


def _refuse_shared(shared: frozenset[int]) -> None:
    if shared:
        raise ImplementersMayNotOversee(who=boards.masked(shared))


def _body(pk: int, matter: Matter, kind: BodyKind | None = None) -> Organization:
    """Return a body of the matter's community, or of an area around or within it."""
    bodies = Organization.objects.filter(pk=pk, ended_on__isnull=True)
    found = (bodies.filter(kind=kind) if kind else bodies).first()
    if found is None:
        raise NoSuchBody
    within = areas.around(found.area_id).around
    around = areas.around(matter.community_id).around
    if matter.community_id not in within and found.area_id not in around:
        raise NoSuchBody
    return found
