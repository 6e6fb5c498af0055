"""Writes down what must be made known, each period exactly once; drafts its notice; marks what hangs."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from linli.circle.disclose import periods
from linli.circle.disclose.actions import locks
from linli.circle.disclose.catalogue import Line
from linli.circle.disclose.choices import MONEY, Cycle
from linli.circle.disclose.models import DisclosureDuty
from linli.circle.disclose.periods import Period
from linli.circle.disclose.queries import duties
from linli.circle.disclose.refusals import (
    EventMissing,
    FulfilledAlready,
    NotDueAtOnce,
    NotOfThisDuty,
    StandsTooShort,
)
from linli.commons.notices.actions import drafts
from linli.commons.notices.actions.drafts import Draft
from linli.commons.notices.choices import Kind, State
from linli.commons.notices.models import Notice
from linli.ground.lib.text import clip, tidy
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area, Organization
from linli.ground.people.rules import Actor

WHAT_LENGTH = 120


@transaction.atomic
def raise_due(*, at: datetime) -> int:
    """Write down what must be made known in this period and in those missed since, in every community; return how many.

    Asked again, it writes nothing twice.
    """
    # Only communities that govern themselves here have bodies; a tree of administrative divisions alone owes nothing.
    housed = Organization.objects.values("area_id")
    communities = Area.objects.filter(kind=AreaKind.COMMUNITY, pk__in=housed).order_by("pk")
    return sum(_raise_in(community.pk, at) for community in communities)


def _raise_in(community: int, at: datetime) -> int:
    today, places = timezone.localdate(at), duties.places(community)
    rows = DisclosureDuty.objects.filter(community_id=community).exclude(cycle=Cycle.AT_ONCE)
    known = rows.values_list("area_id", "key").annotate(known=Max("first")).order_by()
    last = {(area, key): first for area, key, first in known}
    wanted = [
        _row(line, community, area, period)
        for line in duties.lines(community, today)
        if line.cycle != Cycle.AT_ONCE
        for area in places[line.scope]
        for period in periods.missed(line.cycle, last.get((area, line.key)), today)
        if period.first > last.get((area, line.key), date.min)
    ]
    return _write(wanted, at)


def _write(rows: Iterable[DisclosureDuty], at: datetime) -> int:
    """Write rows that are not there yet; two workers at once are told apart by the constraint."""
    made = 0
    for row in rows:
        found, is_new = DisclosureDuty.objects.get_or_create(
            area_id=row.area_id,
            key=row.key,
            first=row.first,
            what=row.what,
            defaults={
                name: getattr(row, name)
                for name in (
                    "community_id", "head", "title", "cycle", "last", "due_on", "min_days", "approver", "articles"
                )
            },
        )  # fmt: skip
        if is_new:
            made += 1
            locks.tell("duty.raised", found, None, at)
    return made


@transaction.atomic
def happened(*, by: Actor, community: int, key: str, what: str, on: date, at: datetime) -> DisclosureDuty:
    """Write down that something happened which must be made known at once; told twice it is one duty.

    Raises:
        MayNotDisclose: no post of the actor drafts notices there.
        NotDueAtOnce: the catalogue has no such line.
        EventMissing: it has no words, or lies ahead.
    """
    locks.refuse_unless_keeper(by, community, at)
    lines = duties.lines(community, timezone.localdate(at))
    line = next((one for one in lines if one.key == key and one.cycle == Cycle.AT_ONCE), None)
    if line is None:
        raise NotDueAtOnce
    words = clip(" ".join(tidy(what).split()), WHAT_LENGTH)
    if not words or on > timezone.localdate(at) or on.year < 2000:
        raise EventMissing
    row = _row(line, community, community, Period(on, on))
    row.what = words
    _write([row], at)
    return DisclosureDuty.objects.get(area_id=community, key=key, first=on, what=words)


@transaction.atomic
def draft(*, by: Actor, duty: int, at: datetime) -> Notice:
    """Begin the notice of a duty, with its head, place, days and approver filled in; pressed twice it is one notice.

    Raises:
        NoSuchDuty: there is none.
        MayNotDisclose: no post of the actor drafts notices there.
        FulfilledAlready: it is fulfilled, or its notice is on its way.
        NoSuchPlace, MayNotPost, TitleMissing, WordsMissing, TooFewDays, NotOfThisPlace, NotTheirFile: as in drafting.
    """
    found = locks.duty(by, duty, at)
    if _is_taken_care_of(found):
        raise FulfilledAlready
    heading = opening(found)
    made = drafts.draft(
        by=by,
        draft=Draft(
            kind=Kind(found.head),
            area=found.area_id,
            title=heading,
            body=found.what or heading,
            days=found.min_days,
            approver=found.approver,
        ),
        at=at,
    )
    return _linked(found, made, by, at)


@transaction.atomic
def link(*, by: Actor, duty: int, notice: int, at: datetime) -> Notice:
    """Say that a notice is the one of a duty; hangs it already, the duty is fulfilled from the day it was posted.

    Raises:
        NoSuchDuty: there is none.
        MayNotDisclose: no post of the actor drafts notices there.
        FulfilledAlready: it has another notice.
        NotOfThisDuty: the notice hangs elsewhere, or there is none.
        StandsTooShort: it stands for less than the duty asks.
    """
    found = locks.duty(by, duty, at)
    if found.notice_id == notice:
        return Notice.objects.get(pk=notice)
    if _is_taken_care_of(found):
        raise FulfilledAlready
    wanted = Notice.objects.filter(pk=notice, area_id=found.area_id).first()
    if wanted is None:
        raise NotOfThisDuty
    return _linked(found, wanted, by, at)


def of_money(area: int, month: date) -> DisclosureDuty | None:
    """Return the duty of a month's money sheet, locked, if it was written down."""
    rows = DisclosureDuty.objects.select_for_update(no_key=True)
    return rows.filter(area_id=area, key=MONEY, first=month, what="").first()


