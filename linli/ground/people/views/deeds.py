"""What can be done to homes and people at the desk, as tables: the form each deed needs, the action it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.forms import Form
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.ground.people.actions import homes, ownerships, residents
from linli.ground.people.choices import HomeUse, OwnerKind, Tie
from linli.ground.people.forms import register as forms
from linli.ground.people.models import Home, Resident
from linli.ground.people.rules import Actor

Thing = TypeVar("Thing", Home, Resident)


@dataclass(frozen=True, slots=True)
class Deed(Generic[Thing]):
    """One deed: how its form is made (empty without data), what it does, what is said afterwards."""

    make: Callable[[Thing, QueryDict | None], Any]
    act: Callable[[Actor, Thing, Any, datetime], object]
    words: str | Promise

    def form(self, thing: Thing, data: QueryDict | None = None) -> Any:
        """Return the form, filled in with what was sent, if anything was."""
        return self.make(thing, data)


def _plain(kind: type[Form]) -> Callable[[Any, QueryDict | None], Form]:
    return lambda _thing, data: kind(data)


def _home_form(home: Home, data: QueryDict | None) -> Form:
    return forms.HomeForm.of(home) if data is None else forms.HomeForm(data)


def _change_home(by: Actor, home: Home, form: forms.HomeForm, at: datetime) -> object:
    given = form.cleaned_data
    return homes.change(
        by=by,
        home=home,
        use=HomeUse(given["use"]),
        exclusive_area=given["exclusive_area"],
        floor=given["floor"],
        at=at,
    )


def _add_member(by: Actor, home: Home, form: forms.NewMemberForm, at: datetime) -> object:
    return homes.take_in(
        by=by, home=home, particulars=form.particulars(), tie=Tie(form.cleaned_data["tie"]), at=at
    )


def _register_title(by: Actor, home: Home, form: forms.TitleForm, at: datetime) -> object:
    given = form.cleaned_data
    return ownerships.register_named(
        by=by,
        home=home,
        kind=OwnerKind(given["kind"]),
        names=form.owner_names(),
        since=given["since"],
        at=at,
    )


def _move_out(by: Actor, home: Home, form: forms.MoveOutForm, at: datetime) -> object:
    return homes.move_out_of(by=by, home=home, until=form.cleaned_data["until"], at=at)


HOME_DEEDS: dict[str, Deed[Home]] = {
    "change": Deed(_home_form, _change_home, _("房屋资料改好了。")),
    "add-member": Deed(_plain(forms.NewMemberForm), _add_member, _("登记好了。")),
    "register-title": Deed(_plain(forms.TitleForm), _register_title, _("产权登记好了。")),
    "move-out": Deed(_plain(forms.MoveOutForm), _move_out, _("已登记这一户搬走。")),
}


def _change_person(by: Actor, resident: Resident, form: forms.ChangedPersonForm, at: datetime) -> object:
    return residents.change(by=by, resident=resident, particulars=form.particulars(), kept=form.kept(), at=at)


def _move(by: Actor, resident: Resident, form: forms.MoveForm, at: datetime) -> object:
    given = form.cleaned_data
    return homes.move_to_door(by=by, resident=resident, door=given["door"], tie=Tie(given["tie"]), at=at)


def _erase(by: Actor, resident: Resident, _form: Form, at: datetime) -> object:
    return residents.erase(by=by, resident=resident, at=at)


RESIDENT_DEEDS: dict[str, Deed[Resident]] = {
    "change": Deed(_plain(forms.ChangedPersonForm), _change_person, _("资料改好了。")),
    "move": Deed(_plain(forms.MoveForm), _move, _("搬家登记好了。")),
    "erase": Deed(_plain(Form), _erase, _("这位居民的资料已经删除。")),
}
