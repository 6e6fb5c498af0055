"""What staff do to a notice or a question at the desk, each with its form and its word when it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.commons.notices.actions import approvals, drafts, errata, moderation, questions
from linli.commons.notices.forms.desk import CheckForm, WordsForm
from linli.commons.notices.forms.public import ReasonForm
from linli.ground.people.rules import Actor

Made = Callable[[Actor, int, Form | None, datetime], Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed: what it does, with which form, and what is said afterwards."""

    do: Made
    words: str | Promise
    form: type[Form] | None = None


def _check(by: Actor, pk: int, form: Form | None, at: datetime) -> Any:
    assert isinstance(form, CheckForm)
    return approvals.check(by=by, notice=pk, all_three=form.all_three(), at=at)


def _given(form: Form | None, name: str) -> str:
    assert form is not None
    return str(form.cleaned_data[name])


NOTICE: Mapping[str, Deed] = {
    "check": Deed(_check, _("核对过了，等另一位批准。"), CheckForm),
    "approve": Deed(
        lambda by, pk, _form, at: approvals.approve(by=by, notice=pk, at=at), _("批准了，还没有贴出。")
    ),
    "approve_and_post": Deed(
        lambda by, pk, _form, at: approvals.approve_and_post(by=by, notice=pk, at=at), _("批准并贴出了。")
    ),
    "post": Deed(lambda by, pk, _form, at: approvals.post(by=by, notice=pk, at=at), _("贴出了。")),
    "send_back": Deed(
        lambda by, pk, form, at: approvals.send_back(by=by, notice=pk, reason=_given(form, "reason"), at=at),
        _("退回了，理由写在草稿上面。"),
        ReasonForm,
    ),
    "withdraw": Deed(
        lambda by, pk, form, at: approvals.withdraw(by=by, notice=pk, reason=_given(form, "reason"), at=at),
        _("撤下了，大家还能看到原文和理由。"),
        ReasonForm,
    ),
    "again": Deed(
        lambda by, pk, _form, at: drafts.again(by=by, notice=pk, at=at), _("照原样起草了一份，天数重新算。")
    ),
    "erratum": Deed(
        lambda by, pk, form, at: errata.propose(by=by, notice=pk, words=_given(form, "words"), at=at),
        _("更正写好了，等另一位批准。"),
        WordsForm,
    ),
}

QUESTION: Mapping[str, Deed] = {
    "answer": Deed(
        lambda by, pk, form, at: questions.answer(by=by, question=pk, words=_given(form, "words"), at=at),
        _("答复了，提问的人会收到。"),
        WordsForm,
    ),
    "dismiss": Deed(
        lambda by, pk, _form, at: moderation.dismiss(by=by, question=pk, at=at), _("看过了，不用隐藏。")
    ),
    "hide": Deed(
        lambda by, pk, form, at: moderation.hide(by=by, question=pk, reason=_given(form, "reason"), at=at),
        _("隐藏了，理由写在原处。"),
        ReasonForm,
    ),
    "uphold": Deed(
        lambda by, pk, form, at: moderation.uphold(by=by, question=pk, verdict=_given(form, "reason"), at=at),
        _("维持隐藏。"),
        ReasonForm,
    ),
    "restore": Deed(
        lambda by, pk, form, at: moderation.restore(
            by=by, question=pk, verdict=_given(form, "reason"), at=at
        ),
        _("恢复了。"),
        ReasonForm,
    ),
}

ERRATUM: Mapping[str, Deed] = {
    "approve": Deed(
        lambda by, pk, _form, at: errata.approve(by=by, erratum=pk, at=at), _("更正贴在旁边了。")
    ),
}
