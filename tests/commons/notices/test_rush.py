"""Many hands at once: a notice is signed and posted once, a question asked once."""

import pytest

from linli.commons.notices.actions import approvals, drafts, questions
from linli.commons.notices.models import Notice, Question
from linli.commons.notices.refusals import WrongState
from linli.ground.journal.models import Entry
from tests.circle.listen.conftest import Rush
from tests.commons.notices.conftest import on_board, words
from tests.street import NOW

HANDS = 12
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_of_many_signatures_at_once_one_counts_and_it_is_posted_once(rush: Rush) -> None:
    street = rush.street

    def waiting(_number: int) -> int:
        made = drafts.draft(by=street.by("gu_min"), draft=words(street), at=NOW)
        return approvals.check(by=street.by("gu_min"), notice=made.pk, all_three=True, at=NOW).pk

    pk = rush.do(waiting, 1)[0]
    by = street.by("lin_xiao")
    got = rush.do(lambda _n: approvals.approve_and_post(by=by, notice=pk, at=NOW), HANDS)

    assert sum(isinstance(one, WrongState) for one in got) == HANDS - 1
    told = rush.do(lambda _n: Entry.objects.filter(verb="notice.posted").count(), 1)[0]
    assert told == 1


def test_a_form_sent_many_times_at_once_is_one_draft_and_one_question(rush: Rush) -> None:
    street = rush.street
    by, draft = street.by("gu_min"), words(street)
    made = rush.do(lambda _n: drafts.draft(by=by, draft=draft, key="form", at=NOW).pk, HANDS)
    notice = rush.do(lambda _n: on_board(street).pk, 1)[0]
    asker = street.by("shen_an")
    rush.do(lambda _n: questions.ask(by=asker, notice=notice, words="为何？", key="k", at=NOW), HANDS)

    assert len(set(made)) == 1
    assert rush.do(lambda _n: Notice.objects.filter(key="form").count(), 1)[0] == 1
    assert rush.do(lambda _n: Question.objects.count(), 1)[0] == 1
