"""What the pattern book shows, read from specimens.toml, with the form whose fields it uses."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.ground.look.masks import Mask
from linli.ground.look.navigation import Tab

TOLD = Path(__file__).with_name("specimens.toml")
SPRITE = Path(__file__).parent / "static" / "look" / "icons.svg"
GROUNDS = (
    "ground",
    "raised",
    "sunken",
    "dusk",
    "indigo-soft",
    "now-soft",
    "done-soft",
    "wait-soft",
    "alarm-soft",
)


class SpecimenForm(forms.Form):
    """One of each kind of field, as rooms write them: labels, hints and errors are sentences."""

    body = forms.CharField(
        label=gettext_lazy("想说什么"),
        help_text=gettext_lazy("说清在哪儿、什么事就行，不用写好。"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("还没有写。写一句也行。")},
    )
    place = forms.CharField(label=gettext_lazy("在哪儿"), required=False, max_length=40)
    phone = forms.CharField(
        label=gettext_lazy("手机号"),
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": gettext_lazy("请写手机号，答复会发到这里。")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("归哪一类"),
        choices=[
            ("repairs", gettext_lazy("设施维修")),
            ("parking", gettext_lazy("停车通行")),
            ("noise", gettext_lazy("噪音扰邻")),
        ],
    )
    seen_by = forms.ChoiceField(
        label=gettext_lazy("谁能看到"),
        widget=forms.RadioSelect,
        choices=[("public", gettext_lazy("邻居都能看到")), ("staff", gettext_lazy("只给社区工作人员看"))],
        initial="public",
    )
    mark = forms.ChoiceField(
        label=gettext_lazy("办得怎么样"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("1", gettext_lazy("很不满意")),
            ("2", gettext_lazy("不满意")),
            ("3", gettext_lazy("一般")),
            ("4", gettext_lazy("满意")),
            ("5", gettext_lazy("很满意")),
        ],
    )
    photos = forms.FileField(
        label=gettext_lazy("照片"),
        required=False,
        help_text=gettext_lazy("最多6张。照片里的位置信息会去掉。"),
    )
    note = forms.FileField(label=gettext_lazy("录音"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("她本人同意我替她说"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mark"].marks = True  # type: ignore[attr-defined]  # read by ui/choices.html
        self.fields["seen_by"].notes = {  # type: ignore[attr-defined]  # read by ui/choices.html
            "public": _("名字换成您取的称呼"),
            "staff": _("公开页上不会出现"),
        }


class SpecimenFilters(forms.Form):
    """A list's filters, as a desk shows them."""

    q = forms.CharField(label=gettext_lazy("词"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("类别"),
        required=False,
        choices=[("", gettext_lazy("全部")), ("repairs", gettext_lazy("设施维修"))],
    )
    due = forms.ChoiceField(
        label=gettext_lazy("期限"),
        required=False,
        choices=[("", gettext_lazy("全部")), ("today", gettext_lazy("今天到期"))],
    )


@cache
def told() -> dict[str, Any]:
    """Return what specimens.toml says."""
    return tomllib.loads(TOLD.read_text("utf-8"))


def everything() -> dict[str, Any]:
    """Return the fixtures of all specimens, with forms in their states and one page of a list."""
    facts = dict(told())
    text = facts["voice"]["text"]
    masks = [
        Mask(
            text.index(mask["find"]), text.index(mask["find"]) + len(mask["find"]), mask["kind"], mask["put"]
        )
        for mask in facts["voice"]["masks"]
    ]
    return facts | {
        "masks": masks,
        "nav": [Tab(**tab) for tab in facts["nav"]],
        "desk_nav": [Tab(**tab) for tab in facts["desk_nav"]],
        "icon_names": re.findall(r'symbol id="([^"]+)"', SPRITE.read_text("utf-8")),
        "grounds": GROUNDS,
        "failed_half": (True, False),
        "form": SpecimenForm(),
        "filter_form": SpecimenFilters({"kind": "repairs", "due": "today"}),
        "wrong_form": SpecimenForm({"phone": "", "kind": "repairs", "seen_by": "public"}),
        "page": Paginator(range(1, 238), 20).page(4),
        "chosen_filters": [("kind", _("设施维修")), ("due", _("今天到期"))],
        "flow": [_("说"), _("看一眼"), _("拿回执")],
        "deadline": told()["today"].replace(year=told()["today"].year + 90),
    }
