"""Newcomers say themselves where they live and speak at once; a clerk, or the register's phone, confirms them later."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import tidy
from linli.ground.people import rules
from linli.ground.people.actions import homes
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.choices import AreaKind, Tie
from linli.ground.people.events import NewcomerConfirmed
from linli.ground.people.models import Account, Area, Declaration, Resident
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

LONGEST_NAME, LONGEST_DOOR = 30, 60


class PhoneNotProven(Refusal):
    """Only a proven phone stands for a person."""

    code, status, reason = "phone-not-proven", 403, _("请先用手机号和验证码登录，再登记住处。")


class KnownAlready(Refusal):
    """The account is somebody already."""

    code, reason = "known-already", _("您已经登记过了，不用再登记。")


class NoSuchCommunity(Refusal):
    """One lives in a community of this house."""

    code, status, reason = "no-such-community", 422, _("请从名单里选一个社区。")


class NotWholeYet(Refusal):
    """Name and door are needed for the clerk to find the person."""

    code, status, reason = "not-whole-yet", 422, _("请写上姓名和门牌，比如“3号楼2单元501”，社区才能核对。")


class SettledAlready(Refusal):
    """The declaration is settled, or there is none."""

    code, reason = "settled-already", _("这一位已经核对过了。")


class NotThisPerson(Refusal):
    """A newcomer becomes a resident of the same community who has no sign-in of their own."""

    code = "not-this-person"
    reason = _("不能核对成这一位：不是本社区的，或者已经有自己的登录。请再找找。")


@transaction.atomic
def declare(*, account: Account, community: int, name: str, door: str, at: datetime) -> Resident:
    """Write down what a newcomer with a proven phone says of themself: community, name, door.

    Raises:
        PhoneNotProven: the account has no proven phone.
        KnownAlready: it is matched with a resident, or has declared itself.
        NoSuchCommunity: the area is no community.
        NotWholeYet: name or door is missing or too long.
    """
    account = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    if not account.is_phone_verified or not account.phone_index:
        raise PhoneNotProven
    if account.resident_id is not None:
        raise KnownAlready
    area = Area.objects.filter(pk=community, kind=AreaKind.COMMUNITY).first()
    if area is None:
        raise NoSuchCommunity
    name, door = (" ".join(tidy(words).split()) for words in (name, door))
    if not 0 < len(name) <= LONGEST_NAME or not 0 < len(door) <= LONGEST_DOOR:
        raise NotWholeYet

    resident = Resident.objects.create(
        community=area, name=name, phone=account.phone, phone_index=account.phone_index
    )
    Declaration.objects.create(resident=resident, area=area, door=door, at=at)
    account.resident = resident
    account.save(update_fields=["resident"])
    entries.record("newcomer.declared", by=account.pk, thing=resident, at=at, area=area.pk)
    return resident


@transaction.atomic
def confirm(
    *,
    by: Actor,
    newcomer: int,
    known: int | None = None,
    door: str = "",
    tie: Tie = Tie.OTHER,
    at: datetime,
) -> Resident:
    """Confirm a newcomer: as the resident of the register who they are, or, without one, as a new resident.

    A new resident lives behind the door that is named; without one they stand in no household for now.

    Raises:
        SettledAlready: nobody of that number waits.
        MayNotKeepRegister: no post of the actor keeps the register there.
        NotThisPerson: the resident is of another community, erased, a newcomer, or signs in already.
        NoSuchDoor: no home, or more than one, answers to the words.
    """
    waiting = Declaration.objects.select_for_update(of=("self",), no_key=True).select_related("resident")
    told = waiting.filter(resident_id=newcomer, settled_at__isnull=True).first()
    if told is None:
        raise SettledAlready
    if not rules.may_keep_register(by, areas.around(told.area_id), at):
        raise MayNotKeepRegister
    resident = told.resident if known is None else _known(known, told)

    settle(told, resident, by=by.account_id, at=at)
    if known is None and tidy(door):
        return homes.move_to_door(by=by, resident=resident, door=door, tie=tie, at=at)
    return resident


def settle(told: Declaration, resident: Resident, *, by: int | None, at: datetime) -> None:
    """Write that a newcomer is a resident; for deeds that have already refused by rule."""
    told.settled_at, told.settled_by_id = at, by
    told.save(update_fields=["settled_at", "settled_by"])
    if resident.pk != told.resident_id:
        Account.objects.filter(resident_id=told.resident_id).update(resident=resident)
        Resident.objects.filter(pk=told.resident_id).update(phone="", phone_index="", erased_at=at)
    entries.record("newcomer.confirmed", by=by, thing=resident, at=at, area=told.area_id)
    news.publish(NewcomerConfirmed(told.resident_id, resident.pk), at=at)


def _known(resident: int, told: Declaration) -> Resident:
    found = Resident.objects.filter(
        pk=resident,
        community_id=told.area_id,
        erased_at__isnull=True,
        account__isnull=True,
        declaration__isnull=True,
    ).first()
    if found is None:
        raise NotThisPerson
    return found
