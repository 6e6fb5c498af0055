"""What waits at the desk: drafts to check and sign, corrections to sign, questions to answer or to look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from linli.commons.notices import rules
from linli.commons.notices.choices import State
from linli.commons.notices.models import Erratum, Notice, Question, QuestionReport
from linli.commons.notices.refusals import MayNotPost
from linli.ground.lib.keyset import Page, both_ways, capped
from linli.ground.people.choices import Right
from linli.ground.people.models import Area, Organization
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

MOST = 100


@dataclass(frozen=True, slots=True)
class Head:
    """The counts above the desk of notices, each no further than 999."""

    drafts: int
    to_approve: int
    to_post: int
    questions: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Work:
    """What waits in a community for those who draft, sign and answer there."""

    head: Head
    errata: tuple[Erratum, ...]
    questions: tuple[tuple[Question, bool], ...]
    reported: tuple[Question, ...]


def community(actor: Actor, asked: str) -> Area:
    """Return the community whose notices the actor works on: the one asked for, else the first in reach.

    Raises:
        MayNotPost: no post of the actor drafts or signs notices anywhere.
    """
    seats = actor.areas_with(Right.POST_NOTICES) | actor.areas_with(Right.APPROVE_NOTICES)
    reach = areas.communities_around(seats)
    found = next((area for area in reach if str(area.pk) == asked), reach[0] if reach else None)
    if found is None:
        raise MayNotPost
    return found


def in_reach(actor: Actor, community: int) -> list[Area]:
    """Return the places of a community for which the actor may draft, the widest first."""
    seats = actor.areas_with(Right.POST_NOTICES)
    places = Area.objects.within(seats).filter(pk__in=Area.objects.within(community).values("pk"))
    kinds = {"community", "compound", "block", "building"}
    return list(places.filter(kind__in=kinds).order_by("pk")[:400])


def bodies(community: int) -> list[Organization]:
    """Return the bodies of a community that may stand as authors."""
    inside = Area.objects.within(community).values("pk")
    rows = Organization.objects.filter(area__in=inside, ended_on__isnull=True)
    return list(rows.order_by("id")[:MOST])


def page(actor: Actor, community: int, *, state: State | None = None, after: str = "") -> Page[Notice]:
    """Return one page of the notices of a community in reach, drafts too, newest first (one query).

    Raises:
        BadCursor: the cursor is not one of this list.
    """
    rows = Notice.objects.filter(_reach(actor, community))
    if state is not None:
        rows = rows.filter(state=state)
    return both_ways(rows.select_related("area", "organization"), "-id", 20, tuple, after=after)


def work(actor: Actor, community: int, at: datetime) -> Work:
    """Return what waits in a community."""
    today = timezone.localdate(at)
    mine = Notice.objects.filter(_reach(actor, community))
    open_questions = Question.objects.filter(
        notice__in=mine.values("pk"), answered_at__isnull=True, hidden_at__isnull=True
    )
    reports = QuestionReport.objects.filter(question=OuterRef("pk"), settled_at__isnull=True)
    appeals = Q(hidden_at__isnull=False, verdict="") & ~Q(appeal="")
    under = Question.objects.filter(notice__in=mine.values("pk")).select_related("notice")
    errata = Erratum.objects.filter(notice__in=mine.values("pk"), posted_at__isnull=True)
    return Work(
        head=Head(
            drafts=capped(mine.filter(state=State.DRAFT)),
            to_approve=capped(mine.filter(state=State.CHECKED)),
            to_post=capped(mine.filter(state=State.APPROVED)),
            questions=capped(open_questions),
            overdue=capped(open_questions.filter(due_on__lt=today)),
        ),
        errata=tuple(errata.select_related("notice").order_by("id")[:MOST]),
        questions=_with_due(open_questions.select_related("notice").order_by("due_on", "id")[:MOST], at),
        reported=tuple(under.filter(Exists(reports) | appeals).order_by("id")[:MOST]),
    )


def overdue_questions(community: int, at: datetime) -> int:
    """Return how many questions under a community's notices wait longer than they should, no further than 999."""
    rows = Question.objects.filter(notice__community_id=community, answered_at__isnull=True)
    return capped(rows.filter(hidden_at__isnull=True, due_on__lt=timezone.localdate(at)))


def may_approve(actor: Actor, notice: Notice, at: datetime) -> bool:
    """Say whether the actor may sign this notice: a post there says so, and it is not their own."""
    is_another = notice.drafted_by_id != actor.account_id
    return is_another and rules.may_approve(actor, areas.around(notice.area_id), at)


def may_sign(actor: Actor, notice: Notice, at: datetime) -> bool:
    """Say whether the actor signs notices there at all, so that they may send back and take down."""
    return rules.may_approve(actor, areas.around(notice.area_id), at)


def _reach(actor: Actor, community: int) -> Q:
    """All of the community for those whose post covers it, else only what hangs in their narrower places."""
    seats = actor.areas_with(Right.POST_NOTICES) | actor.areas_with(Right.APPROVE_NOTICES)
    if seats & areas.around(community).around:
        return Q(community_id=community)
    return Q(community_id=community, area__in=Area.objects.within(seats).values("pk"))


def _with_due(rows: Iterable[Question], at: datetime) -> tuple[tuple[Question, bool], ...]:
    return tuple((one, one.is_overdue(at)) for one in rows)
