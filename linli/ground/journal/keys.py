"""The key with which the journal signs its heads."""

from base64 import urlsafe_b64decode

from django.conf import settings

from civics.transparency import signing


def secret_key() -> bytes:
    """Return the 32 secret bytes of LINLI_JOURNAL_KEY."""
    return urlsafe_b64decode(settings.JOURNAL_KEY)


def public_key() -> bytes:
    """Return the key that anyone may use to check the heads."""
    return signing.public_key(secret_key())
