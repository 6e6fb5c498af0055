"""Shapes of what staff send about bodies: founding one, its rules of procedure, who takes a seat."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.circle.deliberate.actions.bodies import Ways
from linli.circle.deliberate.choices import FOUNDED_HERE, Role
from linli.circle.deliberate.forms.fields import TilesField, day_field, line_field
from linli.ground.people.choices import BodyKind, PostKind
from linli.ground.people.models import Area

_QUORUMS = [
    ("1/2+", _("超过一半")),
    ("1/2", _("至少一半")),
    ("2/3", _("至少三分之二")),
    ("3/4", _("至少四分之三")),
]


class WaysForm(forms.Form):
    """A body's own rules of procedure."""

    purpose = line_field(_("议什么事？"), 300, required=False)
    notice_days = forms.IntegerField(
        label=_("提前几天通知？"),
        min_value=0,
        max_value=60,
        initial=3,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        help_text=_("通知那天不算。"),
    )
    counts_workdays = forms.BooleanField(label=_("只算工作日"), required=False)
    quorum = forms.ChoiceField(label=_("多少人到场才能作决议？"), choices=_QUORUMS, initial="1/2+")
    allows_proxies = forms.BooleanField(label=_("可以书面委托别的成员"), required=False)
    may_decide = forms.BooleanField(
        label=_("可以自己定下范围内的事"),
        required=False,
        help_text=_("不选，就只能商议，再交居民会议或投票决定。"),
    )

    def ways(self) -> Ways:
        """Return the rules as they were filled in."""
        given = self.cleaned_data
        share, is_more = given["quorum"].rstrip("+"), given["quorum"].endswith("+")
        parts, of = (int(number) for number in share.split("/"))
        return Ways(
            purpose=given["purpose"],
            notice_days=given["notice_days"],
            counts_workdays=given["counts_workdays"],
            quorum_parts=parts,
            quorum_of=of,
            quorum_is_more=is_more,
            allows_proxies=given["allows_proxies"],
            may_decide=given["may_decide"],
        )


class FoundForm(WaysForm):
    """A new body: what it is, what it is called, where it stands."""

    kind = TilesField(
        label=_("成立什么？"), choices=[(one.value, one.label) for one in FOUNDED_HERE], initial="building"
    )
    name = line_field(_("叫什么？"), 60)
    area = forms.TypedChoiceField(
        label=_("在哪里？"), coerce=int, help_text=_("楼栋议事会选楼栋，其他选社区、小区或块区。")
    )
    field_order = ("kind", "name", "area")

    def __init__(self, *args: Any, grounds: Iterable[Area], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["area"].choices = [(one.pk, f"{one.name}　{one.get_kind_display()}") for one in grounds]  # type: ignore[attr-defined] # a choice field


class SeatForm(forms.Form):
    """Who takes which seat, until when, and how they are named."""

    who = line_field(_("姓名或手机号"), 60)
    seat = forms.ChoiceField(label=_("席位"))
    until = day_field(_("任到哪一天？"), required=False)
    is_elected = forms.BooleanField(label=_("选举产生"), required=False)
    agreed = forms.BooleanField(label=_("本人同意担任"), required=False)
    is_name_public = forms.BooleanField(
        label=_("本人同意公开全名"), required=False, help_text=_("不选，就只写姓。")
    )

    def __init__(self, *args: Any, kind: BodyKind, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["seat"].choices = seats_of(kind)  # type: ignore[attr-defined] # a choice field

    def role(self) -> Role | None:
        """Return the role in a building's council, or None elsewhere."""
        seat = self.cleaned_data["seat"]
        return Role(seat) if seat in Role.values else None

    def kind(self) -> PostKind:
        """Return the kind of post."""
        seat = self.cleaned_data["seat"]
        return PostKind.COUNCIL_MEMBER if seat in Role.values else PostKind(seat)

    def ends(self) -> datetime | None:
        """Return the end of the last day of the term, if it has one."""
        day = self.cleaned_data["until"]
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59))) if day else None


def seats_of(kind: BodyKind) -> list[tuple[str, Any]]:
    """Return the seats that a body of a kind has: six roles, overseers, or members and a convener."""
    if kind == BodyKind.BUILDING:
        convener = (PostKind.CONVENER.value, PostKind.CONVENER.label)
        return [*((role.value, role.label) for role in Role), convener]
    kinds = [PostKind.COUNCIL_MEMBER, PostKind.CONVENER]
    if kind == BodyKind.OVERSIGHT:
        kinds = [PostKind.OVERSEER, PostKind.CONVENER]
    return [(one.value, one.label) for one in kinds]
