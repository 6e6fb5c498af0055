"""What a neighbour does by machine: under the rooms' own rules, with the same words of refusal, and never a vote."""

from collections.abc import Callable

import pytest
from django.test import Client

from linli.circle.deliberate.actions import talks
from linli.circle.deliberate.models import Reaction, Statement
from linli.circle.evaluate.models import MatterRating
from linli.circle.matters.models import Concern, Matter
from linli.commons.notices.models import Question
from linli.ground.journal.models import Entry
from linli.ground.messages.actions.telling import News, tell
from linli.ground.messages.models import Message
from linli.ground.people.models import Account
from tests.circle.deliberate.conftest import green, talked
from tests.circle.evaluate.conftest import Asked, asked
from tests.commons.notices.conftest import Begin, posted
from tests.faces.api.calls import KEY, got, measured, refused, sent
from tests.faces.api.conftest import SetTo
from tests.street import NOW, Street

__all__ = ["asked", "green", "posted", "talked"]

STARS = {"result": 4, "reply": 3}
Told = Callable[..., None]


@pytest.fixture(autouse=True)
def _that_friday(at: SetTo) -> None:
    at(NOW)


@pytest.fixture
def told(street: Street) -> Told:
    """Tell neighbours of something."""

    def tell_them(fact: str, *who: str) -> None:
        news = News(fact=fact, words="matter.deliver", link="/m/1/", facts={"title": "路灯"})
        tell(news, to={getattr(street, one).pk: "follows" for one in who}, at=NOW)

    return tell_them


class TestTalking:
    def test_a_later_reaction_takes_the_place_of_the_earlier(self, street: Street, talked: Matter) -> None:
        me = street.client("shen_an")
        said = sent(me, "post", f"/matters/{talked.pk}/statements", {"text": "种麦冬"}, **KEY).json()["id"]
        for feeling in ("agree", "disagree", "pass", "disagree"):
            answer = sent(me, "post", f"/statements/{said}/reaction", {"feeling": feeling})
            assert answer.status_code == 204

        assert [(row.resident_id, row.feeling) for row in Reaction.objects.all()] == [(street.shen_an.pk, -1)]
        assert Entry.objects.filter(verb__contains="reaction").count() == 0
        wrong = sent(me, "post", f"/statements/{said}/reaction", {"feeling": "love"})
        assert wrong.status_code == 422

    def test_the_same_key_says_it_once_and_numbers_wait_for_staff(
        self, street: Street, talked: Matter
    ) -> None:
        me, path = street.client("shen_an"), f"/matters/{talked.pk}/statements"
        body = {"text": "打13812345678问问"}
        first, again = (sent(me, "post", path, body, **KEY) for _press in range(2))

        assert (first.status_code, first.json()) == (201, again.json())
        assert (first.json()["state"], "13812345678" in first.json()["text"]) == ("held", False)
        assert Statement.objects.count() == 1
        assert sent(me, "post", path, body).status_code == 422

    @pytest.mark.parametrize(
        ("who", "says_no"),
        [("nobody", (401, "not_signed_in")), ("gao_bo", (403, "not_of_this_scope"))],
    )
    def test_only_who_lives_there_speaks(
        self, street: Street, talked: Matter, who: str, says_no: tuple[int, str]
    ) -> None:
        statement = Statement.objects.create(
            matter=talked, author=street.shen_an, text="种麦冬", state="shown", at=NOW
        )
        client = street.client(who)
        spoken = sent(client, "post", f"/matters/{talked.pk}/statements", {"text": "种树"}, **KEY)
        felt = sent(client, "post", f"/statements/{statement.pk}/reaction", {"feeling": "agree"})

        assert (refused(spoken), refused(felt)) == (says_no, says_no)
        assert (Statement.objects.count(), Reaction.objects.count()) == (1, 0)

    def test_nothing_is_taken_when_the_talk_is_over(self, street: Street, talked: Matter) -> None:
        me, path = street.client("shen_an"), f"/matters/{talked.pk}/statements"
        talks.close(by=street.by("gu_min"), matter=talked.pk, at=NOW)

        assert refused(sent(me, "post", path, {"text": "种树"}, **KEY)) == (409, "talk_is_closed")
        assert refused(sent(me, "post", "/statements/99999/reaction", {"feeling": "agree"})) == (
            404,
            "not_there",
        )


