"""What hangs on the board: lists, one notice with all that belongs to it, and the proof that it hung unchanged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from linli.commons.notices import proofs, rules
from linli.commons.notices.choices import Kind, Standing, State
from linli.commons.notices.models import Erratum, Follow, Notice, NoticeFile, Question
from linli.commons.notices.models import NoticeQuerySet as Rows
from linli.commons.notices.refusals import NoSuchNotice
from linli.ground.journal import queries as journal
from linli.ground.journal.models import Entry
from linli.ground.lib.keyset import Page, both_ways
from linli.ground.lib.once import written_once
from linli.ground.lib.text import tidy
from linli.ground.people.models import Area, AreaWithin
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

MOST_WORDS = 6
MOST_QUESTIONS = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """What the public list is narrowed to."""

    community: int
    kind: Kind | None = None
    area: int | None = None
    standing: Standing | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a reader sees it: hidden ones give their reason instead of their words."""

    question: Question
    is_overdue: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One notice with its corrections, files and questions, and what the reader may do."""

    notice: Notice
    errata: tuple[Erratum, ...]
    files: tuple[NoticeFile, ...]
    asked: tuple[Asked, ...]
    stood: int
    is_standing: bool
    is_followed: bool
    may_ask: bool
    may_post: bool
    may_moderate: bool

    @property
    def renewal(self) -> Notice | None:
        """The notice that was posted anew in place of this one, once anyone may read it."""
        return next((one for one in self.notice.renewals.all() if one.is_readable()), None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The proof of a posting: its hash worked out again, the one in the journal, and how long it has stood."""

    notice: Notice
    errata: tuple[Erratum, ...]
    is_unchanged: bool
    entry: int | None
    stood: int
    last_day: date | None
    is_standing: bool


