"""Runs the yearly appraisal: opened with observers, marked by neighbours, counted exactly, signed, then public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils.timezone import localdate

from linli.circle.evaluate import rules, terms
from linli.circle.evaluate.choices import AppraisalState, Electorate, Finding, Mark
from linli.circle.evaluate.events import AppraisalCounted, AppraisalOpened, AppraisalPosted
from linli.circle.evaluate.models import Appraisal, AppraisalMark, AppraisalSubject, Observer
from linli.circle.evaluate.queries import appraisals as questions
from linli.circle.evaluate.refusals import (
    AppraisalIsClosed,
    AppraisedAlready,
    MayNotAppraise,
    NobodyToAppraise,
    NoSuchAppraisal,
    NotAnObserver,
    NotCountedYet,
    NotInElectorate,
    TooFewObservers,
)
from linli.circle.evaluate.terms import AppraisalTerms
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.lib.text import tidy
from linli.ground.people.models import Area, Organization, Post, Resident
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Called:
    """What an appraisal is opened with: where, who appraises, which bodies and posts, and who observes."""

    area: int
    electorate: Electorate
    bodies: Sequence[int] = ()
    posts: Sequence[int] = ()
    observers: Sequence[int] = ()


@transaction.atomic
def open_for(*, by: Actor, called: Called, at: datetime) -> Appraisal:
    """Open the appraisal of this year in an area.

    Raises:
        MayNotAppraise: no post of the actor runs appraisals there.
        AppraisedAlready: there was one this year.
        NobodyToAppraise: no body or post is named, or one from elsewhere.
        TooFewObservers: too few neighbours observe, or one of them is appraised.
    """
    area = Area.objects.select_for_update(no_key=True).filter(pk=called.area).first()
    community = areas.community_of(called.area)
    if area is None or community is None or not rules.may_appraise(by, areas.around(called.area), at):
        raise MayNotAppraise
    year = localdate(at).year
    if Appraisal.objects.filter(area=area, year=year).exists():
        raise AppraisedAlready(year=year)
    subjects = _subjects(called, community.pk, at)
    in_force = terms.of_appraisal(community.code, localdate(at))
    people = Resident.objects.filter(
        pk__in=called.observers, community_id=community.pk, erased_at__isnull=True
    )
    appraised = questions.holders_of(called.bodies, called.posts, at)
    observers = set(people.values_list("pk", flat=True)) - appraised
    if len(observers) != len(set(called.observers)) or len(observers) < in_force.least_observers:
        raise TooFewObservers(least=in_force.least_observers)

    made = Appraisal.objects.create(
        area=area,
        community=community,
        year=year,
        electorate=called.electorate,
        opened_at=at,
        closes_at=at + timedelta(days=in_force.window_days),
    )
    for subject in subjects:
        subject.appraisal = made
    AppraisalSubject.objects.bulk_create(subjects)
    Observer.objects.bulk_create(Observer(appraisal=made, resident_id=pk) for pk in sorted(observers))
    entries.record(
        "appraisal.opened", by=by.account_id, thing=made, at=at, area=area.pk, public=True, year=year
    )
    news.publish(AppraisalOpened(made.pk), at=at)
    return made


@transaction.atomic
def mark(*, by: Actor, appraisal: int, marks: dict[int, Mark], at: datetime) -> int:
    """Take the actor's marks, by subject, or a change of them; return how many subjects are marked now.

    Raises:
        NoSuchAppraisal: there is none, or a subject is not of it.
        AppraisalIsClosed: its window is over.
        NotInElectorate: the actor does not appraise here, or is appraised.
    """
    found = _locked(appraisal)
    if not found.is_open(at):
        raise AppraisalIsClosed
    if not rules.may_mark(by, questions.ballot(found, by, at), at):
        raise NotInElectorate
    assert by.resident_id is not None
    subjects = set(found.subjects.values_list("pk", flat=True))
    if not marks or not subjects >= marks.keys():
        raise NoSuchAppraisal

    for subject, chosen in sorted(marks.items()):
        AppraisalMark.objects.update_or_create(
            subject_id=subject, resident_id=by.resident_id, defaults={"mark": chosen, "at": at}
        )
    # The journal says that somebody marked, neither who nor what.
    entries.record("appraisal.marked", by=None, thing=found, at=at, area=found.area_id)
    return AppraisalMark.objects.filter(subject__in=subjects, resident_id=by.resident_id).count()


@transaction.atomic
def count(*, appraisal: int, at: datetime) -> Appraisal:
    """Count the marks of an appraisal whose window is over; its observers are asked to sign.

    Raises:
        NoSuchAppraisal: there is none.
    """
    found = _locked(appraisal)
    if found.state != AppraisalState.OPEN or at < found.closes_at:
        return found
    in_force = terms.of_appraisal(found.community.code, localdate(at))
    for subject in found.subjects.order_by("pk"):
        _find(subject, found, in_force)
    found.state, found.counted_at = AppraisalState.COUNTED, at
    found.save(update_fields=["state", "counted_at"])
    entries.record("appraisal.counted", by=None, thing=found, at=at, area=found.area_id, public=True)
    news.publish(AppraisalCounted(found.pk), at=at)
    return found


def count_due(*, at: datetime, most: int = 50) -> int:
    """Count every appraisal whose window is over; return how many."""
    over = Appraisal.objects.filter(state=AppraisalState.OPEN, closes_at__lte=at).order_by("closes_at", "pk")
    return len([count(appraisal=pk, at=at) for pk in over.values_list("pk", flat=True)[:most]])


@transaction.atomic
def sign(*, by: Actor, appraisal: int, words: str = "", at: datetime) -> Observer:
    """Sign, as an observer, that the appraisal went rightly; the last signature makes the result public.

    Raises:
        NoSuchAppraisal: there is none.
        NotAnObserver: the actor does not observe it.
        NotCountedYet: there is nothing to sign yet.
    """
    found = _locked(appraisal)
    observer = found.observers.filter(resident_id=by.resident_id or 0).first()
    if observer is None:
        raise NotAnObserver
    if found.state == AppraisalState.OPEN:
        raise NotCountedYet
    if observer.signed_at is not None:
        return observer
    observer.signed_at, observer.words = at, tidy(words)[:300]
    observer.save(update_fields=["signed_at", "words"])
    entries.record("appraisal.signed", by=by.account_id, thing=found, at=at, area=found.area_id, public=True)
    if not found.observers.filter(signed_at__isnull=True).exists():
        found.state, found.posted_at = AppraisalState.POSTED, at
        found.save(update_fields=["state", "posted_at"])
        entries.record("appraisal.posted", by=None, thing=found, at=at, area=found.area_id, public=True)
        news.publish(AppraisalPosted(found.pk), at=at)
    return observer


def _find(subject: AppraisalSubject, found: Appraisal, in_force: AppraisalTerms) -> None:
    counted = dict(subject.marks.order_by().values_list("mark").annotate(number=Count("pk")))
    subject.fit = counted.get(Mark.FIT, 0)
    subject.basically = counted.get(Mark.BASICALLY, 0)
    subject.unfit = counted.get(Mark.UNFIT, 0)
    marks = subject.marks_count
    if marks < in_force.too_few:
        subject.finding = Finding.TOO_FEW
    elif in_force.is_unfit(subject.unfit, marks):
        subject.finding = Finding.UNFIT
    else:
        subject.finding = Finding.FIT if 2 * subject.fit > marks else Finding.BASICALLY
    subject.in_a_row = 0
    if subject.finding == Finding.UNFIT:
        before = AppraisalSubject.objects.filter(
            key=subject.key, appraisal__year=found.year - 1, appraisal__community_id=found.community_id
        )
        earlier = before.exclude(appraisal__state=AppraisalState.OPEN).order_by("-in_a_row").first()
        subject.in_a_row = 1 + (earlier.in_a_row if earlier else 0)
    subject.save()


def _subjects(called: Called, community: int, at: datetime) -> list[AppraisalSubject]:
    bodies = list(Organization.objects.filter(pk__in=called.bodies, ended_on__isnull=True))
    posts = list(Post.objects.held(at).filter(pk__in=called.posts))
    named = len(set(called.bodies)) + len(set(called.posts))
    both: list[Organization | Post] = [*bodies, *posts]
    here = [one for one in both if community in areas.around(one.area_id).around]
    if not named or len(here) != named:
        raise NobodyToAppraise
    return [
        *(AppraisalSubject(body=body, key=f"body-{body.pk}") for body in bodies),
        *(AppraisalSubject(post=post, key=f"post-{post.pk}") for post in posts),
    ]


def _locked(appraisal: int) -> Appraisal:
    rows = Appraisal.objects.select_for_update(no_key=True, of=("self",)).select_related("community")
    found = rows.filter(pk=appraisal).first()
    if found is None:
        raise NoSuchAppraisal
    return found
