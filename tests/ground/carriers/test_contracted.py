"""The contracted carriers over real sockets: signed, shaped and refused as their documentation says.

Their own packages are optional (requirements/sms-*.txt); where one is not installed its tests say so and stand aside.
"""

import json
from datetime import timedelta

import pytest

from linli.circle.listen.actions import letters, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.queries import letters as notices
from linli.ground.carriers import sms
from linli.ground.carriers.account import Contract
from linli.ground.journal.actions import deliveries
from linli.ground.messages.actions import bringing, parcels
from linli.ground.messages.actions.telling import News, tell
from linli.ground.messages.choices import State
from linli.ground.messages.queries import parcels as asked
from tests.ground.carriers.endpoint import (
    KEY_ID,
    SECRET,
    aliyun_answer,
    another_house,
    as_aliyun,
    as_tencent,
    standing,
    tencent_answer,
)
from tests.street import NOW

CARRIERS = {
    "aliyun": ("alibabacloud_dysmsapi20170525", as_aliyun, aliyun_answer),
    "tencent": ("tencentcloud.sms", as_tencent, tencent_answer),
}
EXPECTED = {
    "aliyun": {
        "PhoneNumbers": "13912345678",
        "SignName": "邻里",
        "TemplateCode": "SMS_1",
        "TemplateParam": json.dumps({"code": "123456"}),
    },
    "tencent": {
        "PhoneNumberSet": ["+8613912345678"],
        "SmsSdkAppId": "1400000000",
        "SignName": "邻里",
        "TemplateId": "SMS_1",
        "TemplateParamSet": ["123456"],
    },
}


def contract(address: str, secret: str = SECRET) -> Contract:
    return Contract(
        KEY_ID,
        secret,
        "1400000000",
        "邻里",
        {"code": "SMS_1", "news": "SMS_2", "spoken_for": "SMS_3"},
        address,
    )


@pytest.fixture(params=sorted(CARRIERS))
def named(request, settings):
    package, check, answer = CARRIERS[request.param]
    pytest.importorskip(package, reason=f"requirements/sms-{request.param}.txt is not installed")
    settings.SMS_CARRIER = request.param
    with standing(check, answer) as endpoint:
        settings.SMS_CONTRACT = contract(endpoint.address)
        yield request.param, endpoint


def test_a_code_goes_out_signed_and_shaped_as_documented(named):
    name, endpoint = named

    sms.send_code("+8613912345678", "123456")

    assert (endpoint.complaints, endpoint.taken) == ([], [EXPECTED[name]])


def test_a_wrong_secret_would_be_noticed_by_the_endpoint(named, settings):
    _name, endpoint = named
    settings.SMS_CONTRACT = contract(endpoint.address, secret="another")

    with pytest.raises(sms.NotSent):
        endpoint.refuse_with = "SignatureDoesNotMatch"
        sms.send_code("+8613912345678", "123456")

    assert set(endpoint.complaints) == {"signature"}


def test_a_refusal_of_the_carrier_is_told_without_the_number(named):
    _name, endpoint = named
    endpoint.refuse_with = "LimitExceeded.PhoneNumberDailyLimit"

    with pytest.raises(sms.NotSent) as refused:
        sms.send_code("+8613912345678", "123456")

    assert "LimitExceeded.PhoneNumberDailyLimit" in str(refused.value)
    assert "13912345678" not in str(refused.value)


def test_a_carrier_that_cannot_be_reached_is_told(named, settings):
    settings.SMS_CONTRACT = contract("http://127.0.0.1:9")

    with pytest.raises(sms.NotSent):
        sms.send_code("+8613912345678", "123456")


@pytest.mark.parametrize("fails", ["silent", "gone", "half", "garbled", "broken", "empty"])
def test_without_a_clear_answer_nobody_says_that_it_was_not_sent(named, monkeypatch, fails):
    name, endpoint = named
    endpoint.fails = fails
    monkeypatch.setattr(f"linli.ground.carriers.{name}._PATIENCE", {"aliyun": 700, "tencent": 0.7}[name])

    with pytest.raises(sms.MaybeSent) as doubt:
        sms.send_code("+8613912345678", "123456")

    assert endpoint.taken == [EXPECTED[name]]  # once: the packages do not repeat by themselves either
    assert "13912345678" not in str(doubt.value)


def test_a_carrier_whose_certificate_is_another_is_never_spoken_to(named, settings, tmp_path):
    with another_house(tmp_path) as (address, heard):
        settings.SMS_CONTRACT = contract(address)

        with pytest.raises(sms.NotSent):
            sms.send_code("+8613912345678", "123456")

    assert heard == []


@pytest.mark.django_db
def test_a_parcel_of_which_nobody_knows_waits_for_staff_and_is_not_repeated(named, monkeypatch, street):
    name, endpoint = named
    endpoint.fails = "silent"
    monkeypatch.setattr(f"linli.ground.carriers.{name}._PATIENCE", {"aliyun": 700, "tencent": 0.7}[name])
    news = News("a", "matter.deliver", "/m/1/", {"title": "路灯"}, matter=1)
    tell(news, to={street.shen_an.pk: "said"}, at=NOW)
    soon = NOW + timedelta(minutes=10)

    assert parcels.carry(at=soon).sent == 0
    endpoint.fails = ""
    for minutes in (1, 30, 600):
        parcels.carry(at=soon + timedelta(minutes=minutes))

    assert len(endpoint.taken) == 1
    shown = asked.to_bring(street.by("gu_min"), street.community.pk, at=soon).rows
    assert [(one.state, bool(one.trouble)) for one in shown] == [(State.UNSURE, True)]
    bringing.send_again(by=street.by("gu_min"), parcel=shown[0].pk, at=soon)
    assert parcels.carry(at=soon).sent == 1
    assert len(endpoint.taken) == 2


@pytest.mark.django_db
def test_a_helpers_resident_is_on_the_list_of_letters_when_nobody_knows(named, street):
    _name, endpoint = named
    endpoint.fails = "gone"
    voice = voices.say_for(
        by=street.by("chen_jianguo"),
        resident=street.zhou_guilan.pk,
        consent_note="当面口头同意",
        said=Said(text="灯不亮"),
        at=NOW,
    )
    for _round in range(3):
        deliveries.deliver_due(at=NOW + timedelta(days=1), limit=100)
        letters.tell_author(voice=voice.pk, about=letters.SPOKEN_FOR, at=NOW)

    assert len(endpoint.taken) == 1
    listed = notices.waiting(street.by("gu_min"), street.community.pk, NOW)
    assert [(one.resident, one.may_have_come) for one in listed] == [(street.zhou_guilan, True)]


def test_a_host_alone_is_reached_by_https():
    assert contract("sms.example.com").reached_at("usual.example.com") == ("https", "sms.example.com")
    assert contract("").reached_at("usual.example.com") == ("https", "usual.example.com")
