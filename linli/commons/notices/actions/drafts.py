"""Drafts notices, changes drafts, hangs files beside them, and begins a withdrawn one anew."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from linli.commons.notices import rules
from linli.commons.notices.actions import locks
from linli.commons.notices.actions.hands import tell
from linli.commons.notices.choices import LEAST_DAYS, MOST_DAYS, Kind, State
from linli.commons.notices.models import Notice, NoticeFile
from linli.commons.notices.refusals import (
    MayNotPost,
    NoSuchPlace,
    NotOfThisPlace,
    NotTheirFile,
    TitleMissing,
    TooFewDays,
    WordsMissing,
)
from linli.ground.files.models import StoredFile
from linli.ground.lib.text import clip, tidy
from linli.ground.people.models import Area, Organization
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

KEEPER = "notices"
TITLE_LENGTH, MOST_WORDS = 120, 20_000


@dataclass(frozen=True, slots=True)
class Draft:
    """What a notice is to say: where it hangs, for how many full days, who signs it, what hangs beside it.

    `tables` are plain: caption, head, rows of words, and whether the last row is a sum. `approver` is the kind of post
    that has to sign; `files` are stored files that the drafter brought.
    """

    kind: Kind
    area: int
    title: str
    body: str
    days: int
    organization: int | None = None
    matter: int | None = None
    approver: str = ""
    link: str = ""
    tables: tuple[dict[str, Any], ...] = ()
    files: tuple[int, ...] = ()


@transaction.atomic
def draft(*, by: Actor, draft: Draft, key: str = "", at: datetime) -> Notice:
    """Begin a notice; the same form sent twice is one notice.

    Raises:
        NoSuchPlace: the place lies in no community.
        MayNotPost: no post of the actor drafts notices there.
        TitleMissing, WordsMissing, TooFewDays, NotOfThisPlace, NotTheirFile: what is missing or does not fit.
    """
    community = _community(draft.area)
    if not rules.may_post(by, areas.around(draft.area), at):
        raise MayNotPost
    mine = Notice.objects.filter(drafted_by_id=by.account_id or 0, key=key or None)
    if key and (known := mine.first()) is not None:
        return known
    made = Notice(
        community=community, drafted_by_id=by.account_id, drafted_at=at, key=key or None, state=State.DRAFT
    )
    _fill(made, draft)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return mine.get()  # the same form, sent twice at the same moment
    _hang(made, draft.files, by)
    tell("notice.drafted", made, by, at)
    return made


@transaction.atomic
def change(*, by: Actor, notice: int, draft: Draft, at: datetime) -> Notice:
    """Change what a draft says; a checked or approved one has to be checked and approved again.

    Raises:
        NoSuchNotice: there is none.
        MayNotPost: no post of the actor drafts notices there.
        WrongState: it is posted already; what was wrong is then set right by an erratum.
        NoSuchPlace, TitleMissing, WordsMissing, TooFewDays, NotOfThisPlace, NotTheirFile: what does not fit.
    """
    found = locks.for_posting(by, notice, at)
    locks.refuse_unless(found, State.DRAFT, State.CHECKED, State.APPROVED)
    if not rules.may_post(by, areas.around(draft.area), at):
        raise MayNotPost
    found.community = _community(draft.area)
    _fill(found, draft)
    # Whoever writes last is the author: nobody signs what they have put in themselves. The key was of another's form.
    if found.drafted_by_id != by.account_id:
        found.drafted_by_id, found.key = by.account_id, None
    found.state = State.DRAFT
    found.checked_by_id = found.checked_at = found.approved_by_id = found.approved_at = None
    found.save()
    _hang(found, draft.files, by)
    tell("notice.changed", found, by, at)
    return found


@transaction.atomic
def take_off(*, by: Actor, notice: int, file: int, at: datetime) -> None:
    """Take a file off a draft.

    Raises:
        NoSuchNotice: there is none.
        MayNotPost: no post of the actor drafts notices there.
        WrongState: it is no draft any more.
    """
    found = locks.for_posting(by, notice, at)
    locks.refuse_unless(found, State.DRAFT)
    NoticeFile.objects.filter(notice=found, file_id=file).delete()
    tell("notice.changed", found, by, at)


@transaction.atomic
def again(*, by: Actor, notice: int, at: datetime) -> Notice:
    """Begin a withdrawn notice anew as a draft; its days begin again when it is posted.

    Raises:
        NoSuchNotice: there is none.
        MayNotPost: no post of the actor drafts notices there.
        WrongState: it was not withdrawn.
    """
    found = locks.for_posting(by, notice, at)
    locks.refuse_unless(found, State.WITHDRAWN)
    begun = Notice.objects.filter(replaces=found).first()
    if begun is not None:
        return begun
    made = _copied(found, by, at)
    tell("notice.renewed", made, by, at, replaces=found.pk)
    return made


def _copied(found: Notice, by: Actor, at: datetime) -> Notice:
    return Notice.objects.create(
        community_id=found.community_id,
        area_id=found.area_id,
        kind=found.kind,
        title=found.title,
        body=found.body,
        tables=found.tables,
        link=found.link,
        organization_id=found.organization_id,
        matter_id=found.matter_id,
        days=found.days,
        approver=found.approver,
        replaces=found,
        drafted_by_id=by.account_id,
        drafted_at=at,
    )


def _fill(notice: Notice, draft: Draft) -> None:
    title, body = " ".join(tidy(draft.title).split()), tidy(draft.body)
    if not title:
        raise TitleMissing
    if not body or len(body) > MOST_WORDS:
        raise WordsMissing(most=MOST_WORDS)
    least = LEAST_DAYS[draft.kind]
    if not least <= draft.days <= MOST_DAYS:
        raise TooFewDays(least=least, most=MOST_DAYS)
    notice.kind, notice.area_id, notice.days = draft.kind, draft.area, draft.days
    notice.title, notice.body = clip(title, TITLE_LENGTH), body
    notice.tables, notice.link, notice.approver = list(draft.tables), draft.link, draft.approver
    notice.matter_id = draft.matter
    notice.organization_id = _body_of(draft.organization, notice.community)


def _community(area: int) -> Area:
    found = areas.community_of(area)
    if found is None:
        raise NoSuchPlace
    return found


def _body_of(organization: int | None, community: Area) -> int | None:
    if organization is None:
        return None
    inside = Area.objects.within(community.pk)
    if not Organization.objects.filter(pk=organization, area__in=inside, ended_on__isnull=True).exists():
        raise NotOfThisPlace
    return organization


def _hang(notice: Notice, files: tuple[int, ...], by: Actor) -> None:
    """Hang files beside a notice that were brought for notices by whoever drafts and hang nowhere yet."""
    if not files:
        return
    theirs = StoredFile.objects.filter(pk__in=files, keeper=KEEPER, brought_by=by.account_id)
    if theirs.count() != len(set(files)) or NoticeFile.objects.filter(file__in=files).exists():
        raise NotTheirFile
    first = NoticeFile.objects.filter(notice=notice).count()
    NoticeFile.objects.bulk_create(
        NoticeFile(notice=notice, file_id=pk, order=first + number) for number, pk in enumerate(files)
    )
