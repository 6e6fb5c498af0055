"""Calls the overseers, takes their signatures, and lets their majority decide: the matter goes on, or tasks reopen."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from linli.circle.deliver import rules
from linli.circle.deliver.actions import locks
from linli.circle.deliver.choices import Outcome, ProjectState, Verdict
from linli.circle.deliver.events import AcceptanceCalled, AcceptanceDecided
from linli.circle.deliver.models import Acceptance, Project, Signature, Task
from linli.circle.deliver.models.acceptance import outcome_of
from linli.circle.deliver.queries import boards
from linli.circle.deliver.refusals import (
    BoardMissing,
    ImplementersMayNotOversee,
    NoSuchTask,
    NotAnOverseer,
    NotBeingChecked,
    NotDoneYet,
    PlanMissing,
    RemarksMissing,
)
from linli.circle.deliver.rules import Bench
from linli.circle.matters.actions import matters
from linli.circle.matters.actions.matters import NOTHING, Bringing
from linli.circle.matters.choices import Stage, Step
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.text import clip, tidy
from linli.ground.people.rules import Actor


@transaction.atomic
def call(*, by: Actor, project: int, meeting_at: datetime, place: str, at: datetime) -> Acceptance:
    """Ask the overseers to look at the works and sign.

    Raises:
        NoSuchProject, DoneAlready, MayNotRun: as in `locks.open_project`.
        PlanMissing: it is not said where they meet.
        NotDoneYet: some task is not done, or there is none.
        BoardMissing: nobody sits on the board who has no part in the works.
    """
    found = locks.open_project(by, project, at)
    known = found.acceptances.filter(outcome=Outcome.OPEN).first()
    if known is not None:
        return known
    if not tidy(place):
        raise PlanMissing
    _refuse_unless_done(found)
    bench = boards.bench(found, at)
    if not bench.eligible:
        raise BoardMissing

    made = _next_round(found, bench, meeting_at, place, at)
    found.state = ProjectState.CHECKING
    found.save(update_fields=["state"])
    entries.record("acceptance.called", thing=made, board=made.board_size, **locks.line(found, by, at))
    news.publish(AcceptanceCalled(made.pk), at=at)
    return made


def _next_round(project: Project, bench: Bench, meeting_at: datetime, place: str, at: datetime) -> Acceptance:
    return Acceptance.objects.create(
        project=project,
        number=project.acceptances.count() + 1,
        meeting_at=meeting_at,
        meeting_place=clip(tidy(place), 120),
        board_size=len(bench.eligible),
        called_at=at,
    )


def _refuse_unless_done(project: Project) -> None:
    left = project.tasks.filter(done_at__isnull=True).count()
    if left or not project.tasks.exists():
        raise NotDoneYet(left=left)


@transaction.atomic
def sign(
    *, by: Actor, project: int, verdict: Verdict, words: str = "", tasks: Sequence[int] = (), at: datetime
) -> Signature:
    """Sign the acceptance that is open, as an overseer; `tasks` are those to be done again. The majority of the board
    decides at once.

    Raises:
        NoSuchProject: there is none.
        NotBeingChecked: no acceptance is open.
        NotAnOverseer: the actor does not sit on this board.
        ImplementersMayNotOversee: the actor has a part in the works.
        RemarksMissing: remarks, or a refusal, without words.
        NoSuchTask: one of the tasks is not of this project.
    """
    found = locks.project(project)
    round_ = found.acceptances.filter(outcome=Outcome.OPEN).first()
    bench = boards.bench(found, at)
    _refuse_unless_signer(by, bench, at)
    if round_ is None:
        raise NotBeingChecked
    if verdict != Verdict.ACCEPTED and not tidy(words):
        raise RemarksMissing
    again = _tasks_of(found, tasks)

    signature = _signed(round_, by.resident_id, verdict, words, at)
    signature.tasks.set(again if verdict == Verdict.REFUSED else [])
    entries.record("acceptance.signed", thing=round_, verdict=verdict.value, **locks.line(found, by, at))
    _decide(found, round_, bench, by, at)
    return signature


def _signed(
    round_: Acceptance, overseer: int | None, verdict: Verdict, words: str, at: datetime
) -> Signature:
    """Keep one signature of an overseer under this round: who signs again changes theirs."""
    signed = {"verdict": verdict, "words": tidy(words)[:500], "at": at}
    return Signature.objects.update_or_create(acceptance=round_, overseer_id=overseer, defaults=signed)[0]


def _refuse_unless_signer(by: Actor, bench: Bench, at: datetime) -> None:
    if not rules.oversees(by, bench, at):
        raise NotAnOverseer
    if not rules.may_sign(by, bench, at):
        raise ImplementersMayNotOversee(who=by.masked)


def _tasks_of(project: Project, tasks: Sequence[int]) -> list[Task]:
    found = list(Task.objects.filter(project=project, pk__in=tasks))
    if len(found) != len(set(tasks)):
        raise NoSuchTask
    return found


def _decide(found: Project, round_: Acceptance, bench: Bench, by: Actor, at: datetime) -> None:
    """Count the signatures of those who may sign now; a seat given up since no longer counts."""
    signed = list(round_.signatures.filter(overseer_id__in=bench.eligible))
    no = sum(one.verdict == Verdict.REFUSED for one in signed)
    round_.board_size = len(bench.eligible)
    round_.outcome = outcome_of(len(signed) - no, no, round_.board_size)
    if round_.outcome == Outcome.OPEN:
        round_.save(update_fields=["board_size"])
        return
    round_.decided_at = at
    round_.save(update_fields=["board_size", "outcome", "decided_at"])
    if round_.outcome == Outcome.PASSED:
        _accept(found, round_, by, at)
    else:
        _send_back(found, round_, by, at)
    news.publish(AcceptanceDecided(round_.pk), at=at)


def _accept(found: Project, round_: Acceptance, by: Actor, at: datetime) -> None:
    found.state, found.accepted_at = ProjectState.DONE, at
    found.save(update_fields=["state", "accepted_at"])
    entries.record("acceptance.passed", thing=round_, **locks.line(found, by, at))
    stage = found.matter.stage
    if found.matter.lap == found.lap and stage in {Stage.DECIDED, Stage.HEARD}:
        bringing = Bringing(reason=found.reason) if stage == Stage.HEARD else NOTHING
        matters.carry(by=by, matter=found.matter_id, step=Step.DELIVER, bringing=bringing, at=at)


def _send_back(found: Project, round_: Acceptance, by: Actor, at: datetime) -> None:
    """Reopen the tasks that the refusing overseers named, or all when they named none."""
    found.state = ProjectState.RUNNING
    found.save(update_fields=["state"])
    named = set(Task.objects.filter(pk__in=round_.signatures.values("tasks")).values_list("pk", flat=True))
    entries.record("acceptance.refused", thing=round_, tasks=len(named), **locks.line(found, by, at))
    for task in found.tasks.filter(pk__in=named) if named else found.tasks.all():
        task.done_at, task.reopened = None, task.reopened + 1
        task.save(update_fields=["done_at", "reopened"])
        entries.record("task.reopened", thing=task, **locks.line(found, by, at))
