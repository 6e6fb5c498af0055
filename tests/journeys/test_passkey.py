"""A member of staff keeps a passkey on their device and signs in with it: no password, all rights of the post."""

import pytest
from allauth.mfa.models import Authenticator

from tests.street import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _device(page):
    """Give the browser a device that keeps passkeys, as a phone or laptop does."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return lambda: session.send("WebAuthn.getCredentials", made)["credentials"]


def _sign_in_by_password(page):
    page.goto("/in/staff/")
    page.get_by_label("登录名").fill("gu_min")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="下一步").click()


def test_staff_register_a_passkey_and_sign_in_with_it(street, sit_down, sound):
    page = sit_down("nobody", desk=True)
    kept = _device(page)
    _sign_in_by_password(page)
    page.goto("/desk/voices/")
    assert page.get_by_role("heading", level=1).inner_text() != "来信"

    page.goto("/in/second/")
    sound(page)
    page.goto("/in/second/webauthn/add/")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    page.wait_for_url("**/webauthn/add/")
    sound(page)
    page.locator("#id_name").fill("办公室的电脑")
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")
    sound(page)
    assert len(kept()) == 1
    assert kept()[0]["isResidentCredential"]
    assert Authenticator.objects.filter(user=street.accounts["gu_min"], type="webauthn").count() == 1

    page.context.clear_cookies()
    page.goto("/in/staff/")
    sound(page)
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url("**/desk/**")
    page.goto("/desk/voices/")
    assert page.get_by_role("heading", level=1).inner_text() == "来信"
    assert kept()[0]["signCount"] > 1


def test_a_device_without_the_passkey_does_not_sign_in(street, sit_down):
    page = sit_down("nobody", desk=True)
    kept = _device(page)
    page.goto("/in/staff/")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_timeout(1500)
    assert kept() == []
    page.goto("/desk/voices/")
    assert page.url.startswith(page.url.split("/in/")[0] + "/in/")
