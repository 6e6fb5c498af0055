"""The staff's board: six columns, narrowed, sorted and searched at a cost that does not grow with the matters.

Each column is one query along an index that begins with community and stage and ends in the order asked for; the counts
above are kept by the deeds. Searching looks up the rarest pair of characters of the words in an index of titles (two
characters are enough, on both databases alike) and reads on from there, newest first, as one list over all stages.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from linli.circle.matters import rules
from linli.circle.matters.choices import CIRCLE, ON_THE_WAY, Origin, Stage
from linli.circle.matters.models import Matter, TitleTerm
from linli.circle.matters.queries import matters
from linli.circle.matters.refusals import MayNotSeeBoard
from linli.ground.lib import bigrams
from linli.ground.lib.keyset import BadCursor, Order, Page, begun, cut
from linli.ground.lib.once import written_once
from linli.ground.lib.text import half_width, id_in, tidy
from linli.ground.people.choices import Right
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

SORTS = {
    "due": Order("due_at", id_falls=False),
    "newest": Order("-opened_at", id_falls=True),
    "longest": Order("moved_at", id_falls=False),
}
SHOWING = (Right.MOVE_MATTERS, Right.READ_VOICES, Right.READ_FIGURES)
IN_A_COLUMN, IN_A_LIST, A_STRETCH = 8, 30, 1000
MOST_WORDS, MOST_COUNTED = 6, 500
_CARD = ("pk", "title", "stage", "due_at", "lap", "scope__name")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the board is narrowed to; an address holds exactly these, so a view can be kept as a link."""

    community: int
    place: int | None = None
    owner: int | None = None
    category: str = ""
    origin: Origin | None = None
    overdue: bool = False
    again: bool = False
    words: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether nothing is narrowed, so that the kept counts are the counts of what is shown."""
        return self == Filters(self.community)


@dataclass(frozen=True, slots=True)
class Card:
    """One matter as a line of a column: only what the column shows."""

    pk: int
    title: str
    stage: str
    due_at: datetime
    lap: int
    scope: str


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of the board: its matters, how many there are in all (unknown when narrowed), the limit it may hold."""

    stage: Stage
    cards: tuple[Card, ...]
    is_more: bool
    count: int | None
    limit: int | None

    @property
    def is_over(self) -> bool:
        """Whether there are more than the community wants."""
        return self.limit is not None and self.count is not None and self.count > self.limit


def reach(actor: Actor) -> list[Area]:
    """Return the communities whose board the actor's posts show them, in whole or in part."""
    seats = frozenset().union(*(actor.areas_with(right) for right in SHOWING))
    return areas.communities_around(seats)


def columns(
    actor: Actor, filters: Filters, *, counted: Mapping[str, int], sort: str = "due", at: datetime
) -> list[Column]:
    """Return the six columns of the board (a query each, and one for the limits), with the counts that were kept.

    Raises:
        MayNotSeeBoard: no post of the actor shows it there.
    """
    sort = sort if sort in SORTS else "due"
    lines: Callable[[str], list[tuple[Any, ...]]] = partial(_lines, filters.community, sort=sort)
    if not (filters.is_plain and may_see_whole(actor, filters.community, at)):
        lines = _narrowed_lines(narrowed(in_reach(actor, filters.community, at), filters, at), sort)
    limits = matters.limits(filters.community)
    found = []
    for stage in CIRCLE:
        cards = [Card(*line) for line in lines(stage)]
        found.append(
            Column(
                stage=stage,
                cards=tuple(cards[:IN_A_COLUMN]),
                is_more=len(cards) > IN_A_COLUMN,
                count=counted.get(stage) if filters.is_plain else None,
                limit=limits.get(stage),
            )
        )
    return found


@written_once
def _lines(community: int, stage: str, *, sort: str) -> QuerySet[Matter, tuple[Any, ...]]:
    """One column of the whole board."""
    return _cut_to_cards(Matter.objects.filter(community_id=community, stage=stage), sort)


def _narrowed_lines(rows: QuerySet[Matter], sort: str) -> Callable[[str], list[tuple[Any, ...]]]:
    """The columns of a narrowed board: the SQL is written for the first, and answered for each."""

    @written_once
    def lines(stage: str) -> QuerySet[Matter, tuple[Any, ...]]:
        return _cut_to_cards(rows.filter(stage=stage), sort)

    return lines


def _cut_to_cards(rows: QuerySet[Matter], sort: str) -> QuerySet[Matter, tuple[Any, ...]]:
    return rows.order_by(*SORTS[sort].keys).values_list(*_CARD)[: IN_A_COLUMN + 1]


def counts(actor: Actor, community: int, at: datetime) -> dict[str, int]:
    """Return how many matters stand at each stage, if the actor sees the whole community; else nothing (one query)."""
    return matters.counts(community) if may_see_whole(actor, community, at) else {}


