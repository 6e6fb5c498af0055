"""The second half of a matter's way: works with photos, notices, money at the gate, ratings, and once more round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.timezone import localtime

from linli.circle.deliver.actions import acceptances, boards
from linli.circle.deliver.choices import Verdict
from linli.circle.deliver.models import Project, Task
from linli.circle.evaluate.actions import ratings, rounds
from linli.circle.evaluate.actions.ratings import Given
from linli.circle.evaluate.models import Round
from linli.circle.listen.models import Voice
from linli.commons.notices.models import Notice
from linli.ground.people.choices import BodyKind, PostKind
from linli.ground.people.models import Organization, Post
from tests.journeys.hands import fill, fold, press
from tests.journeys.story import Story

OVERSEERS = ("chen_jianguo", "he_zhiqiang")


@dataclass(frozen=True)
class Works:
    """What is to be done: the plan, its money, and each task with what a camera saw before and after."""

    plan: str
    budget: str
    tasks: Sequence[tuple[str, str, str]]
    reason: str = ""


def done_with_photos(story: Story, works: Works) -> None:
    """顾敏 starts the works, 罗永福 does them with photos before and after, the oversight board accepts."""
    desk = story.sit_down("gu_min", desk=True)
    desk.goto(f"/desk/works/start/{story.matter}/")
    begun = {
        "plan": works.plan,
        "lead": "安居物业服务公司",
        "budget": works.budget,
        "source": "小区公共收益",
    }
    if works.reason:
        board = Organization.objects.get(kind=BodyKind.OVERSIGHT)
        begun |= {"reason": works.reason, "board": board.name}
    fill(desk, begun)
    press(desk, "开始办")
    project = Project.objects.get(matter_id=story.matter, lap=story.row.lap)
    if not works.reason:
        board_seated(story, project)
    day = localtime(story.clock.at()).date()
    worker = Post.objects.get(kind=PostKind.PROPERTY_STAFF, area=story.street.compound)
    for title, _before, _after in works.tasks:
        desk.goto(f"/desk/works/{project.pk}/add-task/")
        dates = {"plan_from": f"{day}", "plan_until": f"{day + timedelta(days=5)}"}
        fill(desk, {"title": title, "hands": f"post-{worker.pk}", **dates})
        press(desk, "安排")
    story.clock.on(hours=1)

    for (title, before, after), hours in zip(works.tasks, (24, 4), strict=False):
        worked(story, Task.objects.get(project=project, title=title), before, after, hours)
    accepted(story, project, works.budget)
    assert story.row.stage == "delivered"


def board_seated(story: Story, project: Project) -> None:
    """林晓, who may appoint, forms the oversight board and seats neighbours who do no work in it."""
    desk = story.sit_down("lin_xiao", desk=True)
    desk.goto(f"/desk/works/{project.pk}/")
    fill(desk, {"name": "车棚监事会"}, within=fold(desk, "board"))
    press(desk, "组成监事会", within="#board")
    fill(desk, {"who": "陈建国"}, within=fold(desk, "seat"))
    press(desk, "请一位监事", within="#seat")
    other = story.street.he_zhiqiang.pk
    by, at = story.street.by("lin_xiao", story.clock.at()), story.clock.at()
    boards.seat(by=by, project=project.pk, resident=other, at=at)


def worked(story: Story, task: Task, before: str, after: str, hours: float) -> None:
    """罗永福 takes a photo before, works, takes one after, and says that it is done."""
    phone = story.sit_down("luo_yongfu")
    phone.goto("/my-works/")
    phone.locator(f"a[href='/my-works/{task.pk}/']").click()
    for moment, scene, words in (("before", before, ""), ("after", after, "做完了，放水试过。")):
        fill(phone, {"photos": story.photo(scene), "moment": moment, "words": words})
        press(phone, "送出")
        story.clock.on(hours=hours)
    story.looked_at(phone)
    press(phone, "这一项做完了", sure=True)


def accepted(story: Story, project: Project, spent: str) -> None:
    """顾敏 writes down what was spent and calls the overseers; they look and sign, their majority accepts."""
    desk = story.sit_down("gu_min", desk=True)
    desk.goto(f"/desk/works/{project.pk}/")
    fill(desk, {"spent": spent}, within=fold(desk, "replan"))
    press(desk, "改计划和经费", within="#replan")
    moment = localtime(story.clock.at() + timedelta(hours=3))
    fill(
        desk,
        {"meeting_at": f"{moment:%Y-%m-%dT%H:%M}", "place": "北门车棚"},
        within=fold(desk, "call"),
    )
    press(desk, "请监事验收", within="#call")
    story.clock.on(hours=4)
    overseer = story.sit_down("chen_jianguo")
    overseer.goto(f"/works/{project.pk}/")
    overseer.get_by_role("link", name="看过了，去签").click()
    fill(overseer, {"verdict": Verdict.ACCEPTED.value})
    story.looked_at(overseer)
    press(overseer, "签")
    at = story.clock.at()
    acceptances.sign(
        by=story.street.by("he_zhiqiang", at), project=project.pk, verdict=Verdict.ACCEPTED, at=at
    )
    story.clock.carry()
    public = story.sit_down("nobody")
    public.goto(f"/works/{project.pk}/")
    story.looked_at(public, "project-photos" if story.row.lap == 1 else "", "section:has(.before-after)")
    assert public.locator(".before-after").count() == project.tasks.count()


def made_known(story: Story, *, done: str, cost: str) -> None:
    """顾敏 drafts what became of it, 林晓 signs; the matter is disclosed and everyone asked to rate it."""
    desk = story.sit_down("gu_min", desk=True)
    desk.goto(f"/desk/disclosure/result/{story.matter}/")
    fill(desk, {"decided": "原地补顶、插座抬高。", "done": done, "cost": cost})
    desk.locator("main form.form button").click()
    desk.wait_for_url("**/desk/notices/*/")
    signed(story, desk, "result-notice" if story.row.lap == 1 else "")
    assert story.row.stage == "disclosed"


def signed(story: Story, desk: Any, name: str) -> Notice:
    """The one who drafted checks three things, another signs and posts; the sheet for the gate is there."""
    fill(desk, {"no_secret": "yes", "no_person": "yes", "right": "yes"})
    press(desk, "核对过了，送批")
    notice = Notice.objects.latest("pk")
    story.clock.on(hours=1)
    leader = story.sit_down("lin_xiao", desk=True)
    leader.goto(f"/desk/notices/{notice.pk}/")
    press(leader, "批准并贴出", sure=True)
    story.clock.on(hours=1)
    public = story.sit_down("nobody")
    public.goto(f"/notices/{notice.pk}/")
    story.looked_at(public, name)
    notice.refresh_from_db()
    assert (notice.state, notice.posted_by, notice.drafted_by) == (
        "posted",
        story.street.accounts["lin_xiao"],
        story.street.accounts["gu_min"],
    )
    return notice


def money_at_the_gate(story: Story) -> None:
    """顾敏 fills in last month's money, 林晓 signs, and the sheet for the gate is printed."""
    desk = story.sit_down("gu_min", desk=True)
    desk.goto("/desk/disclosure/money/new/")
    month = desk.locator("[name=month]").input_value()
    amounts = {
        "property-income": "42600",
        "property-expense": "39850",
        "lamps-expense": "1830.50",
        "rubbish-expense": "2600",
        "parking-income": "9600",
        "charging-income": "3120",
        "charging-expense": "2460",
    }
    fill(desk, {**amounts, "words": "路灯换了两盏，电费按表算。"})
    press(desk, "存好")
    press(desk, "起草公示，送去核对")
    signed(story, desk, "")
    gate = story.sit_down("nobody", desk=True)
    gate.goto(f"/money/{story.street.compound.pk}/{month}/gate/")
    story.looked_at(gate, "gate-sheet")
    assert "1,830.50元" in gate.locator("main").inner_text()


def rated(story: Story, stars: str) -> Round:
    """沈安 rates on his phone, 周桂兰 by her receipt in large type, 汤圆 likewise; then the days are over."""
    round_ = Round.objects.get(matter_id=story.matter, lap=story.row.lap)
    voice = Voice.objects.get(author=story.street.zhou_guilan)
    for who, mode, path in (
        ("shen_an", "", f"/rate/{round_.pk}/"),
        ("nobody", "care", f"/rate/r/{voice.number}/{voice.secret}/"),
    ):
        phone = story.sit_down(who, mode=mode)
        phone.goto(path)
        fill(phone, {"result": stars, "reply": stars})
        story.looked_at(phone, "rate-care" if mode and stars == "2" else "")
        press(phone, "送出评分")
    at = story.clock.at()
    given = Given(int(stars), int(stars))
    ratings.rate(by=story.street.by("tang_yuan", at), round_=round_.pk, given=given, at=at)
    rounds.close_due(at=story.clock.on(days=15))
    story.clock.carry()
    round_.refresh_from_db()
    return round_
