"""The board by machine: notices with their questions, what is late, the catalogue; drafts are nobody's to read."""

from datetime import timedelta

import pytest
from django.test import Client

from linli.circle.disclose.actions import clarifications, duties
from linli.circle.disclose.actions.clarifications import Said
from linli.circle.disclose.models import DisclosureDuty
from linli.commons.notices.actions import approvals, errata, moderation, questions
from linli.commons.notices.choices import Kind
from linli.commons.notices.models import Question
from tests.circle.disclose.conftest import Hang, hang
from tests.commons.notices.conftest import Begin, drafted, on_board, posted
from tests.faces.api.calls import got, measured, names_in, page, refused, words
from tests.faces.api.conftest import SetTo
from tests.street import NOW, Street

__all__ = ["drafted", "hang", "posted"]

LATER = NOW + timedelta(days=1)


def asks(street: Street, notice: int, said: str = "多少钱一盏？", who: str = "shen_an") -> Question:
    return questions.ask(by=street.by(who), notice=notice, words=said, key=said[:20], at=NOW)


class TestNotices:
    def test_a_notice_carries_its_questions_answers_and_signed_corrections(
        self, street: Street, posted: Begin, client: Client, at: SetTo
    ) -> None:
        at(LATER)
        notice = posted()
        answered, open_one = asks(street, notice.pk), asks(street, notice.pk, "哪天换的？", "chen_jianguo")
        questions.answer(by=street.by("luo_yongfu"), question=answered.pk, words="200元一盏。", at=LATER)
        signed = errata.propose(by=street.by("gu_min"), notice=notice.pk, words="是四盏", at=LATER)
        errata.approve(by=street.by("lin_xiao"), erratum=signed.pk, at=LATER)
        errata.propose(by=street.by("gu_min"), notice=notice.pk, words="是五盏", at=LATER)
        answer = got(client, f"/notices/{notice.pk}")
        told, shown = answer.json(), page(client, f"/notices/{notice.pk}/")

        assert [(one["id"], one["words"], one["answer"]) for one in told["questions"]] == [
            (answered.pk, "多少钱一盏？", "200元一盏。"),
            (open_one.pk, "哪天换的？", ""),
        ]
        assert [one["words"] for one in told["errata"]] == ["是四盏"]
        assert (told["days"], told["is_standing"]) == (15, True)
        assert "200元一盏。" in shown and "是四盏" in shown and "是五盏" not in shown
        assert names_in(street, answer) == []

    def test_a_hidden_question_gives_its_reason_instead(
        self, street: Street, posted: Begin, client: Client
    ) -> None:
        notice = posted()
        question = asks(street, notice.pk, "是不是老罗吃了回扣")
        moderation.hide(by=street.by("gu_min"), question=question.pk, reason="没有依据", at=LATER)
        answer = got(client, f"/notices/{notice.pk}")

        assert [(one["words"], one["hidden_because"]) for one in answer.json()["questions"]] == [
            ("", "没有依据")
        ]
        assert "回扣" not in words(answer) + page(client, f"/notices/{notice.pk}/")

    @pytest.mark.parametrize("who", ["nobody", "shen_an", "gu_min", "lin_xiao"])
    def test_a_draft_is_not_there_whoever_asks(self, street: Street, drafted: Begin, who: str) -> None:
        draft, client = drafted(), street.client(who)

        assert refused(got(client, f"/notices/{draft.pk}")) == (404, "no_such_notice")
        assert got(client, f"/communities/{street.community.pk}/notice-board").json()["rows"] == []

    def test_one_taken_down_stays_readable_with_the_reason(
        self, street: Street, posted: Begin, client: Client
    ) -> None:
        notice = posted()
        approvals.withdraw(by=street.by("lin_xiao"), notice=notice.pk, reason="数字抄错了", at=LATER)
        told = got(client, f"/notices/{notice.pk}").json()

        assert (told["withdrawn_reason"], told["is_standing"]) == ("数字抄错了", False)

    def test_the_board_is_paged_and_narrowed_to_what_answers_rumours(
        self, street: Street, posted: Begin, hang: Hang, client: Client
    ) -> None:
        posted(), posted(title="停水一天", kind=Kind.GENERAL, days=1)
        said = Said(street.community.pk, "水有毒", "业主群", "检测过，合格")
        rumour = hang(clarifications.draft(by=street.by("gu_min"), said=said, at=NOW).pk)
        board = f"/communities/{street.community.pk}/notice-board"
        first = got(client, f"{board}?size=2")
        rest = client.get(first["Link"].removeprefix("<").partition(">")[0]).json()

        assert (len(first.json()["rows"]), len(rest["rows"]), rest["after"]) == (2, 1, "")
        clarified = got(client, f"{board}?kind=clarification").json()["rows"]
        assert [(one["id"], "检测过，合格" in one["body"]) for one in clarified] == [(rumour.pk, True)]
        assert got(client, f"{board}?kind=nonsense").status_code == 422

    def test_they_cost_the_same_for_one_and_for_three(
        self, street: Street, posted: Begin, client: Client
    ) -> None:
        notice, board = posted(matter=None), f"/communities/{street.community.pk}/notice-board"
        asks(street, notice.pk)
        with_one = measured(client, board), measured(client, f"/notices/{notice.pk}")
        on_board(street, title="二"), on_board(street, title="三")
        asks(street, notice.pk, "还有呢？"), asks(street, notice.pk, "谁装的？")

        assert (measured(client, board), measured(client, f"/notices/{notice.pk}")) == with_one == (1, 5)


class TestDisclosure:
    def test_what_is_late_what_hangs_and_what_is_to_come_as_on_the_page(
        self, street: Street, hang: Hang, client: Client, at: SetTo
    ) -> None:
        duties.raise_due(at=NOW)
        due = DisclosureDuty.objects.filter(community=street.community).exclude(key="money-sheet")
        waiting, done = due.order_by("due_on", "id")[:2]
        by = street.by("gu_min")
        notice = hang(duties.draft(by=by, duty=done.pk, at=NOW).pk)
        duties.draft(by=by, duty=waiting.pk, at=NOW)
        at(NOW + timedelta(days=(waiting.due_on - NOW.date()).days + 2))
        told = got(client, f"/communities/{street.community.pk}/disclosure").json()
        shown = page(client, f"/disclosure/?community={street.community.pk}")

        hung = [one for one in told if one["standing"] == "posted"]
        assert [(one["title"], one["notice"]) for one in hung] == [(done.title, notice.pk)]
        assert [one["notice"] for one in told if one["standing"] != "posted" and one["notice"]] == []
        late = [one["title"] for one in told if one["standing"] == "late"]
        assert waiting.title in late and shown.count("本该") == len(late)
        assert shown.count("还没到期") == sum(one["standing"] == "coming" for one in told)

    def test_the_catalogue_names_the_articles(self, street: Street, client: Client) -> None:
        path = f"/communities/{street.community.pk}/disclosure/catalogue"
        told, shown = got(client, path).json(), page(client, f"/disclosure/?community={street.community.pk}")

        assert len(told) > 10 and all(one["title"] in shown and one["articles"] in shown for one in told)
        assert min(one["least_days"] for one in told) >= 15

    def test_it_costs_the_same_before_and_after_the_months_come(self, street: Street, client: Client) -> None:
        path = f"/communities/{street.community.pk}/disclosure"
        with_none = measured(client, path)
        duties.raise_due(at=NOW)

        assert measured(client, path) == with_none == 2
        assert measured(client, f"{path}/catalogue") == 1
