"""Shapes of what staff send: filters of the inbox, and one small form a deed."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.circle.listen.choices import Channel, ClassedBy, Shown, State, Urgency
from linli.circle.listen.models import ReplyTemplate, VoiceClass
from linli.circle.listen.queries.inbox import Filters
from linli.ground.people.models import Area

Key = TypeVar("Key", State, Channel, Shown, ClassedBy)
_ANY = [("", _("全部"))]
TO_DO = [
    *_ANY,
    ("overdue", _("逾期的")),
    ("check", _("要检查个人信息的")),
    ("class", _("要归类的")),
    ("write", _("有录音要写的")),
    ("reported", _("有人举报的")),
]


class InboxFilters(forms.Form):
    """What the inbox is narrowed to; every choice stands in the address."""

    q = forms.CharField(label=_("找"), required=False, max_length=60)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[*_ANY, *State.choices])
    kind = forms.ChoiceField(label=_("类别"), required=False)
    channel = forms.ChoiceField(label=_("来路"), required=False, choices=[*_ANY, *Channel.choices])
    todo = forms.ChoiceField(label=_("要做的"), required=False, choices=TO_DO)
    sort = forms.ChoiceField(
        label=_("排序"),
        required=False,
        choices=[("due", _("先到期的在前")), ("newest", _("最新的在前")), ("oldest", _("最早的在前"))],
    )

    def __init__(self, *args: Any, classes: Iterable[VoiceClass], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [*_ANY, *((str(one.pk), str(one)) for one in classes)]  # type: ignore[attr-defined] # a choice field

    def filters(self, community: int) -> Filters:
        """Return the filters of a community's inbox; what makes no sense is left out."""
        self.is_valid()
        given, todo = self.cleaned_data, self.cleaned_data.get("todo", "")
        return Filters(
            community=community,
            state=_one(State, given.get("state")) or (State.WAITING if todo == "class" else None),
            voice_class=int(given["kind"]) if given.get("kind") else None,
            channel=_one(Channel, given.get("channel")),
            shown=Shown.CHECKING if todo == "check" else None,
            classed_by=ClassedBy.NOBODY if todo == "class" else None,
            overdue=todo == "overdue",
            reported=todo == "reported",
            to_write=todo == "write",
            words=given.get("q", ""),
        )

    def sort_word(self) -> str:
        """Return the order asked for, soonest due first if none."""
        return str(self.cleaned_data.get("sort") or "due")


def _one(kind: type[Key], written: str | None) -> Key | None:
    return kind(written) if written else None


