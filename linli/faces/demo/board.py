"""The board of the demo: notices that hang, and money sheets month by month."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from linli.circle.disclose.actions import sheets
from linli.circle.disclose.actions.sheets import Filled
from linli.circle.disclose.choices import Item
from linli.circle.disclose.money import Line
from linli.commons.notices.actions import approvals, drafts, questions
from linli.commons.notices.actions.drafts import Draft
from linli.commons.notices.choices import Kind
from linli.faces.demo.neighbours import Houses
from linli.ground.people.queries.actors import actor_of

_HOUR = timedelta(hours=1)


def tell(houses: Houses, told: dict[str, Any], *, today: datetime) -> None:
    """Hang up the notices and the money sheets of matters.toml."""
    for story in told["notice"]:
        _hang(houses, story, today - timedelta(days=story["ago"]))
    for story in told["money"]:
        _account(houses, story, today)


def _hang(houses: Houses, story: dict[str, Any], at: datetime) -> None:
    draft = Draft(
        kind=Kind(story["kind"]),
        area=houses.areas["huaiyin"].pk,
        title=story["title"],
        body=story["body"],
        days=story["days"],
        organization=houses.bodies["committee"].pk,
    )
    staff = actor_of(houses.accounts["gu_min"], at)
    notice = drafts.draft(by=staff, draft=draft, at=at).pk
    _sign(houses, notice, at)
    asked = questions.ask(
        by=actor_of(houses.accounts["shen_an"], at),
        notice=notice,
        words="家里没人的时候怎么办？",
        key=f"demo-{notice}",
        at=at + 2 * _HOUR,
    )
    questions.answer(by=staff, question=asked.pk, words="打服务站电话约时间就行。", at=at + 3 * _HOUR)


def _account(houses: Houses, story: dict[str, Any], today: datetime) -> None:
    month = localdate(today).replace(day=1)
    for _back in range(story["months_ago"]):
        month = (month - timedelta(days=1)).replace(day=1)
    following = (month + timedelta(days=40)).replace(day=1)
    at = min(today - _HOUR * 4, today - timedelta(days=max((localdate(today) - following).days - 4, 0)))
    lines = [Line(Item(item), income, expense) for item, income, expense in story["lines"]]
    filled = Filled(houses.areas["compound"].pk, month, lines, words=story["words"])
    staff = actor_of(houses.accounts["gu_min"], at)
    sheet = sheets.keep(by=staff, filled=filled, at=at).pk
    _sign(houses, sheets.submit(by=staff, sheet=sheet, at=at).pk, at)


def _sign(houses: Houses, notice: int, at: datetime) -> None:
    approvals.check(by=actor_of(houses.accounts["gu_min"], at), notice=notice, all_three=True, at=at)
    approvals.approve_and_post(by=actor_of(houses.accounts["lin_xiao"], at), notice=notice, at=at + _HOUR)
