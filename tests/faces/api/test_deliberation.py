"""Deliberation by machine: options, talks, bodies, meetings; what the pages show to anyone and nothing more."""

from datetime import timedelta

import pytest
from django.test import Client

from linli.circle.deliberate.actions import agenda, meetings, minutes, options, reactions, statements
from linli.circle.deliberate.actions.options import Sketch
from linli.circle.deliberate.choices import Feeling
from linli.circle.deliberate.models import Meeting
from linli.circle.deliberate.queries import bodies
from linli.circle.matters.models import Matter
from tests.circle.deliberate.conftest import council, green, room, talked
from tests.circle.deliberate.councils import AFTER, LATER, Council
from tests.circle.deliberate.rooms import Room
from tests.faces.api.calls import got, measured, names_in, page, refused, sent, words
from tests.faces.api.conftest import SetTo
from tests.street import NOW, Street

__all__ = ["council", "green", "room", "talked"]


def planted(street: Street, matter: Matter, name: str, price: int | None = None, **traits: str) -> int:
    sketch = Sketch(name, price, proposer_words="3号楼居民", traits=traits)
    return options.add(by=street.by("gu_min"), matter=matter.pk, sketch=sketch, at=NOW).pk


def say(street: Street, matter: Matter, text: str, who: str = "shen_an") -> int:
    return statements.say(by=street.by(who), matter=matter.pk, text=text, at=NOW).pk


def reacts(street: Street, statement: int, who: str, feeling: Feeling) -> None:
    reactions.react(by=street.by(who), statement=statement, feeling=feeling, at=NOW)


def concluded(council: Council, matter: Matter) -> Meeting:
    """A meeting that talked about a matter and resolved something; its minutes wait to be settled."""
    meeting = council.held(matters=(matter.pk,), items=("随便谈谈",))
    by, items = council.street.by("chen_jianguo"), list(meeting.items.order_by("order"))
    council.resolve(meeting, item=next(one for one in items if one.matter_id is None))
    about = next(one for one in items if one.matter_id)
    agenda.conclude(by=by, meeting=meeting.pk, item=about.pk, outcome="大家倾向麦冬", at=LATER)
    return meetings.end(by=by, meeting=meeting.pk, at=AFTER)


class TestOptions:
    def test_they_stand_side_by_side_with_attributes_and_price(
        self, street: Street, green: Matter, client: Client
    ) -> None:
        first = planted(street, green, "麦冬", 128_000, 养护="每月浇两次水")
        second = planted(street, green, "草花", 遮阴="没有")
        told = got(client, f"/matters/{green.pk}/options").json()

        assert told["attributes"] == ["养护", "遮阴"]
        assert [(one["id"], one["name"], one["price_fen"], one["traits"]) for one in told["options"]] == [
            (first, "麦冬", 128_000, {"养护": "每月浇两次水"}),
            (second, "草花", None, {"遮阴": "没有"}),
        ]
        assert told["withdrawn"] == []

    def test_of_a_withdrawn_one_only_name_and_reason_are_left(
        self, street: Street, green: Matter, client: Client
    ) -> None:
        option = planted(street, green, "草花", 777_700, 遮阴="没有")
        options.withdraw(by=street.by("gu_min"), option=option, reason="买不到苗", at=NOW)
        answer = got(client, f"/matters/{green.pk}/options")

        assert answer.json() == {
            "attributes": [],
            "options": [],
            "withdrawn": [{"name": "草花", "reason": "买不到苗"}],
        }
        shown = page(client, f"/m/{green.pk}/options/")
        assert "买不到苗" in shown and "7777" not in shown

    def test_they_cost_the_same_for_one_and_for_three(
        self, street: Street, green: Matter, client: Client
    ) -> None:
        planted(street, green, "麦冬", 100, 养护="浇水")
        with_one = measured(client, f"/matters/{green.pk}/options")
        planted(street, green, "草花", 200, 养护="不用"), planted(street, green, "石子", 300, 养护="不用")

        assert measured(client, f"/matters/{green.pk}/options") == with_one == 3


