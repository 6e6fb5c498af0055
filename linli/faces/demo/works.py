"""Works of the demo: tasks with photos from before and after, delays, overseers who accept, results on the board."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from linli.circle.deliberate.actions import resolutions
from linli.circle.deliberate.choices import ResolutionState
from linli.circle.deliberate.models import Resolution
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

_HOUR = timedelta(hours=1)
_FOUR = 16


def carry_out(scene: Scene, then: dict[str, Any]) -> None:
    """Start the works and do the tasks; when all are done, the overseers accept."""
    at = scene.at(then["ago"])
    staff = scene.staff(at)
    outline = Outline(
        plan=then["plan"],
        lead=scene.houses.bodies[then["lead"]].pk,
        budget_fen=then["budget"],
        money_source=then["source"],
        reason=then.get("reason", ""),
    )
    project = projects.start(by=staff, matter=scene.matter, outline=outline, at=at).pk
    _oversee(scene, project, at)
    ends = [_do_task(scene, project, told) for told in then.get("tasks", scene.told.get("task", ()))]
    last = max((end for end in ends if end is not None), default=at)
    if None in ends:
        return
    projects.replan(
        by=staff,
        project=project,
        plan=then["plan"],
        budget_fen=then["budget"],
        spent_fen=then["spent"],
        money_source=then["source"],
        at=last,
    )
    _accept(scene, project, last + _HOUR)


def _oversee(scene: Scene, project: int, at: datetime) -> None:
    lap = "" if scene.row.lap == 1 else "（返工）"
    name = f"{scene.row.title[:20]}监事会{lap}"
    boards.form(by=scene.secretary(at), project=project, name=name, at=at)
    for key in scene.town.overseers:
        resident = scene.houses.people[key].pk
        boards.seat(by=scene.secretary(at), project=project, resident=resident, at=at)


def _accept(scene: Scene, project: int, called: datetime) -> None:
    staff = scene.staff(called)
    acceptances.call(by=staff, project=project, meeting_at=called + _HOUR, place="现场", at=called)
    for key in scene.town.overseers[:2]:
        signed = called + 2 * _HOUR
        acceptances.sign(by=scene.by(key, signed), project=project, verdict=Verdict.ACCEPTED, at=signed)
    at = called + 3 * _HOUR
    for resolved in Resolution.objects.filter(matter_id=scene.matter, state=ResolutionState.OPEN):
        chair = scene.by(scene.town.members[0], at)
        resolutions.close(by=chair, resolution=resolved.pk, is_done=True, reason="验收通过了。", at=at)


def _do_task(scene: Scene, project: int, told: dict[str, Any]) -> datetime | None:
    """Do a task as planned and return when it was done; None when it is still under way."""
    begins, ends = scene.at(told["from"]), scene.at(told["until"], _FOUR)
    until = localdate(scene.today - timedelta(days=told["until"]))
    planned = Planned(told["title"], Hands(post=scene.town.hands.pk), localdate(begins), until)
    task = tasks.add(by=scene.staff(begins), project=project, planned=planned, at=begins).pk
    _picture(scene, task, begins, Moment.BEFORE, told["before"], "")
    if delay := told.get("delay"):
        _put_off(scene, task, begins, delay)
        return None
    _picture(scene, task, ends, Moment.AFTER, told["after"], told["words"])
    tasks.finish(by=scene.by(scene.town.worker, ends), task=task, at=ends)
    return ends


def _put_off(scene: Scene, task: int, begins: datetime, delay: dict[str, Any]) -> None:
    at = scene.at(delay["ago"])
    until = localdate(scene.today - timedelta(days=delay["until"]))
    tasks.move(
        by=scene.staff(at),
        task=task,
        plan_from=localdate(begins),
        plan_until=until,
        reason=delay["reason"],
        at=at,
    )


def _picture(scene: Scene, task: int, at: datetime, moment: Moment, scenery: str, words: str) -> None:
    by = scene.by(scene.town.worker, at)
    photo = files.take_photo(
        content=pictures.drawn(scenery),
        keeper="deliver",
        area=scene.town.area.pk,
        by=by.account_id,
        at=at,
    )
    notes.write(by=by, task=task, written=Written(words, moment, (photo.pk,)), at=at)


def make_known(scene: Scene, then: dict[str, Any]) -> None:
    """Hang up what became of the matter, drafted by staff and signed by the secretary."""
    at = scene.at(then["ago"])
    staff = scene.staff(at)
    result = Result(decided=then["decided"], done=then.get("done", ""), cost=then.get("cost"))
    notice = results.draft(by=staff, matter=scene.matter, result=result, at=at).pk
    approvals.check(by=staff, notice=notice, all_three=True, at=at)
    signed = at + _HOUR
    posted = approvals.approve_and_post(by=scene.secretary(signed), notice=notice, at=signed)
    results.hung(notice=posted, by=scene.secretary(signed), at=signed)
