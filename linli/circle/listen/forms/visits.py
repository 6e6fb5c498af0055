"""Shapes of what staff and grid workers send about visits."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.circle.listen.actions.visits import MOST_WORDS, Paid
from linli.circle.listen.choices import VisitKind
from linli.circle.listen.queries.visits import Target
from linli.ground.lib.chance import token


def mark(target: Target) -> str:
    """Return the word by which a form names a place or a body."""
    return f"{target.kind}-{target.pk}"


class VisitForm(forms.Form):
    """Who was called on, on which day, and a few words."""

    to = forms.ChoiceField(
        label=_("走访了哪里？"),
        error_messages={"required": _("请选走访了哪里。"), "invalid_choice": _("请从名单里选走访了哪里。")},
    )
    on = forms.DateField(
        label=_("哪一天？"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选是哪一天去的。"), "invalid": _("请写成2026-11-20这样。")},
    )
    note = forms.CharField(
        label=_("看到了什么？"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写事，不写人名和电话。居民提的事，下一步一件一件记。"),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, targets: Iterable[Target], today: date, **more: Any) -> None:
        more["initial"] = {"on": today, "key": token(16), **(more.get("initial") or {})}
        super().__init__(*args, **more)
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        groups = groupby(targets, key=lambda one: one.kind)
        self.fields["to"].choices = [  # type: ignore[attr-defined] # a choice field
            ("", _("请选")),
            *((str(kind.label), [(mark(one), one.name) for one in own]) for kind, own in groups),
        ]

    def paid(self) -> Paid:
        """Return the visit as it was filled in."""
        given = self.cleaned_data
        kind, _dash, pk = given["to"].partition("-")
        return Paid(VisitKind(kind), int(pk), given["on"], given["note"], given["key"])


class HeardForm(forms.Form):
    """One thing that somebody said on a visit."""

    text = forms.CharField(
        label=_("说了什么？"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写下说了什么，一次写一件。")},
    )
    place_words = forms.CharField(label=_("具体在哪儿？"), required=False, max_length=120)
    who = forms.CharField(
        label=_("谁说的（姓名或手机号）"),
        required=False,
        max_length=60,
        help_text=_("填了，本人才能跟进；不愿留名就空着。"),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"key": token(16)}
        super().__init__(*args, **more)
