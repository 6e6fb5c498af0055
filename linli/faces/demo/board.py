"""The board of the demo: notices that hang, rumours set right, and money sheets month by month."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from linli.circle.disclose.actions import clarifications, sheets
from linli.circle.disclose.actions.clarifications import Said
from linli.circle.disclose.actions.sheets import Filled
from linli.circle.disclose.choices import Item
from linli.circle.disclose.money import Line
from linli.commons.notices.actions import approvals, drafts, questions
from linli.commons.notices.actions.drafts import Draft
from linli.commons.notices.choices import Kind
from linli.faces.demo.scene import Town
from linli.ground.people.models import Area

_HOUR = timedelta(hours=1)
_DAYS = 45


def hang(town: Town, story: dict[str, Any], *, today: datetime) -> None:
    """Hang a notice so many days ago; a neighbour asks something under it, and staff answer."""
    at = today - timedelta(days=story["ago"])
    draft = Draft(
        kind=Kind(story["kind"]),
        area=town.area.pk,
        title=story["title"],
        body=story["body"],
        days=story.get("days", _DAYS),
        organization=town.houses.bodies["committee"].pk,
    )
    staff = town.by(town.staff, at)
    notice = drafts.draft(by=staff, draft=draft, at=at).pk
    _sign(town, notice, at)
    asked = questions.ask(
        by=town.by(town.raters[0], at),
        notice=notice,
        words=story["question"],
        key=f"demo-{notice}",
        at=at + 2 * _HOUR,
    )
    questions.answer(by=staff, question=asked.pk, words=story["answer"], at=at + 3 * _HOUR)


def clarify(town: Town, story: dict[str, Any], *, today: datetime) -> None:
    """Set a rumour right so many days ago."""
    at = today - timedelta(days=story["ago"])
    said = Said(
        area=town.area.pk,
        rumour=story["rumour"],
        heard_where=story["heard"],
        facts=story["facts"],
        organization=town.houses.bodies["committee"].pk,
    )
    _sign(town, clarifications.draft(by=town.by(town.staff, at), said=said, at=at).pk, at)


def account(town: Town, story: dict[str, Any], *, compound: Area, today: datetime) -> None:
    """Post the money of a compound in one month, early in the month after it."""
    month = _months_before(localdate(today), story["months_ago"])
    following = (month + timedelta(days=40)).replace(day=1)
    at = min(today - _HOUR * 4, today - timedelta(days=max((localdate(today) - following).days - 4, 0)))
    lines = [Line(Item(item), income, expense) for item, income, expense in story["lines"]]
    filled = Filled(compound.pk, month, lines, words=story["words"])
    staff = town.by(town.staff, at)
    sheet = sheets.keep(by=staff, filled=filled, at=at).pk
    _sign(town, sheets.submit(by=staff, sheet=sheet, at=at).pk, at)


def _months_before(day: date, count: int) -> date:
    """Return the first day of the month so many months before a day's own."""
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def _sign(town: Town, notice: int, at: datetime) -> None:
    approvals.check(by=town.by(town.staff, at), notice=notice, all_three=True, at=at)
    approvals.approve_and_post(by=town.by(town.secretary, at), notice=notice, at=at + _HOUR)
