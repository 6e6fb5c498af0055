"""Writes people into the register, corrects, moves and erases them."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib import identity
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import tidy
from linli.ground.people import phones, rules
from linli.ground.people.actions.refusals import IsErased, MayNotKeepRegister
from linli.ground.people.choices import Tie
from linli.ground.people.events import ResidentErased, ResidentMoved
from linli.ground.people.models import Account, Area, Household, OwnershipShare, Post, Resident
from linli.ground.people.queries import areas, residents
from linli.ground.people.rules import Actor

PARTICULARS = ["name", "phone", "phone_index", "id_number", "id_index", "born_on"]


class NameIsMissing(Refusal):
    """A person needs a name."""

    code = "resident_name_missing"
    status = 422
    reason = _("请写上姓名。")


class PhoneIsWrong(Refusal):
    """The number cannot be called."""

    code = "phone_wrong"
    status = 422
    reason = _("这个电话号码打不通，请再核对一下；座机请带上区号。")


class IdNumberIsWrong(Refusal):
    """The number is not one that GB 11643 allows."""

    code = "id_number_wrong"
    status = 422
    reason = _("身份证号不对：应是18位，最后一位对得上前17位。请再核对一下。")


class BirthdaysDiffer(Refusal):
    """The birthday given is not the one in the identity number."""

    code = "birthdays_differ"
    status = 422
    reason = _("出生日期和身份证号里的不一样，请再核对一下。")


class StandsAlready(Refusal):
    """The community knows this identity number."""

    code = "resident_stands_already"
    reason = _("这个身份证号已经登记过了（%(name)s）。")


class HoldsPosts(Refusal):
    """Who holds a post cannot be erased."""

    code = "resident_holds_posts"
    reason = _("这位居民还担任岗位，请先办离任，再删除资料。")


class OwnsHomes(Refusal):
    """Who stands in a title in force cannot be erased: the owners' roll needs them."""

    code = "resident_owns_homes"
    reason = _("这位居民名下还有房屋，业主名册要留着；请先登记产权变更，再删除资料。")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is written down about a person; empty words and None mean unknown."""

    name: str
    phone: str = ""
    id_number: str = ""
    born_on: date | None = None

    def checked(self) -> "Particulars":
        """Return the same in the form that is stored.

        Raises:
            NameIsMissing, PhoneIsWrong, IdNumberIsWrong, BirthdaysDiffer: as they say.
        """
        name, phone, number = tidy(self.name), "", identity.plain(self.id_number)
        if not name:
            raise NameIsMissing
        if self.phone.strip() and not (phone := phones.e164(self.phone) or ""):
            raise PhoneIsWrong
        if number and not identity.is_right(number):
            raise IdNumberIsWrong
        inside = identity.birthday(number) if number else None
        if inside and self.born_on and inside != self.born_on:
            raise BirthdaysDiffer
        return Particulars(name, phone, number, inside or self.born_on)


@transaction.atomic
def add(
    *,
    by: Actor,
    community: Area,
    particulars: Particulars,
    at: datetime,
    household: Household | None = None,
    tie: Tie = Tie.OTHER,
) -> Resident:
    """Write a person into the register of a community, in a household or outside of any.

    Raises:
        MayNotKeepRegister: no post of the actor keeps the register there.
        NameIsMissing, PhoneIsWrong, IdNumberIsWrong, BirthdaysDiffer: the particulars cannot be right.
        StandsAlready: the community knows the identity number.
    """
    _refuse_unless_keeper(by, household.home.area_id if household else community.pk, at)
    known = particulars.checked()
    resident = Resident(community=community, household=household, tie=tie)
    _fill(resident, known)
    _refuse_double(resident)

    resident.save()
    entries.record("resident.added", by=by.account_id, thing=resident, at=at, area=community.pk)
    return resident


@transaction.atomic
def change(
    *,
    by: Actor,
    resident: Resident,
    particulars: Particulars,
    at: datetime,
    kept: frozenset[str] = frozenset(),
) -> Resident:
    """Correct what is written about a person, but for the parts that are kept as they stand.

    The journal keeps which parts changed, not the words.

    Raises:
        MayNotKeepRegister, NameIsMissing, PhoneIsWrong, IdNumberIsWrong, BirthdaysDiffer, StandsAlready: as in `add`.
        IsErased: the person's data are gone.
    """
    resident = _locked(resident)
    _refuse_unless_keeper(by, residents.area_of(resident), at)
    if resident.erased_at is not None:
        raise IsErased
    known = replace(particulars, **{part: getattr(resident, part) for part in kept}).checked()
    was = (resident.name, resident.phone_index, resident.id_index, resident.born_on)
    _fill(resident, known)
    _refuse_double(resident)

    resident.save(update_fields=PARTICULARS)
    now_is = (resident.name, resident.phone_index, resident.id_index, resident.born_on)
    parts = [
        part
        for part, a, b in zip(("name", "phone", "id_number", "born_on"), was, now_is, strict=True)
        if a != b
    ]
    entries.record(
        "resident.changed", by=by.account_id, thing=resident, at=at, area=resident.community_id, parts=parts
    )
    return resident


@transaction.atomic
def move(
    *, by: Actor, resident: Resident, household: Household | None, at: datetime, tie: Tie = Tie.OTHER
) -> Resident:
    """Let a person live in another household, or in none here any more.

    Raises:
        MayNotKeepRegister: the actor keeps the register not both where the person comes from and where they go.
        IsErased: the person's data are gone.
    """
    resident = _locked(resident)
    _refuse_unless_keeper(by, residents.area_of(resident), at)
    if household is not None:
        _refuse_unless_keeper(by, household.home.area_id, at)
    if resident.erased_at is not None:
        raise IsErased

    came_from = resident.household_id
    resident.household, resident.tie = household, tie
    resident.save(update_fields=["household", "tie"])
    entries.record(
        "resident.moved",
        by=by.account_id,
        thing=resident,
        at=at,
        area=resident.community_id,
        came_from=came_from,
        went_to=resident.household_id,
    )
    news.publish(ResidentMoved(resident.pk, resident.household_id), at=at)
    return resident


@transaction.atomic
def erase(*, by: Actor, resident: Resident, at: datetime) -> Resident:
    """Drop every word about a person for good: the row, its number and the journal stay, the words do not come back.

    Raises:
        MayNotKeepRegister: as in `add`.
        IsErased: done before.
        HoldsPosts, OwnsHomes: the community still needs to know who this is.
    """
    resident = _locked(resident)
    _refuse_unless_keeper(by, residents.area_of(resident), at)
    if resident.erased_at is not None:
        raise IsErased
    if Post.objects.filter(Q(until__isnull=True) | Q(until__gt=at), resident=resident).exists():
        raise HoldsPosts
    if OwnershipShare.objects.filter(resident=resident, ownership__until__isnull=True).exists():
        raise OwnsHomes

    _fill(resident, Particulars(name=""))
    resident.household, resident.tie, resident.erased_at = None, Tie.OTHER, at
    resident.save(update_fields=[*PARTICULARS, "household", "tie", "erased_at"])
    Account.objects.filter(resident=resident).update(
        is_active=False, phone="", phone_index="", email="", is_phone_verified=False, pseudonym=""
    )
    entries.record("resident.erased", by=by.account_id, thing=resident, at=at, area=resident.community_id)
    news.publish(ResidentErased(resident.pk), at=at)
    return resident


def _fill(resident: Resident, known: Particulars) -> None:
    resident.name, resident.born_on = known.name, known.born_on
    resident.phone, resident.phone_index = known.phone, phones.phone_key(known.phone)
    resident.id_number, resident.id_index = known.id_number, residents.id_index(known.id_number)


def _locked(resident: Resident) -> Resident:
    rows = Resident.objects.defer(None).select_for_update(of=("self",))
    return rows.select_related("household__home").get(pk=resident.pk)


def _refuse_unless_keeper(by: Actor, area_id: int, at: datetime) -> None:
    if not rules.may_keep_register(by, areas.around(area_id), at):
        raise MayNotKeepRegister


def _refuse_double(resident: Resident) -> None:
    if not resident.id_index:
        return
    double = (
        Resident.objects.filter(community_id=resident.community_id, id_index=resident.id_index)
        .exclude(pk=resident.pk)
        .first()
    )
    if double is not None:
        raise StandsAlready(name=double.masked)
