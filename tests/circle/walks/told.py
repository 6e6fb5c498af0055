"""Who must hear of which news: said by the walk itself, from its own books and from plain rows."""

import re
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from linli.circle.decide.models import Objection, RollChange, StationEntry
from linli.circle.deliberate.choices import MeetingKind
from linli.circle.deliberate.models import AgendaItem, Attendance, Meeting, Statement
from linli.circle.deliver.models import Acceptance, Delay, Project, ProjectPart, Task
from linli.circle.deliver.models import Note as Progress
from linli.circle.evaluate.models import Appraisal, Observer, Round
from linli.circle.matters.models import Matter
from linli.commons.notices.models import Follow, Notice, Question
from linli.ground.people.models import AreaWithin, Post, Resident
from tests.circle.walks.built import hands_of, seats_of
from tests.circle.walks.voted import voters_of
from tests.circle.walks.walker import Walker

Must = Callable[[Walker, dict[str, Any]], set[int]]
"""From the ids of an event, whom it must be told."""
EVENT = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
ABOVE = {"secretary": ("zhao_qi",), "street_official": ()}
"""Who stands above the holder of a post on this street; of all others it is the secretary."""


def _matter(walker: Walker, body: dict[str, Any]) -> set[int]:
    return walker.books.of(body["matter_id"])


def _overdue(walker: Walker, body: dict[str, Any]) -> set[int]:
    owner = Matter.objects.select_related("owner").get(pk=body["matter_id"]).owner
    held = {owner.resident_id} if owner.resident_id is not None else set()
    return held | {walker.pk(name) for name in ABOVE.get(owner.kind, ("lin_xiao",))}


def _roll(_walker: Walker, body: dict[str, Any]) -> set[int]:
    return voters_of(body["ballot_id"])


def _one(resident: int | None) -> set[int]:
    return set() if resident is None else {resident}


def _of_project(walker: Walker, project: int) -> set[int]:
    return walker.books.of(Project.objects.values_list("matter_id", flat=True).get(pk=project))


def _project_of_task(task: int) -> int:
    return Task.objects.values_list("project_id", flat=True).get(pk=task)


def implementers(project: int, walker: Walker) -> set[int]:
    """Return who carries a project out: in whose hands its tasks are, who leads it, who wrote down its progress."""
    found: set[int] = set()
    for task in Task.objects.filter(project_id=project):
        found |= hands_of(task, walker)
    doing = ProjectPart.objects.filter(project_id=project, part__in=["lead", "main"]).values("body_id")
    posts = Post.objects.held(walker.at).filter(organization_id__in=doing)
    notes = Progress.objects.filter(project_id=project)
    for residents in (
        posts.values_list("resident_id", flat=True),
        notes.values_list("by_resident_id", flat=True),
    ):
        found |= {pk for pk in residents if pk is not None}
    return found


def _overseers(walker: Walker, body: dict[str, Any]) -> set[int]:
    project = Acceptance.objects.select_related("project").get(pk=body["acceptance_id"]).project
    return seats_of(project.board_id, walker) - implementers(project.pk, walker)


def _decided(walker: Walker, body: dict[str, Any]) -> set[int]:
    return _of_project(
        walker, Acceptance.objects.values_list("project_id", flat=True).get(pk=body["acceptance_id"])
    )


def _delayed(walker: Walker, body: dict[str, Any]) -> set[int]:
    return _of_project(walker, _project_of_task(Delay.objects.get(pk=body["delay_id"]).task_id))


def _asked(walker: Walker, body: dict[str, Any]) -> set[int]:
    matter = Round.objects.values_list("matter_id", flat=True).get(pk=body["round_id"])
    doing: set[int] = set()
    for project in Project.objects.filter(matter_id=matter).values_list("pk", flat=True):
        doing |= implementers(project, walker)
    return walker.books.of(matter) - doing


def _members(walker: Walker, meeting: Meeting) -> set[int]:
    """Whom the notice of a meeting goes to: those who count, or of a talk the members of its body."""
    if meeting.kind in {MeetingKind.ASSEMBLY, MeetingKind.HOUSEHOLDS}:
        inside = AreaWithin.objects.filter(outer_id=meeting.area_id).values("inner_id")
        dwellers = Resident.objects.filter(household__home__area_id__in=inside)
        return _grown_up(dwellers, walker)
    posts = Post.objects.held(walker.at)
    if meeting.kind == MeetingKind.REPRESENTATIVES:
        rows = posts.filter(kind="representative")
    else:
        rows = posts.filter(organization_id=meeting.body_id)
    return {pk for pk in rows.values_list("resident_id", flat=True) if pk is not None}


def _meeting(walker: Walker, body: dict[str, Any]) -> set[int]:
    meeting = Meeting.objects.get(pk=body["meeting_id"])
    told = _members(walker, meeting)
    on_it = AgendaItem.objects.filter(meeting=meeting, matter_id__isnull=False)
    for matter in set(on_it.values_list("matter_id", flat=True)):
        told |= walker.books.of(matter)
    return told