class TestTalk:
    def test_statements_are_counted_in_people_and_nobody_is_named(
        self, street: Street, talked: Matter, client: Client, at: SetTo
    ) -> None:
        at(NOW)
        quiet, loud = say(street, talked, "种麦冬"), say(street, talked, "种桂花", "chen_jianguo")
        for who, feeling in (("tang_yuan", Feeling.AGREE), ("chen_jianguo", Feeling.DISAGREE)):
            reacts(street, loud, who, feeling)
        reacts(street, loud, "shen_an", Feeling.PASS)
        answer = got(client, f"/matters/{talked.pk}/talk")
        told = answer.json()

        assert (told["question"], told["is_open"], told["people"]) == ("楼下种什么？", True, 3)
        assert told["statements"] == [
            {"id": loud, "text": "种桂花", "agree": 1, "disagree": 1, "passes": 1},
            {"id": quiet, "text": "种麦冬", "agree": 0, "disagree": 0, "passes": 0},
        ]
        assert "1位同意，1位不同意，1位说不好" in page(client, f"/m/{talked.pk}/talk/")
        assert names_in(street, answer) == []

    def test_what_is_held_or_hidden_is_not_there(
        self, street: Street, talked: Matter, client: Client, at: SetTo
    ) -> None:
        at(NOW)
        say(street, talked, "打13812345678问老沈")
        hidden = say(street, talked, "谁反对谁是坏人")
        statements.hide(by=street.by("gu_min"), statement=hidden, reason="骂人", at=NOW)
        answer, shown = got(client, f"/matters/{talked.pk}/talk"), page(client, f"/m/{talked.pk}/talk/")

        assert (answer.json()["statements_count"], answer.json()["statements"]) == (0, [])
        assert "坏人" not in words(answer) + shown
        alike = sent(client, "post", f"/matters/{talked.pk}/statements/similar", {"text": "谁反对谁是坏人"})
        assert alike.json() == []

    def test_who_says_nearly_the_same_is_shown_it_first(
        self, street: Street, talked: Matter, client: Client
    ) -> None:
        said = say(street, talked, "楼下种一片麦冬最好")
        body = {"text": "楼下种一片麦冬好"}
        alike = sent(client, "post", f"/matters/{talked.pk}/statements/similar", body).json()

        assert alike == [{"id": said, "text": "楼下种一片麦冬最好"}]

    def test_a_matter_nobody_asked_about_has_no_talk_yet(self, green: Matter, client: Client) -> None:
        told = got(client, f"/matters/{green.pk}/talk").json()

        assert (told["is_open"], told["opened_at"], told["people"]) == (False, None, 0)
        assert refused(got(client, "/matters/99999/talk")) == (404, "not_there")

    def test_it_costs_the_same_for_one_and_for_three(
        self, street: Street, talked: Matter, client: Client
    ) -> None:
        say(street, talked, "种麦冬")
        with_one = measured(client, f"/matters/{talked.pk}/talk")
        say(street, talked, "种桂花"), say(street, talked, "铺石子")

        assert measured(client, f"/matters/{talked.pk}/talk") == with_one == 3


class TestBodies:
    def test_members_stand_masked_unless_they_agreed(
        self, street: Street, council: Council, client: Client, at: SetTo
    ) -> None:
        at(NOW)
        listed = got(client, f"/communities/{street.community.pk}/bodies").json()
        answer = got(client, f"/bodies/{council.body.pk}")
        told, shown = answer.json(), page(client, f"/bodies/{council.body.pk}/")

        assert {one["id"] for one in listed} >= {council.body.pk, street.committee.pk}
        assert (told["name"], told["kind"]) == ("槐荫里议事会", "council")
        assert told["seats"][0]["label"] == "议事会召集人" and told["seats"][0]["is_elected"] is True
        assert len(told["seats"]) == 5
        assert all(seat["holder"] in shown for seat in told["seats"])
        assert names_in(street, answer) == []

    def test_a_body_that_does_not_deliberate_has_no_page_and_is_not_there(
        self, street: Street, client: Client
    ) -> None:
        assert refused(got(client, f"/bodies/{street.manager.pk}")) == (404, "not_there")
        listed = got(client, f"/communities/{street.community.pk}/bodies").json()
        assert street.manager.pk not in {one["id"] for one in listed}
        assert bodies.get(listed[0]["id"]).name == listed[0]["name"]

    def test_it_costs_the_same_for_one_meeting_and_for_three(self, council: Council, client: Client) -> None:
        council.call(items=("灯笼",), key="a")
        with_one = measured(client, f"/bodies/{council.body.pk}")
        council.call(items=("巡逻",), key="b"), council.call(items=("年货",), key="c")

        assert measured(client, f"/bodies/{council.body.pk}") == with_one == 6