class TestFollowing:
    def test_one_follows_mutes_and_hears_again(self, street: Street, green: Matter) -> None:
        me, path = street.client("shen_an"), f"/matters/{green.pk}/follow"
        for _press in range(2):
            assert sent(me, "post", path).status_code == 204
        mine = got(me, "/me/matters").json()["rows"]
        assert [(one["matter"]["id"], one["why"], one["is_muted"]) for one in mine] == [
            (green.pk, "follows", False)
        ]
        assert sent(me, "delete", path).status_code == 204

        assert Concern.objects.filter(resident=street.shen_an).count() == 0
        assert got(me, "/me/matters").json()["rows"] == []

    def test_whom_it_concerns_otherwise_is_muted_not_forgotten(self, asked: Asked) -> None:
        me, path = asked.street.client("shen_an"), f"/matters/{asked.matter.pk}/follow"
        sent(me, "delete", path)
        muted = got(me, "/me/matters").json()["rows"]
        sent(me, "post", path)
        again = got(me, "/me/matters").json()["rows"]

        assert [(one["why"], one["is_muted"]) for one in (*muted, *again)] == [
            ("said", True),
            ("said", False),
        ]

    def test_who_is_not_known_follows_nothing(self, street: Street, green: Matter) -> None:
        stranger, path = street.client("nobody"), f"/matters/{green.pk}/follow"

        assert refused(sent(stranger, "post", path)) == (401, "not_signed_in")
        assert refused(got(stranger, "/me/matters")) == (401, "not_signed_in")
        me = street.client("shen_an")
        assert refused(sent(me, "post", "/matters/99999/follow")) == (404, "no_such_matter")


class TestRating:
    def test_the_end_of_a_matter_is_rated_changed_and_taken_back(self, asked: Asked) -> None:
        me, path = asked.street.client("shen_an"), f"/rounds/{asked.round.pk}/rating"
        assert [one["id"] for one in got(me, "/me/rounds").json()] == [asked.round.pk]
        first = sent(me, "post", path, {**STARS, "words": "灯还暗", "is_solved": False})
        changed = sent(me, "post", path, {"result": 5, "reply": 5, "need_score": 9})

        assert (first.json()["result"], first.json()["words"], first.json()["is_solved"]) == (
            4,
            "灯还暗",
            False,
        )
        assert (changed.json()["result"], changed.json()["need_score"]) == (5, 9)
        assert MatterRating.objects.get().channel == "self"
        assert got(me, "/me/rounds").json() == []
        assert sent(me, "delete", path).status_code == 204
        assert MatterRating.objects.count() == 0

    @pytest.mark.parametrize("body", [{}, {"result": 6, "reply": 1}, {**STARS, "words": "长" * 501}])
    def test_what_makes_no_sense_is_refused(self, asked: Asked, body: dict[str, object]) -> None:
        answer = sent(asked.street.client("shen_an"), "post", f"/rounds/{asked.round.pk}/rating", body)

        assert (answer.status_code, MatterRating.objects.count()) == (422, 0)

    def test_only_whom_it_concerns_rates_and_only_while_it_is_open(self, asked: Asked) -> None:
        path, me = f"/rounds/{asked.round.pk}/rating", asked.street.client("shen_an")
        stranger = asked.street.client("gao_bo")
        assert refused(sent(stranger, "post", path, STARS)) == (403, "not_concerned")
        assert refused(sent(asked.street.client("nobody"), "post", path, STARS)) == (401, "not_signed_in")
        asked.close()

        assert refused(sent(me, "post", path, STARS)) == (409, "round_is_closed")
        assert refused(sent(me, "delete", path)) == (409, "round_is_closed")
        assert refused(sent(me, "post", "/rounds/99999/rating", STARS)) == (404, "no_such_round")


class TestAsking:
    def test_a_question_is_asked_once_and_numbers_are_covered(self, street: Street, posted: Begin) -> None:
        me, path = street.client("shen_an"), f"/notices/{posted().pk}/questions"
        body = {"words": "打13812345678问谁批的"}
        first, again = (sent(me, "post", path, body, **KEY) for _press in range(2))

        assert (first.status_code, first.json()["id"]) == (201, again.json()["id"])
        assert first.json()["words"] == again.json()["words"] == "打***********问谁批的"
        assert Question.objects.count() == 1

    def test_only_residents_of_the_community_ask_and_only_what_hangs(
        self, street: Street, posted: Begin
    ) -> None:
        path, body = f"/notices/{posted().pk}/questions", {"words": "多少钱？"}

        stranger = sent(street.client("gao_bo"), "post", path, body, **KEY)
        assert refused(stranger) == (403, "not_a_resident")
        assert refused(sent(street.client("nobody"), "post", path, body, **KEY)) == (401, "not_signed_in")
        gone = sent(street.client("shen_an"), "post", "/notices/99999/questions", body, **KEY)
        assert refused(gone) == (404, "no_such_notice")
        assert Question.objects.count() == 0


