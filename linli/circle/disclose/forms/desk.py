"""Shapes of what staff send: a money sheet, a workbook, an event, a catalogue line, a clarification, a result."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.circle.disclose.actions.clarifications import Said
from linli.circle.disclose.actions.items import Wanted
from linli.circle.disclose.actions.results import Result
from linli.circle.disclose.actions.sheets import Filled
from linli.circle.disclose.catalogue import Line as CatalogueLine
from linli.circle.disclose.choices import UNITS, Cycle, Head, Item, Scope
from linli.circle.disclose.money import Line
from linli.commons.notices.choices import DISCLOSED_DAYS, MOST_DAYS
from linli.commons.notices.models import Notice
from linli.ground.lib import money
from linli.ground.lib.chance import token
from linli.ground.people.choices import PostKind
from linli.ground.people.models import Area, Organization

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
APPROVERS = (PostKind.SECRETARY, PostKind.DIRECTOR)


class AmountField(forms.CharField):
    """An amount in yuan as people write it (1,234.50, full-width too), cleaned to whole fen; empty stays None."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(**{"required": False, "max_length": 30, "widget": widget, **more})

    def clean(self, value: Any) -> int | None:
        """Return the amount in hundredths."""
        written = super().clean(value)
        if not written:
            return None
        found = money.fen(written)
        if found is None or found < 0:
            raise forms.ValidationError(_("请只写数字，最多两位小数，不能是负数，如1234.50。"))
        return found


