"""The pages of notices: who is let in where, what comes back when a form is wrong, and how many queries they ask."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.commons.notices.actions import approvals, errata, moderation, questions
from linli.commons.notices.models import Follow, Notice, Question
from linli.commons.notices.views.deeds import ERRATUM, NOTICE, QUESTION
from linli.ground.lib import clock
from tests.commons.notices.conftest import Begin
from tests.street import CAST, NOW, Street

ROLES = [*sorted(key for key, one in CAST.items() if one.signs_in in {"staff", "phone"}), "nobody"]
ANYONE, RESIDENTS = set(ROLES), set(ROLES) - {"nobody"}
POSTERS, SIGNERS, MODERATORS = {"gu_min", "lin_xiao", "luo_yongfu"}, {"lin_xiao"}, {"gu_min", "lin_xiao"}
DESK = POSTERS


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock.timezone, "now", lambda: NOW)


def let_in(street: Street, url: str, method: str = "get", **data: str) -> set[str]:
    """Everyone whom an address does not turn away; each signs in once a test."""
    found, kept = set(), street.__dict__.setdefault("browsers", {})
    for who in ROLES:
        if who not in kept:
            kept[who] = street.client(who)
        client: Client = kept[who]
        answer = getattr(client, method)(url, data, headers={"accept": "application/json"})
        is_at_door = answer.status_code == 302 and answer["Location"].startswith(("/in/", "/accounts/"))
        if answer.status_code not in {401, 403, 404} and not is_at_door:
            found.add(who)
    return found


def of(name: str, *args: object) -> str:
    return reverse(f"notices:{name}", args=args)


@pytest.mark.parametrize("page", ["notice", "gate", "evidence"])
def test_anyone_reads_what_is_posted(street: Street, posted: Begin, page: str) -> None:
    assert let_in(street, of(page, posted().pk)) == ANYONE


@pytest.mark.parametrize(("page", "who"), [("notice", POSTERS), ("gate", POSTERS), ("evidence", set())])
def test_a_draft_is_seen_by_those_who_draft_and_sign(
    street: Street, drafted: Begin, page: str, who: set[str]
) -> None:
    assert let_in(street, of(page, drafted().pk)) == who


def test_the_board_is_for_anyone_and_the_desk_for_those_who_post(street: Street, drafted: Begin) -> None:
    draft = drafted()

    assert let_in(street, of("list")) == ANYONE
    assert let_in(street, of("desk")) == DESK
    assert let_in(street, of("new")) == POSTERS
    assert let_in(street, of("change", draft.pk)) == POSTERS
    assert let_in(street, of("desk-notice", draft.pk)) == DESK


def test_the_board_of_another_community_is_not_ours_to_fill(street: Street, posted: Begin) -> None:
    assert let_in(street, of("desk-notice", posted().pk)) == DESK
    assert "sun_yue" not in let_in(street, of("desk"))


@pytest.mark.parametrize(
    ("deed", "who"),
    [
        ("check", POSTERS),
        ("post", POSTERS),
        ("again", POSTERS),
        ("erratum", POSTERS),
        ("approve", SIGNERS),
        ("approve_and_post", SIGNERS),
        ("send_back", SIGNERS),
        ("withdraw", SIGNERS),
    ],
)
def test_each_step_is_open_to_whom_the_table_says(
    street: Street, posted: Begin, deed: str, who: set[str]
) -> None:
    data = {"reason": "理由", "words": "话"}

    assert let_in(street, of(f"do-{deed}", posted().pk), "post", **data) == who


def test_the_table_names_every_deed() -> None:
    assert set(NOTICE) == {
        "check", "post", "again", "erratum", "approve", "approve_and_post", "send_back", "withdraw"
    }  # fmt: skip
    assert (set(QUESTION), set(ERRATUM)) == (
        {"answer", "hide", "dismiss", "uphold", "restore"},
        {"approve"},
    )


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("question-answer", POSTERS),
        ("question-hide", MODERATORS),
        ("question-uphold", MODERATORS),
        ("question-restore", MODERATORS),
        ("report", RESIDENTS),
    ],
)
def test_questions_are_answered_by_the_body_and_watched_by_moderators(
    street: Street, posted: Begin, name: str, who: set[str]
) -> None:
    question = questions.ask(by=street.by("shen_an"), notice=posted().pk, words="为何？", key="k", at=NOW)

    assert let_in(street, of(name, question.pk), "post", words="答", reason="理由") == who


def test_only_moderators_leave_a_question_standing(street: Street, posted: Begin) -> None:
    question = questions.ask(by=street.by("shen_an"), notice=posted().pk, words="为何？", key="k", at=NOW)
    found = set()
    for who in sorted(ROLES):
        moderation.QuestionReport.objects.all().delete()
        moderation.report(by=street.by("tang_yuan"), question=question.pk, reason="看看", at=NOW)
        answer = street.client(who).post(of("question-dismiss", question.pk))
        found |= (
            {who}
            if answer.status_code == 302
            and "/desk/" in answer["Location"]
            and "/in/" not in answer["Location"]
            else set()
        )

    assert found == MODERATORS


def test_only_the_asker_appeals_and_only_residents_ask(street: Street, posted: Begin) -> None:
    notice = posted()
    question = questions.ask(by=street.by("shen_an"), notice=notice.pk, words="为何？", key="k", at=NOW)
    moderation.hide(by=street.by("gu_min"), question=question.pk, reason="不当", at=NOW)

    assert let_in(street, of("appeal", question.pk), "post", reason="不服") == {"shen_an"}
    assert let_in(street, of("ask", notice.pk), "post", words="多少？", key="x") == RESIDENTS
    assert let_in(street, of("follow", street.compound.pk), "post") == RESIDENTS
    assert Question.objects.filter(author=street.gao_bo).count() == 0


def test_a_correction_is_signed_by_leaders(street: Street, posted: Begin) -> None:
    erratum = errata.propose(by=street.by("gu_min"), notice=posted().pk, words="更正", at=NOW)

    assert let_in(street, of("erratum-approve", erratum.pk), "post") == SIGNERS


def test_a_wrong_form_comes_back_as_it_was_filled_in(street: Street) -> None:
    client = street.client("gu_min")
    answer = client.post(
        of("new"),
        {
            "kind": "finance",
            "area": street.compound.pk,
            "title": "十月收支",
            "body": "",
            "days": "3",
            "key": "k",
        },
    )

    assert answer.status_code == 422
    assert "十月收支" in answer.content.decode() and "请写正文" in answer.content.decode()


def test_too_few_days_are_refused_in_place(street: Street) -> None:
    data = {
        "kind": "finance",
        "area": street.compound.pk,
        "title": "收支",
        "body": "话",
        "days": "3",
        "key": "k",
    }
    answer = street.client("gu_min").post(of("new"), data)

    assert answer.status_code == 422 and "至少要公示15天" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "after=x",
        "after=%00",
        "kind=nothing",
        "standing=now&q=%F0%9F%8D%8A",
        "area=99999999999999999999",
        "community=0",
    ],
)
def test_odd_addresses_of_the_list_never_crash(street: Street, posted: Begin, query: str) -> None:
    posted()

    assert Client().get(f"/notices/?{query}").status_code in {200, 404}


def test_numbers_too_large_for_any_database_are_not_found(street: Street) -> None:
    for url in ("/notices/999999999999999999/", "/notices/questions/999999999999999999/report/"):
        assert street.client("gu_min").post(url, {"reason": "x"}).status_code in {404, 405}


def test_a_neighbour_asks_follows_and_hears(street: Street, posted: Begin) -> None:
    notice, client = posted(), street.client("shen_an")
    for _ in range(2):
        answer = client.post(of("ask", notice.pk), {"words": "多少钱？", "key": "one"})
    client.post(of("follow", notice.area_id), {"notice": notice.pk})

    assert answer["Location"] == f"/notices/{notice.pk}/#q{Question.objects.get().pk}"
    assert Follow.objects.get().area_id == notice.area_id
    page = client.get(of("notice", notice.pk)).content.decode()
    assert "我问的" in page and "不再关注" in page
    client.post(of("follow", notice.area_id), {"notice": notice.pk, "stop": "1"})
    assert not Follow.objects.exists()


@pytest.mark.practice("V11")
def test_a_page_shows_the_dates_the_correction_and_the_reason(street: Street, posted: Begin) -> None:
    notice, gu, lin = posted(), street.by("gu_min"), street.by("lin_xiao")
    right = errata.propose(by=gu, notice=notice.pk, words="共680元", at=NOW)
    errata.approve(by=lin, erratum=right.pk, at=NOW)
    page = Client().get(of("notice", notice.pk)).content.decode()
    gate = Client().get(of("gate", notice.pk)).content.decode()

    assert "2026年11月20日贴出，至少公示15天，到2026年12月5日为止。" in page
    assert "11月20日更正" in page and "共680元" in page and "共600元" in page
    assert (
        "自2026年11月20日（星期五）贴出，至少15天，贴到2026年12月5日（星期六）。" in gate and "<svg" in gate
    )
    approvals.withdraw(by=lin, notice=notice.pk, reason="抄错了", at=NOW)
    assert "抄错了" in Client().get(of("notice", notice.pk)).content.decode()


def test_the_evidence_says_so_when_something_was_changed(street: Street, posted: Begin) -> None:
    notice = posted()
    assert "没有改过一个字" in Client().get(of("evidence", notice.pk)).content.decode()
    Notice.objects.filter(pk=notice.pk).update(body="改了")

    assert "对不上" in Client().get(of("evidence", notice.pk)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_as_much_for_three_as_for_one(street: Street, posted: Begin, count: int) -> None:
    for number in range(count):
        notice = posted()
        for key in range(count):
            questions.ask(by=street.by("shen_an"), notice=notice.pk, words="问", key=f"{number}{key}", at=NOW)
    browsers = {"list": Client(), "notice": Client(), "desk": street.client("gu_min")}
    asked = {}
    for page, client in browsers.items():
        address = of(page, *([notice.pk] if page == "notice" else []))
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked[page] = len(queries)

    assert asked == {"list": 1, "notice": 5, "desk": 12}
