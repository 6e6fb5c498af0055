"""The shape of a matter that is made of one voice."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.circle.matters.actions.initiatives import Wanted

END_OF_DAY, LATEST_YEAR = time(18), 2100
Choices = Sequence[tuple[int, str]]


class InitiativeForm(forms.Form):
    """What the matter is called, whom it serves, who leads, who answers for it until when."""

    title = forms.CharField(
        label=_("什么事"), max_length=120, error_messages={"required": _("请用一句话写明是什么事。")}
    )
    resident_need = forms.CharField(
        label=_("居民要什么"), max_length=1000, error_messages={"required": _("请写一句居民要什么。")}
    )
    governance_need = forms.CharField(
        label=_("治理要什么"), max_length=1000, error_messages={"required": _("请写一句治理要什么。")}
    )
    convener = forms.TypedChoiceField(label=_("谁牵头商议"), coerce=int)
    owner = forms.TypedChoiceField(label=_("谁负责"), coerce=int)
    due = forms.DateField(label=_("期限"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, posts: Choices, bodies: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, choices in (("owner", posts), ("convener", bodies)):
            self.fields[name].choices = [("", _("请选")), *choices]  # type: ignore[attr-defined] # a choice field

    def clean_due(self) -> datetime:
        """Return the evening of the day; refuse years nobody means."""
        day: date = self.cleaned_data["due"]
        if day.year > LATEST_YEAR:
            raise forms.ValidationError(_("年份写错了，请再看一眼。"))
        return timezone.make_aware(datetime.combine(day, END_OF_DAY))

    def wanted(self, scope: int, category: str) -> Wanted:
        """Return the matter that is wanted where the voice lies."""
        given = dict(self.cleaned_data)
        return Wanted(scope=scope, category=category, due_at=given.pop("due"), **given)
