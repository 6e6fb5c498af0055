"""What allauth asks of us: phones are kept sealed, codes go by SMS, limits count devices instead of addresses."""

from contextlib import suppress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.cache import cache
from django.forms import Field
from django.http import HttpRequest

from linli.ground.carriers import sms
from linli.ground.lib.clock import now
from linli.ground.lib.sealed import seal, unseal
from linli.ground.people.actions import accounts as deeds
from linli.ground.people.forms.fields import PhoneField
from linli.ground.people.models import Account
from linli.ground.people.queries import accounts

DEVICE_COOKIE = "linli_device"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Accounts by phone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's signature
        """Say no: a phone that knocks is known or made known by `knock`, there is no form to fill."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the device instead of the address: a whole compound sits behind one address."""
        return request.get_signed_cookie(DEVICE_COOKIE, default=None) or "unnamed-device"

    def phone_form_field(self, **options: Any) -> Field:
        """Return our own field, which understands 138 0013 8000."""
        return PhoneField(**options)

    def send_verification_code_sms(self, user: Account, phone: str, code: str, **_more: Any) -> None:  # noqa: ARG002 -- allauth's signature
        """Send the code, within what the house may spend on messages an hour.

        In doubt whether it left, the page for the code comes all the same: from there another can be asked for.
        """
        hour = f"sms:{now():%Y%m%d%H}"
        cache.add(hour, 0, 7200)
        if cache.incr(hour) > settings.SMS_AN_HOUR:
            raise sms.NotSent("more messages this hour than the house may spend on")
        with suppress(sms.MaybeSent):
            sms.send_code(phone, code)

    def set_phone(self, user: Account, phone: str, verified: bool) -> None:  # noqa: FBT001 -- allauth's signature
        """Refuse: phones are set by `knock` and by the register alone."""
        raise NotImplementedError

    def get_phone(self, user: Account) -> tuple[str, bool] | None:
        """Return the number and whether it is proven."""
        return (user.phone, user.is_phone_verified) if user.phone else None

    def set_phone_verified(self, user: Account, phone: str) -> None:
        """Note that the person holds the phone."""
        deeds.prove_phone(account=user, phone=phone, at=now())

    def get_user_by_phone(self, phone: str) -> Account | None:
        """Find an account by its number."""
        return accounts.by_phone(phone)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth ships no types
    """Second factors: their secrets are sealed like every personal field."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(text).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return unseal(bytes.fromhex(encrypted_text))

    def get_totp_label(self, user: Account) -> str:
        """Name the account in the authenticator app by its login word."""
        return user.login

    def send_notification_mail(self, *_args: Any, **_more: Any) -> None:
        """Send no mail: staff accounts have none; the journal and the account page tell what changed."""
