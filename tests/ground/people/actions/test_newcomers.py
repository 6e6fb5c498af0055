"""Newcomers: whoever the register does not know speaks at once, and is confirmed later, once."""

from datetime import timedelta

import pytest

from linli.circle.listen.actions import authors, masks, supports, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.models import Voice
from linli.circle.listen.queries import inbox
from linli.circle.listen.queries import voices as asked
from linli.circle.listen.queries.inbox import Filters
from linli.circle.listen.refusals import NoSuchPlace, NotKnownYet
from linli.ground.people.actions import accounts, homes, newcomers, residents
from linli.ground.people.actions.homes import NoSuchDoor
from linli.ground.people.actions.refusals import MayNotKeepRegister
from linli.ground.people.actions.residents import Particulars
from linli.ground.people.choices import Tie
from linli.ground.people.models import Account, Declaration, Resident
from linli.ground.people.queries import newcomers as waiting
from linli.ground.people.queries.actors import actor_of
from linli.ground.people.refusals import MayNotReadRegister
from linli.ground.people.rules import HOUSE, Actor
from tests.street import NOW, Street

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
PHONE = "+8613912345678"


@pytest.fixture
def account(street: Street) -> Account:
    made = accounts.knock(phone=PHONE, at=NOW)
    accounts.prove_phone(account=made, phone=PHONE, at=NOW)
    return made


@pytest.fixture
def newcomer(street: Street, account: Account) -> Resident:
    return newcomers.declare(
        account=account, community=street.community.pk, name=" 罗 敏 ", door="3号楼９01", at=NOW
    )


def acting(account: Account) -> Actor:
    account.refresh_from_db()
    return actor_of(account, LATER)


def said(street: Street, account: Account, words: str = "路灯不亮") -> Voice:
    return voices.say(by=acting(account), place=street.community.pk, said=Said(text=words), at=LATER)


def registered(street: Street, **more: str) -> Resident:
    return residents.add(
        by=HOUSE,
        community=street.community,
        particulars=Particulars("罗敏", more.get("phone", ""), ""),
        household=None,
        at=NOW,
    )


class TestDeclaring:
    def test_a_newcomer_speaks_at_once_and_follows_their_voice(
        self, street: Street, account: Account, newcomer: Resident
    ) -> None:
        voice = said(street, account)

        assert (voice.author_id, newcomer.name) == (newcomer.pk, "罗 敏")
        assert [one.pk for one in asked.mine(acting(account)).rows] == [voice.pk]

    def test_staff_see_that_nobody_has_confirmed_them(
        self, street: Street, account: Account, newcomer: Resident
    ) -> None:
        voice = said(street, account)

        assert asked.for_staff(street.by("gu_min"), voice.pk, LATER).is_unconfirmed
        page = inbox.page(street.by("gu_min"), Filters(street.community.pk), at=LATER)
        assert [row.is_unconfirmed for row in page.rows] == [True]

    def test_they_are_no_resident_of_the_community_to_any_rule(
        self, street: Street, account: Account, newcomer: Resident
    ) -> None:
        who = acting(account)

        assert (who.community_id, who.here, who.declared_in) == (
            None,
            street.community.pk,
            street.community.pk,
        )

    def test_they_stand_behind_nobody_yet(self, street: Street, account: Account, newcomer: Resident) -> None:
        voice = voices.say(by=street.by("shen_an"), place=street.b3.pk, said=Said(text="路滑"), at=NOW)
        masks.settle(by=street.by("gu_min"), voice=voice.pk, cover=[], at=LATER)
        masks.publish(by=street.by("gu_min"), voice=voice.pk, at=LATER)

        with pytest.raises(NotKnownYet):
            supports.join_in(by=acting(account), voice=voice.pk, at=LATER)

    def test_they_speak_of_no_other_community(
        self, street: Street, account: Account, newcomer: Resident
    ) -> None:
        with pytest.raises(NoSuchPlace):
            voices.say(by=acting(account), place=street.willow.pk, said=Said(text="路滑"), at=LATER)

    def test_a_phone_that_is_not_proven_declares_nothing(self, street: Street) -> None:
        knocked = accounts.knock(phone=PHONE, at=NOW)

        with pytest.raises(newcomers.PhoneNotProven):
            newcomers.declare(account=knocked, community=street.community.pk, name="罗敏", door="1", at=NOW)

    def test_nobody_declares_twice(self, street: Street, account: Account, newcomer: Resident) -> None:
        with pytest.raises(newcomers.KnownAlready):
            newcomers.declare(account=account, community=street.community.pk, name="甲", door="1", at=NOW)

    @pytest.mark.parametrize(("name", "door"), [("", "1号楼"), ("罗敏", " "), ("罗" * 31, "1号楼")])
    def test_name_and_door_are_needed(self, street: Street, account: Account, name: str, door: str) -> None:
        with pytest.raises(newcomers.NotWholeYet):
            newcomers.declare(account=account, community=street.community.pk, name=name, door=door, at=NOW)

    def test_a_building_is_no_community(self, street: Street, account: Account) -> None:
        with pytest.raises(newcomers.NoSuchCommunity):
            newcomers.declare(account=account, community=street.b3.pk, name="罗敏", door="1", at=NOW)