class TestMeetings:
    def test_what_it_came_to_is_read_once_the_minutes_are_public(
        self, street: Street, council: Council, green: Matter, client: Client, at: SetTo
    ) -> None:
        at(AFTER)
        meeting = concluded(council, green)
        by, path = street.by("chen_jianguo"), f"/meetings/{meeting.pk}"
        minutes.settle(by=by, meeting=meeting.pk, summary="商量了绿化。", at=AFTER)
        minutes.sign(by=street.by("shen_an"), meeting=meeting.pk, at=AFTER)
        before, page_before = got(client, path), page(client, f"{path}/")
        minutes.publish(by=by, meeting=meeting.pk, at=AFTER)
        minutes.correct(by=by, meeting=meeting.pk, text="麦冬每平方米12元", at=AFTER)
        after, page_after = got(client, path), page(client, f"{path}/")

        for said in ("大家倾向麦冬", "商量了绿化。", "麦冬每平方米12元"):
            assert said not in words(before) + page_before
            assert said in words(after) and said in page_after
        assert (before.json()["signatures"], after.json()["signatures"]) == (0, 1)
        assert names_in(street, after) == []

    def test_the_quorum_is_told_once_it_began_and_resolutions_by_counted_hands(
        self, council: Council, green: Matter, client: Client
    ) -> None:
        called = council.call(items=("灯笼",), key="later")
        told = got(client, f"/meetings/{concluded(council, green).pk}").json()

        assert got(client, f"/meetings/{called.pk}").json()["quorum"] is None
        assert told["quorum"] == {"present": 3, "entitled": 5, "least": 3, "is_reached": True}
        resolved = [one for item in told["agenda"] for one in item["resolutions"]]
        assert [(one["text"], one["votes_for"], one["owner"]) for one in resolved] == [
            ("先试种一片麦冬", 3, "槐荫里议事会")
        ]
        assert {item["matter"] for item in told["agenda"]} == {green.pk, None}

    def test_full_minutes_stay_with_those_who_were_there(
        self, street: Street, council: Council, client: Client
    ) -> None:
        meeting = council.held()
        by, item = street.by("chen_jianguo"), meeting.items.get()
        agenda.write(by=by, meeting=meeting.pk, item=item.pk, minutes="陈：树荫重。", at=LATER)

        for who in ("nobody", "shen_an", "gu_min"):
            answer = got(street.client(who), f"/meetings/{meeting.pk}")
            assert "树荫重" not in words(answer)

    def test_a_cancelled_one_says_why(self, street: Street, council: Council, client: Client) -> None:
        meeting = council.call()
        meetings.cancel(by=street.by("chen_jianguo"), meeting=meeting.pk, reason="下大雨", at=NOW)
        told = got(client, f"/meetings/{meeting.pk}").json()

        assert (told["state"], told["cancel_reason"]) == ("cancelled", "下大雨")
        assert refused(got(client, "/meetings/99999")) == (404, "not_there")

    @pytest.mark.parametrize("more", [0, 2])
    def test_it_costs_the_same_for_one_item_and_for_three(
        self, street: Street, council: Council, client: Client, more: int
    ) -> None:
        meeting = council.call(at=NOW - timedelta(days=1), items=("灯笼", "巡逻", "年货")[: more + 1])

        assert measured(client, f"/meetings/{meeting.pk}") == 9


def test_open_hours_say_when_and_where_and_nothing_of_what_was_said(room: Room, client: Client) -> None:
    path = f"/communities/{room.street.community.pk}/hours"
    answer = got(client, path)
    shown = page(client, f"/hours/?community={room.street.community.pk}")

    assert answer.json() == [
        {
            "weekday": 1,
            "opens": "09:00:00",
            "closes": "11:00:00",
            "place": "站里",
            "host": "社区工作者 顾*",
        }
    ]
    assert "社区工作者 顾*" in shown and "灯不亮" not in words(answer)
    assert measured(client, path) == 1
