"""Shapes of what a neighbour sends: something said, a rating, a report, an appeal."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.circle.listen.choices import Audience
from linli.circle.listen.forms.fields import PhotosField, TilesField
from linli.ground.lib.chance import token
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area

MOST_PHOTOS = 6

_HERE = {
    AreaKind.STAIRWELL: _("我们单元"),
    AreaKind.BUILDING: _("我们楼"),
    AreaKind.COMPOUND: _("小区里"),
    AreaKind.COMMUNITY: _("社区里"),
}


class SayForm(forms.Form):
    """Something said: words or a recording, photos, where, and who may read it."""

    text = forms.CharField(
        label=_("什么事？"),
        required=False,
        max_length=10_000,
        help_text=_("想到哪儿说到哪儿，不用客套。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    sound = forms.FileField(
        label=_("不想打字，就说"), required=False, widget=forms.FileInput(attrs={"accept": "audio/*"})
    )
    photos = PhotosField(label=_("拍张照"), help_text=_("照片里的拍摄地点会先去掉。"))
    place = TilesField(label=_("在哪儿？"))
    place_words = forms.CharField(
        label=_("具体位置"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": _("比如：北门车棚、三楼拐角")}),
    )
    audience = TilesField(
        label=_("谁能看？"),
        choices=Audience.choices,
        initial=Audience.PUBLIC,
        notes={Audience.PUBLIC: _("先去掉电话、姓名"), Audience.STAFF: _("邻居看不到")},
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    kept = forms.RegexField(r"^\d{0,18}(,\d{1,18}){0,7}$", required=False, widget=forms.HiddenInput)
    kept_sound = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Sequence[Area], **more: Any) -> None:
        more["initial"] = {
            "key": token(16),
            "place": str(places[0].pk) if places else "",
            **(more.get("initial") or {}),
        }
        super().__init__(*args, **more)
        where = self.fields["place"]
        assert isinstance(where, TilesField)
        where.choices = [(str(area.pk), _HERE.get(AreaKind(area.kind), area.name)) for area in places]
        where.notes = {str(area.pk): area.name for area in places}

    def clean_photos(self) -> list[Any]:
        """Refuse more photos than one voice holds."""
        photos: list[Any] = self.cleaned_data["photos"]
        if len(photos) > MOST_PHOTOS:
            raise forms.ValidationError(_("照片最多%(most)s张，请挑一挑。"), params={"most": MOST_PHOTOS})
        return photos

    def kept_photos(self) -> tuple[int, ...]:
        """The photos that an earlier step of the same flow has taken in already."""
        return tuple(int(word) for word in self.cleaned_data.get("kept", "").split(",") if word)


class SpeakForForm(SayForm):
    """Something said for a resident who agreed."""

    resident = forms.TypedChoiceField(label=_("替谁说？"), coerce=int)
    consent_note = forms.CharField(
        label=_("怎么征得同意的？"),
        max_length=200,
        help_text=_("比如：在家门口托我说的，念给本人听过。我们会另外告诉本人。"),
    )

    field_order = ("resident", "consent_note")

    def __init__(self, *args: Any, residents: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["resident"].choices = list(residents)  # type: ignore[attr-defined] # a choice field


class RateForm(forms.Form):
    """What the author thinks of the answer."""

    stars = TilesField(
        label=_("答复得怎么样？"),
        choices=[
            ("1", _("很不满意")),
            ("2", _("不满意")),
            ("3", _("一般")),
            ("4", _("满意")),
            ("5", _("很满意")),
        ],
        marks=True,
    )
    is_solved = TilesField(label=_("事情解决了吗？"), choices=[("yes", _("解决了")), ("no", _("没解决"))])
    words = forms.CharField(
        label=_("想说的话"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(forms.Form):
    """One sentence why: for a report or an appeal."""

    reason = forms.CharField(label=_("为什么？"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
