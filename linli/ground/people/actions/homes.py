"""Writes homes and the households that live in them."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.ground.journal.actions import entries
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import half_width, tidy
from linli.ground.people import rules
from linli.ground.people.actions import residents
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import HomeUse, Tie
from linli.ground.people.models import Area, Home, Household, Resident
from linli.ground.people.queries import areas, register
from linli.ground.people.rules import Actor


class NumberIsTaken(Refusal):
    """There is already a home of that number."""

    code = "home_number_taken"
    reason = _("这里已经有%(number)s室了。")


class LiesInNoCommunity(Refusal):
    """Homes stand in communities, not above them."""

    code = "home_without_community"
    status = 422
    reason = _("房屋要登记在社区里的小区、楼栋或单元下面。")


class IsLivedIn(Refusal):
    """A household lives there already."""

    code = "home_is_lived_in"
    reason = _("这一户还有人住。请先登记他们搬走，再登记新的住户。")


class NoSuchDoor(Refusal):
    """No home, or more than one, answers to the words."""

    code, status = "no_such_door", 422
    reason = _("找不到“%(door)s”，或者有好几处。请写全，如3号楼1单元101。")


class LeftAlready(Refusal):
    """The household left some time ago."""

    code = "household_left_already"
    reason = _("这一户已经登记搬走了。")


@transaction.atomic
def add(
    *,
    by: Actor,
    area: Area,
    number: str,
    at: datetime,
    use: HomeUse = HomeUse.DWELLING,
    exclusive_area: int | None = None,
    floor: int | None = None,
) -> Home:
    """Write a home into the register; its exclusive area is in 0.01 m², None while nobody knows it.

    Raises:
        MayNotKeepRegister: no post of the actor keeps the register there.
        LiesInNoCommunity: the area is wider than a community.
        NumberIsTaken: the area has a home of that number.
    """
    _refuse_unless_keeper(by, area.pk, at)
    community = areas.community_of(area.pk)
    if community is None:
        raise LiesInNoCommunity
    number = half_width(tidy(number))
    if Home.objects.filter(area=area, number=number).exists():
        raise NumberIsTaken(number=number)

    home = Home.objects.create(
        area=area,
        community=community,
        number=number,
        use=use,
        exclusive_area=exclusive_area,
        floor=floor,
        sort_key=areas.sort_key(area, number),
    )
    entries.record("home.added", by=by.account_id, thing=home, at=at, area=area.pk)
    return home


@transaction.atomic
def change(
    *, by: Actor, home: Home, use: HomeUse, exclusive_area: int | None, floor: int | None, at: datetime
) -> Home:
    """Correct what is known of a home.

    Raises:
        MayNotKeepRegister: as in `add`.
    """
    home = Home.objects.select_for_update().get(pk=home.pk)
    _refuse_unless_keeper(by, home.area_id, at)

    was = {"use": home.use, "exclusive_area": home.exclusive_area, "floor": home.floor}
    home.use, home.exclusive_area, home.floor = use, exclusive_area, floor
    home.save(update_fields=["use", "exclusive_area", "floor"])
    entries.record("home.changed", by=by.account_id, thing=home, at=at, area=home.area_id, was=was)
    return home


@transaction.atomic
def move_in(
    *, by: Actor, home: Home, at: datetime, since: date | None = None, origin_village: str = ""
) -> Household:
    """Open a household in a home where none lives.

    Raises:
        MayNotKeepRegister: as in `add`.
        IsLivedIn: a household lives there.
    """
    home = Home.objects.select_for_update().get(pk=home.pk)
    _refuse_unless_keeper(by, home.area_id, at)
    if Household.objects.filter(home=home, until__isnull=True).exists():
        raise IsLivedIn

    household = Household.objects.create(home=home, since=since, origin_village=tidy(origin_village))
    entries.record("household.came", by=by.account_id, thing=household, at=at, area=home.area_id)
    return household


@transaction.atomic
def move_out(*, by: Actor, household: Household, until: date, at: datetime) -> Household:
    """Close a household; its members stay in the register without a home here.

    Raises:
        MayNotKeepRegister: as in `add`.
        LeftAlready: it was closed before.
    """
    household = Household.objects.select_for_update().select_related("home").get(pk=household.pk)
    _refuse_unless_keeper(by, household.home.area_id, at)
    if household.until is not None:
        raise LeftAlready

    household.until = until
    household.save(update_fields=["until"])
    household.members.update(household=None)
    entries.record("household.left", by=by.account_id, thing=household, at=at, area=household.home.area_id)
    return household


@transaction.atomic
def take_in(*, by: Actor, home: Home, particulars: Particulars, tie: Tie, at: datetime) -> Resident:
    """Write a person down as living in a home, opening its household when none lives there.

    Raises:
        MayNotKeepRegister: as in `add`.
        NameIsMissing, PhoneIsWrong, IdNumberIsWrong, BirthdaysDiffer, StandsAlready: the particulars cannot be taken.
    """
    home = Home.objects.select_for_update(of=("self",)).select_related("community").get(pk=home.pk)
    _refuse_unless_keeper(by, home.area_id, at)
    household = _household(by, home, at)
    return residents.add(
        by=by, community=home.community, particulars=particulars, household=household, tie=tie, at=at
    )


@transaction.atomic
def move_out_of(*, by: Actor, home: Home, until: date, at: datetime) -> Household:
    """Close the household that lives in a home.

    Raises:
        LeftAlready: none lives there.
        MayNotKeepRegister: as in `add`.
    """
    household = Household.objects.filter(home=home, until__isnull=True).first()
    if household is None:
        raise LeftAlready
    return move_out(by=by, household=household, until=until, at=at)


@transaction.atomic
def move_to_door(*, by: Actor, resident: Resident, door: str, tie: Tie, at: datetime) -> Resident:
    """Let a person live behind another door of the community, or away when no door is named.

    Raises:
        NoSuchDoor: no home, or more than one, answers to the words.
        MayNotKeepRegister, IsErased: as in `residents.move`.
    """
    if not tidy(door):
        return residents.move(by=by, resident=resident, household=None, at=at)
    found = list(register.at_door(Home.objects.filter(community=resident.community_id), door)[:2])
    if len(found) != 1:
        raise NoSuchDoor(door=tidy(door))
    _refuse_unless_keeper(by, found[0].area_id, at)
    return residents.move(by=by, resident=resident, household=_household(by, found[0], at), tie=tie, at=at)


def _household(by: Actor, home: Home, at: datetime) -> Household:
    standing = Household.objects.filter(home=home, until__isnull=True).select_related("home").first()
    return standing or move_in(by=by, home=home, at=at)


def _refuse_unless_keeper(by: Actor, area_id: int, at: datetime) -> None:
    if not rules.may_keep_register(by, areas.around(area_id), at):
        raise MayNotKeepRegister
