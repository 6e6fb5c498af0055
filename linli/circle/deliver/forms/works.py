"""Shapes of what workers and overseers send from their phones."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.circle.deliver.choices import Moment, Verdict
from linli.circle.listen.forms.fields import PhotosField, TilesField
from linli.ground.lib.chance import token

MOST_PHOTOS = 6


class NoteForm(forms.Form):
    """A photo and a word: each is enough."""

    photos = PhotosField(label=_("拍照"), help_text=_("照片里的拍摄地点会先去掉。"))
    moment = TilesField(label=_("什么时候拍的"), choices=Moment.choices, initial=Moment.DURING)
    words = forms.CharField(
        label=_("说一句"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"placeholder": _("比如：地面铺好了")}),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"key": token(16), **(more.get("initial") or {})}
        super().__init__(*args, **more)

    def clean_photos(self) -> list[Any]:
        """Refuse more photos than one note holds."""
        photos: list[Any] = self.cleaned_data["photos"]
        if len(photos) > MOST_PHOTOS:
            raise forms.ValidationError(_("照片最多%(most)s张，请挑一挑。"), params={"most": MOST_PHOTOS})
        return photos


class SignForm(forms.Form):
    """What an overseer signs."""

    verdict = TilesField(
        label=_("您看行不行？"),
        choices=Verdict.choices,
        error_messages={"required": _("请选一个。")},
    )
    words = forms.CharField(
        label=_("哪里不行、要改什么"),
        required=False,
        max_length=500,
        help_text=_("同意就不用写。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tasks = forms.TypedMultipleChoiceField(
        label=_("哪几项要重做"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不选就是全部重做；只在不同意时算数。"),
    )

    def __init__(self, *args: Any, tasks: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["tasks"].choices = list(tasks)  # type: ignore[attr-defined] # a choice field
