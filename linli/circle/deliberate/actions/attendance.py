"""Signs people in at meetings: by the code at the door, by the convener's list, by lawful written proxy."""

from datetime import datetime

from django.db import IntegrityError, transaction

from linli.circle.deliberate import door
from linli.circle.deliberate.actions import locks
from linli.circle.deliberate.actions.meetings import DOORS_OPEN
from linli.circle.deliberate.choices import Way
from linli.circle.deliberate.models import Attendance, Meeting
from linli.circle.deliberate.queries import circles
from linli.circle.deliberate.refusals import (
    DoorIsShut,
    NotEntitled,
    NotKnownYet,
    NotOpenNow,
    NotThere,
    ProxyNotAllowed,
    ProxyNotPresent,
    StandsInForOthers,
    TooEarly,
    TooManyProxies,
)
from linli.circle.deliberate.rulebook import Rule
from linli.ground.journal.actions import entries
from linli.ground.people.rules import Actor


@transaction.atomic
def sign_in(*, by: Actor, meeting: int, code: str, at: datetime) -> Attendance:
    """Sign oneself in with the code at the door; doing it again changes nothing. Who is not entitled is a guest.

    Raises:
        NotThere: there is no such meeting.
        DoorIsShut: the code is old, or of another meeting.
        NotOpenNow, TooEarly: the meeting is over, or more than two hours away.
        NotKnownYet: the account is matched with no resident.
    """
    found = Meeting.objects.select_related("body").filter(pk=meeting).first()
    if found is None:
        raise NotThere
    if not door.is_good(found.pk, code, at):
        raise DoorIsShut
    _refuse_unless_doors_open(found, at)
    if by.resident_id is None:
        raise NotKnownYet
    unit = circles.unit(locks.rule_of(found), found.body, by.resident_id, at)
    row = Attendance(
        meeting=found,
        resident_id=by.resident_id,
        unit=unit if unit is not None else by.resident_id,
        is_entitled=unit is not None,
        way=Way.QR,
        noted_by=by.account_id,
        at=at,
    )
    return _once(row, by, found, at)


@transaction.atomic
def tick(*, by: Actor, meeting: int, resident: int, at: datetime) -> Attendance:
    """Note from the list that somebody is there, as the convener sees; doing it again changes nothing.

    Raises:
        NotThere: there is no such meeting.
        NotOpenNow, TooEarly: the meeting is over, or more than two hours away.
        MayNotConvene: the actor may not.
        NotEntitled: the person is not among those who count.
    """
    found = locks.convened(by, meeting, at)
    _refuse_unless_doors_open(found, at)
    unit = circles.unit(locks.rule_of(found), found.body, resident, at)
    if unit is None:
        raise NotEntitled
    row = Attendance(
        meeting=found,
        resident_id=resident,
        unit=unit,
        is_entitled=True,
        way=Way.LIST,
        noted_by=by.account_id,
        at=at,
    )
    return _once(row, by, found, at)


@transaction.atomic
def stand_in(*, by: Actor, meeting: int, absent: int, proxy: int, at: datetime) -> Attendance:
    """Note a written proxy: somebody in the room stands in for an absent member, where the rules allow it.

    Raises:
        NotThere: there is no such meeting.
        NotOpenNow, TooEarly: the meeting is over, or more than two hours away.
        MayNotConvene: the actor may not.
        ProxyNotAllowed: not at this kind of meeting.
        NotEntitled: the absent person does not count.
        ProxyNotPresent: who stands in is not in the room, not entitled, or absent themselves.
        TooManyProxies: they stand in for as many as the rules allow.
    """
    found = locks.convened(by, meeting, at)
    _refuse_unless_doors_open(found, at)
    rule = _proxies_allowed(found)
    unit = circles.unit(rule, found.body, absent, at)
    if unit is None:
        raise NotEntitled
    _refuse_unless_free(found, absent, proxy, rule.proxies)
    row = Attendance(
        meeting=found,
        resident_id=absent,
        unit=unit,
        is_entitled=True,
        way=Way.PROXY,
        proxy_id=proxy,
        noted_by=by.account_id,
        at=at,
    )
    return _once(row, by, found, at)


def _proxies_allowed(meeting: Meeting) -> Rule:
    rule = locks.rule_of(meeting)
    if not rule.proxies:
        raise ProxyNotAllowed(law=rule.law)
    return rule


def _refuse_unless_free(meeting: Meeting, absent: int, proxy: int, most: int) -> None:
    """Refuse a proxy who is not in the room themselves, or who stands in for as many as may be."""
    there = Attendance.objects.filter(meeting=meeting, is_entitled=True)
    if absent == proxy or not there.filter(resident_id=proxy).exclude(way=Way.PROXY).exists():
        raise ProxyNotPresent
    if there.filter(proxy_id=proxy).count() >= most:
        raise TooManyProxies(most=most)


@transaction.atomic
def untick(*, by: Actor, meeting: int, resident: int, at: datetime) -> None:
    """Take somebody off the list of those present who was put on it by mistake, or who left before a vote.

    Raises:
        NotThere: there is no such meeting, or the person is not on its list.
        NotOpenNow, TooEarly: the meeting is over, or more than two hours away.
        MayNotConvene: the actor may not.
        StandsInForOthers: somebody's proxy must be taken off first.
    """
    found = locks.convened(by, meeting, at)
    _refuse_unless_doors_open(found, at)
    if Attendance.objects.filter(meeting=found, proxy_id=resident).exists():
        raise StandsInForOthers
    gone = Attendance.objects.filter(meeting=found, resident_id=resident).first()
    if gone is None:
        raise NotThere

    entries.record(
        "meeting.signed_out", by=by.account_id, thing=found, at=at, area=found.area_id, attendance=gone.pk
    )
    gone.delete()


def _refuse_unless_doors_open(meeting: Meeting, at: datetime) -> None:
    if meeting.is_over:
        raise NotOpenNow
    if at < meeting.starts_at - DOORS_OPEN:
        raise TooEarly


def _once(row: Attendance, by: Actor, meeting: Meeting, at: datetime) -> Attendance:
    standing = Attendance.objects.filter(meeting=meeting, resident_id=row.resident_id).first()
    if standing is not None:
        return standing
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return Attendance.objects.get(meeting=meeting, resident_id=row.resident_id)
    entries.record(
        "meeting.signed_in",
        by=by.account_id,
        thing=meeting,
        at=at,
        area=meeting.area_id,
        attendance=row.pk,
        way=row.way,
    )
    return row
