"""Works begin when a matter is decided, are planned in tasks, and every moved date says why."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from linli.circle.deliver.actions import projects, tasks
from linli.circle.deliver.actions.tasks import Hands, Planned
from linli.circle.deliver.choices import Part, ProjectState
from linli.circle.deliver.models import Delay, Project, Task
from linli.circle.deliver.queries import tasks as task_questions
from linli.circle.deliver.refusals import (
    DoneAlready,
    EndsBeforeItBegins,
    MayNotRun,
    MayNotWork,
    MoneyOutOfRange,
    NoSuchAssignee,
    NoSuchBody,
    NoSuchProject,
    NoSuchTask,
    NothingMoved,
    NotReadyToStart,
    PlanMissing,
    ReasonMissing,
    StartedAlready,
    WaitsForAnother,
)
from linli.circle.matters.choices import Stage
from linli.circle.matters.refusals import NoSuchMatter
from linli.ground.lib.refusal import Refusal
from linli.ground.messages.models import Message
from linli.ground.people.models import Post
from tests.circle.deliver.conftest import FIRST, LAST, LATER, Works, matter_of, started
from tests.street import CAST, NOW, Street


@pytest.mark.practice("D13")
def test_works_begin_on_a_decided_matter(works: Works) -> None:
    project = works.project

    assert (project.state, project.lap, project.title) == (ProjectState.RUNNING, 1, "车棚要挡雨")
    assert [(part.body_id, part.part) for part in project.parts.all()] == [
        (works.street.committee.pk, Part.LEAD)
    ]


def test_a_matter_just_heard_begins_at_once_only_with_a_reason(street: Street) -> None:
    matter = matter_of(street, Stage.HEARD)

    with pytest.raises(ReasonMissing):
        started(street, matter)

    assert started(street, matter, reason="当天能办").reason == "当天能办"


def test_a_lap_has_one_project(works: Works) -> None:
    with pytest.raises(StartedAlready):
        started(works.street, works.matter)


@pytest.mark.parametrize(
    ("outline", "refusal"),
    [
        ({"plan": " "}, PlanMissing),
        ({"lead": 10**9}, NoSuchBody),
        ({"board": 10**9}, NoSuchBody),
        ({"budget_fen": -1}, MoneyOutOfRange),
        ({"budget_fen": 10**14}, MoneyOutOfRange),
    ],
)
def test_an_outline_that_is_not_whole_is_refused(
    street: Street, outline: dict[str, object], refusal: type[Refusal]
) -> None:
    matter = matter_of(street)

    with pytest.raises(refusal):
        started(street, matter, **outline)

    assert not Project.objects.exists()


def test_a_body_of_another_community_does_not_lead(street: Street) -> None:
    from linli.ground.people.actions import organizations
    from linli.ground.people.choices import BodyKind
    from linli.ground.people.rules import HOUSE

    far = organizations.found(by=HOUSE, kind=BodyKind.TEAM, name="柳浪队", area=street.willow, at=NOW)

    with pytest.raises(NoSuchBody):
        started(street, matter_of(street), lead=far.pk)


def test_works_do_not_begin_where_nothing_is_to_be_done(works: Works) -> None:
    from linli.circle.matters.models import Matter

    Matter.objects.filter(pk=works.matter.pk).update(stage=Stage.DISCLOSED)

    with pytest.raises(NotReadyToStart):
        started(works.street, works.matter)
    with pytest.raises(NoSuchMatter):
        projects.start(by=works.street.by("gu_min"), matter=10**9, outline=projects.Outline("x", 1), at=NOW)


STAFF = {"gu_min", "lin_xiao", "house"}


@pytest.mark.parametrize("who", [*CAST, "nobody", "house"])
def test_only_who_moves_matters_there_runs_projects(works: Works, who: str) -> None:
    if who not in {"nobody", "house"} and who not in works.street.accounts:
        pytest.skip("never signs in")
    by = works.street.by(who)
    deed = {"plan": "换一种雨棚", "budget_fen": 500_00, "spent_fen": 0, "money_source": "社区公益金"}

    if who in STAFF:
        changed = projects.replan(by=by, project=works.project.pk, at=NOW, **deed)  # type: ignore[arg-type] # words of replan
        assert changed.budget_fen == 500_00
    else:
        with pytest.raises(MayNotRun):
            projects.replan(by=by, project=works.project.pk, at=NOW, **deed)  # type: ignore[arg-type] # words of replan


def test_a_second_factor_is_needed_to_run_projects(works: Works) -> None:
    with pytest.raises(MayNotRun):
        projects.give_part(
            by=works.street.by("gu_min", is_strong=False),
            project=works.project.pk,
            body=works.street.manager.pk,
            part=Part.MAIN,
            at=NOW,
        )


@pytest.mark.practice("O21")
def test_a_new_lead_makes_a_supporter_of_the_one_before(works: Works) -> None:
    street = works.street
    projects.give_part(
        by=street.by("gu_min"), project=works.project.pk, body=street.manager.pk, part=Part.LEAD, at=NOW
    )

    parts = {part.body_id: part.part for part in works.project.parts.all()}
    assert parts == {street.committee.pk: Part.SUPPORT, street.manager.pk: Part.LEAD}


def test_a_double_click_adds_one_task(works: Works) -> None:
    post = Post.objects.get(resident=works.street.luo_yongfu).pk
    planned = Planned("挖坑", Hands(post=post), FIRST, LAST)
    by = works.street.by("gu_min")
    first = tasks.add(by=by, project=works.project.pk, planned=planned, key="k", at=NOW)
    again = tasks.add(by=by, project=works.project.pk, planned=planned, key="k", at=NOW)

    assert (first.pk, Task.objects.count()) == (again.pk, 1)


def test_a_task_that_is_not_whole_is_refused(works: Works) -> None:
    street, by = works.street, works.street.by("gu_min")
    mine = Hands(resident=street.shen_an.pk)
    wrong: list[tuple[Planned, type[Refusal]]] = [
        (Planned(" ", mine, FIRST, LAST), PlanMissing),
        (Planned("x", mine, LAST, FIRST), EndsBeforeItBegins),
        (Planned("x", mine, FIRST, LAST, after=10**9), NoSuchTask),
        (Planned("x", Hands(), FIRST, LAST), NoSuchAssignee),
        (Planned("x", Hands(resident=street.gao_bo.pk), FIRST, LAST), NoSuchAssignee),
        (Planned("x", Hands(post=10**9), FIRST, LAST), NoSuchAssignee),
        (Planned("x", Hands(resident=mine.resident, body=street.manager.pk), FIRST, LAST), NoSuchAssignee),
    ]

    for planned, refusal in wrong:
        with pytest.raises(refusal):
            tasks.add(by=by, project=works.project.pk, planned=planned, at=NOW)
    with pytest.raises(NoSuchProject):
        tasks.add(by=by, project=10**9, planned=Planned("x", mine, FIRST, LAST), at=NOW)


def test_a_moved_date_says_why_and_stays_readable(works: Works) -> None:
    task, by = works.task(), works.street.by("gu_min")
    to = {"plan_from": FIRST, "plan_until": date(2026, 12, 8)}

    with pytest.raises(ReasonMissing):
        tasks.move(by=by, task=task.pk, reason=" ", at=NOW, **to)
    with pytest.raises(NothingMoved):
        tasks.move(by=by, task=task.pk, plan_from=FIRST, plan_until=LAST, reason="下雨", at=NOW)
    with pytest.raises(EndsBeforeItBegins):
        tasks.move(by=by, task=task.pk, plan_from=LAST, plan_until=FIRST, reason="下雨", at=NOW)
    tasks.move(by=by, task=task.pk, reason="连着下雨", at=NOW, **to)

    delay = Delay.objects.get()
    task.refresh_from_db()
    assert (delay.was_until, delay.now_until, delay.reason) == (LAST, date(2026, 12, 8), "连着下雨")
    assert (task.plan_until, task.first_until) == (date(2026, 12, 8), LAST)


def test_a_task_waits_for_the_one_before(works: Works) -> None:
    first = works.task("打地基")
    second = works.task("立柱子", after=first.pk)
    by = works.street.by("luo_yongfu")

    with pytest.raises(WaitsForAnother):
        tasks.finish(by=by, task=second.pk, at=LATER)
    tasks.finish(by=by, task=first.pk, at=LATER)

    assert tasks.finish(by=by, task=second.pk, at=LATER).done_at == LATER
    assert tasks.finish(by=by, task=second.pk, at=LATER + timedelta(hours=1)).done_at == LATER


def test_a_done_task_keeps_its_dates_and_hands(works: Works) -> None:
    task = works.task()
    tasks.finish(by=works.street.by("luo_yongfu"), task=task.pk, at=LATER)

    with pytest.raises(DoneAlready):
        tasks.move(
            by=works.street.by("gu_min"),
            task=task.pk,
            plan_from=FIRST,
            plan_until=FIRST,
            reason="x",
            at=LATER,
        )
    with pytest.raises(DoneAlready):
        tasks.assign(
            by=works.street.by("gu_min"),
            task=task.pk,
            hands=Hands(resident=works.street.shen_an.pk),
            at=LATER,
        )


@pytest.mark.parametrize("who", sorted({*CAST} - {"zhou_guilan", "ye_qing"}))
def test_only_hands_and_those_who_work_there_finish_a_task(works: Works, who: str) -> None:
    task, by = works.task(), works.street.by(who)

    if who in {"luo_yongfu", "gu_min", "lin_xiao"}:
        assert tasks.finish(by=by, task=task.pk, at=LATER).done_at == LATER
    else:
        with pytest.raises(MayNotWork):
            tasks.finish(by=by, task=task.pk, at=LATER)


def test_my_tasks_are_those_of_my_posts_and_my_own(works: Works) -> None:
    works.task("甲")
    works.task("乙", who="tang_yuan")

    assert [t.title for t in task_questions.mine(works.street.by("luo_yongfu"))] == ["甲"]
    assert [t.title for t in task_questions.mine(works.street.by("tang_yuan"))] == ["乙"]
    assert task_questions.mine(works.street.by("nobody")) == []


def test_late_tasks_are_found_from_the_day_after(works: Works) -> None:
    task, community = works.task(), works.street.community.pk

    assert task_questions.overdue(community, LAST) == []
    assert task_questions.overdue(community, LAST + timedelta(days=1)) == [task]
    assert task_questions.overdue_count(community, LAST + timedelta(days=1)) == 1


def test_those_concerned_hear_of_the_start_and_of_delays_once(
    works: Works, delivered: Callable[[], int]
) -> None:
    task = works.task()
    tasks.move(
        by=works.street.by("gu_min"),
        task=task.pk,
        plan_from=FIRST,
        plan_until=date(2026, 12, 8),
        reason="连着下雨",
        at=NOW,
    )
    delivered()

    told = Message.objects.filter(resident=works.street.shen_an, words__startswith="project.")
    assert sorted(told.values_list("words", flat=True)) == ["project.delayed", "project.started"]
    assert told.get(words="project.delayed").facts["reason"] == "连着下雨"
    assert Message.objects.filter(resident=works.street.luo_yongfu, words="project.task_yours").count() == 1
