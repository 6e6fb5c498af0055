"""Shapes of what staff send: how the board is narrowed, what a step brings along, what a new matter is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.circle.matters.actions.initiatives import Wanted
from linli.circle.matters.actions.matters import Bringing
from linli.circle.matters.choices import CIRCLE, Move, Need, Origin
from linli.circle.matters.queries.board import SORTS, Filters

Choices = Sequence[tuple[int, str]]
END_OF_DAY = time(18)
LATEST_YEAR = 2100
_WORDS = {"rows": 2}


class BoardFilters(forms.Form):
    """What the board is narrowed to; what makes no sense is left out."""

    q = forms.CharField(required=False, max_length=60)
    place = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    owner = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    category = forms.CharField(required=False, max_length=40)
    origin = forms.ChoiceField(required=False, choices=[("", ""), *Origin.choices])
    overdue = forms.BooleanField(required=False)
    again = forms.BooleanField(required=False)
    sort = forms.ChoiceField(required=False, choices=[(word, word) for word in SORTS])

    def filters(self, community: int) -> Filters:
        """Return the filters of a community's board."""
        self.is_valid()
        given = self.cleaned_data
        return Filters(
            community=community,
            place=given.get("place"),
            owner=given.get("owner"),
            category=given.get("category", ""),
            origin=Origin(given["origin"]) if given.get("origin") else None,
            overdue=bool(given.get("overdue")),
            again=bool(given.get("again")),
            words=given.get("q", ""),
        )

    def sort_word(self) -> str:
        """Return the order asked for, due first if none."""
        return str(self.cleaned_data.get("sort") or "due")


class StepForm(forms.Form):
    """What one step brings along; only what it needs is asked."""

    seen = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, move: Move, others: Choices = (), **more: Any) -> None:
        super().__init__(*args, **more)
        if Need.REASON in move.needs:
            self.fields["reason"] = forms.CharField(
                label=_("理由（大家都看得到）"), max_length=500, widget=forms.Textarea(attrs=_WORDS)
            )
        if Need.OTHER_MATTER in move.needs:
            self.fields["other_matter"] = forms.TypedChoiceField(
                label=_("并入哪一件"), coerce=int, choices=[("", _("请选")), *others]
            )
        if Need.OTHER_BODY in move.needs:
            self.fields["other_body"] = forms.CharField(label=_("转给哪个单位"), max_length=120)
            self.fields["other_number"] = forms.CharField(label=_("那边的编号"), max_length=60)

    def bringing(self) -> Bringing:
        """Return what was brought."""
        given = self.cleaned_data
        return Bringing(
            reason=given.get("reason", ""),
            other_matter=given.get("other_matter"),
            other_body=given.get("other_body", ""),
            other_number=given.get("other_number", ""),
        )


def _chosen(label: Any, choices: Choices) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, choices=[("", _("请选")), *choices])


class OwnerForm(forms.Form):
    """The post that answers for a matter."""

    def __init__(self, *args: Any, posts: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"] = _chosen(_("谁负责"), posts)


class ConvenerForm(forms.Form):
    """The body that leads the deliberation of a matter."""

    def __init__(self, *args: Any, bodies: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["convener"] = _chosen(_("谁牵头商议"), bodies)


class DueForm(forms.Form):
    """Until when; a day means its evening."""

    due = forms.DateField(label=_("期限"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_due(self) -> datetime:
        """Return the evening of the day; refuse years nobody means."""
        day: date = self.cleaned_data["due"]
        if day.year > LATEST_YEAR:
            raise forms.ValidationError(_("年份写错了，请再看一眼。"))
        return timezone.make_aware(datetime.combine(day, END_OF_DAY))


class NeedsForm(forms.Form):
    """The two needs a matter serves."""

    resident_need = forms.CharField(
        label=_("居民要什么"),
        max_length=1000,
        widget=forms.Textarea(attrs=_WORDS),
        error_messages={"required": _("请写一句居民要什么。")},
    )
    governance_need = forms.CharField(
        label=_("治理要什么"),
        max_length=1000,
        widget=forms.Textarea(attrs=_WORDS),
        error_messages={"required": _("请写一句治理要什么。")},
        help_text=_("两个需求都写明，办完再看各满足了几分。"),
    )


class LimitsForm(forms.Form):
    """How many matters are wanted at each stage at most; blank for no limit."""

    def __init__(self, *args: Any, limits: Mapping[str, int], **more: Any) -> None:
        super().__init__(*args, **more)
        for stage in CIRCLE:
            self.fields[stage.value] = forms.IntegerField(
                label=stage.label,
                required=False,
                min_value=0,
                max_value=100_000,
                initial=limits.get(stage.value),
            )


class MatterForm(NeedsForm, DueForm):
    """A new matter: what, where, whom it serves, who leads, who answers for it until when."""

    field_order = (
        "title", "place", "category", "resident_need", "governance_need", "convener", "owner", "due", "key",
    )  # fmt: skip
    title = forms.CharField(
        label=_("什么事"), max_length=120, error_messages={"required": _("请用一句话写明是什么事。")}
    )
    category = forms.ChoiceField(label=_("类别"), required=False)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        places: Iterable[tuple[int, str]],
        bodies: Choices,
        posts: Choices,
        categories: Mapping[str, str],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["place"] = _chosen(_("在哪儿"), list(places))
        self.fields["convener"] = _chosen(_("谁牵头商议"), bodies)
        self.fields["owner"] = _chosen(_("谁负责"), posts)
        self.fields["category"].choices = [("", _("不分类")), *categories.items()]  # type: ignore[attr-defined] # a choice field
        self.order_fields(self.field_order)

    def wanted(self) -> Wanted:
        """Return the matter that is wanted."""
        given = self.cleaned_data
        return Wanted(
            scope=given["place"],
            title=given["title"],
            convener=given["convener"],
            resident_need=given["resident_need"],
            governance_need=given["governance_need"],
            owner=given["owner"],
            due_at=given["due"],
            category=given["category"],
        )