class TestInbox:
    def test_one_reads_ones_own_messages_newest_first(self, street: Street, told: Told) -> None:
        told("a", "shen_an", "chen_jianguo"), told("b", "shen_an")
        me = street.client("shen_an")
        first = got(me, "/me/messages?size=1")
        rest = me.get(first["Link"].removeprefix("<").partition(">")[0]).json()["rows"]
        newest = first.json()["rows"][0]

        assert (newest["link"], newest["is_read"], len(rest)) == ("/m/1/", False, 1)
        assert "路灯" in newest["words"] and newest["why"] == "您关注了这件事"
        assert sent(me, "post", f"/me/messages/{newest['id']}/read").status_code == 204
        assert [one["is_read"] for one in got(me, "/me/messages").json()["rows"]] == [True, False]

    def test_all_are_read_up_to_what_was_seen(self, street: Street, told: Told) -> None:
        told("a", "shen_an"), told("b", "shen_an")
        seen = Message.objects.latest("pk").pk
        told("c", "shen_an")
        answer = sent(street.client("shen_an"), "post", "/me/messages/read", {"until": seen})

        assert answer.json() == {"read": 2}
        assert Message.objects.filter(read_at=None).count() == 1

    def test_nobody_opens_the_messages_of_another(self, street: Street, told: Told) -> None:
        told("a", "chen_jianguo")
        message = Message.objects.get()
        me = street.client("shen_an")

        assert got(me, "/me/messages").json()["rows"] == []
        assert refused(sent(me, "post", f"/me/messages/{message.pk}/read")) == (404, "no_such_message")
        assert refused(got(street.client("nobody"), "/me/messages")) == (401, "not_signed_in")
        assert Message.objects.get().read_at is None

    def test_lists_cost_the_same_for_one_and_for_three(self, street: Street, told: Told) -> None:
        me = street.client("shen_an")
        told("a", "shen_an")
        with_one = measured(me, "/me/messages")
        told("b", "shen_an"), told("c", "shen_an")

        assert measured(me, "/me/messages") == with_one == 3


def test_an_account_without_a_resident_has_nothing_of_its_own(street: Street, client: Client) -> None:
    client.force_login(Account.objects.create(login="guest", joined_at=NOW))

    assert got(client, "/me/rounds").json() == []
    assert refused(got(client, "/me/matters")) == (403, "not_known")
    assert refused(got(client, "/me/messages")) == (403, "nobodys_inbox")
    assert refused(sent(client, "post", "/me/messages/read", {"until": 1})) == (403, "nobodys_inbox")


def test_ones_own_matters_and_rounds_cost_the_same_for_one_and_for_three(asked: Asked) -> None:
    me, lists = asked.street.client("shen_an"), ("/me/matters", "/me/rounds")
    with_one = [measured(me, path) for path in lists]
    for matter in Matter.objects.all():
        for number in (2, 3):
            matter.pk, matter.key, matter.title = None, None, f"第{number}件"
            matter.save()
            Concern.objects.create(
                matter=matter, resident=asked.street.shen_an, why="follows", reasons=4, since=NOW
            )

    assert [measured(me, path) for path in lists] == with_one == [3, 3]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/statements/1/reaction"),
        ("post", "/matters/1/statements"),
        ("post", "/matters/1/follow"),
        ("delete", "/matters/1/follow"),
        ("post", "/rounds/1/rating"),
        ("delete", "/rounds/1/rating"),
        ("post", "/notices/1/questions"),
        ("post", "/me/messages/1/read"),
        ("post", "/me/messages/read"),
    ],
)
def test_every_deed_needs_the_csrf_token(street: Street, method: str, path: str) -> None:
    client = street.client("shen_an")
    client.handler.enforce_csrf_checks = True
    body = {"feeling": "agree", "text": "好", "words": "好", "until": 1, **STARS}

    assert sent(client, method, path, body, **KEY).status_code == 403
