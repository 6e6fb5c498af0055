"""Carries text messages by Tencent Cloud; needs requirements/sms-tencent.txt."""

from django.conf import settings
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.sms.v20210111.models import SendSmsRequest
from tencentcloud.sms.v20210111.sms_client import SmsClient

from linli.ground.carriers.sms import NotSent

_REGION = "ap-guangzhou"


def send(phone: str, template: str, facts: dict[str, str]) -> None:
    """Send one message of a registered template.

    Raises:
        NotSent: Tencent Cloud refused or could not be reached.
    """
    terms = settings.SMS_CONTRACT
    request = SendSmsRequest()
    request.SmsSdkAppId, request.SignName = terms.app, terms.sign
    request.TemplateId = terms.templates.get(template, "")
    request.TemplateParamSet, request.PhoneNumberSet = list(facts.values()), [phone]
    try:
        answer = SmsClient(Credential(terms.key_id, terms.key_secret), terms.endpoint or _REGION).SendSms(
            request
        )
    except TencentCloudSDKException as error:
        raise NotSent(f"Tencent: {error.code}") from error
    if (status := answer.SendStatusSet[0]).Code != "Ok":
        raise NotSent(f"Tencent: {status.Code}")
