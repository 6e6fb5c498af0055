"""Everything the public page of a matter shows, composed from the journal and the rooms, at a fixed cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.circle.listen.queries import of_matter as words
from linli.circle.matters.choices import Stage, Why
from linli.circle.matters.models import Concern, Matter
from linli.circle.matters.refusals import NoSuchMatter
from linli.faces.web import trail
from linli.faces.web.queries import doers, parts, story, waiting
from linli.faces.web.queries.parts import Parts
from linli.faces.web.queries.waiting import Waiting
from linli.faces.web.trail import Detail, Key, Lap, Ring
from linli.ground.journal.models import Entry
from linli.ground.lib.once import written_once
from linli.ground.lib.workdays import workdays_between
from linli.ground.people.choices import AreaKind
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

_LEVELS = {AreaKind.STAIRWELL: 1, AreaKind.BUILDING: 2, AreaKind.BLOCK: 2, AreaKind.COMPOUND: 3}


@dataclass(frozen=True, slots=True)
class Bond:
    """How a matter concerns whoever reads: why they are told of it, and whether they are."""

    why: str = ""
    is_told: bool = False
    may_follow: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """The clock of an open matter: working days used and in all."""

    used: int
    total: int
    due: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class MatterPage:
    """A matter as anyone may read it: where it stands, its laps, what was said, and how it concerns the reader."""

    matter: Matter
    ring: Ring
    laps: tuple[Lap, ...]
    left_out: int
    after: int
    spoken: words.Spoken
    parts: Parts
    waiting: tuple[Waiting, ...]
    crowds: tuple[tuple[str, int, int], ...]
    term: Term | None
    owner: str
    bond: Bond
    level: int
    is_whole: bool


def find(pk: int) -> Matter:
    """Return a matter with everything its page names.

    Raises:
        NoSuchMatter: there is none.
    """
    for found in _found(pk):
        return found
    raise NoSuchMatter


@written_once
def _found(pk: int) -> QuerySet[Matter]:
    beside = ("owner__resident", "scope", "community", "convener", "joined_to")
    return Matter.objects.select_related(*beside).filter(pk=pk)


def page(pk: int, actor: Actor, at: datetime, *, is_whole: bool = False, after: int = 0) -> MatterPage:
    """Return the page of a matter: shortened to its milestones and newest steps, or whole and in pages.

    Raises:
        NoSuchMatter: there is none.
    """
    matter = find(pk)
    told = story.whole(pk, after) if is_whole else story.shortened(pk)
    milestones = story.milestones(pk) if is_whole else told.entries
    around = areas.around(matter.scope_id).around
    spoken = words.spoken(pk)
    added = parts.of_matter(pk, told.entries)
    details: Mapping[Key, Detail] = parts.details(added) | _reason(matter, milestones)
    laps = trail.laps(
        matter,
        told.entries,
        doers.names(told.entries, around),
        details,
        first=1 + sum(entry.verb == "matter.reopen" and entry.pk <= after for entry in milestones),
        is_end=not told.after,
    )
    return MatterPage(
        matter=matter,
        ring=trail.ring(matter, milestones),
        laps=tuple(laps),
        left_out=told.left_out,
        after=told.after,
        spoken=spoken,
        parts=added,
        waiting=tuple(waiting.on_matter(added, actor, at)),
        crowds=_named(spoken.crowds),
        term=term(matter, at),
        owner=doers.office(matter.owner),
        bond=bond(pk, actor),
        level=_LEVELS.get(AreaKind(matter.scope.kind), 4),
        is_whole=is_whole,
    )


def bond(matter: int, actor: Actor) -> Bond:
    """Return how a matter concerns whoever reads (one query for a resident, none for others)."""
    if actor.resident_id is None:
        return Bond()
    for row in _concern(matter, actor.resident_id):
        return Bond(str(Why(row.why).label), row.muted_at is None, may_follow=True)
    return Bond(may_follow=True)


@written_once
def _concern(matter: int, resident: int) -> QuerySet[Concern]:
    return Concern.objects.filter(matter_id=matter, resident_id=resident)


def term(matter: Matter, at: datetime) -> Term | None:
    """Return the clock of a matter while it runs; None once it is over."""
    if trail.is_over(matter):
        return None
    began, due, today = (
        timezone.localdate(day)
        for day in (matter.moved_at if _is_reopened(matter) else matter.opened_at, matter.due_at, at)
    )
    total = max(workdays_between(began, due), 1)
    late = max(workdays_between(due, today), 0)
    used = total + late if late else max(workdays_between(began, today), 0)
    return Term(used, total, matter.due_at, matter.due_at < at)


def _is_reopened(matter: Matter) -> bool:
    return matter.lap > 1 and matter.stage == Stage.HEARD


def _reason(matter: Matter, milestones: Sequence[Entry]) -> dict[Key, Detail]:
    """The reason of the last step, and where the matter went; earlier reasons are not kept on the matter."""
    last = next((entry for entry in reversed(milestones) if entry.verb in story.STEPS), None)
    words = " ".join(filter(None, (matter.reason, matter.other_body, matter.other_number)))
    return {last.pk: Detail(text=words)} if last is not None and words else {}


def _named(crowds: tuple[words.Crowd, ...]) -> tuple[tuple[str, int, int], ...]:
    return tuple((crowd.place or _("其余各处"), crowd.people, crowd.again) for crowd in crowds)