def _linked(found: DisclosureDuty, notice: Notice, by: Actor, at: datetime) -> Notice:
    if notice.days < found.min_days:
        raise StandsTooShort(least=found.min_days, days=notice.days)
    found.notice = notice
    found.fulfilled_at = notice.posted_at if notice.state == State.POSTED else None
    found.save(update_fields=["notice", "fulfilled_at"])
    locks.tell("duty.drafted", found, by.account_id, at, notice=notice.pk)
    if found.fulfilled_at is not None:
        locks.tell("duty.fulfilled", found, by.account_id, at, notice=notice.pk)
    return notice


def _is_taken_care_of(found: DisclosureDuty) -> bool:
    """Say whether a duty is fulfilled (also by a notice that stood its days and came down), or soon will be."""
    if found.fulfilled_at is not None:
        return True
    return found.notice is not None and found.notice.state != State.WITHDRAWN


@transaction.atomic
def hung(*, notice: Notice, at: datetime) -> int:
    """Mark the duties of a notice that was posted; return how many. A re-posted notice takes over from the one before.

    Raises:
        StandsTooShort: it stands for less than a duty of it asks.
    """
    rows = DisclosureDuty.objects.select_for_update(no_key=True)
    waiting = list(rows.filter(notice_id__in=[notice.pk, notice.replaces_id], fulfilled_at__isnull=True))
    for found in waiting:
        if notice.days < found.min_days:
            raise StandsTooShort(least=found.min_days, days=notice.days)
        found.notice, found.fulfilled_at = notice, notice.posted_at
        found.save(update_fields=["notice", "fulfilled_at"])
        locks.tell("duty.fulfilled", found, None, at, notice=notice.pk)
    return len(waiting)


@transaction.atomic
def taken_down(*, notice: Notice, at: datetime) -> int:
    """Open the duties of a notice taken down before its days were over; return how many."""
    if notice.posted_at is not None and notice.stood_days(at) >= notice.days:
        return 0
    rows = DisclosureDuty.objects.select_for_update(no_key=True)
    stood = list(rows.filter(notice=notice, fulfilled_at__isnull=False))
    for found in stood:
        found.fulfilled_at = None
        found.save(update_fields=["fulfilled_at"])
        locks.tell("duty.reopened", found, None, at, notice=notice.pk)
    return len(stood)


def opening(found: DisclosureDuty) -> str:
    """Return the heading of a duty's notice: its period and its title."""
    if found.cycle == Cycle.AT_ONCE:
        return clip(found.what or found.title, drafts.TITLE_LENGTH)
    name = (
        f"{found.first:%Y}-{found.first:%m}"
        if found.cycle == Cycle.MONTHLY
        else f"{found.first}—{found.last}"
    )
    return clip(f"{found.title}（{name}）", drafts.TITLE_LENGTH)


def _row(line: Line, community: int, area: int, period: Period) -> DisclosureDuty:
    return DisclosureDuty(
        community_id=community,
        area_id=area,
        key=line.key,
        head=line.head,
        title=line.title,
        cycle=line.cycle,
        first=period.first,
        last=period.last,
        due_on=periods.due_on(line.rule, period),
        min_days=line.min_days,
        approver=line.approver,
        articles=line.articles,
    )
