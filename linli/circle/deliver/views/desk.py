"""The desk of works: what goes on, what is late, what can begin; one project with all that can be done to it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.deliver import timeline
from linli.circle.deliver.actions import acceptances, boards, notes, projects, tasks
from linli.circle.deliver.actions.projects import Outline
from linli.circle.deliver.actions.tasks import Planned
from linli.circle.deliver.choices import Part
from linli.circle.deliver.forms import desk as forms
from linli.circle.deliver.models import Task
from linli.circle.deliver.queries import boards as board_questions
from linli.circle.deliver.queries import projects as questions
from linli.circle.deliver.queries import tasks as task_questions
from linli.circle.deliver.queries.projects import Whole
from linli.circle.matters.choices import Stage
from linli.ground.lib.clock import now, today
from linli.ground.lib.refusal import Refusal
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting
from linli.ground.people.rules import Actor

Given = dict[str, Any]


def desk_community(request: HttpRequest) -> Area:
    """Return the community the desk works for: the one asked for, else the first in reach.

    Raises:
        MayNotRun: no post of the actor runs projects anywhere.
    """
    reach = questions.reach(acting(request))
    asked = request.GET.get("community", "")
    return next((area for area in reach if str(area.pk) == asked), reach[0])


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the projects of a community, what is late, and which matters wait for works to begin."""
    community = desk_community(request)
    is_done = request.GET.get("done") == "1"
    context = {
        "community": community,
        "page": questions.of_community(community.pk, done=is_done, after=request.GET.get("after", "")),
        "is_done": is_done,
        "late": task_questions.overdue(community.pk, today()),
        "waiting": questions.to_start(community.pk),
        "today": today(),
    }
    return render(request, "deliver/desk/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the works on a matter."""
    actor, at = acting(request), now()
    matter = questions.matter_to_start(actor, pk, at)
    here = areas.around(matter.community_id).around | areas.around(matter.scope_id).around
    form = forms.StartForm(
        request.POST if request.method == "POST" else None,
        bodies=[(body.pk, body.name) for body in task_questions.bodies(matter.community_id)],
        boards=[(body.pk, body.name) for body in board_questions.boards_around(here)],
        at_once=matter.stage == Stage.HEARD,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        outline = Outline(
            plan=given["plan"],
            lead=given["lead"],
            board=given["board"],
            budget_fen=given["budget"],
            money_source=given["source"],
            reason=given.get("reason", ""),
        )
        try:
            made = projects.start(by=actor, matter=pk, outline=outline, at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("开始办了。下一步：安排任务，请监事。"))
            return redirect("deliver:desk-project", made.pk)
    context = {"matter": matter, "form": form}
    return render(request, "deliver/desk/start.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one project with everything that can be done to it."""
    return _shown(request, pk)


def _shown(request: HttpRequest, pk: int, *, deed: str = "", form: Form | None = None) -> HttpResponse:
    actor, at = acting(request), now()
    found = questions.for_staff(actor, pk, at)
    shown = {name: make(None, found, at) for name, (make, _act) in DEEDS.items()}
    if form is not None:
        shown[deed] = form
    for name, one in shown.items():
        one.auto_id = f"{name}_%s"
    assignees = task_questions.assignees(found.project.community_id, at)
    rows = [(task, _move_form(None, task), _assign_form(None, task, assignees)) for task in found.tasks]
    context = {
        "whole": found,
        "project": found.project,
        "plan": timeline.drawn(found.tasks, today()),
        "today": today(),
        "forms": shown,
        "rows": rows,
        "open_deed": deed,
        "bench": board_questions.bench(found.project, at),
        "overseers": board_questions.masked(board_questions.overseers(found.project, at)),
        "done": sum(task.done_at is not None for task in found.tasks),
    }
    return render(request, "deliver/desk/project.html", context, status=422 if deed else 200)


def _bodies(found: Whole) -> list[tuple[int, str]]:
    return [(body.pk, body.name) for body in task_questions.bodies(found.project.community_id)]


def _boards(found: Whole) -> list[tuple[int, str]]:
    around = areas.around(found.project.matter.scope_id).around
    return [(body.pk, body.name) for body in board_questions.boards_around(around)]


def _task_form(data: Any, found: Whole, at: datetime) -> Form:
    assignees = task_questions.assignees(found.project.community_id, at)
    return forms.TaskForm(data, assignees=assignees, tasks=[(one.pk, one.title) for one in found.tasks])


def _replan_form(data: Any, found: Whole, _at: datetime) -> Form:
    project_ = found.project
    shown = {
        "plan": project_.plan,
        "budget": f"{project_.budget_fen / 100:.2f}",
        "spent": f"{project_.spent_fen / 100:.2f}",
        "source": project_.money_source,
    }
    return forms.ReplanForm(data, initial=shown)


def _replan(by: Actor, pk: int, given: Given, at: datetime) -> object:
    return projects.replan(
        by=by,
        project=pk,
        plan=given["plan"],
        budget_fen=given["budget"],
        spent_fen=given["spent"],
        money_source=given["source"],
        at=at,
    )


def _part(by: Actor, pk: int, given: Given, at: datetime) -> object:
    return projects.give_part(by=by, project=pk, body=given["body"], part=Part(given["part"]), at=at)


def _board(by: Actor, pk: int, given: Given, at: datetime) -> object:
    return boards.form(by=by, project=pk, name=given["name"], at=at)


def _choose(by: Actor, pk: int, given: Given, at: datetime) -> object:
    return boards.choose(by=by, project=pk, board=given["board"], at=at)


def _seat(by: Actor, pk: int, given: Given, at: datetime) -> object:
    return boards.seat_by_name(by=by, project=pk, who=given["who"], at=at)


def _call(by: Actor, pk: int, given: Given, at: datetime) -> object:
    return acceptances.call(by=by, project=pk, meeting_at=given["meeting_at"], place=given["place"], at=at)


def _hide(by: Actor, _pk: int, given: Given, at: datetime) -> object:
    return notes.hide(by=by, note=given["note"], reason=given["reason"], at=at)


Make = Callable[[Any, Whole, datetime], Form]
Act = Callable[[Actor, int, Given, datetime], object]

DEEDS: dict[str, tuple[Make, Act]] = {
    "replan": (_replan_form, _replan),
    "part": (lambda data, found, _at: forms.PartForm(data, bodies=_bodies(found)), _part),
    "board": (lambda data, found, _at: forms.BoardForm(data, initial={"name": found.project.title}), _board),
    "choose": (lambda data, found, _at: forms.ChooseForm(data, boards=_boards(found)), _choose),
    "seat": (lambda data, _found, _at: forms.SeatForm(data), _seat),
    "call": (lambda data, _found, _at: forms.CallForm(data), _call),
    "hide": (lambda data, _found, _at: forms.HideForm(data), _hide),
}


@login_required
@require_POST
def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one deed to a project; a refusal comes back with the form as it was filled in."""
    actor, at = acting(request), now()
    make, act = DEEDS[deed]
    form = make(request.POST, questions.for_staff(actor, pk, at), at)
    if not form.is_valid():
        return _shown(request, pk, deed=deed, form=form)
    try:
        act(actor, pk, form.cleaned_data, at)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _shown(request, pk, deed=deed, form=form)
    messages.success(request, _("改好了。"))
    return redirect("deliver:desk-project", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan one more task."""
    actor, at = acting(request), now()
    found = questions.for_staff(actor, pk, at)
    form = _task_form(request.POST if request.method == "POST" else None, found, at)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        assert isinstance(form, forms.TaskForm)
        planned = Planned(
            given["title"], form.given(), given["plan_from"], given["plan_until"], given["after"]
        )
        try:
            tasks.add(by=actor, project=pk, planned=planned, key=given["key"], at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("deliver:desk-project", pk)
    context = {"project": found.project, "form": form}
    return render(request, "deliver/desk/task.html", context, status=422 if form.errors else 200)


def _move_form(data: Any, task: Task) -> Form:
    shown = {"plan_from": task.plan_from, "plan_until": task.plan_until}
    return forms.MoveForm(data, initial=shown, auto_id=f"move{task.pk}_%s")


def _assign_form(data: Any, task: Task, assignees: Any) -> forms.AssignForm:
    key = f"post-{task.post_id}" if task.post_id else f"body-{task.body_id}"
    return forms.AssignForm(data, assignees=assignees, initial={"hands": key}, auto_id=f"assign{task.pk}_%s")


@login_required
@require_POST
def do_task(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Move, assign or finish a task; a refusal is said on the project's page."""
    actor, at = acting(request), now()
    task, _notes = task_questions.for_worker(actor, pk, at)
    questions.for_staff(actor, task.project_id, at)
    try:
        words = _done_to(request, actor, task, deed, at)
        messages.success(request, words)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("deliver:desk-project", task.project_id)


def _done_to(request: HttpRequest, actor: Actor, task: Task, deed: str, at: datetime) -> str:
    if deed == "finish":
        tasks.finish(by=actor, task=task.pk, at=at)
        return _("标为做完了。")
    if deed == "assign":
        form = _assign_form(request.POST, task, task_questions.assignees(task.project.community_id, at))
        if form.is_valid():
            tasks.assign(by=actor, task=task.pk, hands=form.given(), at=at)
            return _("派好了。")
        return _("请从名单里选一个。")
    moved = _move_form(request.POST, task)
    if not moved.is_valid():
        return _("没有改：日期和理由都要写。")
    given = moved.cleaned_data
    tasks.move(
        by=actor,
        task=task.pk,
        plan_from=given["plan_from"],
        plan_until=given["plan_until"],
        reason=given["reason"],
        at=at,
    )
    return _("日期改好了，理由邻居看得到。")
