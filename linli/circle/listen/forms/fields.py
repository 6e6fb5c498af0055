"""Form fields that several forms of listening share."""

from collections.abc import Mapping
from typing import Any

from django import forms


class TilesField(forms.ChoiceField):
    """A choice shown as tiles, with small words under some of them; `marks` sets five in a row."""

    widget = forms.RadioSelect

    def __init__(self, *, notes: Mapping[str, Any] | None = None, marks: bool = False, **more: Any) -> None:
        super().__init__(**more)
        self.notes, self.marks = notes, marks


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos at once; cleaned to a list, empty when none came."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, widget=_ManyFiles(attrs={"accept": "image/*,.heic,.heif"}), **more)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files that came."""
        files = data if isinstance(data, list | tuple) else [data]
        return [one for one in (super(PhotosField, self).clean(each, initial) for each in files) if one]
