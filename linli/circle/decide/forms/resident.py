"""Shapes of what a neighbour sends: a vote, an objection, a receipt."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.circle.decide import receipts
from linli.ground.lib.chance import token

PICK = {"required": _("请选一个，再投出。"), "invalid_choice": _("请在票面上的选项里选一个。")}
CODE = {"required": _("请填收据上的十六个字符。")}


class TilesField(forms.ChoiceField):
    """A choice shown as tiles, with small words under some of them."""

    widget = forms.RadioSelect

    def __init__(self, *, notes: dict[str, Any] | None = None, **more: Any) -> None:
        super().__init__(**more)
        self.notes = notes


class VoteForm(forms.Form):
    """A vote: what is chosen, and the receipt that was fixed when the form was made."""

    choice = TilesField(label=_("您的意见"), error_messages=PICK)
    receipt = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        more["initial"] = {"receipt": receipts.new(), **(more.get("initial") or {})}
        super().__init__(*args, **more)
        self.fields["choice"].choices = list(choices)  # type: ignore[attr-defined] # a choice field


class ReplaceForm(forms.Form):
    """A changed secret vote: the receipt of the paper, and what it shall say."""

    receipt = forms.CharField(label=_("收据码"), max_length=40, error_messages=CODE)
    choice = TilesField(label=_("改成"), error_messages=PICK)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["receipt"].widget.attrs.update({"autocomplete": "off", "data-private": ""})
        self.fields["choice"].choices = list(choices)  # type: ignore[attr-defined] # a choice field


class CheckForm(forms.Form):
    """A receipt, to see whether its paper is counted."""

    receipt = forms.CharField(
        label=_("收据码"),
        max_length=40,
        error_messages=CODE,
        help_text=_("只显示“在”或“不在”，不显示投了什么。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "K7QF-2M9D-X4TA-0C5E"}),
    )


class ObjectionForm(forms.Form):
    """What is wrong with the roll: a line by its number, or that somebody is missing."""

    number = forms.IntegerField(
        label=_("名册上第几行？"),
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        help_text=_("漏了人就空着。"),
    )
    words = forms.CharField(
        label=_("哪里不对？"),
        max_length=400,
        error_messages={"required": _("请写一句哪里不对，比如：我家漏了，3号楼的。")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"key": token(16), **(more.get("initial") or {})}
        super().__init__(*args, **more)
