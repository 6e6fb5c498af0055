"""The deeds of the desk as a table: the form each needs, the action it calls, what is said afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.circle.decide.actions import counting, rolls, running
from linli.circle.decide.choices import TURNS, State, Turn
from linli.circle.decide.forms.desk import GroundsForm, OpenForm, ResumeForm
from linli.ground.people.rules import Actor

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing staff may do to a ballot: its turn, form and action, what is said, how its button is called."""

    turn: Turn
    form: type[Form] | None
    act: Callable[[Actor, int, Given, datetime], object]
    words: str | Promise
    label: str | Promise


def _post(by: Actor, pk: int, _given: Given, at: datetime) -> object:
    return rolls.post(by=by, ballot=pk, at=at)


def _open(by: Actor, pk: int, given: Given, at: datetime) -> object:
    return running.open_ballot(by=by, ballot=pk, override=given["override"], at=at)


def _close(by: Actor, pk: int, _given: Given, at: datetime) -> object:
    return counting.close(by=by, ballot=pk, at=at)


def _settle(by: Actor, pk: int, _given: Given, at: datetime) -> object:
    return counting.settle(by=by, ballot=pk, at=at)


def _suspend(by: Actor, pk: int, given: Given, at: datetime) -> object:
    return running.suspend(by=by, ballot=pk, grounds=given["grounds"], at=at)


def _resume(by: Actor, pk: int, given: Given, at: datetime) -> object:
    return running.resume(by=by, ballot=pk, grounds=given["grounds"], closes_at=given["closes_at"], at=at)


def _cancel(by: Actor, pk: int, given: Given, at: datetime) -> object:
    return running.cancel(by=by, ballot=pk, grounds=given["grounds"], at=at)


def _annul(by: Actor, pk: int, given: Given, at: datetime) -> object:
    return running.annul(by=by, ballot=pk, grounds=given["grounds"], at=at)


def _rerun(by: Actor, pk: int, given: Given, at: datetime) -> object:
    return running.rerun(by=by, ballot=pk, grounds=given["grounds"], at=at)


DEEDS: Mapping[str, Deed] = {
    "post": Deed(
        Turn.POST, None, _post, _("名册冻结并公示了，名册上的人都会收到消息。"), _("冻结并公示名册")
    ),
    "open": Deed(Turn.OPEN, OpenForm, _open, _("好了，到时间就收票。"), _("开始投票")),
    "close": Deed(Turn.CLOSE, None, _close, _("截止了，名册和选票都封好了。"), _("截止")),
    "settle": Deed(Turn.SETTLE, None, _settle, _("计好了，结果已公布。"), _("计票、出结果")),
    "suspend": Deed(Turn.SUSPEND, GroundsForm, _suspend, _("暂停了，理由已告诉大家。"), _("暂停投票")),
    "resume": Deed(Turn.RESUME, ResumeForm, _resume, _("恢复了。"), _("恢复投票")),
    "cancel": Deed(Turn.CANCEL, GroundsForm, _cancel, _("作废了，记录都留着。"), _("作废")),
    "annul": Deed(Turn.ANNUL, GroundsForm, _annul, _("结果撤销了，理由已告诉大家。"), _("撤销结果")),
    "rerun": Deed(Turn.RERUN, GroundsForm, _rerun, _("新的草稿已备好。"), _("重投一次")),
}


def possible(state: State) -> list[str]:
    """Return the names of the deeds that are legal in a state, the straight way first."""
    return [name for name, deed in DEEDS.items() if (state, deed.turn) in TURNS]
