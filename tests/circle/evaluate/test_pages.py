"""Pages of evaluation: who may open which, bad input answered in place, a count of questions that does not grow."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.circle.evaluate.actions import appraisals, rounds
from linli.circle.evaluate.choices import AppraisalState, Mark
from linli.circle.evaluate.models import Appraisal, AppraisalMark, Asking, MatterRating, Round
from linli.circle.evaluate.queries import results
from linli.circle.evaluate.queries import rounds as questions
from tests.circle.evaluate.conftest import CONCERNED, TO_DISCLOSED, Asked, matter_of, opened, walked
from tests.circle.evaluate.test_appraisals import OBSERVERS, called
from tests.street import NOW, STAFF, Street

EVERYONE = sorted(
    {*STAFF, "nobody", "qian_cheng", "shen_an", "tang_yuan", "luo_yongfu", "chen_jianguo", "gao_bo"}
)
CALLERS = {"gu_min", "lin_xiao"}
GOOD = {"result": "4", "reply": "5"}


@pytest.fixture
def now_asked(street: Street) -> Asked:
    """A round that is open by the real clock, which pages read."""
    return opened(street, walked(street, matter_of(street), *TO_DISCLOSED), at=timezone.now())


@pytest.fixture
def appraisal(street: Street) -> Appraisal:
    """An appraisal that is open by the real clock."""
    return appraisals.open_for(by=street.by("gu_min"), called=called(street), at=timezone.now())


def allowed(client: Client, path: str) -> bool:
    answer = client.get(path)
    if answer.status_code == 302:
        assert answer["Location"].startswith("/in/")
        return False
    return answer.status_code not in {403, 404}


def test_every_page_lets_in_exactly_who_is_listed(now_asked: Asked, appraisal: Appraisal) -> None:
    round_, row = now_asked.round.pk, Asking.objects.get(resident=now_asked.street.zhou_guilan).pk
    table = {
        f"/rate/{round_}/": {"shen_an", "tang_yuan", "chen_jianguo", "he_zhiqiang"},
        f"/rate/{round_}/for/": set(EVERYONE) - {"nobody"},  # it says that there is nobody to speak for
        f"/rated/{round_}/": set(EVERYONE),
        "/appraisals/": set(EVERYONE),
        f"/appraisals/{appraisal.pk}/": set(EVERYONE),
        "/desk/calls/": CALLERS,
        "/desk/calls/print/": CALLERS,
        "/desk/calls/list.xlsx": CALLERS,
        f"/desk/calls/{row}/": CALLERS,
        f"/desk/rounds/{round_}/": CALLERS,
        "/desk/evaluation/": CALLERS,
        "/desk/appraisals/open/": CALLERS,
    }
    clients = {who: now_asked.street.client(who) for who in EVERYONE}

    found = {path: {who for who in EVERYONE if allowed(clients[who], path)} for path in table}

    assert found == table


def test_a_weak_session_does_not_call_back(now_asked: Asked) -> None:
    client = now_asked.street.client("gu_min", is_strong=False)

    assert client.get("/desk/calls/").status_code == 403
    assert client.get("/desk/evaluation/").status_code == 403


def test_a_neighbour_rates_changes_and_takes_it_back(now_asked: Asked) -> None:
    path, client = f"/rate/{now_asked.round.pk}/", now_asked.street.client("shen_an")
    assert client.post(path, GOOD).status_code == 302
    assert client.post(path, {**GOOD, "result": "2", "words": "漏水"}).status_code == 302
    assert MatterRating.objects.get().result == 2
    assert "漏水" in client.get(path).content.decode()

    assert client.post(f"{path}withdraw/").status_code == 302
    assert MatterRating.objects.count() == 0


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"result": "4"},
        {"result": "6", "reply": "5"},
        {"result": "x", "reply": "5"},
        {**GOOD, "need": "11"},
        {**GOOD, "words": "长" * 501},
        {**GOOD, "solved": "maybe"},
    ],
)
def test_a_rating_that_makes_no_sense_is_answered_in_place(now_asked: Asked, sent: dict[str, str]) -> None:
    answer = now_asked.street.client("shen_an").post(f"/rate/{now_asked.round.pk}/", sent)

    assert (answer.status_code, MatterRating.objects.count()) == (422, 0)


def test_staff_write_down_a_visit(now_asked: Asked) -> None:
    row = Asking.objects.get(resident=now_asked.street.zhou_guilan)
    client, path = now_asked.street.client("gu_min"), f"/desk/calls/{row.pk}/"
    assert client.post(path, {"contact": "door_closed", "channel": "visit"}).status_code == 302
    assert client.post(path, {"contact": "contacted", "channel": "visit", "result": "3"}).status_code == 422
    assert client.post(path, {"contact": "not_reached", "channel": "visit", **GOOD}).status_code == 422
    assert client.post(path, {"contact": "contacted", "channel": "visit", **GOOD}).status_code == 302

    rating = MatterRating.objects.get()
    assert (rating.resident_id, rating.channel, rating.result) == (row.resident_id, "visit", 4)
    row.refresh_from_db()
    assert (row.contact, row.tries) == ("contacted", 2)


def test_a_helper_passes_on_from_the_phone(now_asked: Asked) -> None:
    client, path = now_asked.street.client("chen_jianguo"), f"/rate/{now_asked.round.pk}/for/"
    zhou = now_asked.street.zhou_guilan.pk
    assert client.post(path, {**GOOD, "resident": zhou}).status_code == 422

    assert client.post(path, {**GOOD, "resident": zhou, "consent": "问过她"}).status_code == 302
    assert MatterRating.objects.get().resident_id == zhou


def test_the_result_shows_marks_from_the_fifth_on(now_asked: Asked) -> None:
    at = timezone.now()
    for number, who in enumerate(CONCERNED[:5], start=1):
        now_asked.rate(who, number, at=at)
    rounds.close(round_=now_asked.round.pk, at=at + timedelta(days=15))

    page = Client().get(f"/rated/{now_asked.round.pk}/").content.decode()

    assert "平均3分" in page
    assert page.count('<table class="bars">') == 2


def test_neighbours_mark_and_observers_sign_on_their_phones(street: Street, appraisal: Appraisal) -> None:
    subject = appraisal.subjects.order_by("pk")[0]
    client, path = street.client("shen_an"), f"/appraisals/{appraisal.pk}/"
    assert client.post(path, {f"s{subject.pk}": "splendid"}).status_code == 422
    assert client.post(path, {}).status_code == 422
    assert client.post(path, {f"s{subject.pk}": "fit"}).status_code == 302
    assert AppraisalMark.objects.get().mark == Mark.FIT
    assert street.client("gao_bo").post(path, {f"s{subject.pk}": "fit"}).status_code == 422

    appraisals.count(appraisal=appraisal.pk, at=timezone.now() + timedelta(days=16))
    assert street.client("shen_an").post(f"{path}sign/").status_code == 403
    for who in OBSERVERS:
        assert street.client(who).post(f"{path}sign/", {"words": "都在"}).status_code == 302

    assert Appraisal.objects.get().state == AppraisalState.POSTED
    assert "太少" in Client().get(path).content.decode()
    assert Client().get(f"/appraisals/of/body/{street.committee.pk}/").status_code == 200
    assert Client().get(f"/appraisals/of/body/{street.manager.pk}/").status_code == 404


def test_staff_open_an_appraisal_from_the_desk(street: Street) -> None:
    client = street.client("gu_min")
    sent = {
        "electorate": "residents",
        "subjects": [f"body-{street.committee.pk}"],
        "observers": [street.chen_jianguo.pk],
    }
    assert client.post("/desk/appraisals/open/", {}).status_code == 422
    assert client.post("/desk/appraisals/open/", sent).status_code == 422
    assert Appraisal.objects.count() == 0


def test_the_governance_need_is_scored_on_the_round_page(now_asked: Asked) -> None:
    client, path = now_asked.street.client("gu_min"), f"/desk/rounds/{now_asked.round.pk}/"

    assert client.post(path, {"score": "11"}).status_code == 422
    assert client.post(path, {"score": "7"}).status_code == 302
    assert now_asked.now().governance_score == 7


@pytest.mark.parametrize(
    "path", ["/rated/999999999/", "/appraisals/999999999/", "/rate/r/x/y/", "/appraisals/of/body/9/"]
)
def test_what_is_not_there_is_not_found(street: Street, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_questions_do_not_grow_with_ratings(street: Street) -> None:
    at = timezone.now()
    staff = street.client("gu_min")

    def counts() -> dict[str, int]:
        matter = Round.objects.order_by("pk")[0].matter_id
        pages = {
            "of_matter": lambda: results.of_matter(matter),
            "waiting": lambda: questions.waiting_for(street.shen_an.pk, at),
            "calls": lambda: staff.get("/desk/calls/"),
        }
        found = {}
        for name, page in pages.items():
            page()
            with CaptureQueriesContext(connection) as caught:
                page()
            found[name] = len(caught)
        return found

    opened(street, walked(street, matter_of(street, CONCERNED[:1]), *TO_DISCLOSED), at=at)
    at_one = counts()
    for title in ("二", "三"):
        more = opened(street, walked(street, matter_of(street, title=title), *TO_DISCLOSED), at=at)
        more.rate("tang_yuan", at=at)

    assert counts() == at_one
    assert (at_one["of_matter"], at_one["waiting"]) == (1, 1)
    assert at > NOW
