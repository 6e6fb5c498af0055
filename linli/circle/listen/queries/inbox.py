"""The staff's inbox: filter, sort, search and page through voices at a cost that never grows with their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from linli.circle.listen import rules
from linli.circle.listen.choices import Channel, ClassedBy, Shown, State
from linli.circle.listen.models import NoticeLetter, Report, TermCount, Voice, VoiceTerm
from linli.circle.listen.models.voice import VoiceQuerySet
from linli.circle.listen.queries import schemes
from linli.circle.listen.queries.counting import capped, capped_for
from linli.circle.listen.refusals import MayNotRead, UnknownSort
from linli.ground.lib import bigrams
from linli.ground.lib.keyset import Order, Page, begun, cut
from linli.ground.lib.once import written_once
from linli.ground.lib.text import clip, half_width, tidy
from linli.ground.people.choices import Right
from linli.ground.people.models import Area, Declaration
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

SORTS = {
    "due": Order("due_at", id_falls=False),
    "newest": Order("-id", id_falls=True),
    "oldest": Order("id", id_falls=False),
}
EXCERPT, MOST_WORDS, FEW = 80, 8, 500


@dataclass(frozen=True, slots=True)
class Filters:
    """What the inbox is narrowed to; an address holds exactly these, so a list can be kept as a link."""

    community: int
    state: State | None = None
    voice_class: int | None = None
    owner: int | None = None
    channel: Channel | None = None
    place: int | None = None
    topic: int | None = None
    shown: Shown | None = None
    classed_by: ClassedBy | None = None
    overdue: bool = False
    reported: bool = False
    to_write: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One voice as a line of the inbox: masked words, never the original."""

    voice: Voice
    excerpt: str
    is_overdue: bool
    is_reported: bool
    is_unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The counts above the workbench, each no further than 999 (1000 means more)."""

    waiting: int
    overdue: int
    due_today: int
    to_check: int
    to_class: int
    to_write: int
    reported: int
    letters: int


def page(
    actor: Actor, filters: Filters, *, sort: str = "due", after: str = "", size: int = 20, at: datetime
) -> Page[InboxRow]:
    """Return one page of the inbox of a community (two queries, however long the list).

    Raises:
        MayNotRead: no post of the actor reads voices there.
        UnknownSort: there is no such order.
        BadCursor: the cursor is not one of this list.
    """
    if sort not in SORTS:
        raise UnknownSort

    def shape(found: Sequence[Voice]) -> list[InboxRow]:
        schemes.beside(found, filters.community)
        return _shaped(found, at)

    whole = rules.may_read_voices(actor, areas.around(filters.community), at)
    if whole and not after and filters == Filters(filters.community, State.WAITING):
        waiting = _waiting(filters.community, sort=sort, most=size + 1)
        return begun(waiting, SORTS[sort], size, shape)
    rows = narrowed(in_reach(actor, filters.community, at), filters, at)
    return cut(_listed(rows), SORTS[sort], after, size, shape)


@written_once
def _waiting(community: int, *, sort: str, most: int) -> QuerySet[Voice]:
    """What waits in a community, from the beginning: the list with which staff start their day."""
    rows = _listed(Voice.objects.filter(community_id=community, state=State.WAITING))
    return rows.order_by(*SORTS[sort].keys)[:most]


def _listed(rows: VoiceQuerySet) -> VoiceQuerySet:
    beside = rows.select_related("place", "topic")
    return beside.annotate(is_reported=_reported(), is_unconfirmed=_unconfirmed())


def head(actor: Actor, community: int, at: datetime) -> Head:
    """Return the counts above the workbench of a community (one query).

    Raises:
        MayNotRead: no post of the actor reads voices there.
    """
    tomorrow = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    if rules.may_read_voices(actor, areas.around(community), at):
        return Head(*capped_for(_all_of_a_community, community, at, tomorrow))
    return Head(*capped(*_counts(in_reach(actor, community, at), community, at, tomorrow)))


def _all_of_a_community(community: int, at: datetime, tomorrow: datetime) -> list[QuerySet[Any]]:
    return _counts(Voice.objects.filter(community_id=community), community, at, tomorrow)


def _counts(rows: VoiceQuerySet, community: int, at: datetime, tomorrow: datetime) -> list[QuerySet[Any]]:
    """Return the lists that the workbench counts, in the order of `Head`."""
    waiting = rows.filter(state=State.WAITING)
    # The few reports and letters that wait are looked through, never the voices of a community for theirs.
    theirs = Exists(rows.filter(pk=OuterRef("voice")))
    all_here = Exists(Voice.objects.filter(pk=OuterRef("voice"), community_id=community))
    return [
        waiting,
        waiting.filter(due_at__lt=at),
        waiting.filter(due_at__gte=at, due_at__lt=tomorrow),
        rows.filter(shown=Shown.CHECKING),
        waiting.filter(classed_by=ClassedBy.NOBODY),
        rows.filter(needs_writing=True),
        Report.objects.filter(theirs, settled_at__isnull=True),
        NoticeLetter.objects.filter(all_here, delivered_at__isnull=True),
    ]


def in_reach(actor: Actor, community: int, at: datetime) -> VoiceQuerySet:
    """Return the voices of a community that the actor's posts let them read: all, or those of narrower areas.

    Raises:
        MayNotRead: no post of the actor reads voices there.
    """
    rows = Voice.objects.filter(community_id=community)
    if rules.may_read_voices(actor, areas.around(community), at):
        return rows
    seats = actor.areas_with(Right.READ_VOICES)
    inside = Area.objects.within(seats).filter(pk__in=Area.objects.within(community))
    if not seats or not inside.exists():
        raise MayNotRead
    return rows.filter(place__in=inside)


def narrowed(rows: VoiceQuerySet, filters: Filters, at: datetime) -> VoiceQuerySet:
    """Return those of some voices that fit the filters."""
    plain = {
        "state": filters.state,
        "voice_class_id": filters.voice_class,
        "owner_id": filters.owner,
        "channel": filters.channel,
        "topic_id": filters.topic,
        "shown": filters.shown,
        "classed_by": filters.classed_by,
        "needs_writing": filters.to_write or None,
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value is not None})
    if filters.place is not None and filters.place != filters.community:
        rows = rows.filter(place__in=Area.objects.within(filters.place))
    if filters.overdue:
        rows = rows.overdue(at)
    if filters.reported:
        rows = rows.filter(_reported())
    return searched(rows, filters.community, filters.words)


def searched(rows: VoiceQuerySet, community: int, words: str) -> VoiceQuerySet:
    """Return those of some voices in which all the words stand, or whose receipt number it is.

    Han words must stand as they are written; Latin words and numbers as whole words, in whatever width or case.
    """
    for word in tidy(words).split()[:MOST_WORDS]:
        plain = half_width(word).lower()
        if _looks_like_receipt(plain):
            rows = rows.filter(number=plain)
            continue
        pointers = {term for term in bigrams.terms(plain) if len(term) > 1}
        if pointers:
            rows = _holding(rows, community, pointers)
        # A single character stands in many voices, inside pairs of every kind: the list itself is walked for it.
        if pointers != {plain} or not plain.isascii():
            rows = rows.filter(_holds(word) | _holds(plain))
    return rows


def _holds(word: str) -> Q:
    return Q(title__icontains=word) | Q(text__icontains=word)


def _holding(rows: VoiceQuerySet, community: int, terms: set[str]) -> VoiceQuerySet:
    """Narrow to the voices of the rarest term: few are gathered and sorted, many are met soon by walking the list."""
    counted = TermCount.objects.filter(community_id=community, term__in=terms).values_list("term", "voices")
    counts = dict(counted)
    rarest = min(terms, key=lambda term: (counts.get(term, 0), term))
    holding = VoiceTerm.objects.filter(community_id=community, term=rarest)
    if counts.get(rarest, 0) <= FEW:
        return rows.filter(pk__in=holding.values("voice_id"))
    return rows.filter(Exists(holding.filter(voice_id=OuterRef("pk"))))


def _looks_like_receipt(word: str) -> bool:
    day, bar, number = word.partition("-")
    return bar == "-" and len(day) == 4 and day.isdigit() and number.isdigit()


def _reported() -> Exists:
    return Exists(Report.objects.filter(voice=OuterRef("pk"), settled_at__isnull=True))


def _unconfirmed() -> Exists:
    return Exists(Declaration.objects.filter(resident=OuterRef("author"), settled_at__isnull=True))


def _shaped(voices: Sequence[Voice], at: datetime) -> list[InboxRow]:
    return [
        InboxRow(
            voice,
            clip(voice.text, EXCERPT),
            voice.is_overdue(at),
            is_reported=bool(getattr(voice, "is_reported", 0)),
            is_unconfirmed=bool(getattr(voice, "is_unconfirmed", 0)),
        )
        for voice in voices
    ]
