"""The API does what the pages do, under the same rules, and says no in the same words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.circle.listen.actions import masks, replies, topics, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.models import Rating, Support, Topic, Voice
from linli.ground.journal.actions import deliveries
from tests.faces.api.calls import sent
from tests.street import NOW, Street

LATER = NOW + timedelta(hours=1)


def published(street: Street, text: str = "3号楼前的路灯不亮了", by: str = "shen_an") -> Voice:
    voice = voices.say(by=street.by(by), place=street.b3.pk, said=Said(text=text), at=NOW)
    return masks.publish(by=street.by("gu_min"), voice=voice.pk, at=NOW)


class TestReading:
    def test_public_voices_come_in_pages_with_a_link_to_the_next(
        self, street: Street, client: Client
    ) -> None:
        for n in range(3):
            published(street, f"第{n}件事")
        first = sent(client, "get", f"/communities/{street.community.pk}/voices?size=2")
        address = first["Link"].removeprefix("<").partition(">")[0]
        second = client.get(address)

        assert [row["text"] for row in first.json()["rows"]] == ["第2件事", "第1件事"]
        assert [row["text"] for row in second.json()["rows"]] == ["第0件事"]
        assert first["Link"].endswith('rel="next"') and not second.has_header("Link")

    def test_one_voice_shows_its_answers_and_stars(self, street: Street, client: Client) -> None:
        voice = published(street)
        replies.answer(by=street.by("gu_min"), voice=voice.pk, words="明天换灯", at=LATER)
        replies.rate(by=street.by("shen_an"), voice=voice.pk, stars=4, at=LATER)
        seen = sent(client, "get", f"/voices/{voice.pk}").json()

        assert (seen["receipt"], seen["signature"], seen["stars"]) == ("2026/1120-0001", "一位邻居", [4])
        assert [answer["words"] for answer in seen["answers"]] == ["明天换灯"]

    def test_what_is_not_public_is_not_there(self, street: Street, client: Client) -> None:
        voice = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=Said(text="等检查"), at=NOW)
        answer = sent(client, "get", f"/voices/{voice.pk}")

        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert answer.json()["type"] == "urn:linli:no_such_voice"

    def test_topics_hottest_first_and_their_public_voices(self, street: Street, client: Client) -> None:
        for text, by in (("3号楼前的路灯不亮了", "shen_an"), ("3号楼前的路灯一直不亮", "tang_yuan")):
            published(street, text, by)
        deliveries.deliver_due(at=LATER + timedelta(days=900), limit=999)
        topic = topics.accept(by=street.by("gu_min"), topic=Topic.objects.get().pk, at=LATER)
        listed = sent(client, "get", f"/communities/{street.community.pk}/topics").json()["rows"]
        inside = sent(client, "get", f"/topics/{topic.pk}/voices").json()

        assert [(row["people"], row["voices"]) for row in listed] == [(2, 2)]
        assert len(inside) == 2
        alike = sent(
            client, "post", f"/communities/{street.community.pk}/similar", {"text": "路灯不亮，3号楼前面"}
        ).json()
        assert [one["topic"] for one in alike] == [topic.pk]

    def test_late_answers_and_rates_are_public(self, street: Street, client: Client) -> None:
        voices.say(
            by=street.by("shen_an"), place=street.b3.pk, said=Said(text="着火了"), at=NOW - timedelta(days=1)
        )
        late = sent(client, "get", f"/communities/{street.community.pk}/overdue").json()["rows"]
        rates = sent(
            client, "get", f"/communities/{street.community.pk}/rates?first=2026-01&last=2026-12"
        ).json()

        assert [(row["receipt"], row["title"]) for row in late] == [("2026/1119-0001", "")]
        assert (rates["rated"], rates["score"]) == (0, None)

    def test_a_receipt_opens_a_voice(self, street: Street, client: Client) -> None:
        voice = published(street)
        body = {"number": voice.number, "secret": voice.secret}

        assert sent(client, "post", "/receipts", body).json()["text"] == "3号楼前的路灯不亮了"
        assert sent(client, "post", "/receipts", {**body, "secret": "a" * 22}).status_code == 404


class TestDoing:
    def test_the_same_key_gives_the_same_receipt(self, street: Street) -> None:
        client = street.client("shen_an")
        body = {"place": street.b3.pk, "text": "路灯不亮"}
        first = sent(client, "post", "/voices", body, **{"Idempotency-Key": "form-0001"})
        again = sent(client, "post", "/voices", body, **{"Idempotency-Key": "form-0001"})

        assert (first.status_code, again.status_code) == (201, 201)
        assert first.json() == again.json() and Voice.objects.count() == 1

    def test_saying_needs_a_key_a_session_and_words(self, street: Street, client: Client) -> None:
        body = {"place": street.b3.pk, "text": "路灯不亮"}
        key = {"Idempotency-Key": "form-0001"}
        me = street.client("shen_an")

        assert sent(me, "post", "/voices", body).status_code == 422
        assert sent(client, "post", "/voices", body, **key).status_code == 401
        empty = sent(me, "post", "/voices", {**body, "text": " "}, **key)
        assert (empty.status_code, empty.json()["type"]) == (422, "urn:linli:nothing_said")
        assert sent(me, "post", "/voices", {**body, "place": 2**70}, **key).status_code == 422
        assert Voice.objects.count() == 0

    def test_writing_needs_the_csrf_token(self, street: Street) -> None:
        client = street.client("shen_an")
        client.handler.enforce_csrf_checks = True
        answer = sent(
            client, "post", "/voices", {"place": 1, "text": "x"}, **{"Idempotency-Key": "form-0001"}
        )

        assert answer.status_code == 403

    def test_following_joining_in_and_rating(self, street: Street) -> None:
        voice, other = published(street), street.client("tang_yuan")
        assert sent(other, "post", f"/voices/{voice.pk}/support").status_code == 204
        assert sent(other, "post", f"/voices/{voice.pk}/support").status_code == 204
        assert Support.objects.count() == 1
        assert sent(other, "delete", f"/voices/{voice.pk}/support").status_code == 204
        replies.answer(by=street.by("gu_min"), voice=voice.pk, words="好", at=LATER)
        me = street.client("shen_an")

        assert sent(me, "get", f"/me/voices/{voice.pk}").json()["may_rate"] is True
        assert sent(other, "post", f"/voices/{voice.pk}/rating", {"stars": 5}).status_code == 403
        assert sent(me, "post", f"/voices/{voice.pk}/rating", {"stars": 6}).status_code == 422
        assert sent(me, "post", f"/voices/{voice.pk}/rating", {"stars": 5}).json()["stars"] == 5
        assert Rating.objects.count() == 1
        assert [row["id"] for row in sent(me, "get", "/me/voices").json()["rows"]] == [voice.pk]

    @pytest.mark.parametrize(
        ("who", "status"),
        [("gu_min", 200), ("zhao_qi", 200), ("shen_an", 403), ("wu_dan", 403), ("nobody", 401)],
    )
    def test_the_inbox_is_for_those_who_read_voices(self, street: Street, who: str, status: int) -> None:
        published(street)
        answer = sent(street.client(who), "get", f"/communities/{street.community.pk}/inbox?state=waiting")

        assert answer.status_code == status
        if status == 200:
            assert [row["receipt"] for row in answer.json()["rows"]] == ["2026/1120-0001"]

    def test_lists_cost_the_same_for_one_and_for_three(self, street: Street, client: Client) -> None:
        def measured() -> int:
            with CaptureQueriesContext(connection) as queries:
                sent(client, "get", f"/communities/{street.community.pk}/voices")
            return len(queries)

        published(street)
        with_one = measured()
        published(street), published(street)

        assert measured() == with_one == 1