def page(
    actor: Actor, filters: Filters, stage: Stage, *, sort: str = "due", after: str = "", at: datetime
) -> Page[Matter]:
    """Return one page of one stage as a list (one query).

    Raises:
        MayNotSeeBoard: no post of the actor shows it there.
        BadCursor: the cursor is not one of this list.
    """
    sort = sort if sort in SORTS else "due"
    if filters.is_plain and not after and may_see_whole(actor, filters.community, at):
        return begun(_first(filters.community, stage, sort=sort), SORTS[sort], IN_A_LIST, _as_they_are)
    rows = narrowed(in_reach(actor, filters.community, at), filters, at).filter(stage=stage)
    return cut(rows.select_related("scope"), SORTS[sort], after, IN_A_LIST, _as_they_are)


@written_once
def _first(community: int, stage: str, *, sort: str) -> QuerySet[Matter]:
    """The beginning of one stage of the whole board."""
    rows = Matter.objects.filter(community_id=community, stage=stage).select_related("scope")
    return rows.order_by(*SORTS[sort].keys)[: IN_A_LIST + 1]


def found(actor: Actor, filters: Filters, *, after: str = "", at: datetime) -> Page[Matter]:
    """Return the matters in whose titles all the words stand, newest first, over all stages.

    Raises:
        MayNotSeeBoard: no post of the actor shows it there.
        BadCursor: the cursor is not one of this list.
    """
    rows = narrowed(in_reach(actor, filters.community, at), filters, at).select_related("scope")
    if after:
        last = id_in(after)
        if last is None:
            raise BadCursor
        rows = rows.filter(pk__lt=last)
    shown = list(rows.order_by("-pk")[: IN_A_LIST + 1])
    is_more = len(shown) > IN_A_LIST
    return Page(tuple(shown[:IN_A_LIST]), str(shown[IN_A_LIST - 1].pk) if is_more else "")


def everything(actor: Actor, filters: Filters, *, at: datetime) -> Iterator[Matter]:
    """Return all matters that the board would show, for a table, read a stretch at a time.

    Raises:
        MayNotSeeBoard: no post of the actor shows it there.
    """
    rows = narrowed(in_reach(actor, filters.community, at), filters, at)
    rows = rows.select_related("scope", "owner", "convener").order_by("pk")

    def stretches() -> Iterator[Matter]:
        after = 0
        while found := list(rows.filter(pk__gt=after)[:A_STRETCH]):
            yield from found
            after = found[-1].pk

    return stretches()


def in_reach(actor: Actor, community: int, at: datetime) -> QuerySet[Matter]:
    """Return the matters of a community that the actor's posts show them: all, or those of narrower areas.

    Raises:
        MayNotSeeBoard: no post of the actor shows it there.
    """
    rows = Matter.objects.filter(community_id=community)
    if may_see_whole(actor, community, at):
        return rows
    seats = frozenset().union(*(actor.areas_with(right) for right in SHOWING))
    inside = Area.objects.within(seats).filter(pk__in=Area.objects.within(community))
    pks = list(inside.values_list("pk", flat=True)) if seats else []
    if not pks:
        raise MayNotSeeBoard
    return rows.filter(scope_id__in=pks)


def may_see_whole(actor: Actor, community: int, at: datetime) -> bool:
    """Say whether the actor sees all matters of a community."""
    return rules.may_see_board(actor, areas.around(community), at)


def narrowed(rows: QuerySet[Matter], filters: Filters, at: datetime) -> QuerySet[Matter]:
    """Return those of some matters that fit the filters."""
    plain = {
        "owner_id": filters.owner,
        "category": filters.category or None,
        "origin": filters.origin,
        "lap": 2 if filters.again else None,
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value is not None})
    if filters.place is not None and filters.place != filters.community:
        rows = rows.filter(scope_id__in=Area.objects.within(filters.place).values("pk"))
    if filters.overdue:
        rows = rows.filter(stage__in=sorted(ON_THE_WAY), due_at__lt=at)
    return _searched(rows, filters)


def _searched(rows: QuerySet[Matter], filters: Filters) -> QuerySet[Matter]:
    for word in tidy(filters.words).split()[:MOST_WORDS]:
        plain = half_width(word).lower()
        pointers = {term for term in bigrams.terms(plain) if len(term) > 1}
        if pointers:
            holding = TitleTerm.objects.filter(
                community_id=filters.community, term=_rarest(filters.community, pointers)
            )
            rows = rows.filter(pk__in=holding.values("matter_id"))
        # A pair that is the whole word needs no second look; a single character is looked for in the titles themselves.
        if pointers != {plain}:
            rows = rows.filter(Q(title__icontains=word) | Q(title__icontains=plain))
    return rows


def _rarest(community: int, terms: set[str]) -> str:
    """The term that stands in the fewest titles, none counted further than `MOST_COUNTED`."""
    if len(terms) == 1:
        return next(iter(terms))
    counted = {
        term: TitleTerm.objects.filter(community_id=community, term=term).values("pk")[:MOST_COUNTED].count()
        for term in terms
    }
    return min(terms, key=lambda term: (counted[term], term))


def _as_they_are(found: Sequence[Matter]) -> Sequence[Matter]:
    return found
