"""What the pattern book shows: the fixtures of specimens.toml, and a form with one of each kind of field."""

import re
import tomllib
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator

from linli.ground.look.masks import Mask
from linli.ground.look.navigation import Tab

HERE = Path(__file__).parent
TOLD: dict[str, Any] = tomllib.loads((HERE / "specimens.toml").read_text("utf-8"))
WORDS: dict[str, Any] = TOLD["form"]
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


class ManyFiles(forms.FileInput):
    """A file field that takes several at once."""

    allow_multiple_selected = True


class TilesField(forms.ChoiceField):
    """A choice shown as tiles, with small words under some of them; `marks` sets five in a row."""

    widget = forms.RadioSelect

    def __init__(self, *, notes: dict[str, str] | None = None, marks: bool = False, **more: Any) -> None:
        super().__init__(**more)
        self.notes = notes
        self.marks = marks


def _labelled(name: str) -> dict[str, Any]:
    told = WORDS[name]
    more = {"label": told["label"], "help_text": told.get("hint", "")}
    return more | ({"error_messages": {"required": told["missing"]}} if "missing" in told else {})


class SpecimenForm(forms.Form):
    """One of each kind of field, as rooms write them."""

    body = forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), **_labelled("body"))
    place = forms.CharField(required=False, max_length=40, **_labelled("place"))
    phone = forms.CharField(
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "tel", "autocomplete": "tel"}),
        **_labelled("phone"),
    )
    kind = forms.ChoiceField(choices=WORDS["kind"]["choices"], **_labelled("kind"))
    seen_by = TilesField(
        initial="public",
        choices=WORDS["seen_by"]["choices"],
        notes=WORDS["seen_by"]["notes"],
        **_labelled("seen_by"),
    )
    mark = TilesField(required=False, choices=WORDS["mark"]["choices"], marks=True, **_labelled("mark"))
    photos = forms.FileField(
        required=False, widget=ManyFiles(attrs={"multiple": True, "accept": "image/*"}), **_labelled("photos")
    )
    note = forms.FileField(required=False, **_labelled("note"))
    agreed = forms.BooleanField(required=False, **_labelled("agreed"))


class SpecimenFilters(forms.Form):
    """A list's filters, as a desk shows them."""

    q = forms.CharField(label=TOLD["filters"]["q"], required=False)
    kind = forms.ChoiceField(label=TOLD["filters"]["kind"], required=False, choices=TOLD["filters"]["kinds"])
    due = forms.ChoiceField(label=TOLD["filters"]["due"], required=False, choices=TOLD["filters"]["dues"])


def masks() -> list[Mask]:
    """Return the masks proposed for the specimen voice."""
    text = TOLD["voice"]["text"]
    found = ((text.index(mask["find"]), mask) for mask in TOLD["voice"]["masks"])
    return [Mask(start, start + len(mask["find"]), mask["kind"], mask["put"]) for start, mask in found]


def everything() -> dict[str, Any]:
    """Return the fixtures of all specimens, with the form fresh and refused, and one page of a list."""
    return TOLD | {
        "nav": [Tab(**tab) for tab in TOLD["nav"]],
        "desk_nav": [Tab(**tab) for tab in TOLD["desk_nav"]],
        "icon_names": re.findall(r'symbol id="([^"]+)"', (HERE / "static/look/icons.svg").read_text("utf-8")),
        "grounds": GROUNDS,
        "failed_half": (True, False),
        "masks": masks(),
        "form": SpecimenForm(),
        "wrong_form": SpecimenForm({"wrong-kind": "repairs", "wrong-seen_by": "public"}, prefix="wrong"),
        "filter_form": SpecimenFilters({"list-kind": "repairs", "list-due": "today"}, prefix="list"),
        "page": Paginator(range(1, 238), 20).page(4),
        "deadline": TOLD["today"].replace(year=TOLD["today"].year + 90),
    }