def _present(_walker: Walker, body: dict[str, Any]) -> set[int]:
    there = Attendance.objects.filter(meeting_id=body["meeting_id"], is_entitled=True).exclude(way="proxy")
    return set(there.values_list("resident_id", flat=True))


def _posted(walker: Walker, body: dict[str, Any]) -> set[int]:
    """Who follows the place; of a notice about a matter also whom it concerns: of its result they hear by the step."""
    notice = Notice.objects.get(pk=body["notice_id"])
    told = _followers(walker, body)
    if notice.matter_id is not None and notice.kind != "result":
        told |= walker.books.of(notice.matter_id)
    return told


def _followers(_walker: Walker, body: dict[str, Any]) -> set[int]:
    area = Notice.objects.values_list("area_id", flat=True).get(pk=body["notice_id"])
    near = set(AreaWithin.objects.filter(inner_id=area).values_list("outer_id", flat=True))
    near |= set(AreaWithin.objects.filter(outer_id=area).values_list("inner_id", flat=True))
    return set(Follow.objects.filter(area_id__in=near).values_list("resident_id", flat=True))


def _appraisers(walker: Walker, body: dict[str, Any]) -> set[int]:
    """The representatives, or every grown-up of the community; never who holds a post that is appraised."""
    found = Appraisal.objects.get(pk=body["appraisal_id"])
    posts = Post.objects.held(walker.at)
    if found.electorate == "representatives":
        asked = set(posts.filter(kind="representative").values_list("resident_id", flat=True))
    else:
        inside = AreaWithin.objects.filter(outer_id=found.area_id).values("inner_id")
        dwellers = Resident.objects.filter(household__home__area_id__in=inside)
        asked = _grown_up(dwellers, walker)
    for subject in found.subjects.all():
        key = {"pk": subject.post_id} if subject.post_id else {"organization_id": subject.body_id}
        asked -= set(posts.filter(**key).values_list("resident_id", flat=True))
    return {pk for pk in asked if pk is not None}


def _observers(_walker: Walker, body: dict[str, Any]) -> set[int]:
    rows = Observer.objects.filter(appraisal_id=body["appraisal_id"])
    return set(rows.values_list("resident_id", flat=True))


MUST: dict[str, Must] = {
    "MatterMoved": _matter,
    "MatterOverdue": _overdue,
    "RollPosted": _roll,
    "BallotOpened": _roll,
    "BallotClosing": _roll,
    "BallotSettled": _roll,
    "BallotLeftTheWay": _roll,
    "ObjectionAnswered": lambda _w, e: _one(Objection.objects.get(pk=e["objection_id"]).resident_id),
    "RollChanged": lambda _w, e: _one(
        RollChange.objects.select_related("line").get(pk=e["change_id"]).line.resident_id
    ),
    "PaperRegistered": lambda _w, e: _one(
        StationEntry.objects.select_related("line").get(pk=e["entry_id"]).line.resident_id
    ),
    "ProjectStarted": lambda w, e: _of_project(w, e["project_id"]),
    "TaskAssigned": lambda w, e: hands_of(Task.objects.get(pk=e["task_id"]), w),
    "TaskDelayed": _delayed,
    "PhotosPaired": lambda w, e: _of_project(w, _project_of_task(e["task_id"])),
    "AcceptanceCalled": _overseers,
    "AcceptanceDecided": _decided,
    "RoundOpened": _asked,
    "AppraisalOpened": _appraisers,
    "AppraisalCounted": _observers,
    "MeetingCalled": _meeting,
    "MeetingChanged": _meeting,
    "MeetingCancelled": _meeting,
    "MinutesPublished": _meeting,
    "MinutesSettled": _present,
    "TalkOpened": _matter,
    "TalkClosed": _matter,
    "StatementHidden": lambda _w, e: _one(Statement.objects.get(pk=e["statement_id"]).author_id),
    "NoticePosted": _posted,
    "NoticeWithdrawn": _followers,
    "QuestionAnswered": lambda _w, e: _one(Question.objects.get(pk=e["question_id"]).author_id),
}
"""All news of which somebody must hear; of the other news nobody is told a word."""


def event_of(fact: str) -> str:
    """Return the event that a fact tells of."""
    found = EVENT.search(fact)
    assert found is not None, fact
    return found.group()


def must_hear(walker: Walker, event: str, body: dict[str, Any]) -> set[int]:
    """Return whom an event must be told, each exactly once."""
    rule = MUST.get(event.rpartition(".")[2])
    return rule(walker, body) if rule is not None else set()


def _grown_up(people: QuerySet[Resident], walker: Walker) -> set[int]:
    """Those of full age by the walk's own calendar; on a long walk the young grow up."""
    today = localdate(walker.at)
    born = people.values_list("pk", "born_on")
    return {
        pk
        for pk, on in born
        if on is None or (today.year - on.year, today.month, today.day) >= (18, on.month, on.day)
    }
