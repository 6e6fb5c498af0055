"""Calls meetings with lawful notice, changes, cancels, begins and ends them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from linli.circle.deliberate import rulebook
from linli.circle.deliberate.actions import agenda, locks, words
from linli.circle.deliberate.choices import MEETS, ItemState, MeetingKind, MeetingState
from linli.circle.deliberate.events import MeetingCalled, MeetingCancelled, MeetingChanged
from linli.circle.deliberate.models import AgendaItem, Attendance, Meeting, Minutes
from linli.circle.deliberate.queries import bodies, circles
from linli.circle.deliberate.refusals import (
    AlreadyBegun,
    BodyHasEnded,
    CannotMeetSo,
    InThePast,
    NoticeTooShort,
    NotOpenNow,
    ShortNoticeNeedsReason,
    TooEarly,
)
from linli.circle.deliberate.rulebook import Rule
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.chance import token
from linli.ground.people.choices import BodyKind
from linli.ground.people.models import Organization
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

DOORS_OPEN = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says: what kind of meeting, about what, where, from when until when; why it comes late."""

    kind: MeetingKind
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    short_reason: str = ""


def call(
    *,
    by: Actor,
    body: int,
    notice: Notice,
    matters: Sequence[int] = (),
    items: Sequence[str] = (),
    key: str = "",
    at: datetime,
) -> Meeting:
    """Call a meeting: its agenda holds what the last one left open, then these matters, then these words.

    The same key again gives the same meeting.

    Raises:
        NotThere: there is no such body, or no such matter in it.
        InThePast: it would begin in the past, or end before it begins.
        BodyHasEnded, CannotMeetSo: the body holds no such meetings.
        MayNotConvene: the actor neither convenes the body nor works for its community.
        NoticeTooShort, ShortNoticeNeedsReason: the rules want more days of notice.
        WordsMissing, TooManyWords: title or place.
    """
    known = Meeting.objects.filter(called_by=by.account_id or 0, called_key=key)
    if key and (found := known.first()):
        return found
    try:
        with transaction.atomic():
            return _called(by, bodies.get(body), notice, matters, items, key or token(16), at=at)
    except IntegrityError:
        found = known.first() if key else None
        if found is None:
            raise
        return found


def _called(
    by: Actor,
    body: Organization,
    notice: Notice,
    matters: Sequence[int],
    items: Sequence[str],
    key: str,
    *,
    at: datetime,
) -> Meeting:
    if notice.starts_at <= at or notice.ends_at <= notice.starts_at:
        raise InThePast
    locks.refuse_unless_convener(by, body, at)
    if body.ended_on is not None and body.ended_on <= localdate(notice.starts_at):
        raise BodyHasEnded
    if notice.kind not in MEETS[BodyKind(body.kind)]:
        raise CannotMeetSo(body=body.get_kind_display(), kind=notice.kind.label)
    rule = rulebook.of(notice.kind, localdate(notice.starts_at), bodies.charter_of(body))
    reason = _noticed(rule, notice, at)

    community = areas.community_of(body.area_id)
    meeting = Meeting.objects.create(
        body=body,
        area_id=body.area_id,
        community_id=community.pk if community else body.area_id,
        kind=notice.kind,
        title=words.asked(notice.title, _("开会谈什么"), 120),
        place=words.asked(notice.place, _("在哪里开会"), 120),
        starts_at=notice.starts_at,
        ends_at=notice.ends_at,
        called_by=by.account_id or 0,
        called_key=key,
        called_at=at,
        short_reason=reason,
    )
    Minutes.objects.create(meeting=meeting)
    _tell("meeting.called", by, meeting, at)
    agenda.draw_up(by, meeting, matters, items, at)
    news.publish(MeetingCalled(meeting.pk), at=at)
    return meeting


