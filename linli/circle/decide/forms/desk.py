"""Shapes of what staff send: a ballot step by step, reasons, changes of the roll, papers of the station, the box."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.circle.decide.choices import SPOILT, Basis, Cause, ChangeKind, Evidence, Kind, Secrecy, Way
from linli.circle.decide.forms.resident import TilesField
from linli.ground.lib.chance import token

MOMENT = "%Y-%m-%dT%H:%M"
LARGEST = 2**62
Choices = Sequence[tuple[Any, Any]]


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        input_formats=[MOMENT, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        error_messages={
            "required": _("请选日子和钟点。"),
            "invalid": _("日子和钟点没看懂，请重新选。"),
        },
    )


class AskForm(forms.Form):
    """Step one: what is asked."""

    matter = forms.TypedChoiceField(label=_("哪件事？"), coerce=int)
    body = forms.TypedChoiceField(label=_("哪个组织来办？"), coerce=int)
    question = forms.CharField(
        label=_("一句话：要大家定什么？"),
        max_length=200,
        error_messages={"required": _("请用一句话写明要大家定什么。")},
    )
    explanation = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=4000,
        help_text=_("钱从哪里来、谁来办、多久办好。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    kind = TilesField(label=_("怎么问？"), choices=Kind.choices, initial=Kind.YESNO)
    options = forms.CharField(
        label=_("方案（一行一个）"),
        required=False,
        max_length=1500,
        help_text=_("只在“几个方案里选一个”时填。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, matters: Choices, bodies: Choices, **more: Any) -> None:
        more["initial"] = {"key": token(16), **(more.get("initial") or {})}
        super().__init__(*args, **more)
        self.fields["matter"].choices = list(matters)  # type: ignore[attr-defined] # a choice field
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined] # a choice field

    def listed(self) -> tuple[str, ...]:
        """The options, a line each."""
        return tuple(line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip())


class WhomForm(forms.Form):
    """Step two: who is asked, and by which rules."""

    scope = forms.TypedChoiceField(label=_("哪里的人来定？"), coerce=int)
    basis = TilesField(label=_("谁有一票？"), choices=Basis.choices)
    secrecy = TilesField(
        label=_("记名吗？"),
        choices=Secrecy.choices,
        notes={Secrecy.SECRET: _("截止后，谁也对不上人和票"), Secrecy.OPEN: _("计票人事后能核对，不公开")},
    )
    rules = TilesField(label=_("按哪套规则算？"))
    rules_matter = forms.ChoiceField(
        label=_("这件事属于哪一类？"),
        required=False,
        help_text=_("规则分了类才要选，门槛跟着类走。"),
    )
    may_abstain = forms.BooleanField(label=_("票面上有“弃权”"), required=False)
    may_change = forms.BooleanField(label=_("截止前可以改票"), required=False)

    def __init__(self, *args: Any, places: Choices, rules: Choices, kinds: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["scope"].choices = list(places)  # type: ignore[attr-defined] # a choice field
        self.fields["rules"].choices = list(rules)  # type: ignore[attr-defined] # a choice field
        if kinds:
            self.fields["rules_matter"].choices = list(kinds)  # type: ignore[attr-defined] # a choice field
        else:
            del self.fields["rules_matter"]


class WhenForm(forms.Form):
    """Step three: when votes are taken, and where on paper."""

    opens_at = _moment(_("什么时候开始？"))
    closes_at = _moment(_("什么时候截止？"))
    station = forms.CharField(
        label=_("纸质票在哪里投？"),
        required=False,
        max_length=200,
        help_text=_("写地点和钟点，给不用手机的人。"),
    )


class GroundsForm(forms.Form):
    """Why a ballot leaves the straight way."""

    grounds = forms.CharField(
        label=_("理由（大家都会看到）"),
        max_length=400,
        error_messages={"required": _("请写明理由，大家都会看到。")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ResumeForm(GroundsForm):
    """Why a ballot is taken up again, and until when."""

    closes_at = _moment(_("截止到什么时候？"))


class OpenForm(forms.Form):
    """Opening a ballot; a reason only where the check found something."""

    override = forms.CharField(
        label=_("照常开始的理由"),
        required=False,
        max_length=400,
        help_text=_("检查有没通过的才要填，会公开。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ChangeForm(forms.Form):
    """One change of a frozen roll."""

    kind = forms.ChoiceField(label=_("怎么改？"), choices=ChangeKind.choices)
    number = forms.IntegerField(
        label=_("名册第几行"),
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        help_text=_("划去、定投票人时填。"),
    )
    resident = forms.IntegerField(
        label=_("哪一位？"),
        required=False,
        min_value=1,
        max_value=LARGEST,
        help_text=_("补上、定投票人时选；先按姓名或门牌号找。"),
        widget=forms.Select,
    )
    cause = forms.ChoiceField(label=_("为什么改？"), choices=Cause.choices)
    words = forms.CharField(
        label=_("理由"),
        max_length=400,
        error_messages={"required": _("请写明理由。")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def offer(self, people: Choices) -> None:
        """Say whom the form lets choose; what may not be chosen is the action's business."""
        self.fields["resident"].widget.choices = [("", _("先找，再选")), *people]