class MonthField(forms.CharField):
    """A month, cleaned to its first day."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-10"})
        super().__init__(**{"max_length": 7, "widget": widget, **more})

    def clean(self, value: Any) -> date:
        """Return the first day of the month."""
        found = _MONTH.fullmatch(str(super().clean(value)))
        if found is None:
            raise forms.ValidationError(_("请选一个月份，如2026-10。"))
        return date(int(found.group(1)), int(found.group(2)), 1)


class SheetForm(forms.Form):
    """One compound's month: six items with money in and out, units and a word on why."""

    area = forms.TypedChoiceField(label=_("小区"), coerce=int)
    month = MonthField(label=_("哪个月"))
    organization = forms.TypedChoiceField(label=_("谁来署名"), coerce=int, required=False, empty_value=None)
    words = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=2000,
        help_text=_("钱为什么多了少了，用一两句大白话说清。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, compounds: Iterable[Area], bodies: Iterable[Organization], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["area"].choices = [(one.pk, one.name) for one in compounds]  # type: ignore[attr-defined] # a choice field
        signed = [("", _("（不署名）")), *((one.pk, one.name) for one in bodies)]
        self.fields["organization"].choices = signed  # type: ignore[attr-defined] # a choice field
        for item in Item:
            names = {"item": item.label, "unit": UNITS[item]}
            self.fields[f"{item}-income"] = AmountField(label=_("%(item)s收入（元）") % names)
            self.fields[f"{item}-expense"] = AmountField(label=_("%(item)s支出（元）") % names)
            self.fields[f"{item}-units"] = AmountField(label=_("%(item)s用量（%(unit)s）") % names)
            self.fields[f"{item}-note"] = forms.CharField(
                label=_("%(item)s说明") % names, required=False, max_length=120
            )

    def rows(self) -> list[tuple[str, list[tuple[str, forms.BoundField]]]]:
        """The six items, each with its four boxes and their short words."""
        short = {"income": _("收入（元）"), "expense": _("支出（元）"), "note": _("说明")}
        return [
            (
                str(item.label),
                [
                    (
                        str(short.get(part, _("用量（%(unit)s）") % {"unit": UNITS[item]})),
                        self[f"{item}-{part}"],
                    )
                    for part in ("income", "expense", "units", "note")
                ],
            )
            for item in Item
        ]

    def filled(self) -> Filled:
        """Return what was filled in."""
        given = self.cleaned_data
        lines = [
            Line(
                item,
                given[f"{item}-income"] or 0,
                given[f"{item}-expense"] or 0,
                given[f"{item}-units"],
                given[f"{item}-note"],
            )
            for item in Item
        ]
        return Filled(given["area"], given["month"], lines, given["words"], given["organization"])

    @staticmethod
    def of(
        area: int, month: date, lines: Iterable[Line], words: str, organization: int | None
    ) -> dict[str, Any]:
        """Return what a sheet says, as the boxes show it."""
        told: dict[str, Any] = {
            "area": area,
            "month": f"{month:%Y-%m}",
            "words": words,
            "organization": organization,
        }
        for line in lines:
            told[f"{line.item}-income"] = _boxed(line.income or None)
            told[f"{line.item}-expense"] = _boxed(line.expense or None)
            told[f"{line.item}-units"] = _boxed(line.units)
            told[f"{line.item}-note"] = line.note
        return told


class BringForm(forms.Form):
    """A workbook of money sheets, and the month of rows that name none."""

    file = forms.FileField(
        label=_("Excel或CSV文件"),
        error_messages={"required": _("请选一个文件。")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )
    month = MonthField(label=_("表里没写月份的，算哪个月"))


class HappenedForm(forms.Form):
    """Something that happened and must be made known at once."""

    key = forms.ChoiceField(label=_("目录里的哪一项"))
    what = forms.CharField(
        label=_("什么事"), max_length=120, error_messages={"required": _("请写明是什么事。")}
    )
    on = forms.DateField(label=_("哪天发生的"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, lines: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["key"].choices = list(lines.items())  # type: ignore[attr-defined] # a choice field


class LineForm(forms.Form):
    """A community's own line of the catalogue: a new one, or what it changes of a line that is in force."""

    key = forms.RegexField(r"^[a-z][a-z0-9-]{1,39}$", widget=forms.HiddenInput)
    head = forms.ChoiceField(label=_("归哪一类"), choices=Head.choices)
    title = forms.CharField(label=_("公开什么"), max_length=120)
    cycle = forms.ChoiceField(label=_("多久一次"), choices=Cycle.choices)
    due = forms.CharField(
        label=_("期限"),
        max_length=40,
        initial=_("15天内"),
        help_text=_("如：下月10日、月底、15天内、3个工作日内。"),
    )
    min_days = forms.IntegerField(
        label=_("至少贴几天"), min_value=DISCLOSED_DAYS, max_value=MOST_DAYS, initial=DISCLOSED_DAYS
    )
    scope = forms.ChoiceField(label=_("公开范围"), choices=Scope.choices)
    approver = forms.ChoiceField(
        label=_("由谁批准"),
        required=False,
        choices=[("", _("书记或主任")), *((kind.value, kind.label) for kind in APPROVERS)],
    )
    is_off = forms.BooleanField(label=_("停用这一条（法定条目仍按法定的办）"), required=False)

    @staticmethod
    def of(line: CatalogueLine | None) -> dict[str, Any]:
        """Return what a line says, as the boxes show it; for none, a new one."""
        if line is None:
            return {"key": "own-" + token(8).lower().replace("_", "-")}
        told = {name: getattr(line, name) for name in ("key", "head", "title", "cycle", "min_days", "scope")}
        return {**told, "due": line.due_typed, "approver": line.approver if line.is_own else ""}

    def wanted(self) -> Wanted:
        """Return what was sent."""
        given = self.cleaned_data
        return Wanted(
            key=given["key"],
            head=Head(given["head"]),
            title=given["title"],
            cycle=Cycle(given["cycle"]),
            due=given["due"],
            min_days=given["min_days"],
            scope=Scope(given["scope"]),
            approver=given["approver"],
            is_off=given["is_off"],
        )


class ClarifyForm(forms.Form):
    """A rumour and what is true."""

    area = forms.TypedChoiceField(label=_("贴在哪儿"), coerce=int)
    rumour = forms.CharField(
        label=_("传的是什么"),
        max_length=300,
        help_text=_("照实、中性地写，不评论说的人。"),
        error_messages={"required": _("请写明传的是什么。")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    heard_where = forms.CharField(
        label=_("从哪儿听到"), max_length=120, error_messages={"required": _("请写明从哪儿听到。")}
    )
    facts = forms.CharField(
        label=_("事实是什么"),
        max_length=5000,
        error_messages={"required": _("请写明事实是什么。")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    sources = forms.TypedMultipleChoiceField(
        label=_("依据哪几张公示"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    voice = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Iterable[Area], posted: Iterable[Notice], **more: Any) -> None:
        more["initial"] = {"key": token(16), **(more.get("initial") or {})}
        super().__init__(*args, **more)
        self.fields["area"].choices = [(one.pk, one.name) for one in places]  # type: ignore[attr-defined] # a choice field
        self.fields["sources"].choices = [(one.pk, one.title) for one in posted]  # type: ignore[attr-defined] # a choice field

    def said(self) -> Said:
        """Return what was sent."""
        given = self.cleaned_data
        return Said(
            given["area"],
            given["rumour"],
            given["heard_where"],
            given["facts"],
            given["sources"],
            voice=given["voice"],
        )


class ResultForm(forms.Form):
    """What became of a matter."""

    decided = forms.CharField(
        label=_("定了什么"),
        max_length=5000,
        error_messages={"required": _("请写明定了什么。")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    done = forms.CharField(
        label=_("办成了什么样"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    cost = AmountField(label=_("花了多少（元）"), help_text=_("没花钱写0；还没结算就空着。"))
    reason = forms.CharField(label=_("为什么不办（没通过的事才写）"), required=False, max_length=200)

    def result(self) -> Result:
        """Return what was sent."""
        given = self.cleaned_data
        return Result(given["decided"], given["done"], given["cost"], given["reason"])


def _boxed(amount: int | None) -> str:
    return "" if amount is None else money.yuan(amount)