class TestConfirming:
    def test_the_clerk_confirms_them_as_somebody_of_the_register(
        self, street: Street, account: Account, newcomer: Resident
    ) -> None:
        known, voice = registered(street), said(street, account)

        found = newcomers.confirm(by=street.by("wu_dan"), newcomer=newcomer.pk, known=known.pk, at=LATER)
        authors.take_over(newcomer=newcomer.pk, resident=found.pk, at=LATER)

        voice.refresh_from_db()
        assert (voice.author_id, voice.author_key) == (known.pk, f"r{known.pk}")
        assert acting(account).community_id == street.community.pk
        assert not asked.for_staff(street.by("gu_min"), voice.pk, LATER).is_unconfirmed

    def test_without_anybody_they_become_a_new_resident(
        self, street: Street, account: Account, newcomer: Resident
    ) -> None:
        newcomers.confirm(by=street.by("wu_dan"), newcomer=newcomer.pk, at=LATER)

        who = acting(account)
        assert (who.resident_id, who.community_id, who.declared_in) == (
            newcomer.pk,
            street.community.pk,
            None,
        )

    def test_a_new_resident_lives_behind_the_door_the_clerk_names(
        self, street: Street, account: Account, newcomer: Resident
    ) -> None:
        newcomers.confirm(
            by=street.by("wu_dan"), newcomer=newcomer.pk, door="3号楼1单元101", tie=Tie.CHILD, at=LATER
        )
        newcomer.refresh_from_db()

        assert newcomer.household == street.zhou_guilan.household
        assert newcomer.tie == Tie.CHILD
        assert newcomer not in waiting.without_home(street.by("wu_dan"), street.community.pk, at=LATER).rows

    def test_a_door_that_is_not_there_confirms_nobody(
        self, street: Street, account: Account, newcomer: Resident
    ) -> None:
        with pytest.raises(NoSuchDoor):
            newcomers.confirm(by=street.by("wu_dan"), newcomer=newcomer.pk, door="9号楼909", at=LATER)

        assert waiting.is_unconfirmed(newcomer.pk)

    def test_who_has_no_home_yet_is_on_a_list_until_they_have(
        self, street: Street, account: Account, newcomer: Resident
    ) -> None:
        clerk, community = street.by("wu_dan"), street.community.pk
        before = list(waiting.without_home(clerk, community, at=LATER).rows)
        newcomers.confirm(by=clerk, newcomer=newcomer.pk, at=LATER)
        assert list(waiting.without_home(clerk, community, at=LATER).rows) == [newcomer, *before]

        homes.move_to_door(by=clerk, resident=newcomer, door="3号楼1单元101", tie=Tie.OTHER, at=LATER)
        assert list(waiting.without_home(clerk, community, at=LATER).rows) == before
        with pytest.raises(MayNotReadRegister):
            waiting.without_home(street.by("shen_an"), community, at=LATER)

    def test_one_person_is_counted_once_though_they_spoke_before_and_after(
        self, street: Street, account: Account, newcomer: Resident
    ) -> None:
        known, first = registered(street), said(street, account, "3号楼路灯不亮")
        newcomers.confirm(by=street.by("wu_dan"), newcomer=newcomer.pk, known=known.pk, at=LATER)
        second = said(street, account, "3号楼路灯还是不亮")

        authors.take_over(newcomer=newcomer.pk, resident=known.pk, at=LATER)

        first.refresh_from_db()
        assert {first.author_key, second.author_key} == {f"r{known.pk}"}

    def test_the_registers_own_phone_confirms_them_at_the_next_sign_in(
        self, street: Street, account: Account, newcomer: Resident
    ) -> None:
        known = registered(street, phone="13912345678")

        accounts.prove_phone(account=account, phone=PHONE, at=LATER)

        assert acting(account).resident_id == known.pk
        assert not Declaration.objects.filter(settled_at__isnull=True).exists()

    def test_the_clerk_is_shown_who_of_the_same_name_it_may_be(
        self, street: Street, account: Account, newcomer: Resident
    ) -> None:
        Resident.objects.filter(pk=newcomer.pk).update(name="罗敏")
        known = registered(street)

        rows = waiting.waiting(street.by("wu_dan"), street.community.pk, LATER)

        assert [(row.told.door, [one.pk for one in row.alike]) for row in rows] == [("3号楼９01", [known.pk])]

    def test_only_who_keeps_the_register_confirms(self, street: Street, newcomer: Resident) -> None:
        with pytest.raises(MayNotKeepRegister):
            newcomers.confirm(by=street.by("gu_min"), newcomer=newcomer.pk, at=LATER)

    def test_nobody_becomes_a_resident_who_signs_in_already(self, street: Street, newcomer: Resident) -> None:
        taken = street.by("shen_an").resident_id

        with pytest.raises(newcomers.NotThisPerson):
            newcomers.confirm(by=street.by("wu_dan"), newcomer=newcomer.pk, known=taken, at=LATER)

    def test_it_is_settled_once(self, street: Street, newcomer: Resident) -> None:
        newcomers.confirm(by=street.by("wu_dan"), newcomer=newcomer.pk, at=LATER)

        with pytest.raises(newcomers.SettledAlready):
            newcomers.confirm(by=street.by("wu_dan"), newcomer=newcomer.pk, at=LATER)


class TestPages:
    def test_a_phone_in_no_register_writes_its_home_and_goes_on_to_speak(
        self, street: Street, account: Account, client
    ) -> None:
        client.force_login(account)
        assert client.get("/say/").status_code == 403

        wrong = client.post("/in/me/home/?next=/say/", {"community": street.community.pk, "name": "罗敏"})
        done = client.post(
            "/in/me/home/?next=/say/", {"community": street.community.pk, "name": "罗敏", "door": "3-901"}
        )

        assert (wrong.status_code, done.status_code, done["Location"]) == (422, 302, "/say/")
        assert client.get("/say/").status_code == 200

    def test_nobody_is_led_off_to_another_house(self, street: Street, account: Account, client) -> None:
        client.force_login(account)

        done = client.post(
            "/in/me/home/?next=//evil.example/",
            {"community": street.community.pk, "name": "罗敏", "door": "3-901"},
        )

        assert done["Location"] == "/in/me/"
