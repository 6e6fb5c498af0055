"""Shapes of what people send when they evaluate."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.circle.evaluate.actions.appraisals import Called
from linli.circle.evaluate.actions.ratings import Given
from linli.circle.evaluate.choices import Channel, Contact, Electorate, Mark
from linli.circle.listen.forms.fields import TilesField

Pairs = Iterable[tuple[str, str]]
STARS = [
    ("5", _("很好")),
    ("4", _("好")),
    ("3", _("一般")),
    ("2", _("不好")),
    ("1", _("很差")),
]
YES_NO = [("yes", _("是")), ("no", _("不是"))]
_SAID = {"yes": True, "no": False}


def _stars(label: Any, *, required: bool = True) -> TilesField:
    return TilesField(
        label=label,
        choices=STARS,
        marks=True,
        required=required,
        error_messages={"required": _("请点一个分数。")},
    )


class RateForm(forms.Form):
    """What a neighbour thinks: stars for the result and for the reply; the rest may stay empty."""

    result = _stars(_("办得怎么样？"))
    reply = _stars(_("答复、沟通怎么样？"))
    contacted = TilesField(label=_("办的人联系过您吗？"), choices=YES_NO, required=False)
    solved = TilesField(label=_("事情解决了吗？"), choices=YES_NO, required=False)
    need = forms.TypedChoiceField(
        label=_("您的需求满足了几分？（满分10分）"),
        choices=[("", _("不打分")), *((str(n), str(n)) for n in range(11))],
        required=False,
        coerce=int,
        empty_value=None,
    )
    words = forms.CharField(
        label=_("想说的话"),
        required=False,
        max_length=500,
        help_text=_("只给办事的人看，不公开。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def given(self, channel: Channel = Channel.SELF) -> Given:
        """Return what was chosen."""
        said = self.cleaned_data
        return Given(
            result=int(said["result"]),
            reply=int(said["reply"]),
            words=said["words"],
            was_contacted=_SAID.get(said["contacted"]),
            is_solved=_SAID.get(said["solved"]),
            need_score=said["need"],
            channel=channel,
            consent_note=said.get("consent", ""),
        )


class PassOnForm(RateForm):
    """What somebody else thinks, passed on by a helper."""

    resident = forms.TypedChoiceField(label=_("替谁评？"), coerce=int)
    consent = forms.CharField(
        label=_("怎么征得同意的？"),
        max_length=200,
        help_text=_("比如：在家门口问的，念给本人听过。"),
        error_messages={"required": _("请写明怎么征得本人同意的。")},
    )
    field_order = ("resident", "consent")

    def __init__(self, *args: Any, residents: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["resident"].choices = list(residents)  # type: ignore[attr-defined] # a choice field


class CallForm(RateForm):
    """How a call or visit went, and the rating when one was given."""

    contact = TilesField(
        label=_("联系上了吗？"),
        choices=[one for one in Contact.choices if one[0]],
        error_messages={"required": _("请选联系的结果。")},
    )
    channel = TilesField(
        label=_("怎么联系的？"),
        choices=[(one.value, one.label) for one in (Channel.PHONE, Channel.VISIT)],
        initial=Channel.PHONE,
    )
    note = forms.CharField(label=_("记一笔"), required=False, max_length=200)
    field_order = ("contact", "channel", "note")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("result", "reply"):
            self.fields[name].required = False

    def rating(self) -> Given | None:
        """Return the rating, or None when none was given."""
        said = self.cleaned_data
        if not (said["result"] and said["reply"]):
            return None
        return self.given(Channel(said["channel"]))

    def clean(self) -> dict[str, Any]:
        """Refuse half a rating."""
        said = super().clean() or {}
        if bool(said.get("result")) != bool(said.get("reply")):
            raise forms.ValidationError(_("结果和答复两项都要打分，或者都不打。"))
        return said


class GovernanceForm(forms.Form):
    """How far the governance need was met."""

    score = forms.TypedChoiceField(
        label=_("治理需求满足了几分？（满分10分）"), choices=[(str(n), str(n)) for n in range(11)], coerce=int
    )


class CallFilters(forms.Form):
    """What the call-back list is narrowed to; every choice stands in the address."""

    q = forms.CharField(label=_("找"), required=False, max_length=40)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("等着回访")), ("all", _("全部")), ("rated", _("评过了"))],
    )
    contact = forms.ChoiceField(
        label=_("联系"),
        required=False,
        choices=[
            ("", _("不限")),
            ("none", _("还没联系")),
            *((one.value, one.label) for one in Contact if one.value),
        ],
    )


class AppraisalForm(forms.Form):
    """An appraisal to open."""

    electorate = TilesField(label=_("谁来评"), choices=Electorate.choices, initial=Electorate.RESIDENTS)
    subjects = forms.MultipleChoiceField(
        label=_("评议谁"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选要评议的组织或岗位。")},
    )
    observers = forms.TypedMultipleChoiceField(
        label=_("请谁做见证人"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("至少两位居民，被评议的人不能做。"),
        error_messages={"required": _("至少请两位居民做见证人。")},
    )

    def __init__(self, *args: Any, subjects: Pairs, observers: Pairs, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["subjects"].choices = list(subjects)  # type: ignore[attr-defined] # a choice field
        self.fields["observers"].choices = list(observers)  # type: ignore[attr-defined] # a choice field

    def called(self, area: int) -> Called:
        """Return what the appraisal is opened with."""
        chosen = [key.split("-") for key in self.cleaned_data["subjects"]]
        return Called(
            area=area,
            electorate=Electorate(self.cleaned_data["electorate"]),
            bodies=[int(pk) for kind, pk in chosen if kind == "body"],
            posts=[int(pk) for kind, pk in chosen if kind == "post"],
            observers=self.cleaned_data["observers"],
        )


class MarksForm(forms.Form):
    """One mark a subject."""

    def __init__(
        self, *args: Any, subjects: Iterable[tuple[int, str]], marks: dict[int, str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for pk, name in subjects:
            self.fields[f"s{pk}"] = TilesField(
                label=name, choices=Mark.choices, required=False, initial=marks.get(pk)
            )

    def marks(self) -> dict[int, Mark]:
        """Return the marks that were chosen, by subject."""
        return {int(name[1:]): Mark(value) for name, value in self.cleaned_data.items() if value}


class SignForm(forms.Form):
    """What an observer signs."""

    words = forms.CharField(
        label=_("看到了什么（可以不写）"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
