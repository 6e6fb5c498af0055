"""Shapes of what neighbours say about a matter, and of what staff send about a talk and its options."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.circle.deliberate.actions.options import Sketch
from linli.circle.deliberate.choices import Feeling
from linli.circle.deliberate.forms.fields import day_field, line_field, words_field
from linli.ground.lib import money
from linli.ground.lib.chance import token


class SayForm(forms.Form):
    """One short thing somebody thinks."""

    text = words_field(_("我来说一条"), 140, rows=2, help_text=_("一句话，一个意思，最多140个字。"))
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"key": token(16), **(more.get("initial") or {})}
        super().__init__(*args, **more)


class ReactForm(forms.Form):
    """How somebody takes a statement."""

    statement = forms.IntegerField(min_value=1, max_value=2**62)
    feeling = forms.TypedChoiceField(choices=Feeling.choices, coerce=int)


class OpenTalkForm(forms.Form):
    """What neighbours are asked, and until when."""

    question = line_field(_("问大家什么？"), 200, required=False)
    until = day_field(_("收到哪一天？"), required=False)

    def closes(self) -> datetime | None:
        """Return the end of the last day, if there is one."""
        day = self.cleaned_data["until"]
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59))) if day else None


class OptionForm(forms.Form):
    """One way to settle a matter."""

    name = line_field(_("方案的名字"), 60)
    price = line_field(
        _("价格（元）"), 20, required=False, help_text=_("比如 12800 或 98.50。不知道就空着。")
    )
    proposer_words = line_field(
        _("谁提的？"), 60, required=False, help_text=_("比如：3号楼居民、物业公司。不写全名。")
    )
    traits = words_field(
        _("各方面怎么样？"),
        3000,
        rows=6,
        required=False,
        help_text=_("一行一项，中间用冒号，比如“养护：每月浇两次水”。"),
    )
    photo = forms.FileField(
        label=_("照片"), required=False, widget=forms.FileInput(attrs={"accept": "image/*,.heic,.heif"})
    )

    def clean_price(self) -> int | None:
        """Return the price in fen, or None."""
        written = self.cleaned_data["price"]
        fen = money.fen(written) if written else None
        if written and (fen is None or fen < 0):
            raise forms.ValidationError(_("价格请写成金额，比如 12800 或 98.50；不知道就空着。"))
        return fen

    def sketch(self, photo: int | None) -> Sketch:
        """Return the option as it was filled in."""
        given = self.cleaned_data
        pairs = (
            line.replace(":", "：", 1).partition("：") for line in given["traits"].splitlines()
        )  # han: either colon
        return Sketch(
            name=given["name"],
            price=given["price"],
            proposer_words=given["proposer_words"],
            photo=photo,
            traits={
                name.strip(): words.strip() for name, _colon, words in pairs if name.strip() and words.strip()
            },
        )


class ModerateForm(forms.Form):
    """Why a statement is hidden."""

    reason = line_field(_("为什么隐藏？"), 300)
