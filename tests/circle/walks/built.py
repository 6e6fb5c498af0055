"""Deeds of delivering: works begun, planned, put into hands, moved, photographed, finished, accepted by overseers."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.utils.timezone import localdate
from PIL import Image

from linli.circle.deliver.actions import acceptances, boards, notes, projects, tasks
from linli.circle.deliver.actions.notes import Written
from linli.circle.deliver.actions.projects import Outline
from linli.circle.deliver.actions.tasks import Hands, Planned
from linli.circle.deliver.choices import Moment, Part, ProjectState, Verdict
from linli.circle.deliver.models import Note, Project, Task
from linli.circle.matters.choices import Why
from linli.ground.files.actions import files
from linli.ground.people.choices import BodyKind
from linli.ground.people.models import Organization, Post
from linli.ground.people.rules import Actor
from tests.circle.walks.stage import MOVERS, NEIGHBOURS, OVERSEERS
from tests.circle.walks.walker import NOWHERE, Life, Walker

WORKERS = ("luo_yongfu", "gu_min", "n4", "n5")


def work(walker: Walker, life: Life) -> None:
    """Take the works of a life one step on."""
    project = Project.objects.filter(pk__in=life.projects).order_by("-pk").first()
    if project is None or (not project.is_open() and walker.chance(0.5)):
        _start(walker, life)
    elif project.state == ProjectState.CHECKING:
        _sign(walker, project)
    elif project.board_id is None or walker.chance(0.06):
        _board(walker, project)
    elif not project.tasks.exists() or walker.chance(0.15):
        _plan(walker, project)
    else:
        _carry_out(walker, project)


def _start(walker: Walker, life: Life) -> None:
    stage = walker.stage
    outline = Outline(
        plan=walker.words("两周做完"),
        lead=stage.bodies[walker.rng.choice(("committee", "committee", "manager", "owners"))].pk,
        board=stage.bodies[walker.rng.choice(("oversight", "oversight", "council"))].pk
        if walker.chance(0.6)
        else None,
        budget_fen=walker.rng.choice((0, 80_000, -1)),
        reason=walker.words("急事"),
    )
    made = walker.do(projects.start, by=walker.by(*MOVERS), matter=life.matter, outline=outline, at=walker.at)
    if made is not None:
        life.projects.append(made.pk)
        walker.books.concern(life.matter, seats_of(made.board_id, walker), Why.PART, walker.at)


def seats_of(board: int | None, walker: Walker) -> set[int]:
    """Return who sits on an oversight board now."""
    held = Post.objects.held(walker.at).filter(organization_id=board or 0, kind="overseer")
    return {pk for pk in held.values_list("resident_id", flat=True) if pk is not None}


def hands_of(task: Task, walker: Walker) -> set[int]:
    """Return in whose hands a task is now."""
    if task.resident_id is not None:
        return {task.resident_id}
    held = Post.objects.held(walker.at)
    held = held.filter(pk=task.post_id) if task.post_id else held.filter(organization_id=task.body_id)
    return {pk for pk in held.values_list("resident_id", flat=True) if pk is not None}


def _board(walker: Walker, project: Project) -> None:
    by, at = walker.by("lin_xiao", "lin_xiao", "gu_min"), walker.at
    known = list(
        Organization.objects.filter(kind=BodyKind.OVERSIGHT).order_by("pk").values_list("pk", flat=True)
    )
    if walker.chance(0.85) and known:
        made = walker.do(boards.choose, by=by, project=project.pk, board=walker.one_of(known[:3]), at=at)
        if made is not None:
            walker.books.concern(project.matter_id, seats_of(made.board_id, walker), Why.PART, at)
        return
    if len(known) < 12 and walker.do(
        boards.form, by=by, project=project.pk, name=f"监事会{project.pk}", at=at
    ):
        for name in walker.rng.sample((*OVERSEERS, "tang_yuan", "luo_yongfu"), 3):
            person = walker.pk(name)
            if walker.do(boards.seat, by=by, project=project.pk, resident=person, at=at):
                walker.books.concern(project.matter_id, [person], Why.PART, at)
        walker.stage.actors.clear()


def _hands(walker: Walker) -> Hands:
    stage, dice = walker.stage, walker.rng.random()
    if dice < 0.5:
        return Hands(post=stage.post(walker.rng.choice(("luo_yongfu", "gu_min"))).pk)
    if dice < 0.85:
        return Hands(resident=walker.pk(walker.rng.choice(("n4", "n5", "shen_an", "n1", "gao_bo"))))
    return Hands(body=stage.bodies["manager"].pk) if walker.chance(0.8) else Hands()


def _plan(walker: Walker, project: Project) -> None:
    known = list(project.tasks.order_by("pk").values_list("pk", flat=True))
    if len(known) > 3:
        return
    begins = localdate(walker.at) + timedelta(days=walker.rng.randint(0, 4))
    planned = Planned(
        walker.words("搭棚"),
        _hands(walker),
        begins,
        begins + timedelta(days=walker.rng.choice((0, 3, 9, -1))),
        after=walker.one_of(known) if known and walker.chance(0.2) else None,
    )
    key = walker.rng.choice(("", "", "same"))
    made = walker.do(
        tasks.add, by=walker.by(*MOVERS), project=project.pk, planned=planned, key=key, at=walker.at
    )
    if made is not None and made.pk not in known:
        walker.books.concern(project.matter_id, hands_of(made, walker), Why.PART, walker.at)


def _carry_out(walker: Walker, project: Project) -> None:
    every = list(project.tasks.order_by("pk").values_list("pk", flat=True))
    left = list(project.tasks.filter(done_at=None).order_by("pk").values_list("pk", flat=True))
    dice = walker.rng.random()
    if dice < 0.15:
        _change(walker, project, walker.one_of(left or every))
    elif dice < 0.35:
        _write(walker, project, walker.one_of(left or every))
    elif left and dice < 0.85:
        for task in left:
            walker.do(tasks.finish, by=walker.by("luo_yongfu", "gu_min"), task=task, at=walker.at)
    else:
        walker.do(
            acceptances.call,
            by=walker.by(*MOVERS),
            project=project.pk,
            meeting_at=walker.at + timedelta(days=1),
            place=walker.words("车棚前"),
            at=walker.at,
        )


def _change(walker: Walker, project: Project, task: int) -> None:
    by, at, begins = walker.by(*MOVERS), walker.at, localdate(walker.at)
    deed = walker.rng.choice(("assign", "move", "move", "replan", "part"))
    if deed == "assign":
        made = walker.do(tasks.assign, by=by, task=task, hands=_hands(walker), at=at)
        if made is not None:
            walker.books.concern(project.matter_id, hands_of(made, walker), Why.PART, at)
    elif deed == "move":
        until = begins + timedelta(days=walker.rng.choice((2, 20, 40, -3)))
        reason = walker.words("等水泥")
        walker.do(tasks.move, by=by, task=task, plan_from=begins, plan_until=until, reason=reason, at=at)
    elif deed == "replan":
        money: dict[str, Any] = {"budget_fen": 90_000, "spent_fen": walker.rng.choice((0, 100, -5))}
        walker.do(
            projects.replan,
            by=by,
            project=project.pk,
            plan=walker.words("三周"),
            money_source="街道",
            at=at,
            **money,
        )
    else:
        body = walker.stage.bodies[walker.rng.choice(("owners", "manager", "oversight"))].pk
        part = walker.rng.choice((Part.SUPPORT, Part.MAIN))
        walker.do(projects.give_part, by=by, project=project.pk, body=body, part=part, at=at)


def _photo(walker: Walker, by: Actor) -> int:
    content = BytesIO()
    Image.new("RGB", (8, 8), (60, walker.rng.randint(0, 255), 120)).save(content, "JPEG")
    area = walker.stage.street.community.pk
    return files.take_photo(
        content=content.getvalue(), keeper="deliver", area=area, by=by.account_id, at=walker.at
    ).pk


def _write(walker: Walker, project: Project, task: int) -> None:
    """Write progress; a photo from before and one from after make a pair."""
    by, at = walker.by(*WORKERS), walker.at
    moments = (Moment.BEFORE, Moment.AFTER) if walker.chance(0.4) else (Moment.DURING,)
    for moment in moments:
        photos = [_photo(walker, by)] if walker.chance(0.6) else []
        written = Written(walker.words("搭好一半"), moment, photos)
        walker.do(notes.write, by=by, task=task, written=written, key=walker.rng.choice(("", "same")), at=at)
    if walker.chance(0.2):
        known = list(Note.objects.filter(project=project).order_by("pk").values_list("pk", flat=True))
        note = walker.one_of(known) if known else NOWHERE
        walker.do(notes.hide, by=walker.by(*MOVERS), note=note, reason=walker.words("拍到了人"), at=at)


def _sign(walker: Walker, project: Project) -> None:
    overseers = [name for name in NEIGHBOURS if walker.pk(name) in seats_of(project.board_id, walker)]
    every = list(project.tasks.order_by("pk").values_list("pk", flat=True))
    sign: Callable[..., Any] = acceptances.sign
    for _again in range(walker.rng.randint(1, 3)):
        verdict = walker.rng.choice(
            (*[Verdict.ACCEPTED] * 4, Verdict.REMARKS, Verdict.REFUSED, Verdict.REFUSED)
        )
        walker.do(
            sign,
            by=walker.by(*(overseers or OVERSEERS)),
            project=project.pk,
            verdict=verdict,
            words=walker.words("还差一块"),
            tasks=[walker.one_of(every)] if walker.chance(0.3) else [],
            at=walker.at,
        )
