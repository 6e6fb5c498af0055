"""Shapes of what a newcomer says of themself, and of the clerk's confirmation."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.ground.people.choices import Tie
from linli.ground.people.models import Area


class DeclareForm(forms.Form):
    """Community, name, door."""

    community = forms.TypedChoiceField(label=_("您住在哪个社区"), coerce=int)
    name = forms.CharField(label=_("姓名"), max_length=30, help_text=_("只有核对的工作人员看得到。"))
    door = forms.CharField(label=_("门牌"), max_length=60, help_text=_("比如“3号楼2单元501”。"))

    def __init__(self, *args: Any, communities: Iterable[Area], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["community"].choices = [(one.pk, str(one)) for one in communities]  # type: ignore[attr-defined] # a choice field


class ConfirmForm(forms.Form):
    """Who of the register a newcomer is; nobody means a new resident, who lives behind a door or has none for now."""

    newcomer = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    known = forms.IntegerField(min_value=1, max_value=2**62, required=False, widget=forms.HiddenInput)
    housed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    door = forms.CharField(
        label=_("住在哪里"),
        required=False,
        max_length=60,
        error_messages={"max_length": _("门牌太长了，请写成3号楼1单元101这样。")},
    )
    tie = forms.ChoiceField(label=_("与户主关系"), required=False, choices=Tie.choices, initial=Tie.OTHER)

    def clean_tie(self) -> Tie:
        """Return the tie; none said means other."""
        return Tie(self.cleaned_data["tie"] or Tie.OTHER)

    def clean(self) -> dict[str, Any]:
        """Refuse to house somebody nowhere; a door typed beside another button is not meant."""
        given = super().clean() or self.cleaned_data
        if not given.pop("housed", False):
            given["door"] = ""
        elif not given.get("door") and "door" not in self.errors:
            self.add_error("door", _("请写上门牌，比如3号楼1单元101；还不知道，就选“先不写住处”。"))
        return given
