"""Shapes of what staff send: a draft, the three checks, an answer, a correction."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.commons.notices.actions.drafts import Draft
from linli.commons.notices.choices import DISCLOSED_DAYS, MOST_DAYS, Kind
from linli.commons.notices.models import Notice
from linli.ground.lib.chance import token
from linli.ground.people.models import Area, Organization

MOST_FILES = 8


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several photos or tables at once; cleaned to a list, empty when none came."""

    def __init__(self, **more: Any) -> None:
        kinds = "image/*,.heic,.heif,.xlsx,.csv"
        super().__init__(required=False, widget=_ManyFiles(attrs={"accept": kinds}), **more)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files that came."""
        files = data if isinstance(data, list | tuple) else [data]
        return [one for one in (super(FilesField, self).clean(each, initial) for each in files) if one]


class DraftForm(forms.Form):
    """What a notice is to say."""

    kind = forms.ChoiceField(label=_("哪一类"), choices=Kind.choices)
    area = forms.TypedChoiceField(label=_("贴在哪儿"), coerce=int)
    organization = forms.TypedChoiceField(label=_("谁来署名"), coerce=int, required=False, empty_value=None)
    title = forms.CharField(
        label=_("标题"),
        max_length=120,
        error_messages={"required": _("请写一个标题，让人一眼看出公示什么。")},
    )
    body = forms.CharField(
        label=_("正文"),
        max_length=20_000,
        help_text=_("一行一段，写大白话。写清：什么事、多少钱、谁经手、不明白问谁。"),
        error_messages={"required": _("请写正文。")},
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    days = forms.IntegerField(
        label=_("至少贴几天"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("法律要求公开的事项至少15天，一般通知至少1天；从贴出的第二天算起，算满天数。"),
    )
    attached = FilesField(label=_("照片、表格"), help_text=_("照片里的拍摄地点会先去掉。"))
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, places: Iterable[Area], bodies: Iterable[Organization], **more: Any
    ) -> None:
        more["initial"] = {"key": token(16), "days": DISCLOSED_DAYS, **(more.get("initial") or {})}
        super().__init__(*args, **more)
        self.fields["area"].choices = [(one.pk, one.name) for one in places]  # type: ignore[attr-defined] # a choice field
        signed = [("", _("（不署名）")), *((one.pk, one.name) for one in bodies)]
        self.fields["organization"].choices = signed  # type: ignore[attr-defined] # a choice field

    def clean_attached(self) -> list[Any]:
        """Refuse more files than one notice holds."""
        files: list[Any] = self.cleaned_data["attached"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("附件最多%(most)s份，请挑一挑。"), params={"most": MOST_FILES})
        return files

    def draft(self, files: tuple[int, ...], kept: Notice | None = None) -> Draft:
        """Return what was sent; what another room put into a draft (tables, links, approver) stays."""
        given = self.cleaned_data
        return Draft(
            kind=Kind(given["kind"]),
            area=given["area"],
            organization=given["organization"],
            title=given["title"],
            body=given["body"],
            days=given["days"],
            files=files,
            matter=kept.matter_id if kept else None,
            approver=kept.approver if kept else "",
            link=kept.link if kept else "",
            tables=tuple(kept.tables) if kept else (),
        )


class CheckForm(forms.Form):
    """The three things to look at before a notice goes to be signed."""

    no_secret = forms.BooleanField(label=_("没有国家秘密、工作秘密"), required=False)
    no_person = forms.BooleanField(label=_("没有电话、证件号、门牌等个人信息"), required=False)
    right = forms.BooleanField(label=_("事实和数字都核对过"), required=False)

    def all_three(self) -> bool:
        """Say whether all three were ticked."""
        return all(self.cleaned_data.get(name) for name in ("no_secret", "no_person", "right"))


class WordsForm(forms.Form):
    """An answer, or what is right instead of what was wrong."""

    words = forms.CharField(
        label=_("怎么答？"),
        max_length=5000,
        error_messages={"required": _("请写下要说的话。")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
