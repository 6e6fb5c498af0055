"""Carries text messages by Tencent Cloud; needs requirements/sms-tencent.txt."""

from django.conf import settings
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111.models import SendSmsRequest
from tencentcloud.sms.v20210111.sms_client import SmsClient

from linli.ground.carriers.sms import MaybeSent, NotSent
from linli.ground.carriers.wire import never_left

_ENDPOINT, _REGION = "sms.tencentcloudapi.com", "ap-guangzhou"
_PATIENCE = 5
"""Seconds."""
_THEIR_FAULT = ("ServerNetworkError", "InternalError")


def send(phone: str, template: str, facts: dict[str, str]) -> None:
    """Send one message of a registered template; its facts fill {1}, {2}, … in the order they are given.

    Raises:
        NotSent: Tencent Cloud refused or could not be reached.
        MaybeSent: it was asked and answered late, in pieces, with a fault of its own or not at all.
    """
    terms = settings.SMS_CONTRACT
    request = SendSmsRequest()
    request.SmsSdkAppId, request.SignName = terms.app, terms.sign
    request.TemplateId = terms.templates.get(template, "")
    request.TemplateParamSet, request.PhoneNumberSet = list(facts.values()), [phone]
    scheme, host = terms.reached_at(_ENDPOINT)
    profile = ClientProfile(httpProfile=HttpProfile(protocol=scheme, endpoint=host, reqTimeout=_PATIENCE))
    try:
        answer = SmsClient(Credential(terms.key_id, terms.key_secret), _REGION, profile).SendSms(request)
    except TencentCloudSDKException as error:
        # A refusal stands alone; what broke on the way is wrapped.
        refused = error.__context__ is None and not error.code.startswith(_THEIR_FAULT)
        kind = NotSent if refused or never_left(error) else MaybeSent
        raise kind(f"Tencent: {error.code}") from error
    if not answer.SendStatusSet:
        raise MaybeSent("Tencent: no answer")
    if (status := answer.SendStatusSet[0]).Code != "Ok":
        raise NotSent(f"Tencent: {status.Code}")
