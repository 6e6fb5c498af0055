"""The pages: voting in two presses without a script, receipts, the roll, the result, and the desk step by step."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.circle.decide import receipts
from linli.circle.decide.actions import counting, running
from linli.circle.decide.choices import State
from linli.circle.decide.models import Ballot, NamedVote, Objection, Option, Paper, RollLine, StationEntry
from tests.circle.decide.conftest import COUNTING, NOW, OPENS, VOTING, Hall, photo


def code_in(page: str) -> str:
    """The receipt that the form was given."""
    found = re.search(r'name="receipt" value="([^"]+)"', page)
    assert found is not None
    return found[1]


@pytest.mark.practice("C2")
def test_a_neighbour_votes_in_two_presses_and_the_same_form_again_shows_the_same_receipt(
    hall: Hall, at
) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.secret()
    at(VOTING)
    client = hall.street.client("shen_an")
    code = code_in(client.get(f"/b/{ballot.pk}/").content.decode())

    answers = [
        client.post(f"/b/{ballot.pk}/vote/", {"choice": "for", "receipt": code}) for _press in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert all(code in answer.content.decode() for answer in answers)
    assert Paper.objects.get().seal == receipts.seal(ballot.pk, code)
    assert code not in str(dict(client.session))
    assert "您这一票已经投了" in client.get(f"/b/{ballot.pk}/").content.decode()


def test_a_second_form_says_that_the_vote_is_in(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.secret()
    hall.cast(ballot, "shen_an")
    at(VOTING)

    answer = hall.street.client("shen_an").post(
        f"/b/{ballot.pk}/vote/", {"choice": "for", "receipt": receipts.new()}
    )

    assert answer.status_code == 409
    assert "已经投过了" in answer.content.decode()


def test_a_form_without_a_choice_comes_back_with_a_sentence_and_the_same_receipt(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.secret()
    at(VOTING)
    code = receipts.new()

    answer = hall.street.client("shen_an").post(f"/b/{ballot.pk}/vote/", {"receipt": code})

    assert answer.status_code == 422
    assert "请选一个，再投出" in answer.content.decode()
    assert code_in(answer.content.decode()) == code


def test_a_named_vote_is_changed_on_the_same_page(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.named()
    hall.cast(ballot, "shen_an", "for")
    at(VOTING)
    client = hall.street.client("shen_an")

    page = client.get(f"/b/{ballot.pk}/").content.decode()
    client.post(f"/b/{ballot.pk}/vote/", {"choice": "against", "receipt": code_in(page)})

    assert "改成这个" in page
    assert NamedVote.objects.get().choice == "against"


@pytest.mark.parametrize("moment", [VOTING, COUNTING])
def test_the_check_says_in_or_not_in_and_never_what_the_paper_says(hall: Hall, at, moment) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.secret()
    code = hall.cast(ballot, "shen_an", "against")
    if moment == COUNTING:
        hall.settled(ballot)
    at(moment)
    client = Client()

    there = client.post(f"/b/{ballot.pk}/check/", {"receipt": code.lower()}).content.decode()
    gone = client.post(f"/b/{ballot.pk}/check/", {"receipt": receipts.new()}).content.decode()

    assert ("计票里" if moment == COUNTING else "票箱里") in there and "反对" not in there
    assert "不在" in gone and "没有找到" in gone
    assert client.post(f"/b/{ballot.pk}/check/", {"receipt": "x"}).status_code == 422


def test_the_holder_of_a_receipt_changes_the_paper_without_signing_in(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.secret()
    code = hall.cast(ballot, "shen_an", "for")
    at(VOTING)

    answer = Client().post(f"/b/{ballot.pk}/change/", {"receipt": code, "choice": "abstain"})

    assert answer.status_code == 200 and code in answer.content.decode()
    assert Paper.objects.get().choice == "abstain"


def test_the_posted_roll_is_masked_and_tells_not_who_has_voted(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.secret()
    at(VOTING)
    before = Client().get(f"/b/{ballot.pk}/roll/").content
    hall.cast(ballot, "shen_an")
    after = Client().get(f"/b/{ballot.pk}/roll/").content

    page = after.decode()
    assert "沈*" in page and "沈安" not in page and "202" not in page.split("<tbody>")[1]
    assert strip(before) == strip(after)
    assert RollLine.objects.filter(mark__in=re.findall(r"[0-9a-f]{32}", page)).count() == 0


def strip(page: bytes) -> str:
    """A page without its tokens."""
    return re.sub(r'(csrfmiddlewaretoken|name="key")[^>]*>', "", page.decode())


def test_an_objection_is_made_on_the_roll_and_answered_at_the_desk(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.posted()
    at(NOW + timedelta(days=1))
    number = hall.line(ballot, "ye_qing").order
    client, desk = hall.street.client("shen_an"), hall.street.client("gu_min")

    form = {"number": number, "words": "名字写错了", "key": "k"}
    assert client.post(f"/b/{ballot.pk}/roll/", form).status_code == 302
    objection = Objection.objects.get()
    refused = desk.post(f"/desk/ballots/{ballot.pk}/objections/{objection.pk}/refuse/", {"words": ""})
    assert refused.status_code == 422 and "请写明答复的理由" in refused.content.decode()
    answered = desk.post(
        f"/desk/ballots/{ballot.pk}/objections/{objection.pk}/refuse/", {"words": "没有写错"}
    )

    assert answered.status_code == 302
    assert "没有写错" in client.get(f"/b/{ballot.pk}/roll/").content.decode()
    assert client.post(f"/b/{ballot.pk}/roll/", {**form, "number": 9999, "key": "l"}).status_code == 422


def test_staff_make_a_ballot_step_by_step_and_post_it(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    at(NOW)
    desk = hall.street.client("gu_min")
    what = {
        "matter": hall.matter.pk,
        "body": hall.street.committee.pk,
        "question": "装哪一种车棚？",
        "kind": "choose",
        "options": "钢架的\n木头的\n不装",
        "key": "once",
    }
    first = [desk.post("/desk/ballots/new/", what) for _press in range(2)]
    ballot = Ballot.objects.get()
    assert [answer["Location"] for answer in first] == [f"/desk/ballots/{ballot.pk}/edit/whom/"] * 2
    whom = {"scope": hall.street.community.pk, "basis": "person", "secrecy": "secret"}
    second = desk.post(
        f"/desk/ballots/{ballot.pk}/edit/whom/",
        {**whom, "rules": "own-simple-majority", "may_abstain": "on", "may_change": "on"},
    )
    assert second["Location"] == f"/desk/ballots/{ballot.pk}/edit/when/"
    local = timezone.localtime(OPENS)
    times = {
        "opens_at": f"{local:%Y-%m-%dT%H:%M}",
        "closes_at": f"{local + timedelta(days=7):%Y-%m-%dT%H:%M}",
    }
    third = desk.post(f"/desk/ballots/{ballot.pk}/edit/when/", {**times, "station": "居委会一楼"})
    assert third["Location"] == f"/desk/ballots/{ballot.pk}/"
    assert desk.post(f"/desk/ballots/{ballot.pk}/post/").status_code == 302

    ballot.refresh_from_db()
    assert (ballot.state, ballot.question, ballot.opens_at) == (State.POSTED, "装哪一种车棚？", OPENS)
    assert list(Option.objects.values_list("key", "words")) == [
        ("a", "钢架的"),
        ("b", "木头的"),
        ("c", "不装"),
    ]
    assert "开始前的检查" in desk.get(f"/desk/ballots/{ballot.pk}/").content.decode()


def test_opening_what_could_be_contested_needs_a_reason_and_keeps_it(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.posted(station="")
    at(OPENS - timedelta(hours=1))
    desk = hall.street.client("gu_min")

    refused = desk.post(f"/desk/ballots/{ballot.pk}/open/", {"override": ""})
    opened = desk.post(f"/desk/ballots/{ballot.pk}/open/", {"override": "票站明天就设"})

    assert refused.status_code == 422 and "不用手机的人投不了" in refused.content.decode()
    assert opened.status_code == 302
    ballot.refresh_from_db()
    assert (ballot.state, ballot.override) == (State.OPEN, "票站明天就设")


def test_a_paper_is_taken_in_at_the_desk_and_witnessed_on_a_phone(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.secret()
    at(VOTING)
    desk, other = hall.street.client("gu_min"), hall.street.client("lin_xiao")
    line = hall.line(ballot, "zhou_guilan")
    page = desk.get(f"/desk/ballots/{ballot.pk}/station/?q=周").content.decode()
    assert "周桂兰" in page and 'name="choice"' not in page
    form = {"q": "周", "line": line.pk, "way": "paper", "reason": "不用手机", "evidence": "envelope"}
    bare = desk.post(f"/desk/ballots/{ballot.pk}/station/", form)
    assert bare.status_code == 422 and "请拍一张照片作凭据" in bare.content.decode()
    form["photo"] = SimpleUploadedFile("a.jpg", photo(), "image/jpeg")
    assert desk.post(f"/desk/ballots/{ballot.pk}/station/", form).status_code == 302
    entry = StationEntry.objects.get()

    assert other.get(f"/files/{entry.photo_id}").status_code == 200
    assert hall.street.client("shen_an").get(f"/files/{entry.photo_id}").status_code in {403, 404}
    assert "周*" in other.get(f"/b/{ballot.pk}/witness/").content.decode()
    assert other.post(f"/b/{ballot.pk}/witness/{entry.pk}/").status_code == 302
    line.refresh_from_db()
    assert line.submitted is True


def test_the_result_shows_gates_numbers_seals_and_a_bundle(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.secret(rules="cn-residents-assembly-2026")
    for who, choice in zip(("shen_an", "ye_qing", "chen_jianguo"), ("for", "for", "against"), strict=True):
        hall.cast(ballot, who, choice)
    assert Client().get(f"/b/{ballot.pk}/result/").status_code == 404
    assert Client().get(f"/b/{ballot.pk}/bundle.json").status_code == 404
    hall.settled(ballot)
    at(COUNTING)

    page = Client().get(f"/b/{ballot.pk}/result/").content.decode()

    assert "名册上5票，来了3票。至少要3票。" in page
    assert "3票里有2票。至少要2票。" in page
    assert "66.67%" in page and "这件事通过了" in page and "若把送达未投的也算上" in page
    bundle = Client().get(f"/b/{ballot.pk}/bundle.json")
    assert bundle.status_code == 200 and bundle.json()["seals"]["papers_root"]


def test_a_named_bundle_is_for_tellers(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.named()
    hall.cast(ballot, "shen_an", "for")
    hall.settled(ballot)
    at(COUNTING)

    got = {
        who: hall.street.client(who).get(f"/b/{ballot.pk}/bundle.json").status_code
        for who in ("nobody", "shen_an", "gu_min", "lin_xiao")
    }

    assert got == {"nobody": 403, "shen_an": 403, "gu_min": 200, "lin_xiao": 200}


@pytest.mark.parametrize("secrecy", ["secret", "named"])
def test_nothing_countable_is_on_any_page_before_the_close(hall: Hall, at, secrecy: str) -> None:  # type: ignore[no-untyped-def]
    ballot = getattr(hall, secrecy)()
    at(VOTING)
    pages = ["/b/", *(f"/b/{ballot.pk}/{page}" for page in ("", "roll/", "check/", "paper/"))]
    desks = ["/desk/ballots/", *(f"/desk/ballots/{ballot.pk}/{page}" for page in ("", "roll/", "station/"))]
    desk = hall.street.client("gu_min")

    def seen() -> list[str]:
        shown = [Client().get(page).content for page in pages] + [desk.get(page).content for page in desks]
        return [strip(page) for page in shown]

    before = seen()
    for who in ("shen_an", "ye_qing"):
        hall.cast(ballot, who, "for")

    assert seen() == before


def test_a_ballot_closed_and_settled_at_the_desk(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    ballot = hall.secret()
    hall.cast(ballot, "shen_an")
    desk, close = hall.street.client("gu_min"), f"/desk/ballots/{ballot.pk}/close/"
    at(VOTING)
    assert close not in desk.get(f"/desk/ballots/{ballot.pk}/").content.decode()
    at(COUNTING)
    assert close in desk.get(f"/desk/ballots/{ballot.pk}/").content.decode()

    assert desk.post(f"/desk/ballots/{ballot.pk}/close/").status_code == 302
    assert desk.get(f"/desk/ballots/{ballot.pk}/box/").status_code == 200
    assert desk.post(f"/desk/ballots/{ballot.pk}/settle/").status_code == 302
    assert Ballot.objects.get().state == State.SETTLED
    again = desk.post(f"/desk/ballots/{ballot.pk}/rerun/", {"grounds": "人数不够"})
    fresh = Ballot.objects.get(rerun_of=ballot)
    assert again["Location"] == f"/desk/ballots/{fresh.pk}/"
    assert "人数不够" in Client().get(f"/b/{ballot.pk}/").content.decode()
    with pytest.raises(running.NoSuchTurn):
        counting.close(by=hall.staff, ballot=ballot.pk, at=COUNTING)


@pytest.mark.parametrize(
    "address", ["", "roll/", "result/", "check/", "paper/", "bundle.json", "witness/", "change/"]
)
def test_a_draft_is_nobodys_business(hall: Hall, address: str) -> None:
    ballot = hall.draft()

    for who in ("nobody", "shen_an", "gu_min"):
        answer = hall.street.client(who).get(f"/b/{ballot.pk}/{address}")
        assert answer.status_code in ({302, 404} if address == "witness/" else {404})


def test_lists_cost_the_same_for_one_ballot_and_three(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    at(VOTING)
    client, desk = hall.street.client("shen_an"), hall.street.client("gu_min")

    def cost() -> list[int]:
        counted = []
        for who, page in ((client, "/b/"), (desk, "/desk/ballots/")):
            who.get(page)
            with CaptureQueriesContext(connection) as queries:
                who.get(page)
            counted.append(len(queries))
        return counted

    hall.secret()
    one = cost()
    hall.secret()
    hall.secret()

    assert cost() == one


def test_a_roll_costs_the_same_for_few_and_many(hall: Hall, at) -> None:  # type: ignore[no-untyped-def]
    at(VOTING)
    small = hall.secret(scope=hall.street.b3.pk)
    hall.neighbours(4)
    large = hall.secret()

    def cost(pk: int) -> int:
        Client().get(f"/b/{pk}/roll/")
        with CaptureQueriesContext(connection) as queries:
            Client().get(f"/b/{pk}/roll/")
        return len(queries)

    assert cost(small.pk) == cost(large.pk)
