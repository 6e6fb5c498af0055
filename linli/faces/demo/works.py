"""Works of the demo: tasks with photos from before and after, accepted by overseers, made known on the board."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from linli.circle.deliver.actions import acceptances, boards, notes, projects, tasks
from linli.circle.deliver.actions.notes import Written
from linli.circle.deliver.actions.projects import Outline
from linli.circle.deliver.actions.tasks import Hands, Planned
from linli.circle.deliver.choices import Moment, Verdict
from linli.circle.disclose.actions import results
from linli.circle.disclose.actions.results import Result
from linli.commons.notices.actions import approvals
from linli.faces.demo import pictures
from linli.faces.demo.scene import Scene
from linli.ground.files.actions import files
from linli.ground.people.choices import PostKind
from linli.ground.people.models import Post
from linli.ground.people.rules import Actor

OVERSEERS = ("b3s1:202", "b2s1:201", "b1s2:102")
_HOUR = timedelta(hours=1)


def carry_out(scene: Scene, then: dict[str, Any]) -> None:
    """Start the works, do every task, and let the overseers accept."""
    at = scene.at(then["ago"])
    staff = scene.by("gu_min", at)
    outline = Outline(
        plan=then["plan"],
        lead=scene.houses.bodies[then["lead"]].pk,
        budget_fen=then["budget"],
        money_source=then["source"],
    )
    project = projects.start(by=staff, matter=scene.matter, outline=outline, at=at).pk
    boards.form(by=scene.by("lin_xiao", at), project=project, name=f"{scene.row.title[:20]}监事会", at=at)
    for key in OVERSEERS:
        resident = scene.houses.people[key].pk
        boards.seat(by=scene.by("lin_xiao", at), project=project, resident=resident, at=at)
    last = at
    for told in scene.told.get("task", ()):
        last = _do_task(scene, project, told)
    projects.replan(
        by=staff,
        project=project,
        plan=then["plan"],
        budget_fen=then["budget"],
        spent_fen=then["spent"],
        money_source=then["source"],
        at=last,
    )
    _accept(scene, project, staff, last + _HOUR)


def _accept(scene: Scene, project: int, staff: Actor, called: datetime) -> None:
    acceptances.call(by=staff, project=project, meeting_at=called + _HOUR, place="现场", at=called)
    for key in OVERSEERS[:2]:
        signed = called + 2 * _HOUR
        acceptances.sign(by=scene.by(key, signed), project=project, verdict=Verdict.ACCEPTED, at=signed)


def _do_task(scene: Scene, project: int, told: dict[str, Any]) -> datetime:
    begins, ends = scene.at(told["from"]), scene.at(told["until"], 16)
    worker = Post.objects.get(kind=PostKind.PROPERTY_STAFF, area=scene.houses.areas["compound"])
    planned = Planned(told["title"], Hands(post=worker.pk), localdate(begins), localdate(ends))
    task = tasks.add(by=scene.by("gu_min", begins), project=project, planned=planned, at=begins).pk
    pictured = ((Moment.BEFORE, "before", begins, ""), (Moment.AFTER, "after", ends, told["words"]))
    for moment, scenery, at, words in pictured:
        by = scene.by("luo_yongfu", at)
        photo = files.take_photo(
            content=pictures.drawn(told[scenery]),
            keeper="deliver",
            area=scene.houses.areas["huaiyin"].pk,
            by=by.account_id,
            at=at,
        )
        notes.write(by=by, task=task, written=Written(words, moment, (photo.pk,)), at=at)
    tasks.finish(by=scene.by("luo_yongfu", ends), task=task, at=ends)
    return ends


def make_known(scene: Scene, then: dict[str, Any]) -> None:
    """Hang up what became of the matter, drafted by staff and signed by the secretary."""
    at = scene.at(then["ago"])
    staff = scene.by("gu_min", at)
    result = Result(decided=then["decided"], done=then.get("done", ""), cost=then.get("cost"))
    notice = results.draft(by=staff, matter=scene.matter, result=result, at=at).pk
    approvals.check(by=staff, notice=notice, all_three=True, at=at)
    signed = at + _HOUR
    posted = approvals.approve_and_post(by=scene.by("lin_xiao", signed), notice=notice, at=signed)
    results.hung(notice=posted, by=scene.by("lin_xiao", signed), at=signed)
