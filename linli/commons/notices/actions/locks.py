"""Takes the locks that deeds begin with, and asks who may act where the notice hangs."""

from datetime import datetime

from linli.commons.notices import rules
from linli.commons.notices.choices import State
from linli.commons.notices.models import Notice, Question
from linli.commons.notices.refusals import (
    MayNotApprove,
    MayNotModerate,
    MayNotPost,
    NoSuchNotice,
    NoSuchQuestion,
    ReasonMissing,
    WrongState,
)
from linli.ground.lib.text import clip, tidy
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

REASON_LENGTH = 200


def notice(pk: int) -> Notice:
    """Return a notice, locked until the end of the transaction.

    Raises:
        NoSuchNotice: there is none.
    """
    found = Notice.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if found is None:
        raise NoSuchNotice
    return found


def question(pk: int) -> Question:
    """Return a question, locked until the end of the transaction.

    Raises:
        NoSuchQuestion: there is none.
    """
    found = Question.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if found is None:
        raise NoSuchQuestion
    return found


def for_posting(by: Actor, pk: int, at: datetime) -> Notice:
    """Return a notice, locked, to somebody who drafts and posts there.

    Raises:
        NoSuchNotice: there is none.
        MayNotPost: no post of the actor drafts notices there.
    """
    found = notice(pk)
    if not rules.may_post(by, areas.around(found.area_id), at):
        raise MayNotPost
    return found


def for_approving(by: Actor, pk: int, at: datetime) -> Notice:
    """Return a notice, locked, to somebody who signs there.

    Raises:
        NoSuchNotice: there is none.
        MayNotApprove: no post of the actor signs notices there.
    """
    found = notice(pk)
    if not rules.may_approve(by, areas.around(found.area_id), at):
        raise MayNotApprove
    return found


def for_moderating(by: Actor, pk: int, at: datetime) -> Question:
    """Return a question, locked, to somebody who moderates there.

    Raises:
        NoSuchQuestion: there is none.
        MayNotModerate: no post of the actor moderates there.
    """
    found = question(pk)
    if not rules.may_moderate(by, areas.around(found.notice.area_id), at):
        raise MayNotModerate
    return found


def refuse_unless(found: Notice, *states: State) -> None:
    """Refuse a notice that is not at one of these steps.

    Raises:
        WrongState: it is at another.
    """
    if found.state not in states:
        raise WrongState(state=found.get_state_display())


def reason(words: str) -> str:
    """Return a reason in the form it is kept.

    Raises:
        ReasonMissing: it is blank.
    """
    if not tidy(words):
        raise ReasonMissing
    return clip(tidy(words), REASON_LENGTH)
