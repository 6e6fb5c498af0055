"""Visits are written down, and what was heard on them comes in as voices."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from civics.text import covered, propose_masks
from linli.circle.listen import rules
from linli.circle.listen.actions import hearing
from linli.circle.listen.actions.hearing import Draft, Said
from linli.circle.listen.choices import Channel, VisitKind
from linli.circle.listen.models import Visit, VisitVoice, Voice
from linli.circle.listen.models.visit import OF_PLACES
from linli.circle.listen.queries import names, visits
from linli.circle.listen.queries.visits import Target
from linli.circle.listen.refusals import (
    DayHasNotCome,
    MayNotVisit,
    NobodyToCallOn,
    NoSuchResident,
    NoSuchVisit,
    TooLong,
    TooLongAgo,
)
from linli.ground.journal.actions import entries
from linli.ground.lib.chance import token
from linli.ground.lib.lookups import lone
from linli.ground.lib.text import tidy
from linli.ground.people.choices import Right
from linli.ground.people.models import Resident
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

MOST_WORDS, MOST_DAYS = 1000, 366


@dataclass(frozen=True, slots=True)
class Paid:
    """A call as it was paid: on a place or a body (its kind and id), on which day, with a few words."""

    kind: VisitKind
    target: int
    on: date
    note: str = ""
    key: str = ""


def record(*, by: Actor, visit: Paid, at: datetime) -> Visit:
    """Write down a visit, names and numbers in its words covered; the same key again gives the same visit.

    Raises:
        DayHasNotCome, TooLongAgo: nobody has been there yet, or more than a year ago.
        NobodyToCallOn: there is no such place or body of this kind.
        MayNotVisit: no post of the actor calls on people there.
        TooLong: the note has more words than a visit holds.
    """
    try:
        return _recorded(by, visit, at)
    except IntegrityError:
        found = lone(Visit.objects.filter(by_account=by.account_id or 0, form_key=visit.key))
        if found is None:
            raise
        return found


@transaction.atomic
def _recorded(by: Actor, visit: Paid, at: datetime) -> Visit:
    today = timezone.localdate(at)
    if visit.on > today:
        raise DayHasNotCome
    if (today - visit.on).days > MOST_DAYS:
        raise TooLongAgo(days=(today - visit.on).days)
    target = visits.target(visit.kind, visit.target, today)
    if target is None:
        raise NobodyToCallOn
    _refuse_unless_visitor(by, target.area_id, at)
    note = tidy(visit.note)
    if len(note) > MOST_WORDS:
        raise TooLong(most=MOST_WORDS, length=len(note))

    written = Visit.objects.create(
        community_id=target.community_id,
        kind=visit.kind,
        by_account_id=by.account_id or 0,
        by_post_id=_post(by, target),
        visited_on=visit.on,
        note=covered(note, propose_masks(note, names.neighbours(target.area_id))),
        form_key=visit.key or token(),
        recorded_at=at,
        **{"place_id" if visit.kind in OF_PLACES else "organization_id": visit.target},
    )
    entries.record("visit.paid", by=by.account_id, thing=written, at=at, area=target.area_id)
    return written


@transaction.atomic
def hear(
    *, by: Actor, visit: int, said: Said, resident: int | None = None, key: str = "", at: datetime
) -> Voice:
    """Take in what was heard on a visit, with a receipt as every voice; the same key again gives the same voice.

    Raises:
        NoSuchVisit: there is none.
        MayNotVisit: no post of the actor calls on people there.
        NoSuchResident: the resident named is not of this community, or erased.
        NothingSaid, TooLong: as in `hearing.tidied`.
    """
    found = lone(Visit.objects.select_for_update(no_key=True).filter(pk=visit))
    if found is None:
        raise NoSuchVisit
    _refuse_unless_visitor(by, found.area_id, at)
    known = lone(Voice.objects.filter(said_by=by.account_id or 0, said_key=key)) if key else None
    if known is not None:
        return known
    author = _author(resident, found.community_id) if resident is not None else None

    draft = Draft(said, found.community_id, found.area_id, channel=Channel.HOME_VISIT, author=author, key=key)
    voice = hearing.hear(draft, by=by, verb="voice.taken_in", at=at)
    VisitVoice.objects.create(visit=found, voice=voice)
    return voice


def _refuse_unless_visitor(by: Actor, area: int, at: datetime) -> None:
    if not by.account_id or not rules.may_visit(by, areas.around(area), at):
        raise MayNotVisit


def _post(by: Actor, target: Target) -> int:
    """Return the post as whose holder the actor calls."""
    around = areas.around(target.area_id).around & by.areas_with(Right.READ_VOICES)
    return next(seat.post_id for seat in by.seats if seat.area_id in around)


def _author(resident: int, community: int) -> Resident:
    rows = Resident.objects.select_related("household__home", "account")
    found = lone(rows.filter(pk=resident, community_id=community, erased_at__isnull=True))
    if found is None:
        raise NoSuchResident
    return found
