"""Questions under a notice: asked by a resident, numbers of persons covered, answered by a day."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from civics.text import covered, propose_masks
from linli.commons.notices import rules
from linli.commons.notices.actions import locks
from linli.commons.notices.actions.hands import tell_of
from linli.commons.notices.choices import ANSWER_WORKDAYS, State
from linli.commons.notices.events import QuestionAnswered
from linli.commons.notices.models import Notice, Question
from linli.commons.notices.refusals import (
    AnsweredAlready,
    HiddenAlready,
    MayNotPost,
    NoLongerAsked,
    NoSuchNotice,
    NotAResident,
    TooManyQuestions,
    WordsMissing,
)
from linli.ground.journal import news
from linli.ground.lib.text import tidy
from linli.ground.lib.workdays import add_workdays
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

MOST_WORDS, MOST_ANSWER = 500, 5000
MOST_WAITING = 3
"""How many questions of one person may wait under one notice."""


@transaction.atomic
def ask(*, by: Actor, notice: int, words: str, key: str, at: datetime) -> Question:
    """Ask under a notice, as a resident of its community; the same form sent twice is one question.

    Phone and identity numbers, plates and homes are covered before anything is kept.

    Raises:
        NoSuchNotice: there is none for everyone's eyes.
        NoLongerAsked: it was taken down.
        NotAResident: the actor is no resident of the community.
        WordsMissing: there are no words, or too many.
        TooManyQuestions: several of the same person wait already.
    """
    found = _asked_under(notice)
    if by.resident_id is None or not rules.may_ask(by, areas.around(found.area_id), at):
        raise NotAResident
    words = _within(words, MOST_WORDS)
    known = Question.objects.filter(author_id=by.resident_id, key=key).first()
    if known is not None:
        return known
    _refuse_if_many_wait(found, by.resident_id)
    made = Question.objects.create(
        notice=found,
        author_id=by.resident_id,
        words=covered(words, propose_masks(words)),
        key=key,
        at=at,
        due_on=add_workdays(timezone.localdate(at), ANSWER_WORKDAYS),
    )
    tell_of("question.asked", made, by, at)
    return made


def _asked_under(notice: int) -> Notice:
    """Lock a notice that hangs for everyone to read, and to ask under."""
    found = Notice.objects.select_for_update(no_key=True).readable().filter(pk=notice).first()
    if found is None:
        raise NoSuchNotice
    if found.state != State.POSTED:
        raise NoLongerAsked
    return found


def _within(words: str, most: int) -> str:
    words = tidy(words)
    if not words or len(words) > most:
        raise WordsMissing(most=most)
    return words


def _refuse_if_many_wait(notice: Notice, resident: int) -> None:
    waiting = Question.objects.filter(notice=notice, author_id=resident, answered_at__isnull=True)
    if waiting.filter(hidden_at__isnull=True).count() >= MOST_WAITING:
        raise TooManyQuestions(most=MOST_WAITING)


@transaction.atomic
def answer(*, by: Actor, question: int, words: str, at: datetime) -> Question:
    """Answer a question for everyone to read, as somebody who posts notices there.

    Raises:
        NoSuchQuestion: there is none.
        MayNotPost: no post of the actor posts notices there.
        AnsweredAlready: it has its answer.
        HiddenAlready: it is hidden.
        WordsMissing: there are no words, or too many.
    """
    found = locks.question(question)
    if not rules.may_post(by, areas.around(found.notice.area_id), at):
        raise MayNotPost
    if found.answered_at is not None:
        raise AnsweredAlready
    if found.hidden_at is not None:
        raise HiddenAlready
    words = _within(words, MOST_ANSWER)
    found.answer, found.answered_at, found.answered_by_id = words, at, by.account_id
    found.save(update_fields=["answer", "answered_at", "answered_by"])
    tell_of("question.answered", found, by, at)
    news.publish(QuestionAnswered(found.pk), at=at)
    return found
