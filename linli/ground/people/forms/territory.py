"""Shapes of what is written about areas, bodies and posts."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from linli.ground.people.choices import AreaKind, BodyKind, PostKind
from linli.ground.people.forms.register import DayField
from linli.ground.people.models import Area

_NAME = {"required": _("请写上名字。")}


class NameForm(forms.Form):
    """The name of an area."""

    name = forms.CharField(label=_("名字"), max_length=80, error_messages=_NAME)


class NewAreaForm(NameForm):
    """An area to be founded under another."""

    kind = forms.ChoiceField(label=_("是什么"))
    field_order = ("kind", "name")

    def __init__(self, *args: Any, kinds: Iterable[AreaKind], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined] # a choice field


class BlockForm(forms.Form):
    """In which block a building stands."""

    block = forms.ChoiceField(label=_("块区"), required=False)

    def __init__(self, *args: Any, blocks: Iterable[Area], **more: Any) -> None:
        super().__init__(*args, **more)
        named = [(str(block.pk), block.name) for block in blocks]
        self.fields["block"].choices = [("", _("不在块区")), *named]  # type: ignore[attr-defined] # a choice field


class PostForm(forms.Form):
    """A seat to be set up, filled or left vacant."""

    kind = forms.ChoiceField(label=_("岗位"))
    who = forms.CharField(
        label=_("谁来担任"),
        required=False,
        max_length=60,
        help_text=_("写姓名；有同名的写手机号。留空就是设一个空缺。"),
    )
    until = DayField(label=_("到哪天为止"), help_text=_("当天结束时到期；留空就是没有期限。"))
    is_elected = forms.BooleanField(label=_("选举产生"), required=False)

    def __init__(self, *args: Any, kinds: Iterable[PostKind], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined] # a choice field

    def until_moment(self) -> datetime | None:
        """Return the end of the last day, or None."""
        day = self.cleaned_data["until"]
        return make_aware(datetime.combine(day, time(23, 59, 59))) if day else None


class BodyForm(forms.Form):
    """A body that takes part in an area."""

    kind = forms.ChoiceField(label=_("是什么组织"), choices=BodyKind.choices)
    name = forms.CharField(label=_("名字"), max_length=120, error_messages=_NAME)
