"""Form fields and widgets that several forms of deliberation share."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class TilesField(forms.ChoiceField):
    """A choice shown as tiles, with small words under some of them."""

    widget = forms.RadioSelect

    def __init__(self, *, notes: Mapping[str, Any] | None = None, columns: bool = False, **more: Any) -> None:
        super().__init__(**more)
        self.notes, self.columns = notes, columns


class ManyTilesField(forms.MultipleChoiceField):
    """Several choices shown as tiles to tick."""

    widget = forms.CheckboxSelectMultiple
    notes: Mapping[str, Any] | None = None


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """Return a field for a day, as the browser asks for one."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选一天。"), "invalid": _("日期请写成 2026-12-01 这样。")},
    )


def time_field(label: Any) -> forms.TimeField:
    """Return a field for a time of the day."""
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("请选几点。"), "invalid": _("时间请写成 19:00 这样。")},
    )


def count_field(label: Any) -> forms.IntegerField:
    """Return a field for a number of hands."""
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=100_000,
        initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
        error_messages={"required": _("没有就写0。"), "invalid": _("请写一个整数。")},
    )


def words_field(
    label: Any, most: int, *, rows: int = 3, required: bool = True, **more: Any
) -> forms.CharField:
    """Return a field for some sentences."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": _("请写几个字。"),
            "max_length": _("太长了：最多%(limit_value)s个字，现在有%(show_value)s个。"),
        },
        **more,
    )


def line_field(label: Any, most: int, *, required: bool = True, **more: Any) -> forms.CharField:
    """Return a field for a few words in one line."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        error_messages={
            "required": _("请写几个字。"),
            "max_length": _("太长了：最多%(limit_value)s个字，现在有%(show_value)s个。"),
        },
        **more,
    )
