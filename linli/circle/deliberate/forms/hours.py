"""Shapes of what staff send about open hours."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.circle.deliberate.actions.hours import Timetable
from linli.circle.deliberate.choices import Weekday
from linli.circle.deliberate.forms.fields import day_field, line_field, time_field, words_field
from linli.ground.lib.chance import token


class HoursForm(forms.Form):
    """When and where somebody sits and listens, every week."""

    weekday = forms.TypedChoiceField(label=_("星期几？"), choices=Weekday.choices, coerce=int)
    opens = time_field(_("从几点？"))
    closes = time_field(_("到几点？"))
    place = line_field(_("在哪里？"), 120)
    host = forms.TypedChoiceField(label=_("谁接待？"), coerce=int)

    def __init__(self, *args: Any, hosts: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["host"].choices = list(hosts)  # type: ignore[attr-defined] # a choice field

    def timetable(self) -> Timetable:
        """Return the hours as they were filled in."""
        given = self.cleaned_data
        return Timetable(Weekday(given["weekday"]), given["opens"], given["closes"], given["place"])


class NoteForm(forms.Form):
    """What somebody said."""

    on = day_field(_("哪一天？"))
    who = line_field(_("来人（姓名或手机号）"), 60, required=False, help_text=_("不愿留名就空着。"))
    text = words_field(_("说了什么？"), 5000, rows=4)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"key": token(16), **(more.get("initial") or {})}
        super().__init__(*args, **more)