class ClassifyForm(forms.Form):
    """The class, and how urgent it is."""

    voice_class = forms.TypedChoiceField(label=_("类别"), coerce=int)
    urgency = forms.ChoiceField(
        label=_("急不急"), required=False, choices=[("", _("不变")), *Urgency.choices]
    )

    def __init__(self, *args: Any, classes: Iterable[VoiceClass], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["voice_class"].choices = [(one.pk, str(one)) for one in classes]  # type: ignore[attr-defined] # a choice field


class AnswerForm(forms.Form):
    """The final answer."""

    words = forms.CharField(
        label=_("答复"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("看了没有，怎么办，几时好。"),
    )
    template = forms.TypedChoiceField(label=_("常用答复"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, templates: Iterable[ReplyTemplate] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["template"].choices = [("", _("不用")), *((one.pk, one.title) for one in templates)]  # type: ignore[attr-defined] # a choice field


class JoinForm(forms.Form):
    """Another voice about the same thing, by its row number (picked from the list of similar ones)."""

    other = forms.IntegerField(label=_("并入哪一件（编号）"), min_value=1, max_value=2**62)
    words = forms.CharField(
        label=_("对本人说一句"), max_length=2000, initial=_("和另一件是同一个问题，一起办，一起答复您。")
    )


class PassOnForm(forms.Form):
    """The body that takes it on, and its number there."""

    body = forms.CharField(label=_("转给哪个单位"), max_length=120)
    number = forms.CharField(label=_("那边的编号"), max_length=60)
    words = forms.CharField(
        label=_("对本人说一句"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReasonForm(forms.Form):
    """One sentence that everyone concerned may read."""

    reason = forms.CharField(
        label=_("理由（本人看得到）"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class PauseForm(ReasonForm):
    """Why the clock stands still, and until when."""

    until = forms.DateField(label=_("停到哪天"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_until(self) -> date:
        """Refuse years nobody means."""
        until: date = self.cleaned_data["until"]
        if until.year > 2100:
            raise forms.ValidationError(_("年份写错了，请再看一眼。"))
        return until


class WriteDownForm(forms.Form):
    """What a recording says."""

    text = forms.CharField(label=_("录音里说的"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}))


class MasksForm(forms.Form):
    """Which proposals to cover, what else to cover, and which photos may be shown."""

    cover = forms.TypedMultipleChoiceField(
        label=_("盖住这些"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    also = forms.CharField(
        label=_("还要盖住的字（一行一处）"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photos = forms.TypedMultipleChoiceField(
        label=_("可以公开的照片"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        masks: Sequence[tuple[int, str]],
        photos: Sequence[tuple[int, str]] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["cover"].choices = list(masks)  # type: ignore[attr-defined] # a choice field
        self.fields["photos"].choices = list(photos)  # type: ignore[attr-defined] # a choice field
        self.fields["cover"].initial = [pk for pk, _words in masks]
        for name, shown in (("cover", masks), ("photos", photos)):
            if not shown:
                del self.fields[name]

    def stretches(self, original: str) -> list[tuple[int, int]]:
        """Return where in the original the further words stand, every time they do."""
        words = {line.strip() for line in self.cleaned_data["also"].splitlines() if line.strip()}
        return [found.span() for word in words for found in re.finditer(re.escape(word), original)]

    def missing(self, original: str) -> list[str]:
        """Return the further words that do not stand in the original."""
        words = (line.strip() for line in self.cleaned_data["also"].splitlines())
        return [word for word in words if word and word not in original]


class TakeInForm(forms.Form):
    """A call, a slip, a word at a meeting, written down by staff."""

    channel = forms.ChoiceField(
        label=_("怎么来的"), choices=[one for one in Channel.choices if one[0] != Channel.APP]
    )
    text = forms.CharField(label=_("说了什么"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}))
    place = forms.TypedChoiceField(label=_("在哪儿"), coerce=int)
    place_words = forms.CharField(label=_("具体位置"), required=False, max_length=120)
    who = forms.CharField(
        label=_("谁说的（门牌或姓名）"),
        required=False,
        max_length=60,
        help_text=_("填了，本人才能跟进。"),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Iterable[Area], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place"].choices = [(area.pk, area.name) for area in places]  # type: ignore[attr-defined] # a choice field


class TitleForm(forms.Form):
    """What a topic is called."""

    title = forms.CharField(label=_("话题叫什么"), required=False, max_length=120)


class SplitForm(TitleForm):
    """Which voices leave a topic for a new one."""

    voices = forms.TypedMultipleChoiceField(
        label=_("分出哪几条"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, voices: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["voices"].choices = list(voices)  # type: ignore[attr-defined] # a choice field


class MergeForm(forms.Form):
    """The topic another is merged into."""

    into = forms.TypedChoiceField(label=_("并入哪个话题"), coerce=int)

    def __init__(self, *args: Any, topics: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["into"].choices = list(topics)  # type: ignore[attr-defined] # a choice field


class SheetForm(forms.Form):
    """A workbook of voices, and through which channel they came."""

    sheet = forms.FileField(
        label=_("表格（.xlsx 或 .csv）"), widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"})
    )
    channel = forms.ChoiceField(
        label=_("怎么来的"),
        choices=[one for one in Channel.choices if one[0] != Channel.APP],
        initial=Channel.HOTLINE,
    )
