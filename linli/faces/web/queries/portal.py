"""What anyone may find of a community: its matters by stage or words, and all that is public and holds some words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from linli.circle.decide.choices import State as Voting
from linli.circle.decide.models import Ballot
from linli.circle.listen.choices import TopicState
from linli.circle.listen.models import Topic, Voice
from linli.circle.listen.queries import voices
from linli.circle.matters.choices import CIRCLE, Stage
from linli.circle.matters.models import Matter, StageCount
from linli.commons.notices.models import Notice
from linli.commons.notices.queries import notices
from linli.faces.web.manners import manner
from linli.faces.web.refusals import NoSuchCommunity
from linli.ground.journal.models import Entry
from linli.ground.journal.sentences import known
from linli.ground.lib.keyset import Order, Page, cut
from linli.ground.lib.once import written_once
from linli.ground.lib.text import half_width, tidy
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area, AreaWithin

OPEN = tuple(stage for stage in CIRCLE if stage != Stage.EVALUATED)
OVER = tuple(stage for stage in Stage if stage not in OPEN)
NEWEST, SOONEST = Order("-opened_at", id_falls=True), Order("due_at", id_falls=False)
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Found:
    """What holds some words: voices, topics, matters and notices, a few of each."""

    voices: tuple[Voice, ...] = ()
    topics: tuple[Topic, ...] = ()
    matters: tuple[Matter, ...] = ()
    notices: tuple[Notice, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything was found."""
        return bool(self.voices or self.topics or self.matters or self.notices)


def community(pk: int) -> Area:
    """Return a community by number.

    Raises:
        NoSuchCommunity: there is none.
    """
    found = Area.objects.filter(pk=pk, kind=AreaKind.COMMUNITY).first()
    if found is None:
        raise NoSuchCommunity
    return found


def newest_steps(community: int, size: int = 50) -> list[tuple[Entry, Matter]]:
    """Return the newest steps that matters of a community took, newest first (two queries).

    Only matters that moved last are looked at, so that the cost does not grow with the journal.
    """
    moved = Matter.objects.filter(community_id=community).order_by("-moved_at", "-id")[:size]
    matters_by_id = {matter.pk: matter for matter in moved}
    loud = [verb for verb in known() if not manner(verb).quiet]
    rows = Entry.objects.filter(matter_id__in=list(matters_by_id), is_public=True, verb__in=loud)
    return [
        (entry, matters_by_id[entry.matter_id])
        for entry in rows.order_by("-pk")[:size]
        if entry.matter_id is not None
    ]


def stages(community: int) -> list[tuple[Stage, int]]:
    """Return how many matters of a community stand at each stage, those of the circle always (one query)."""
    counted = dict(_counted(community))
    return [(stage, counted.get(stage, 0)) for stage in Stage if stage in CIRCLE or counted.get(stage)]


@written_once
def _counted(community: int) -> QuerySet[StageCount, tuple[str, int]]:
    return StageCount.objects.filter(community_id=community).values_list("stage", "matters")


def matters(
    community: int, *, stage: Stage | None = None, words: str = "", after: str = "", size: int = 20
) -> Page[Matter]:
    """Return matters of a community: of one stage those due first on top, of all stages the newest (one query).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = Matter.objects.filter(holding(words), community_id=community).select_related("scope")
    if stage is not None:
        return cut(rows.filter(stage=stage), SOONEST, after, size, tuple)
    return cut(rows, NEWEST, after, size, tuple)


def moving(community: int, size: int = 5) -> list[Matter]:
    """Return the open matters of a community that moved last (one query)."""
    return _moving(community, size=size)


@written_once
def _moving(community: int, *, size: int) -> QuerySet[Matter]:
    # "Not over" cannot be looked up in an index, so both databases walk the one of movements from its newest on.
    rows = Matter.objects.filter(community_id=community).exclude(stage__in=OVER).select_related("scope")
    return rows.order_by("-moved_at", "-id")[:size]


def around(home: int) -> list[Matter]:
    """Return the two open matters that moved last of each area around a home, stairwell to community (one query)."""
    return _around(home)


@written_once
def _around(home: int) -> QuerySet[Matter]:
    there = Matter.objects.filter(scope_id=OuterRef("outer_id")).exclude(stage__in=OVER)
    newest = there.order_by("-moved_at", "-id").values("pk")
    near = AreaWithin.objects.filter(inner_id=home).order_by()
    first, second = (near.values_list(Subquery(newest[n : n + 1])) for n in range(2))
    return Matter.objects.filter(pk__in=first.union(second))


def ballots_now(community: int, at: datetime, size: int = 5) -> list[Ballot]:
    """Return the ballots of a community that are voted on now, the one that closes first on top (one query)."""
    return _ballots_now(community, at, size=size)


@written_once
def _ballots_now(community: int, at: datetime, *, size: int) -> QuerySet[Ballot]:
    rows = Ballot.objects.filter(
        community_id=community, state=Voting.OPEN, opens_at__lte=at, closes_at__gt=at
    )
    return rows.select_related("scope").order_by("closes_at", "id")[:size]


def ballots_running(community: int, size: int = 5) -> list[Ballot]:
    """Return the ballots of a community that staff have in hand, the one that closes first on top (one query)."""
    return _ballots_running(community, size=size)


@written_once
def _ballots_running(community: int, *, size: int) -> QuerySet[Ballot]:
    running = (Voting.POSTED, Voting.OPEN, Voting.CLOSED, Voting.SUSPENDED)
    rows = Ballot.objects.filter(community_id=community, state__in=running)
    return rows.select_related("scope").order_by("closes_at", "id")[:size]


def late(community: int, at: datetime, size: int = 5) -> list[Matter]:
    """Return the open matters of a community that are late, the latest first (one query)."""
    return _late(community, at, size=size)


@written_once
def _late(community: int, at: datetime, *, size: int) -> QuerySet[Matter]:
    # The latest of each stage from its index, then the latest of those: many late ones cost no more than a few.
    here = Matter.objects.filter(community_id=community, due_at__lt=at).order_by("due_at", "id")
    latest = [here.filter(stage=stage).values("pk")[:size] for stage in OPEN]
    first, *others = (Matter.objects.filter(pk__in=one).values("pk").order_by() for one in latest)
    rows = Matter.objects.filter(pk__in=first.union(*others)).select_related("scope")
    return rows.order_by("due_at", "id")[:size]


def newest(size: int, community: int) -> list[Matter]:
    """Return the newest matters of a community."""
    return list(Matter.objects.filter(community_id=community).order_by("-opened_at", "-id")[:size])


def search(community: int, words: str, at: datetime, size: int = 6) -> Found:
    """Return what is public and holds all of some words; words of two characters are enough."""
    if not tidy(words):
        return Found()
    topics = Topic.objects.filter(holding(words, "title"), community_id=community, state=TopicState.ACCEPTED)
    return Found(
        voices=voices.published(community, words=words, size=size).rows,
        topics=tuple(topics.order_by("-rank", "id")[:size]),
        matters=matters(community, words=words, size=size).rows,
        notices=notices.page(notices.Filters(community, words=words), size=size, at=at).rows,
    )


def holding(words: str, *columns: str) -> Q:
    """Return the condition that each of some words stands in one of the columns (of a matter: title and needs)."""
    condition = Q()
    for word in tidy(half_width(words)).split()[:MOST_WORDS]:
        either = Q()
        for column in columns or ("title", "resident_need", "governance_need"):
            either |= Q(**{f"{column}__icontains": word})
        condition &= either
    return condition