class AnswerForm(forms.Form):
    """Why an objection is refused."""

    words = forms.CharField(
        label=_("答复"),
        max_length=400,
        error_messages={"required": _("请写明答复的理由，提异议的人会看到。")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PaperForm(forms.Form):
    """A paper taken in at the station."""

    line = forms.TypedChoiceField(
        label=_("哪一位的票？"),
        coerce=int,
        error_messages={"required": _("请先找到这一位，再选。")},
    )
    way = forms.ChoiceField(label=_("怎么来的？"), choices=Way.choices)
    choice = forms.ChoiceField(label=_("票面上是"), required=False)
    proxy = forms.IntegerField(label=_("受托人的居民编号"), required=False, min_value=1, max_value=LARGEST)
    reason = forms.CharField(
        label=_("为什么用纸质票？"),
        max_length=300,
        error_messages={"required": _("请写一句为什么用纸质票。")},
    )
    evidence = forms.ChoiceField(label=_("照片拍的是"), choices=Evidence.choices)
    photo = forms.FileField(
        label=_("照片"),
        error_messages={"required": _("请拍一张照片作凭据。"), "empty": _("照片是空的，请重拍。")},
        widget=forms.FileInput(attrs={"accept": "image/*,.heic,.heif"}),
    )

    def __init__(self, *args: Any, lines: Choices, choices: Choices, is_secret: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["line"].choices = list(lines)  # type: ignore[attr-defined] # a choice field
        if is_secret:
            del self.fields["choice"]
            self.fields["evidence"].choices = [  # type: ignore[attr-defined] # a choice field
                (one.value, one.label) for one in (Evidence.ENVELOPE, Evidence.SIGNATURE)
            ]
        else:
            self.fields["choice"].choices = [*choices, (SPOILT, _("废票"))]  # type: ignore[attr-defined] # a choice field
            self.fields["choice"].required = True


class BoxForm(forms.Form):
    """How many papers of the box say what."""

    def __init__(self, *args: Any, choices: Choices, is_few: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        for key, words in [*choices, (SPOILT, _("废票"))]:
            self.fields[str(key)] = forms.IntegerField(
                label=words, min_value=0, max_value=1_000_000, initial=0
            )
        if is_few:
            self.fields["promises"] = forms.BooleanField(label=_("看到的绝不对任何人说"), required=False)

    def piles(self) -> dict[str, int]:
        """Return how many papers say what."""
        return {key: papers for key, papers in self.cleaned_data.items() if key != "promises"}


class ReasonForm(forms.Form):
    """Why a paper is not counted."""

    reason = forms.CharField(
        label=_("为什么不算？"),
        max_length=300,
        error_messages={"required": _("请写明理由。")},
    )
