"""How a question is questioned: reported, hidden with a reason, appealed once, put back. Nothing is deleted."""

from datetime import datetime

from django.db import transaction

from linli.commons.notices.actions import locks
from linli.commons.notices.actions.hands import tell_of
from linli.commons.notices.models import Question, QuestionReport
from linli.commons.notices.refusals import (
    HiddenAlready,
    NoSuchQuestion,
    NotAResident,
    NotHidden,
    NotTheAsker,
    ReportedAlready,
)
from linli.ground.lib.text import clip
from linli.ground.people.rules import Actor

APPEAL_LENGTH = 500


@transaction.atomic
def report(*, by: Actor, question: int, reason: str, at: datetime) -> QuestionReport:
    """Say that a question should not stand there, and why.

    Raises:
        NoSuchQuestion: there is none.
        NotAResident: nobody is signed in.
        HiddenAlready: it is hidden already.
        ReasonMissing: no reason is given.
        ReportedAlready: the same person did so before.
    """
    found = locks.question(question)
    if not by.account_id:
        raise NotAResident
    if found.hidden_at is not None:
        raise HiddenAlready
    if QuestionReport.objects.filter(question=found, by_account_id=by.account_id).exists():
        raise ReportedAlready
    made = QuestionReport.objects.create(
        question=found, by_account_id=by.account_id, reason=locks.reason(reason), at=at
    )
    tell_of("question.reported", found, by, at)
    return made


@transaction.atomic
def dismiss(*, by: Actor, question: int, at: datetime) -> int:
    """Settle the reports of a question without hiding it; return how many there were.

    Raises:
        NoSuchQuestion: there is none, or no report waits.
        MayNotModerate: no post of the actor moderates there.
    """
    found = locks.for_moderating(by, question, at)
    settled = QuestionReport.objects.filter(question=found, settled_at__isnull=True).update(settled_at=at)
    if not settled:
        raise NoSuchQuestion
    tell_of("question.report_dismissed", found, by, at)
    return settled


@transaction.atomic
def hide(*, by: Actor, question: int, reason: str, at: datetime) -> Question:
    """Take a question from view, with a reason that stands in its place.

    Raises:
        NoSuchQuestion: there is none.
        MayNotModerate: no post of the actor moderates there.
        HiddenAlready: it is hidden already.
        ReasonMissing: no reason is given.
    """
    found = locks.for_moderating(by, question, at)
    if found.hidden_at is not None:
        raise HiddenAlready
    found.hidden_reason, found.hidden_at, found.hidden_by_id = locks.reason(reason), at, by.account_id
    found.appeal = found.verdict = ""
    found.save()
    QuestionReport.objects.filter(question=found, settled_at__isnull=True).update(settled_at=at)
    tell_of("question.hidden", found, by, at)
    return found


@transaction.atomic
def appeal(*, by: Actor, question: int, words: str, at: datetime) -> Question:
    """Ask, as who asked, for a hidden question to be put back.

    Raises:
        NoSuchQuestion: there is none.
        NotHidden: it is not hidden.
        NotTheAsker: somebody else acts, or there was an appeal.
        ReasonMissing: the appeal is blank.
    """
    found = locks.question(question)
    if found.hidden_at is None:
        raise NotHidden
    if by.resident_id is None or by.resident_id != found.author_id or found.appeal:
        raise NotTheAsker
    found.appeal = clip(locks.reason(words), APPEAL_LENGTH)
    found.save(update_fields=["appeal"])
    tell_of("question.appealed", found, by, at)
    return found


@transaction.atomic
def uphold(*, by: Actor, question: int, verdict: str, at: datetime) -> Question:
    """Leave a question hidden after an appeal, and say why.

    Raises:
        NoSuchQuestion: there is none.
        MayNotModerate: no post of the actor moderates there.
        NotHidden: it is not hidden, or nobody appealed.
        ReasonMissing: no reason is given.
    """
    found = locks.for_moderating(by, question, at)
    if found.hidden_at is None or not found.appeal:
        raise NotHidden
    found.verdict = locks.reason(verdict)
    found.save(update_fields=["verdict"])
    tell_of("question.upheld", found, by, at)
    return found


@transaction.atomic
def restore(*, by: Actor, question: int, verdict: str, at: datetime) -> Question:
    """Put a hidden question back into view, and say why.

    Raises:
        NoSuchQuestion: there is none.
        MayNotModerate: no post of the actor moderates there.
        NotHidden: it is not hidden.
        ReasonMissing: no reason is given.
    """
    found = locks.for_moderating(by, question, at)
    if found.hidden_at is None:
        raise NotHidden
    found.verdict, found.hidden_at = locks.reason(verdict), None
    found.save(update_fields=["verdict", "hidden_at"])
    tell_of("question.restored", found, by, at)
    return found
