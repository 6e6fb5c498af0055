"""Takes a notice from its draft to the board and down again: checked, approved by another, posted, withdrawn."""

from datetime import UTC, datetime

from django.db import transaction

from linli.commons.notices import days, proofs
from linli.commons.notices.actions import locks
from linli.commons.notices.actions.hands import tell
from linli.commons.notices.choices import State
from linli.commons.notices.events import NoticePosted, NoticeWithdrawn
from linli.commons.notices.models import Notice
from linli.commons.notices.refusals import NotChecked, NotTheNamedApprover, NotYourOwn
from linli.ground.journal import news
from linli.ground.people.choices import PostKind
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@transaction.atomic
def check(*, by: Actor, notice: int, all_three: bool, at: datetime) -> Notice:
    """Say that a draft holds nothing secret, no personal data and right figures, and hand it on for approval.

    Raises:
        NoSuchNotice: there is none.
        MayNotPost: no post of the actor drafts notices there.
        WrongState: it is no draft.
        NotChecked: not all three were looked at.
    """
    found = locks.for_posting(by, notice, at)
    locks.refuse_unless(found, State.DRAFT)
    if not all_three:
        raise NotChecked
    found.state, found.checked_by_id, found.checked_at, found.returned = (
        State.CHECKED,
        by.account_id,
        at,
        "",
    )
    found.save(update_fields=["state", "checked_by", "checked_at", "returned"])
    tell("notice.checked", found, by, at)
    return found


@transaction.atomic
def send_back(*, by: Actor, notice: int, reason: str, at: datetime) -> Notice:
    """Send a checked notice back to its author, and say why.

    Raises:
        NoSuchNotice: there is none.
        MayNotApprove: no post of the actor signs notices there.
        WrongState: it does not wait for approval.
        ReasonMissing: no reason is given.
    """
    found = locks.for_approving(by, notice, at)
    locks.refuse_unless(found, State.CHECKED, State.APPROVED)
    found.returned = locks.reason(reason)
    found.state = State.DRAFT
    found.checked_by_id = found.checked_at = found.approved_by_id = found.approved_at = None
    found.save()
    tell("notice.sent_back", found, by, at)
    return found


@transaction.atomic
def approve(*, by: Actor, notice: int, at: datetime) -> Notice:
    """Sign a checked notice; never one's own.

    Raises:
        NoSuchNotice: there is none.
        MayNotApprove: no post of the actor signs notices there.
        WrongState: it does not wait for approval, or another signed it a moment ago.
        NotYourOwn: the actor wrote it.
        NotTheNamedApprover: the catalogue names another post.
    """
    found = locks.for_approving(by, notice, at)
    locks.refuse_unless(found, State.CHECKED)
    if found.drafted_by_id == by.account_id:
        raise NotYourOwn
    _refuse_unless_named(by, found)
    found.state, found.approved_by_id, found.approved_at = State.APPROVED, by.account_id, at
    found.save(update_fields=["state", "approved_by", "approved_at"])
    tell("notice.approved", found, by, at)
    return found


@transaction.atomic
def approve_and_post(*, by: Actor, notice: int, at: datetime) -> Notice:
    """Sign a checked notice and hang it on the board in one step.

    Raises:
        NoSuchNotice, MayNotApprove, WrongState, NotYourOwn, NotTheNamedApprover: as in `approve`.
    """
    return _hung(approve(by=by, notice=notice, at=at), by, at)


@transaction.atomic
def post(*, by: Actor, notice: int, at: datetime) -> Notice:
    """Hang an approved notice on the board; from now on its words do not change.

    Raises:
        NoSuchNotice: there is none.
        MayNotPost: no post of the actor posts notices there.
        WrongState: it is not approved, or hangs already.
    """
    found = locks.for_posting(by, notice, at)
    locks.refuse_unless(found, State.APPROVED)
    return _hung(found, by, at)


@transaction.atomic
def withdraw(*, by: Actor, notice: int, reason: str, at: datetime) -> Notice:
    """Take a notice down, with a reason; it stays readable, and posted anew its days begin again.

    Raises:
        NoSuchNotice: there is none.
        MayNotApprove: no post of the actor signs notices there.
        WrongState: it does not hang.
        ReasonMissing: no reason is given.
    """
    found = locks.for_approving(by, notice, at)
    locks.refuse_unless(found, State.POSTED)
    found.withdrawn_reason = locks.reason(reason)
    found.state, found.withdrawn_at, found.withdrawn_by_id = State.WITHDRAWN, at, by.account_id
    found.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    tell("notice.withdrawn", found, by, at, stood=found.stood_days(at))
    news.publish(NoticeWithdrawn(found.pk), at=at)
    return found


def _hung(found: Notice, by: Actor, at: datetime) -> Notice:
    found.state, found.posted_at, found.posted_by_id = State.POSTED, at, by.account_id
    found.ends_at = days.ends(at, found.days)
    found.place_in_list = f"{at.astimezone(UTC):%Y%m%d%H%M%S%f}-{found.pk:019d}"
    found.digest = proofs.digest(found)
    found.save()
    tell("notice.posted", found, by, at, days=found.days, sha256=found.digest)
    news.publish(NoticePosted(found.pk), at=at)
    return found


def _refuse_unless_named(by: Actor, found: Notice) -> None:
    around = areas.around(found.area_id).around
    if found.approver and not any(
        seat.kind == found.approver and seat.area_id in around for seat in by.seats
    ):
        raise NotTheNamedApprover(post=PostKind(found.approver).label)
