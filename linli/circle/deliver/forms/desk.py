"""Shapes of what staff send: one small form a deed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from linli.circle.deliver.actions.tasks import Hands
from linli.circle.deliver.choices import Part
from linli.ground.lib import money
from linli.ground.lib.chance import token

Pairs = Iterable[tuple[Any, str]]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选日期。"), "invalid": _("日期写成2026-12-01这样。")},
    )


class MoneyField(forms.CharField):
    """An amount in yuan, cleaned to fen; nothing is nought."""

    def clean(self, value: Any) -> int:
        """Return the amount in fen."""
        words = super().clean(value)
        found = money.fen(words) if words else 0
        if found is None:
            raise ValidationError(_("金额写成1,234.50这样。"))
        return found


class StartForm(forms.Form):
    """What a project begins with."""

    plan = forms.CharField(
        label=_("打算怎么做"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请用一两句话写明打算做什么。")},
    )
    lead = forms.TypedChoiceField(label=_("谁来主导"), coerce=int)
    board = forms.TypedChoiceField(label=_("监事会"), coerce=int, required=False, empty_value=None)
    budget = MoneyField(label=_("预算（元）"), required=False, max_length=20)
    source = forms.CharField(label=_("钱从哪里来"), required=False, max_length=200)
    reason = forms.CharField(
        label=_("为什么马上办"),
        required=False,
        max_length=300,
        help_text=_("还没商议、定下来的事，要写明为什么现在就办。"),
    )

    def __init__(self, *args: Any, bodies: Pairs, boards: Pairs, at_once: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["lead"].choices = list(bodies)  # type: ignore[attr-defined] # a choice field
        self.fields["board"].choices = [("", _("以后再组成")), *boards]  # type: ignore[attr-defined] # a choice field
        if not at_once:
            del self.fields["reason"]


class ReplanForm(forms.Form):
    """The plan and the money, changed."""

    plan = forms.CharField(label=_("打算怎么做"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    budget = MoneyField(label=_("预算（元）"), required=False, max_length=20)
    spent = MoneyField(label=_("已经花了（元）"), required=False, max_length=20)
    source = forms.CharField(label=_("钱从哪里来"), required=False, max_length=200)


class PartForm(forms.Form):
    """The part a body takes."""

    body = forms.TypedChoiceField(label=_("哪个组织"), coerce=int)
    part = forms.ChoiceField(label=_("做什么"), choices=Part.choices)

    def __init__(self, *args: Any, bodies: Pairs, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined] # a choice field


class BoardForm(forms.Form):
    """A new board by its name."""

    name = forms.CharField(label=_("监事会叫什么"), max_length=120)


class ChooseForm(forms.Form):
    """A board that exists."""

    board = forms.TypedChoiceField(label=_("哪个监事会"), coerce=int)

    def __init__(self, *args: Any, boards: Pairs, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["board"].choices = list(boards)  # type: ignore[attr-defined] # a choice field


class SeatForm(forms.Form):
    """A neighbour for the board, by name or phone."""

    who = forms.CharField(
        label=_("请谁当监事（姓名或手机号）"), max_length=60, help_text=_("在这个项目里做事的人不能当监事。")
    )


class AssignForm(forms.Form):
    """In whose hands a task is: a post or a body from the list, or a neighbour's name."""

    hands = forms.ChoiceField(label=_("派给谁"), required=False)

    def __init__(self, *args: Any, assignees: Pairs, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["hands"].choices = [("", _("请选")), *assignees]  # type: ignore[attr-defined] # a choice field

    def given(self) -> Hands:
        """Return the hands that were chosen; empty ones are refused by the deed."""
        kind, _dash, pk = self.cleaned_data["hands"].partition("-")
        return Hands(**{kind: int(pk)}) if kind else Hands()


class TaskForm(AssignForm):
    """A task: what, whose, from when until when, after which."""

    title = forms.CharField(
        label=_("做什么"), max_length=120, error_messages={"required": _("请写明做什么。")}
    )
    plan_from = _day(_("从哪天"))
    plan_until = _day(_("到哪天"))
    after = forms.TypedChoiceField(label=_("要先做完"), required=False, coerce=int, empty_value=None)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    field_order = ("title", "hands", "plan_from", "plan_until", "after", "key")

    def __init__(self, *args: Any, tasks: Pairs, **more: Any) -> None:
        more["initial"] = {"key": token(16), **(more.get("initial") or {})}
        super().__init__(*args, **more)
        self.fields["after"].choices = [("", _("不用等")), *tasks]  # type: ignore[attr-defined] # a choice field


class MoveForm(forms.Form):
    """New dates of a task, and why."""

    plan_from = _day(_("从哪天"))
    plan_until = _day(_("到哪天"))
    reason = forms.CharField(
        label=_("为什么改"),
        max_length=300,
        help_text=_("邻居都看得到。"),
        error_messages={"required": _("请写明理由，邻居都看得到。")},
    )


class CallForm(forms.Form):
    """When and where the overseers meet."""

    meeting_at = forms.DateTimeField(
        label=_("几时看现场"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    place = forms.CharField(label=_("在哪儿碰头"), max_length=120)


class HideForm(forms.Form):
    """Why a note is taken from view."""

    note = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("为什么隐藏"), max_length=200, error_messages={"required": _("请写明理由。")}
    )
