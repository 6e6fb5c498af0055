"""Questions under a notice: asked, covered, answered by a day, hidden with a reason, appealed; and who is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from linli.commons.notices.actions import approvals, follows, moderation, questions
from linli.commons.notices.models import Follow, Question
from linli.commons.notices.queries import desk, notices
from linli.commons.notices.refusals import (
    AnsweredAlready,
    HiddenAlready,
    MayNotModerate,
    MayNotPost,
    NoLongerAsked,
    NoSuchNotice,
    NoSuchQuestion,
    NotAResident,
    NotHidden,
    NotTheAsker,
    ReportedAlready,
    TooManyQuestions,
    WordsMissing,
)
from linli.ground.messages import wording
from linli.ground.messages.models import Message
from tests.commons.notices.conftest import Begin
from tests.street import NOW, Street

LATER = NOW + timedelta(days=1)


def asked(
    street: Street, notice: int, words: str = "多少钱一盏？", by: str = "shen_an", key: str = "k"
) -> Question:
    return questions.ask(by=street.by(by), notice=notice, words=words, key=key, at=NOW)


@pytest.mark.practice("V11")
def test_a_neighbour_asks_and_everyone_reads_the_answer(street: Street, posted: Begin) -> None:
    notice = posted()
    question = asked(street, notice.pk)
    questions.answer(by=street.by("luo_yongfu"), question=question.pk, words="200元一盏。", at=LATER)

    shown = notices.view(notice.pk, street.by("nobody"), LATER)
    assert [(one.question.words, one.question.answer) for one in shown.asked] == [
        ("多少钱一盏？", "200元一盏。")
    ]


def test_numbers_of_persons_are_covered_before_anything_is_kept(street: Street, posted: Begin) -> None:
    question = asked(street, posted().pk, words="打13812345678问谁批的")

    assert question.words == "打***********问谁批的"
    assert "13812345678" not in str(list(Question.objects.values()))


def test_an_answer_is_due_in_five_working_days_and_then_shown_as_late(street: Street, posted: Begin) -> None:
    notice = posted()
    question = asked(street, notice.pk)
    on_time, late = NOW + timedelta(days=7), NOW + timedelta(days=8)

    assert str(question.due_on) == "2026-11-27"
    assert [one.is_overdue for one in notices.view(notice.pk, street.by("nobody"), on_time).asked] == [False]
    assert [one.is_overdue for one in notices.view(notice.pk, street.by("nobody"), late).asked] == [True]
    assert desk.overdue_questions(street.community.pk, late) == 1


def test_only_residents_of_the_community_ask(street: Street, posted: Begin) -> None:
    notice = posted()
    for who in ("nobody", "gao_bo", "qian_cheng"):
        with pytest.raises(NotAResident):
            asked(street, notice.pk, by=who)

    assert asked(street, notice.pk, by="tang_yuan").pk


def test_what_cannot_be_asked_is_refused(street: Street, posted: Begin, drafted: Begin) -> None:
    notice, draft = posted(), drafted()
    with pytest.raises(WordsMissing):
        asked(street, notice.pk, words=" ")
    with pytest.raises(WordsMissing):
        asked(street, notice.pk, words="问" * 501)
    for hidden in (draft.pk, 10**9):
        with pytest.raises(NoSuchNotice):
            asked(street, hidden)
    approvals.withdraw(by=street.by("lin_xiao"), notice=notice.pk, reason="错了", at=NOW)
    with pytest.raises(NoLongerAsked):
        asked(street, notice.pk)


def test_a_form_sent_twice_is_one_question_and_three_may_wait(street: Street, posted: Begin) -> None:
    notice = posted()
    assert asked(street, notice.pk).pk == asked(street, notice.pk).pk
    asked(street, notice.pk, key="b"), asked(street, notice.pk, key="c")
    with pytest.raises(TooManyQuestions):
        asked(street, notice.pk, key="d")


def test_who_does_not_post_there_does_not_answer_and_nobody_twice(street: Street, posted: Begin) -> None:
    question = asked(street, posted().pk)
    for who in ("shen_an", "wu_dan", "sun_yue", "nobody"):
        with pytest.raises(MayNotPost):
            questions.answer(by=street.by(who), question=question.pk, words="好", at=LATER)
    questions.answer(by=street.by("gu_min"), question=question.pk, words="200元", at=LATER)
    with pytest.raises(AnsweredAlready):
        questions.answer(by=street.by("gu_min"), question=question.pk, words="300元", at=LATER)
    with pytest.raises(NoSuchQuestion):
        questions.answer(by=street.by("gu_min"), question=10**9, words="好", at=LATER)


def test_a_question_is_reported_hidden_appealed_and_put_back(street: Street, posted: Begin) -> None:
    notice = posted()
    question, gu = asked(street, notice.pk, words="骂人的话"), street.by("gu_min")
    moderation.report(by=street.by("tang_yuan"), question=question.pk, reason="骂人", at=NOW)
    with pytest.raises(ReportedAlready):
        moderation.report(by=street.by("tang_yuan"), question=question.pk, reason="骂人", at=NOW)
    with pytest.raises(MayNotModerate):
        moderation.hide(by=street.by("luo_yongfu"), question=question.pk, reason="骂人", at=NOW)
    with pytest.raises(NotHidden):
        moderation.appeal(by=street.by("shen_an"), question=question.pk, words="没有", at=NOW)
    assert desk.work(gu, street.community.pk, NOW).reported == (question,)
    moderation.hide(by=gu, question=question.pk, reason="有骂人的话", at=NOW)
    with pytest.raises(HiddenAlready):
        questions.answer(by=gu, question=question.pk, words="好", at=NOW)
    with pytest.raises(NotTheAsker):
        moderation.appeal(by=street.by("tang_yuan"), question=question.pk, words="没有", at=NOW)
    moderation.appeal(by=street.by("shen_an"), question=question.pk, words="那是俗语", at=LATER)
    with pytest.raises(NotTheAsker):
        moderation.appeal(by=street.by("shen_an"), question=question.pk, words="再来", at=LATER)
    assert desk.work(gu, street.community.pk, LATER).reported == (question,)
    moderation.uphold(by=gu, question=question.pk, verdict="看过了", at=LATER)
    back = moderation.restore(by=gu, question=question.pk, verdict="确是俗语", at=LATER)

    assert (back.hidden_at, back.verdict, back.appeal) == (None, "确是俗语", "那是俗语")


def test_reports_may_be_settled_without_hiding(street: Street, posted: Begin) -> None:
    question, gu = asked(street, posted().pk), street.by("gu_min")
    moderation.report(by=street.by("tang_yuan"), question=question.pk, reason="看不惯", at=NOW)

    assert moderation.dismiss(by=gu, question=question.pk, at=NOW) == 1
    with pytest.raises(NoSuchQuestion):
        moderation.dismiss(by=gu, question=question.pk, at=NOW)
    with pytest.raises(NotHidden):
        moderation.restore(by=gu, question=question.pk, verdict="好", at=NOW)


@pytest.mark.practice("V11")
def test_followers_of_the_place_and_who_asked_are_told_once(
    street: Street, posted: Begin, delivered: Callable[[], int]
) -> None:
    follows.follow(by=street.by("tang_yuan"), area=street.community.pk, at=NOW)
    follows.follow(by=street.by("chen_jianguo"), area=street.b3.pk, at=NOW)
    follows.follow(by=street.by("chen_jianguo"), area=street.compound.pk, at=NOW)
    follows.follow(by=street.by("gao_bo"), area=street.willow.pk, at=NOW)
    notice = posted()
    question = asked(street, notice.pk)
    questions.answer(by=street.by("gu_min"), question=question.pk, words="200元", at=NOW)
    delivered()

    told = {
        (one.resident, wording.sentence(one), one.link) for one in Message.objects.select_related("resident")
    }
    assert told == {
        (street.tang_yuan, "《路灯换了》贴出来了，去看看。", f"/notices/{notice.pk}/"),
        (street.chen_jianguo, "《路灯换了》贴出来了，去看看。", f"/notices/{notice.pk}/"),
        (street.shen_an, "您在《路灯换了》下面的提问，答复了。", f"/notices/{notice.pk}/#q{question.pk}"),
    }


def test_following_is_for_residents_and_ends_when_they_say_so(street: Street) -> None:
    by = street.by("shen_an")
    with pytest.raises(NotAResident):
        follows.follow(by=street.by("nobody"), area=street.community.pk, at=NOW)
    twice = [follows.follow(by=by, area=street.community.pk, at=NOW).pk for _ in range(2)]
    assert twice[0] == twice[1]
    follows.unfollow(by=by, area=street.community.pk)

    assert Follow.objects.count() == 0
