"""Shapes of what readers send: how the list is narrowed, a question, a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.commons.notices.choices import Kind, Standing
from linli.commons.notices.queries.notices import Filters
from linli.ground.lib.chance import token
from linli.ground.lib.text import id_in

_ANY = [("", _("全部"))]


class ListForm(forms.Form):
    """What the public list is narrowed to; every choice stands in the address."""

    q = forms.CharField(label=_("找一找"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("哪一类"), required=False, choices=[*_ANY, *Kind.choices])
    standing = forms.ChoiceField(label=_("还贴着吗"), required=False, choices=[*_ANY, *Standing.choices])
    area = forms.CharField(required=False, widget=forms.HiddenInput)
    community = forms.CharField(required=False, widget=forms.HiddenInput)

    def filters(self, community: int) -> Filters:
        """Return the filters of a community's board; what makes no sense is left out."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        return Filters(
            community=community,
            kind=Kind(given["kind"]) if given.get("kind") else None,
            standing=Standing(given["standing"]) if given.get("standing") else None,
            area=id_in(given.get("area", "")),
            words=given.get("q", ""),
        )


class AskForm(forms.Form):
    """A question under a notice."""

    words = forms.CharField(
        label=_("哪里没看明白？"),
        max_length=500,
        help_text=_("大家都能看到。电话、门牌、证件号会自动盖住。"),
        error_messages={"required": _("请写下您想问的。")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"key": token(16), **(more.get("initial") or {})}
        super().__init__(*args, **more)


class ReasonForm(forms.Form):
    """One sentence why."""

    reason = forms.CharField(
        label=_("为什么？"),
        max_length=200,
        error_messages={"required": _("请用一句话写明理由。")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