def page(filters: Filters, *, after: str = "", size: int = 20, at: datetime) -> Page[Notice]:
    """Return one page of what anyone may read, the newest posting first (one query, however long the list).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = Notice.objects.readable().filter(community_id=filters.community, place_in_list__isnull=False)
    if filters.kind is not None:
        rows = rows.filter(kind=filters.kind)
    if filters.area is not None:
        rows = rows.filter(area__in=Area.objects.within(filters.area))
    rows = _searched(_narrowed(rows, filters.standing, at), filters.words)
    return both_ways(rows.select_related("area", "organization"), "-place_in_list", size, tuple, after=after)


def newest(community: int, at: datetime, size: int = 20) -> list[Notice]:
    """Return what hangs in a community now, the newest posting first (one query)."""
    return _newest(community, at, size=size)


@written_once
def _newest(community: int, at: datetime, *, size: int) -> QuerySet[Notice]:
    rows = Notice.objects.standing(at).filter(community_id=community, place_in_list__isnull=False)
    return rows.select_related("area", "organization").order_by("-place_in_list")[:size]


def around(home: int, at: datetime, size: int = 20) -> list[Notice]:
    """Return what hangs now on the boards of an area and of all that hold it, the newest first (one query)."""
    return _around(home, at, size=size)


@written_once
def _around(home: int, at: datetime, *, size: int) -> QuerySet[Notice]:
    near = AreaWithin.objects.filter(inner_id=home).values("outer_id")
    rows = Notice.objects.standing(at).filter(area_id__in=near, place_in_list__isnull=False)
    return rows.select_related("area", "organization").order_by("-place_in_list")[:size]


def standing(in_areas: Iterable[int], at: datetime, size: int = 20) -> list[Notice]:
    """Return what hangs on the boards of these areas now, the newest first (areas are taken as they are given)."""
    rows = Notice.objects.standing(at).filter(area__in=list(in_areas), place_in_list__isnull=False)
    return list(rows.select_related("area", "organization").order_by("-place_in_list")[:size])


def of_matter(matter: int) -> list[Notice]:
    """Return the notices that speak of a matter and that anyone may read, oldest first."""
    return _of_matter(matter)


@written_once
def _of_matter(matter: int) -> QuerySet[Notice]:
    rows = Notice.objects.readable().filter(matter_id=matter)
    return rows.select_related("area", "organization").order_by("id")


def feed(community: int, size: int = 50) -> list[Notice]:
    """Return the newest postings of a community, for feeds and open data; what was taken down is among them."""
    rows = Notice.objects.readable().filter(community_id=community, place_in_list__isnull=False)
    return list(rows.select_related("area", "organization").order_by("-place_in_list")[:size])


def get(pk: int) -> Notice | None:
    """Return a notice for those who hear news, or None."""
    return Notice.objects.select_related("area", "community").filter(pk=pk).first()


def question(pk: int) -> Question | None:
    """Return a question for those who hear news, or None."""
    return Question.objects.select_related("notice").filter(pk=pk).first()


def view(pk: int, actor: Actor, at: datetime) -> NoticePage:
    """Return one notice: for everyone once posted, before that for those who draft or sign there.

    Raises:
        NoSuchNotice: there is none that the actor may read.
    """
    found = _found(pk)
    place = areas.around(found.area_id)
    if not found.is_readable() and not rules.may_see_drafts(actor, place, at):
        raise NoSuchNotice
    may_post = rules.may_post(actor, place, at)
    return NoticePage(
        notice=found,
        errata=tuple(one for one in found.errata.all() if one.posted_at or may_post),
        files=tuple(found.files.all()),
        asked=_asked(found, actor, at),
        stood=found.stood_days(at),
        is_standing=found.is_standing(at),
        is_followed=_is_followed(found.area_id, actor),
        may_ask=found.state == State.POSTED and rules.may_ask(actor, place, at),
        may_post=may_post,
        may_moderate=rules.may_moderate(actor, place, at),
    )


def evidence(pk: int, at: datetime) -> Evidence:
    """Return the proof that a notice has hung unchanged.

    Raises:
        NoSuchNotice: there is none for everyone's eyes.
    """
    found = _found(pk)
    if not found.is_readable():
        raise NoSuchNotice
    entry = next((one for one in journal.of_object("notice", pk) if one.verb == "notice.posted"), None)
    return Evidence(
        notice=found,
        errata=tuple(one for one in found.errata.all() if one.posted_at),
        is_unchanged=proofs.digest(found) == found.digest == _kept(entry),
        entry=entry.number if entry else None,
        stood=found.stood_days(at),
        last_day=found.last_day,
        is_standing=found.is_standing(at),
    )


def followers(notice: Notice) -> list[int]:
    """Return who follows the place of a notice, one around it, or one inside it."""
    around = areas.around(notice.area_id).around
    inside = Area.objects.within(notice.area_id).values("pk")
    rows = Follow.objects.filter(Q(area_id__in=around) | Q(area_id__in=inside))
    return sorted(set(rows.filter(resident__erased_at__isnull=True).values_list("resident_id", flat=True)))


def _found(pk: int) -> Notice:
    related = ("area", "community", "organization", "replaces", "posted_by", "approved_by")
    rows = Notice.objects.select_related(*related).prefetch_related(
        Prefetch("errata", Erratum.objects.order_by("id")),
        Prefetch("files", NoticeFile.objects.select_related("file")),
        "renewals",
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchNotice
    return found


def _asked(notice: Notice, actor: Actor, at: datetime) -> tuple[Asked, ...]:
    rows = Question.objects.filter(notice=notice).order_by("id")[:MOST_QUESTIONS]
    return tuple(
        Asked(one, one.is_overdue(at), actor.resident_id is not None and one.author_id == actor.resident_id)
        for one in rows
    )


def _is_followed(area: int, actor: Actor) -> bool:
    return actor.resident_id is not None and (
        Follow.objects.filter(area_id=area, resident_id=actor.resident_id).exists()
    )


def _kept(entry: Entry | None) -> str:
    return str(entry.payload.get("sha256", "")) if entry else ""


def _narrowed(rows: Rows, which: Standing | None, at: datetime) -> Rows:
    if which == Standing.NOW:
        return rows.standing(at)
    if which == Standing.ENDED:
        return rows.filter(state=State.POSTED, ends_at__lte=at)
    if which == Standing.WITHDRAWN:
        return rows.filter(state=State.WITHDRAWN)
    return rows


def _searched(rows: Rows, words: str) -> Rows:
    for word in tidy(words).split()[:MOST_WORDS]:
        rows = rows.filter(Q(title__icontains=word) | Q(body__icontains=word))
    return rows
