"""Carries text messages by Alibaba Cloud; needs requirements/sms-aliyun.txt."""

import json

from alibabacloud_dysmsapi20170525.client import Client
from alibabacloud_dysmsapi20170525.models import SendSmsRequest
from alibabacloud_tea_openapi.models import Config
from django.conf import settings
from Tea.exceptions import TeaException

from linli.ground.carriers.sms import MaybeSent, NotSent
from linli.ground.carriers.wire import never_left

_ENDPOINT = "dysmsapi.aliyuncs.com"
_PATIENCE = 5_000
"""Milliseconds."""
_THEIR_FAULT = 500


def send(phone: str, template: str, facts: dict[str, str]) -> None:
    """Send one message of a registered template.

    Raises:
        NotSent: Alibaba Cloud refused or could not be reached.
        MaybeSent: it was asked and answered late, in pieces, with a fault of its own or not at all.
    """
    terms = settings.SMS_CONTRACT
    scheme, host = terms.reached_at(_ENDPOINT)
    client = Client(
        Config(
            access_key_id=terms.key_id,
            access_key_secret=terms.key_secret,
            protocol=scheme.upper(),
            endpoint=host,
            read_timeout=_PATIENCE,
            connect_timeout=_PATIENCE,
        )
    )
    request = SendSmsRequest(
        phone_numbers=phone.removeprefix("+86"),
        sign_name=terms.sign,
        template_code=terms.templates.get(template, ""),
        template_param=json.dumps(facts, ensure_ascii=False),
    )
    try:
        answer = client.send_sms(request).body
    except TeaException as error:
        refused = error.code and (getattr(error, "statusCode", None) or 0) < _THEIR_FAULT
        kind = NotSent if refused or never_left(error) else MaybeSent
        raise kind(f"Aliyun: {error.code or 'no answer'}") from error
    if not answer.code:
        raise MaybeSent("Aliyun: no answer")
    if answer.code != "OK":
        raise NotSent(f"Aliyun: {answer.code}")
