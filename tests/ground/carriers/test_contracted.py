"""The contracted carriers over real sockets: signed, shaped and refused as their documentation says.

Their own packages are optional (requirements/sms-*.txt); where one is not installed its tests say so and stand aside.
"""

import json

import pytest

from linli.ground.carriers import sms
from linli.ground.carriers.account import Contract
from tests.ground.carriers.endpoint import (
    KEY_ID,
    SECRET,
    aliyun_answer,
    as_aliyun,
    as_tencent,
    standing,
    tencent_answer,
)

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
    return Contract(KEY_ID, secret, "1400000000", "邻里", {"code": "SMS_1"}, address)


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


def test_a_host_alone_is_reached_by_https():
    assert contract("sms.example.com").reached_at("usual.example.com") == ("https", "sms.example.com")
    assert contract("").reached_at("usual.example.com") == ("https", "usual.example.com")
