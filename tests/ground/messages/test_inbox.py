"""A person's inbox and the list of staff: pages, marks, wishes, rights, and what is forgotten."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.ground.journal.actions import deliveries
from linli.ground.messages.actions import forgetting, reading
from linli.ground.messages.choices import State
from linli.ground.messages.hours import Wish
from linli.ground.messages.models import Message, Parcel, Preference
from linli.ground.messages.queries import inbox
from linli.ground.messages.refusals import NobodysInbox, NoSuchMessage
from linli.ground.people.actions import residents
from linli.ground.people.models import Resident
from linli.ground.people.rules import HOUSE
from tests.ground.messages.conftest import SOON, Carrier, Tell, carried
from tests.street import CAST, NOW, Street

YEAR = timedelta(days=365)
ROLES = [*sorted(key for key, person in CAST.items() if person.signs_in != "never"), "nobody"]
DENIED = {401, 403, 404}


def lets_in(answer: object) -> bool:
    if answer.status_code == 302:
        return not answer["Location"].startswith(("/in/", "/accounts/"))
    return answer.status_code not in DENIED


class TestPage:
    def test_messages_stand_newest_first_with_the_reason_why(self, street: Street, told: Tell) -> None:
        told("a", "shen_an"), told("b", "shen_an", why="follows")
        first = inbox.page(street.shen_an.pk, size=1)
        rest = inbox.page(street.shen_an.pk, size=1, after=first.after)

        assert [line.why for line in (*first.rows, *rest.rows)] == ["您关注了这件事", "您说过这件事"]
        assert (first.rows[0].words, rest.after) == ("“路灯”办好了。", "")

    def test_unread_ones_are_marked_until_they_are_opened(self, street: Street, told: Tell) -> None:
        told("a", "shen_an"), told("b", "shen_an")
        client = street.client("shen_an")
        newest = Message.objects.latest("pk")
        page = client.get("/messages/").content.decode()
        assert (page.count("tag-now"), "2条没看" in page) == (2, True)

        answer = client.get(f"/messages/{newest.pk}/")
        assert (answer.status_code, answer["Location"]) == (302, "/m/1/")
        assert inbox.unread(street.shen_an.pk) == 1
        assert client.get("/messages/").content.decode().count("tag-now") == 1

    def test_all_are_marked_as_read_that_the_page_showed(self, street: Street, told: Tell) -> None:
        told("a", "shen_an", "gao_bo"), told("b", "shen_an")
        seen = Message.objects.filter(resident=street.shen_an).latest("pk").pk
        told("c", "shen_an")
        street.client("shen_an").post("/messages/read/", {"until": seen})

        assert (inbox.unread(street.shen_an.pk), inbox.unread(street.gao_bo.pk)) == (1, 1)

    @pytest.mark.parametrize("until", ["", "x", "-1", "9" * 30, "１"])
    def test_an_odd_number_marks_nothing(self, street: Street, told: Tell, until: str) -> None:
        told("a", "shen_an")

        assert street.client("shen_an").post("/messages/read/", {"until": until}).status_code == 302
        assert inbox.unread(street.shen_an.pk) == 1

    def test_the_bell_counts_to_a_hundred(self, street: Street, told: Tell) -> None:
        for number in range(101):
            told(f"n{number}", "shen_an")

        assert (inbox.unread(street.shen_an.pk), inbox.unread(None)) == (100, 0)

    def test_the_page_asks_the_same_for_one_and_three(self, street: Street, told: Tell) -> None:
        counts = []
        for facts in (["a"], ["b", "c"]):
            for fact in facts:
                told(fact, "shen_an")
            client = street.client("shen_an")
            client.get("/messages/")
            with CaptureQueriesContext(connection) as asked:
                client.get("/messages/")
            counts.append(len(asked))

        assert counts[0] == counts[1]
        with CaptureQueriesContext(connection) as asked:
            inbox.page(street.shen_an.pk)
        assert len(asked) == 1

    def test_wishes_are_asked_and_kept(self, street: Street) -> None:
        client = street.client("shen_an")
        given = {"way": "inbox", "pace": "daily", "quiet_from": "22:00", "quiet_until": "07:00"}
        assert client.get("/messages/wish/").status_code == 200
        assert client.post("/messages/wish/", given).status_code == 302
        page = client.get("/messages/wish/").content.decode()

        assert Preference.objects.get().way == "inbox"
        assert '<option value="22:00" selected>' in page
        assert client.post("/messages/wish/", {**given, "way": "dove"}).status_code == 422


class TestRights:
    @pytest.mark.parametrize("who", ROLES)
    def test_ones_own_messages_are_for_residents_alone(self, street: Street, told: Tell, who: str) -> None:
        told("a", "shen_an")
        client, message = street.client(who), Message.objects.get().pk
        is_resident = who != "nobody"

        assert lets_in(client.get("/messages/")) is is_resident
        assert lets_in(client.get("/messages/wish/")) is is_resident
        assert lets_in(client.post("/messages/read/", {"until": "0"})) is is_resident
        assert lets_in(client.get(f"/messages/{message}/")) is (who == "shen_an")

    @pytest.mark.parametrize("who", ROLES)
    def test_the_list_is_for_those_who_handle_voices_there(
        self, street: Street, carrier: Carrier, told: Tell, who: str
    ) -> None:
        Resident.objects.filter(pk=street.zhou_guilan.pk).update(phone="", phone_index="")
        told("a", "zhou_guilan")
        carried(NOW + SOON)
        client, parcel, may = street.client(who), Parcel.objects.get().pk, who in {"gu_min", "lin_xiao"}

        assert lets_in(client.get("/desk/messages/")) is may
        assert lets_in(client.get(f"/desk/messages/{parcel}/")) is may
        assert lets_in(client.post(f"/desk/messages/{parcel}/again/")) is may
        assert lets_in(client.post(f"/desk/messages/{parcel}/handed/")) is may
        assert Parcel.objects.get().state == (State.HANDED if may else State.BY_HAND)

    def test_staff_without_second_factor_are_kept_out(self, street: Street) -> None:
        assert not lets_in(street.client("gu_min", is_strong=False).get("/desk/messages/"))

    def test_an_account_without_a_resident_has_no_messages(self, street: Street) -> None:
        nobody = street.by("nobody")
        deeds: list[Callable[[], object]] = [
            lambda: reading.read_all(by=nobody, until=1, at=NOW),
            lambda: reading.choose(by=nobody, wish=Wish(), at=NOW),
        ]
        for deed in deeds:
            with pytest.raises(NobodysInbox):
                deed()
        with pytest.raises(NoSuchMessage):
            reading.read(by=nobody, message=1, at=NOW)


class TestDesk:
    def test_the_list_names_why_and_the_letter_says_what(
        self, street: Street, carrier: Carrier, told: Tell
    ) -> None:
        Resident.objects.filter(pk=street.zhou_guilan.pk).update(phone="", phone_index="")
        told("a", "zhou_guilan")
        carried(NOW + SOON)
        client, parcel = street.client("gu_min"), Parcel.objects.get().pk
        page = client.get("/desk/messages/").content.decode()
        letter = client.get(f"/desk/messages/{parcel}/").content.decode()

        assert ("周*" in page, "周桂兰" in page) == (True, False)
        assert "周桂兰，您好" in letter and "“路灯”办好了。" in letter

    def test_pressed_twice_it_says_that_it_is_done(
        self, street: Street, carrier: Carrier, told: Tell
    ) -> None:
        Resident.objects.filter(pk=street.zhou_guilan.pk).update(phone="", phone_index="")
        told("a", "zhou_guilan")
        carried(NOW + SOON)
        client, parcel = street.client("gu_min"), Parcel.objects.get().pk
        client.post(f"/desk/messages/{parcel}/handed/")
        page = client.post(f"/desk/messages/{parcel}/handed/", follow=True).content.decode()

        assert "这一份已经有人办了" in page

    def test_the_list_asks_the_same_for_one_and_three(
        self, street: Street, carrier: Carrier, told: Tell
    ) -> None:
        people = ("zhou_guilan", "shen_an", "ye_qing")
        Resident.objects.filter(pk__in=[getattr(street, name).pk for name in people]).update(
            phone="", phone_index=""
        )
        counts = []
        for names in (people[:1], people[1:]):
            told("a", *names)
            carried(NOW + SOON)
            client = street.client("gu_min")
            client.get("/desk/messages/")
            with CaptureQueriesContext(connection) as asked:
                client.get("/desk/messages/")
            counts.append(len(asked))

        assert counts[0] == counts[1]


class TestForgetting:
    def test_an_erased_person_leaves_no_message_parcel_or_wish(
        self, street: Street, carrier: Carrier, told: Tell
    ) -> None:
        told("a", "tang_yuan", "gao_bo")
        carried(NOW + SOON)
        told("b", "tang_yuan", at=NOW + SOON)
        reading.choose(by=street.by("tang_yuan"), wish=Wish(), at=NOW)
        residents.erase(by=HOUSE, resident=street.tang_yuan, at=NOW)
        deliveries.deliver_due(at=NOW)

        assert list(Message.objects.values_list("resident_id", flat=True)) == [street.gao_bo.pk]
        assert list(Parcel.objects.values_list("resident_id", flat=True)) == [street.gao_bo.pk]
        assert Preference.objects.count() == 0
        assert carried(NOW + SOON + SOON).sent == 0

    def test_read_messages_are_kept_a_year_and_unread_ones_stay(
        self, street: Street, carrier: Carrier, told: Tell
    ) -> None:
        told("a", "shen_an"), told("b", "shen_an")
        carried(NOW + SOON)
        read = Message.objects.get(fact="a").pk
        reading.read(by=street.by("shen_an"), message=read, at=NOW)

        assert forgetting.forget_read(at=NOW + YEAR) == 0
        assert forgetting.forget_read(at=NOW + YEAR + timedelta(seconds=1)) == 1
        assert [one.fact for one in Message.objects.all()] == ["b"]
        forgetting.forget_read(at=NOW + YEAR + SOON + timedelta(seconds=1))
        assert (Parcel.objects.count(), Message.objects.get().carry_at) == (0, None)
