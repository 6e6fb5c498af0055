"""Shapes of what is asked of and written into the register: filters, people, homes, titles, files."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from linli.ground.lib import money
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import HomeUse, OwnerKind, Tie
from linli.ground.people.forms.fields import PhoneField
from linli.ground.people.models import Home
from linli.ground.people.queries.register import Chosen
from linli.ground.people.sheets.cells import LONGEST_NAME, LONGEST_NUMBER, names

_ANY = [("", _("全部"))]
STATES = [
    *_ANY,
    ("lived_in", _("有人住")),
    ("empty", _("没有人住")),
    ("unowned", _("没有产权人")),
    ("developer", _("未售或未交付")),
]
SORTS = [("door", _("按门牌")), ("door-back", _("按门牌倒着")), ("newest", _("新登记的在前"))]


class DayField(forms.DateField):
    """A calendar day, typed or chosen."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": _("日期请写成1990-01-31这样。")},
            **options,
        )


class RegisterFilters(forms.Form):
    """What the list is narrowed to; every choice stands in the address."""

    q = forms.CharField(label=_("找"), required=False, max_length=40)
    building = forms.ChoiceField(label=_("楼栋"), required=False)
    use = forms.ChoiceField(label=_("用途"), required=False, choices=[*_ANY, *HomeUse.choices])
    state = forms.ChoiceField(label=_("住着吗"), required=False, choices=STATES)
    sort = forms.ChoiceField(label=_("排序"), required=False, choices=SORTS)

    def __init__(self, *args: Any, buildings: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["q"].widget.attrs["placeholder"] = _("门牌、姓名、手机号、证件号")
        self.fields["building"].choices = [*_ANY, *buildings]  # type: ignore[attr-defined] # a choice field

    def chosen(self, community: int) -> Chosen:
        """Return what was chosen; what makes no sense is left out."""
        self.is_valid()
        given = self.cleaned_data
        return Chosen(
            community=community,
            building=int(given["building"]) if given.get("building") else None,
            use=HomeUse(given["use"]) if given.get("use") else None,
            state=given.get("state", ""),
            words=given.get("q", ""),
        )

    def sort_word(self) -> str:
        """Return the order asked for."""
        return str(self.cleaned_data.get("sort") or "door")


class ReasonForm(forms.Form):
    """Why something sealed is opened."""

    reason = forms.CharField(
        label=_("为什么要看"),
        max_length=100,
        help_text=_("本人能看到这条记录。"),
        error_messages={"required": _("请写下为什么要看，例如“通知停水”。")},
    )


class PersonForm(forms.Form):
    """What is written down about a person."""

    name = forms.CharField(
        label=_("姓名"), max_length=LONGEST_NAME, error_messages={"required": _("请写上姓名。")}
    )
    phone = PhoneField(required=False)
    id_number = forms.CharField(label=_("身份证号"), required=False, max_length=30)
    born_on = DayField(label=_("出生日期"), help_text=_("写了身份证号就可以留空。"))

    def particulars(self) -> Particulars:
        """Return what was written."""
        given = self.cleaned_data
        return Particulars(given["name"], given["phone"], given["id_number"], given["born_on"])


class ChangedPersonForm(PersonForm):
    """Corrections to a person: what is left empty stays as it is, so that nothing sealed has to be shown."""

    clear = forms.MultipleChoiceField(
        label=_("要清空的"),
        required=False,
        choices=[("phone", _("手机号")), ("id_number", _("身份证号")), ("born_on", _("出生日期"))],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["name"].required = False
        self.fields["name"].help_text = _("不改的就留空。")

    def kept(self) -> frozenset[str]:
        """Return the parts that stay as they are."""
        parts = ("name", "phone", "id_number", "born_on")
        return frozenset(part for part in parts if not self.cleaned_data[part]) - {
            *self.cleaned_data["clear"]
        }


class NewMemberForm(PersonForm):
    """A person who comes to live in a home."""

    tie = forms.ChoiceField(label=_("与户主关系"), choices=Tie.choices)
    field_order = ("name", "tie", "phone", "id_number", "born_on")


class MoveForm(forms.Form):
    """Where a person goes: another door of the community, or away."""

    door = forms.CharField(
        label=_("搬到哪里"),
        required=False,
        max_length=60,
        help_text=_("写门牌，如3号楼1单元101。搬出社区就留空。"),
    )
    tie = forms.ChoiceField(label=_("与户主关系"), choices=Tie.choices, initial=Tie.OTHER)


class HomeForm(forms.Form):
    """What is known of a home."""

    use = forms.ChoiceField(label=_("用途"), choices=HomeUse.choices)
    exclusive_area = forms.CharField(
        label=_("专有面积"), required=False, max_length=12, help_text=_("平方米，最多两位小数。")
    )
    floor = forms.IntegerField(
        label=_("楼层"),
        required=False,
        min_value=-10,
        max_value=199,
        error_messages={
            "invalid": _("楼层请写数字，地下写-1。"),
            "min_value": _("没有这么低的楼层。"),
            "max_value": _("没有这么高的楼层。"),
        },
    )

    @classmethod
    def of(cls, home: Home) -> "HomeForm":
        """Return the form filled in with what stands."""
        size = money.square_metres(home.exclusive_area).replace(",", "") if home.exclusive_area else ""
        return cls(initial={"use": home.use, "exclusive_area": size, "floor": home.floor})

    def clean_exclusive_area(self) -> int | None:
        """Return the area in 0.01 m².

        Raises:
            ValidationError: it is no area that a home can have.
        """
        written = self.cleaned_data["exclusive_area"]
        if not written.strip():
            return None
        size = money.square_centi(written)
        if size is None or not 0 < size < 10**9:
            raise ValidationError(_("面积请写平方米数，最多两位小数，如89.50。"))
        return size


class NewHomeForm(HomeForm):
    """A home to be written down under an area."""

    number = forms.CharField(
        label=_("房号"), max_length=LONGEST_NUMBER, error_messages={"required": _("请写上房号。")}
    )
    field_order = ("number", "use", "exclusive_area", "floor")


class TitleForm(forms.Form):
    """Who owns a home now."""

    kind = forms.ChoiceField(label=_("产权类型"), choices=OwnerKind.choices)
    names = forms.CharField(
        label=_("产权人"),
        max_length=200,
        help_text=_("几个人共有，用顿号分开。"),
        error_messages={"required": _("请至少写一位产权人。")},
    )
    since = DayField(label=_("从哪天起"))

    def owner_names(self) -> tuple[str, ...]:
        """Return the owners one by one."""
        return names(self.cleaned_data["names"])


class MoveOutForm(forms.Form):
    """The day on which a household left."""

    until = DayField(label=_("搬走的日子"), required=True)


class UploadForm(forms.Form):
    """A register table."""

    file = forms.FileField(
        label=_("户籍册表格"),
        help_text=_(".xlsx、.xls或.csv，不超过50MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={
            "required": _("请选一份表格。"),
            "empty": _("这个文件是空的。请选填好的表格再上传。"),
            "max_length": _("文件名太长了，请改短再上传。"),
        },
    )


class ExportForm(forms.Form):
    """How much of the list goes into the workbook, and why."""

    is_full = forms.BooleanField(label=_("要全名、手机号、证件号（会留下记录）"), required=False)
    reason = forms.CharField(label=_("用来做什么"), required=False, max_length=100)
