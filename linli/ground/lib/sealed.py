"""Fields that are encrypted in the database, and blind indexes with which they can still be looked up."""

import hmac
from base64 import urlsafe_b64decode
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

from linli.ground.lib.chance import salt


class CannotOpen(Exception):
    """A sealed field cannot be opened with any key of the ring: a key is missing from LINLI_FIELD_KEYS."""


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> tuple[AESGCM, ...]:
    return tuple(AESGCM(urlsafe_b64decode(key)) for key in keys)


@lru_cache(maxsize=8)
def _index_key(key: str, purpose: str) -> bytes:
    return hmac.new(urlsafe_b64decode(key), f"linli blind index {purpose}".encode(), sha256).digest()


def seal(words: str) -> bytes:
    """Return the words encrypted under the first key of the ring (AES-256-GCM: 12 bytes nonce, then the rest)."""
    return seal_bytes(words.encode())


def unseal(body: bytes) -> str:
    """Return the words that `seal` was given.

    Raises:
        CannotOpen: no key of the ring fits, or the bytes were changed.
    """
    return unseal_bytes(body).decode()


def seal_bytes(content: bytes) -> bytes:
    """Return the content encrypted as `seal` does, for files that are kept for a while."""
    nonce = salt()[:12]
    return nonce + _ring(tuple(settings.FIELD_KEYS))[0].encrypt(nonce, content, None)


def unseal_bytes(body: bytes) -> bytes:
    """Return the content that `seal_bytes` was given.

    Raises:
        CannotOpen: no key of the ring fits, or the bytes were changed.
    """
    for cipher in _ring(tuple(settings.FIELD_KEYS)):
        try:
            return cipher.decrypt(body[:12], body[12:], None)
        except InvalidTag:
            continue
    raise CannotOpen("A sealed field does not open; add the key it was sealed with to LINLI_FIELD_KEYS.")


def blind(value: str, purpose: str) -> str:
    """Return 32 hex digits that are equal for equal values of one purpose and say nothing about the value."""
    return hmac.new(_index_key(settings.INDEX_KEY, purpose), value.encode(), sha256).hexdigest()[:32]


class SealedField(models.Field[str, str]):
    """Text that is readable in Python and encrypted in the database; empty text stays empty bytes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"default": "", "blank": True, "editable": False, **options})

    def get_internal_type(self) -> str:
        """Store bytes."""
        return "BinaryField"

    def from_db_value(self, value: Any, *_: object) -> str:
        """Open what the database holds."""
        return unseal(bytes(value)) if value else ""

    def get_prep_value(self, value: Any) -> bytes:
        """Seal what Python holds."""
        return seal(value) if value else b""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        """Hand bytes to the driver."""
        return connection.Database.Binary(super().get_db_prep_value(value, connection, prepared))
