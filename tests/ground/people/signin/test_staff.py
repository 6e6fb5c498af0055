"""Staff sign in by login word and password; the rights of their posts count only after a second factor."""

import base64
import hmac
import struct
import time
from hashlib import sha1

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from linli.ground.people.choices import Right
from linli.ground.people.queries.actors import acting
from tests.street import PASSWORD

pytestmark = pytest.mark.django_db


def code_of(secret, moment):
    """RFC 6238 by hand, so that the library is not checked by itself."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(moment) // 30), sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def sign_in(client, login="gu_min", password=PASSWORD):
    return client.post("/in/staff/", {"login": login, "password": password})


def rights_of(client, rf):
    request = rf.get("/")
    request.session = client.session
    from django.contrib.auth import get_user

    request.user = get_user(request)
    return acting(request).areas_with(Right.HANDLE_VOICES)


def test_password_alone_gives_no_rights_of_the_post(street, client, rf):
    assert sign_in(client).status_code == 302
    assert client.session["_auth_user_id"] == str(street.accounts["gu_min"].pk)

    assert rights_of(client, rf) == frozenset()


def test_password_and_code_app_give_the_rights_of_the_post(street, client, rf):
    secret = generate_totp_secret()
    TOTP.activate(street.accounts["gu_min"], secret)

    answer = sign_in(client)
    assert answer.url.startswith("/in/second/authenticate/")
    assert client.post(answer.url, {"code": code_of(secret, time.time())}).status_code == 302

    assert rights_of(client, rf) == {street.community.pk}


def test_the_same_code_does_not_work_twice(street, client):
    secret = generate_totp_secret()
    TOTP.activate(street.accounts["gu_min"], secret)
    code = code_of(secret, time.time())
    client.post(sign_in(client).url, {"code": code})
    client.logout()

    assert client.post(sign_in(client).url, {"code": code}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_secret_of_the_code_app_is_sealed_in_the_database(street):
    secret = generate_totp_secret()
    TOTP.activate(street.accounts["gu_min"], secret)

    from allauth.mfa.models import Authenticator

    assert secret not in str(Authenticator.objects.get().data)


def test_five_wrong_passwords_close_the_account_for_five_minutes(street, client):
    for _ in range(5):
        sign_in(client, password="wrong")
    client.cookies.clear()

    assert sign_in(client).status_code in {200, 429}
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_and_an_unknown_login_are_answered_alike(street, client):
    wrong, unknown = sign_in(client, password="wrong"), sign_in(client, login="nobody-here")

    assert wrong.status_code == unknown.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/in/",
        "/in/staff/",
        "/in/second/",
        "/in/second/totp/activate/",
        "/in/second/webauthn/",
        "/in/me/",
        "/in/password/",
    ],
)
def test_every_page_of_signing_in_opens(street, client, path):
    sign_in(client)
    page = client.get(path, follow=True)

    assert page.status_code == 200
    assert b"<main" in page.content
