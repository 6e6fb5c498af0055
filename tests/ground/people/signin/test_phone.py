"""A neighbour signs in with a phone and a code, the first time as every time."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from linli.ground.people.actions import accounts
from linli.ground.people.models import Account
from linli.ground.people.phones import phone_key
from tests import street as cast

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
PHONE = "13912345678"


@pytest.fixture
def sent(capsys):
    """Return the codes that the console carrier has printed so far."""

    def codes():
        return re.findall(r"验证码 (\d{6})", capsys.readouterr().out)

    return codes


def ask(client, phone=PHONE):
    client.get("/in/")
    return client.post("/in/", {"phone": phone})


def test_a_new_phone_gets_a_code_and_is_in_without_any_form_to_fill(client, sent):
    answer = ask(client)
    assert answer.status_code == 302
    assert not Account.objects.get(phone_index=phone_key("+8613912345678")).is_phone_verified

    done = client.post(answer.url, {"code": sent()[0]})

    assert (done.status_code, done.url) == (302, "/")
    account = Account.objects.get(phone_index=phone_key("+8613912345678"))
    assert account.is_phone_verified
    assert client.session["_auth_user_id"] == str(account.pk)


def test_a_code_typed_in_full_width_digits_with_a_space_is_understood(client, sent):
    answer = ask(client, "１３９ １２３４ ５６７８")
    code = sent()[0]
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)

    assert client.post(answer.url, {"code": f"{wide[:3]} {wide[3:]}"}).status_code == 302


def test_a_wrong_code_is_refused_and_the_right_one_still_works(client, sent):
    answer = ask(client)
    code = sent()[0]
    wrong = "000000" if code != "000000" else "111111"

    assert client.post(answer.url, {"code": wrong}).status_code == 200
    assert client.post(answer.url, {"code": code}).status_code == 302


def test_three_wrong_codes_end_the_attempt(client, sent):
    answer = ask(client)
    code = sent()[0]
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(3):
        client.post(answer.url, {"code": wrong})

    client.post(answer.url, {"code": code})

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("written", ["", "12", "hello", "1" * 60, "١٣٩", "💬"])
def test_what_is_no_phone_is_answered_with_a_sentence(client, written):
    answer = ask(client, written)

    assert answer.status_code == 200
    assert "field-bad" in answer.content.decode()
    assert not Account.objects.exists()


def test_known_and_unknown_phones_get_the_same_answer(client, street, sent):
    known = ask(client, cast.phone("shen_an"))
    client.cookies.clear()
    unknown = ask(client, PHONE)

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert len(sent()) == 2


def test_a_second_code_for_one_phone_waits_half_a_minute(client, sent):
    ask(client)
    client.cookies.clear()

    assert ask(client).status_code in {200, 429}
    assert len(sent()) == 1


def test_a_whole_compound_behind_one_address_can_sign_in(client, sent):
    for number in range(40):
        client.cookies.clear()
        assert ask(client, f"139{number:08d}").status_code == 302

    assert len(sent()) == 40


def test_one_device_cannot_have_codes_sent_to_many_phones(client, sent):
    answers = []
    for number in range(9):
        answers.append(ask(client, f"139{number:08d}").status_code)
        client.post("/in/out/", {"next": "/in/"})

    assert answers == [302] * 6 + [200] * 3
    assert len(sent()) == 6


def test_messages_stop_at_what_the_house_may_spend_an_hour(client, sent, settings):
    settings.SMS_AN_HOUR = 2
    for number in range(4):
        client.cookies.clear()
        ask(client, f"139{number:08d}")

    assert len(sent()) == 2


def test_a_mistyped_number_can_be_changed_on_the_next_page(client, sent):
    page = client.get(ask(client, "13900000001").url).content.decode()
    assert 'action="/in/out/"' in page
    assert client.post("/in/out/", {"next": "/in/"}).url == "/in/"

    assert ask(client, "13900000002").status_code == 302
    assert len(sent()) == 2


def test_a_proven_phone_that_one_resident_has_makes_the_account_theirs(street):
    assert street.accounts["shen_an"].resident_id == street.shen_an.pk


def test_a_phone_two_residents_share_asks_which_one(street):
    both = [street.zhou_guilan, street.ye_qing]
    for person in both:
        person.phone, person.phone_index = "+8613912345678", phone_key("+8613912345678")
        person.save()
    account = accounts.knock(phone="+8613912345678", at=NOON)
    accounts.prove_phone(account=account, phone="+8613912345678", at=NOON)
    account.refresh_from_db()
    assert account.resident_id is None

    accounts.claim(account=account, resident=street.ye_qing, at=NOON)

    account.refresh_from_db()
    assert account.resident_id == street.ye_qing.pk


def test_nobody_can_claim_to_be_a_resident_with_another_phone(street):
    account = street.accounts["qian_cheng"]

    with pytest.raises(accounts.NotYourName):
        accounts.claim(account=account, resident=street.zhou_guilan, at=NOON)


def test_accounts_that_never_proved_their_phone_are_swept_after_a_day(street):
    accounts.knock(phone="+8613912345678", at=NOON)
    before = Account.objects.count()

    assert accounts.sweep_unproven(before=NOON) == 0
    assert accounts.sweep_unproven(before=NOON + timedelta(days=1)) == 1
    assert Account.objects.count() == before - 1


@pytest.mark.parametrize("name", ["", "  ", "一二三四五六七八九十一二三", "13912345678"])
def test_a_public_name_that_does_not_fit_is_refused_with_a_sentence(street, name):
    with pytest.raises(accounts.PseudonymNotFit):
        accounts.choose_pseudonym(account=street.accounts["shen_an"], pseudonym=name, at=NOON)


def test_the_public_name_is_chosen_on_my_page(street):
    client = street.client("shen_an")

    assert client.post("/in/me/", {"pseudonym": " 北门的沈 "}).status_code == 302

    assert Account.objects.get(pk=street.accounts["shen_an"].pk).pseudonym == "北门的沈"