@transaction.atomic
def change(*, by: Actor, meeting: int, notice: Notice, at: datetime) -> Meeting:
    """Hold a meeting at another time or place; the notice is counted anew from now.

    Raises:
        NotThere: there is none.
        MayNotConvene: the actor may not.
        AlreadyBegun: it has begun, ended or been cancelled.
        InThePast, NoticeTooShort, ShortNoticeNeedsReason, WordsMissing, TooManyWords: as in `call`.
    """
    found = locks.convened(by, meeting, at)
    if found.state != MeetingState.CALLED:
        raise AlreadyBegun
    if notice.starts_at <= at or notice.ends_at <= notice.starts_at:
        raise InThePast
    charter = bodies.charter_of(found.body)
    rule = rulebook.of(MeetingKind(found.kind), localdate(notice.starts_at), charter)
    is_later = notice.starts_at == found.starts_at
    reason = found.short_reason if is_later else _noticed(rule, notice, at)

    found.title = words.asked(notice.title, _("开会谈什么"), 120)
    found.place = words.asked(notice.place, _("在哪里开会"), 120)
    found.starts_at, found.ends_at, found.short_reason = notice.starts_at, notice.ends_at, reason
    found.revision += 1
    found.save()
    _tell("meeting.changed", by, found, at)
    news.publish(MeetingChanged(found.pk), at=at)
    return found


@transaction.atomic
def cancel(*, by: Actor, meeting: int, reason: str, at: datetime) -> Meeting:
    """Cancel a meeting that has not begun; what was on its agenda comes up at the next.

    Raises:
        NotThere: there is none.
        MayNotConvene: the actor may not.
        AlreadyBegun: it has begun, ended or been cancelled.
        WordsMissing, TooManyWords: the reason.
    """
    found = locks.convened(by, meeting, at)
    if found.state != MeetingState.CALLED:
        raise AlreadyBegun
    reason = words.asked(reason, _("为什么取消"), 300)

    found.state, found.cancel_reason = MeetingState.CANCELLED, reason
    found.revision += 1
    found.save()
    AgendaItem.objects.filter(meeting=found, resolution__isnull=True).update(state=ItemState.UNFINISHED)
    _tell("meeting.cancelled", by, found, at)
    news.publish(MeetingCancelled(found.pk), at=at)
    return found


@transaction.atomic
def begin(*, by: Actor, meeting: int, at: datetime) -> Meeting:
    """Begin a meeting; how many are entitled is counted now and stands.

    Raises:
        NotThere: there is none.
        MayNotConvene: the actor may not.
        AlreadyBegun: it has begun, ended or been cancelled.
        TooEarly: it is more than two hours to go.
    """
    found = locks.convened(by, meeting, at)
    if found.state != MeetingState.CALLED:
        raise AlreadyBegun
    if at < found.starts_at - DOORS_OPEN:
        raise TooEarly

    found.entitled = circles.count(locks.rule_of(found), found.body, at)
    found.state, found.began_at = MeetingState.OPEN, at
    found.save()
    present = Attendance.objects.filter(meeting=found, is_entitled=True).values("unit").distinct().count()
    entries.record(
        "meeting.begun",
        by=by.account_id,
        thing=found,
        at=at,
        area=found.area_id,
        public=True,
        present=present,
        entitled=found.entitled,
    )
    return found


@transaction.atomic
def end(*, by: Actor, meeting: int, at: datetime) -> Meeting:
    """End a meeting; items not concluded come up at the next.

    Raises:
        NotThere: there is none.
        MayNotConvene: the actor may not.
        NotOpenNow: it is not in session.
    """
    found = locks.convened(by, meeting, at)
    if found.state != MeetingState.OPEN:
        raise NotOpenNow

    found.state, found.ended_at = MeetingState.ENDED, at
    found.save()
    AgendaItem.objects.filter(meeting=found, state=ItemState.WAITING).update(state=ItemState.UNFINISHED)
    _tell("meeting.ended", by, found, at)
    return found


def _noticed(rule: Rule, notice: Notice, at: datetime) -> str:
    """Return the reason of a short notice, nothing for one in time; refuse it where the law leaves no room."""
    noticed, meets = localdate(at), localdate(notice.starts_at)
    if rule.notice_given(noticed, meets) >= rule.notice_days:
        return ""
    facts = {"days": rule.notice_days, "earliest": date_format(rule.earliest(noticed), "Y-m-d")}
    if rule.is_strict:
        raise NoticeTooShort(law=rule.law, article=rule.notice_article, **facts)
    reason = words.within(notice.short_reason, 300)
    if not reason:
        raise ShortNoticeNeedsReason(**facts)
    return reason


def _tell(verb: str, by: Actor, meeting: Meeting, at: datetime) -> None:
    entries.record(verb, by=by.account_id, thing=meeting, at=at, area=meeting.area_id, public=True)
