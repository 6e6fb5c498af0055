"""Draws up agendas, from what the last meeting left open too, and concludes their items."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.circle.deliberate.actions import locks, words
from linli.circle.deliberate.choices import ItemState, MeetingState
from linli.circle.deliberate.models import AgendaItem, Meeting
from linli.circle.deliberate.queries import agendas
from linli.circle.deliberate.refusals import AlreadyBegun, MinutesAreSettled, NotOpenNow
from linli.circle.matters.actions import matters as deeds
from linli.circle.matters.choices import Stage, Step
from linli.ground.journal.actions import entries
from linli.ground.lib.text import clip, tidy
from linli.ground.people.rules import Actor


def draw_up(
    by: Actor, meeting: Meeting, matters: Sequence[int], items: Sequence[str], at: datetime
) -> list[AgendaItem]:
    """Write the first agenda of a meeting: unfinished items, resolutions to report on, matters, free items.

    Raises:
        NotThere: a matter does not lie where the body does.
    """
    fresh = [
        AgendaItem(meeting=meeting, title=one.title, matter_id=one.matter_id, carried_from=one)
        for one in agendas.unfinished(meeting.body_id)
    ]
    fresh += [
        AgendaItem(meeting=meeting, title=clip(one.text, 160), matter_id=one.matter_id, resolution=one)
        for one in agendas.open_resolutions(meeting.body_id)
    ]
    known = {item.matter_id for item in fresh if item.resolution_id is None}
    fresh += [
        AgendaItem(meeting=meeting, title=clip(one.title, 160), matter=one)
        for one in agendas.matters_here(meeting.body, matters)
        if one.pk not in known
    ]
    fresh += [AgendaItem(meeting=meeting, title=clip(one, 160)) for one in map(tidy, items) if one]
    for order, item in enumerate(fresh, 1):
        item.order = order
    AgendaItem.objects.bulk_create(fresh)
    for item in fresh:
        _tell("agendaitem.added", by, item, meeting, at)
    return fresh


@transaction.atomic
def add(*, by: Actor, meeting: int, matter: int | None = None, title: str = "", at: datetime) -> AgendaItem:
    """Put a matter or free words on the agenda of a meeting that is not over; a matter stands on it once.

    Raises:
        NotThere: there is no such meeting, or no such matter where the body lies.
        MayNotConvene: the actor may not.
        AlreadyBegun: the meeting is over.
        WordsMissing, TooManyWords: the words.
    """
    found = locks.convened(by, meeting, at)
    if found.is_over:
        raise AlreadyBegun
    if matter is not None:
        standing = AgendaItem.objects.filter(meeting=found, matter_id=matter, resolution__isnull=True).first()
        if standing is not None:
            return standing
        title = agendas.matters_here(found.body, [matter])[0].title
    title = clip(words.asked(title, _("议什么"), 300), 160)

    last = AgendaItem.objects.filter(meeting=found).aggregate(last=Max("order"))["last"] or 0
    item = AgendaItem.objects.create(meeting=found, order=last + 1, title=title, matter_id=matter)
    _tell("agendaitem.added", by, item, found, at)
    return item


@transaction.atomic
def write(*, by: Actor, meeting: int, item: int, minutes: str, at: datetime) -> AgendaItem:
    """Write the draft minutes of an item.

    Raises:
        NotThere: there is no such meeting or item.
        MayNotConvene: the actor may not.
        NotOpenNow: the meeting has not begun, or was cancelled.
        MinutesAreSettled: the minutes wait for signatures.
        TooManyWords: more than 10 000 characters.
    """
    found = locks.convened(by, meeting, at)
    if found.state not in {MeetingState.OPEN, MeetingState.ENDED}:
        raise NotOpenNow
    if agendas.minutes_settled(found.pk):
        raise MinutesAreSettled

    one = locks.item(found, item)
    one.minutes = words.within(minutes, 10_000)
    one.save(update_fields=["minutes"])
    return one


@transaction.atomic
def conclude(
    *, by: Actor, meeting: int, item: int, outcome: str, carries: bool = False, at: datetime
) -> AgendaItem:
    """Record what came of an item; with `carries` a matter that was only heard has now been deliberated.

    Raises:
        NotThere: there is no such meeting or item.
        NotOpenNow: the meeting is not in session.
        MayNotConvene: the actor may not.
        WordsMissing, TooManyWords: the outcome.
    """
    found = locks.convened(by, meeting, at)
    if found.state != MeetingState.OPEN:
        raise NotOpenNow
    one = locks.item(found, item)
    one.outcome = words.asked(outcome, _("议出了什么结果"), 2000)
    one.state = ItemState.DISCUSSED
    one.save(update_fields=["outcome", "state"])
    _tell("agendaitem.concluded", by, one, found, at)
    if carries and one.matter is not None and one.matter.stage == Stage.HEARD:
        deeds.carry(by=by, matter=one.matter.pk, step=Step.DELIBERATE, at=at)
    return one


@transaction.atomic
def put_off(*, by: Actor, meeting: int, item: int, at: datetime) -> AgendaItem:
    """Leave an item unfinished: it comes up at the next meeting by itself.

    Raises:
        NotThere: there is no such meeting or item.
        NotOpenNow: the meeting is not in session.
        MayNotConvene: the actor may not.
    """
    found = locks.convened(by, meeting, at)
    if found.state != MeetingState.OPEN:
        raise NotOpenNow
    one = locks.item(found, item)
    one.state = ItemState.UNFINISHED
    one.save(update_fields=["state"])
    _tell("agendaitem.unfinished", by, one, found, at)
    return one


def _tell(verb: str, by: Actor, item: AgendaItem, meeting: Meeting, at: datetime) -> None:
    entries.record(
        verb,
        by=by.account_id,
        thing=item,
        at=at,
        area=meeting.area_id,
        matter=item.matter_id,
        public=True,
        meeting=meeting.pk,
    )
