"""Sets right beside a posted notice what was wrong in it: proposed by one, signed by another."""

from datetime import datetime

from django.db import transaction

from linli.commons.notices import proofs
from linli.commons.notices.actions import locks
from linli.commons.notices.actions.hands import tell
from linli.commons.notices.choices import State
from linli.commons.notices.models import Erratum
from linli.commons.notices.refusals import AnsweredAlready, NoSuchQuestion, NotYourOwn, WordsMissing
from linli.ground.lib.text import tidy
from linli.ground.people.rules import Actor

MOST_WORDS = 2000


@transaction.atomic
def propose(*, by: Actor, notice: int, words: str, at: datetime) -> Erratum:
    """Say what was wrong in a posted notice and what is right; it is shown once another person signs.

    Raises:
        NoSuchNotice: there is none.
        MayNotPost: no post of the actor drafts notices there.
        WrongState: it does not hang; a draft is simply changed.
        WordsMissing: there are no words, or too many.
    """
    found = locks.for_posting(by, notice, at)
    locks.refuse_unless(found, State.POSTED)
    words = tidy(words)
    if not words or len(words) > MOST_WORDS:
        raise WordsMissing(most=MOST_WORDS)
    made = Erratum.objects.create(notice=found, words=words, proposed_by_id=by.account_id, proposed_at=at)
    tell("notice.erratum_proposed", found, by, at, erratum=made.pk)
    return made


@transaction.atomic
def approve(*, by: Actor, erratum: int, at: datetime) -> Erratum:
    """Sign a correction; from now on it stands beside the notice.

    Raises:
        NoSuchQuestion: there is no such correction.
        NoSuchNotice, MayNotApprove: no post of the actor signs notices there.
        NotYourOwn: the actor wrote it.
        AnsweredAlready: it is signed already.
    """
    made = Erratum.objects.select_for_update(no_key=True).filter(pk=erratum).first()
    if made is None:
        raise NoSuchQuestion
    found = locks.for_approving(by, made.notice_id, at)
    if made.posted_at is not None:
        raise AnsweredAlready
    if made.proposed_by_id == by.account_id:
        raise NotYourOwn
    made.posted_at, made.approved_by_id = at, by.account_id
    made.digest = proofs.digest_of_erratum(made)
    made.save()
    tell("notice.erratum_posted", found, by, at, erratum=made.pk, sha256=made.digest)
    return made
