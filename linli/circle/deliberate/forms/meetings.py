"""Shapes of what a convener sends: the notice of a meeting, and one small form a deed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.circle.deliberate.actions.meetings import Notice
from linli.circle.deliberate.actions.resolutions import Motion
from linli.circle.deliberate.choices import MeetingKind
from linli.circle.deliberate.forms.fields import (
    ManyTilesField,
    TilesField,
    count_field,
    day_field,
    line_field,
    time_field,
    words_field,
)
from linli.circle.matters.models import Matter
from linli.ground.lib.chance import token


class CallForm(forms.Form):
    """The notice of a meeting: kind, words, place, time, and what goes on the agenda."""

    kind = TilesField(label=_("开什么会？"))
    title = line_field(_("主要谈什么？"), 120)
    place = line_field(_("在哪里？"), 120)
    day = day_field(_("哪一天？"))
    starts = time_field(_("几点开始？"))
    ends = time_field(_("大约几点结束？"))
    matters = ManyTilesField(label=_("要议的事"), required=False)
    items = words_field(
        _("别的议题"),
        1000,
        required=False,
        help_text=_("一行一个。上次没议完的、还没落实的决议，会自动列上。"),
    )
    short_reason = line_field(
        _("等不及的理由"), 300, required=False, help_text=_("通知天数不够时才要写，会和通知一起公开。")
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, kinds: Sequence[MeetingKind], matters: Iterable[Matter], **more: Any
    ) -> None:
        first = kinds[0].value if kinds else ""
        more["initial"] = {"key": token(16), "kind": first, **(more.get("initial") or {})}
        super().__init__(*args, **more)
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined] # a choice field
        self.fields["matters"].choices = [(str(one.pk), one.title) for one in matters]  # type: ignore[attr-defined] # a choice field

    def notice(self) -> Notice:
        """Return the notice as it was filled in, its times where the neighbourhood is."""
        given = self.cleaned_data
        return Notice(
            kind=MeetingKind(given["kind"]),
            title=given["title"],
            place=given["place"],
            starts_at=_moment(given["day"], given["starts"]),
            ends_at=_moment(given["day"], given["ends"]),
            short_reason=given["short_reason"],
        )

    def lines(self) -> list[str]:
        """Return the free items, one a line."""
        return [line for line in self.cleaned_data["items"].splitlines() if line.strip()][:30]


class MoveForm(forms.Form):
    """Another time or place of a meeting."""

    title = line_field(_("主要谈什么？"), 120)
    place = line_field(_("在哪里？"), 120)
    day = day_field(_("哪一天？"))
    starts = time_field(_("几点开始？"))
    ends = time_field(_("大约几点结束？"))
    short_reason = line_field(_("等不及的理由"), 300, required=False)

    def notice(self, kind: MeetingKind) -> Notice:
        """Return the notice as it was filled in."""
        given = self.cleaned_data
        return Notice(
            kind=kind,
            title=given["title"],
            place=given["place"],
            starts_at=_moment(given["day"], given["starts"]),
            ends_at=_moment(given["day"], given["ends"]),
            short_reason=given["short_reason"],
        )


class ProxyForm(forms.Form):
    """Who stands in for somebody absent."""

    proxy = forms.IntegerField(min_value=1, max_value=2**62)


class ItemForm(forms.Form):
    """Words of a new item."""

    title = line_field(_("加一个议题"), 160)


class OutcomeForm(forms.Form):
    """What came of an item."""

    outcome = words_field(_("议出了什么结果？"), 2000)
    carries = forms.BooleanField(label=_("这件事算议过了"), required=False)

    def __init__(self, *args: Any, carries: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if not carries:
            del self.fields["carries"]


class NotesForm(forms.Form):
    """The draft minutes of an item."""

    minutes = words_field(
        _("记录"),
        10_000,
        rows=5,
        required=False,
        help_text=_("谁说了什么，照实写。公开的是摘要，不是这一段。"),
    )


class MotionForm(forms.Form):
    """What is put to the vote, how many hands, and who sees to it."""

    text = words_field(_("决议写什么？"), 2000)
    votes_for = count_field(_("同意"))
    votes_against = count_field(_("反对"))
    votes_abstain = count_field(_("弃权"))
    owner = forms.ChoiceField(label=_("由谁落实？"), required=False)
    due_on = day_field(_("什么时候办好？"), required=False)
    decides = forms.BooleanField(label=_("通过了，这件事就定了"), required=False)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, owners: Iterable[tuple[str, str]] = (), decides: bool = False, **more: Any
    ) -> None:
        more["initial"] = {"key": token(16), **(more.get("initial") or {})}
        super().__init__(*args, **more)
        self.fields["owner"].choices = list(owners)  # type: ignore[attr-defined] # a choice field
        if not decides:
            del self.fields["decides"]

    def motion(self) -> Motion:
        """Return the motion as it was filled in."""
        given = self.cleaned_data
        kind, _colon, pk = given["owner"].partition(":")
        return Motion(
            text=given["text"],
            votes_for=given["votes_for"],
            votes_against=given["votes_against"],
            votes_abstain=given["votes_abstain"],
            owner_post=int(pk) if kind == "post" else None,
            owner_body=int(pk) if kind == "body" else None,
            due_on=given["due_on"],
            decides=given.get("decides", False),
        )


class ReasonForm(forms.Form):
    """One sentence why."""

    reason = line_field(_("为什么？"), 300)


class SummaryForm(forms.Form):
    """The words of the minutes that everybody will read."""

    summary = words_field(
        _("给大家看的摘要"),
        4000,
        rows=6,
        help_text=_("议了什么、定了什么、谁去办。不写别人的名字和电话。定稿后不能再改。"),
    )


class ErratumForm(forms.Form):
    """A correction beside settled minutes."""

    text = words_field(_("更正什么？"), 2000)


class CloseForm(forms.Form):
    """How a resolution ended."""

    reason = line_field(_("怎么落实的，或为什么不做了"), 500, required=False)


def _moment(day: Any, clock: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
