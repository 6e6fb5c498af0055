"""Signing a head with the log's secret key: the one part of this family that needs `cryptography`."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from civics.faults import Fault
from civics.transparency.heads import Head, SignedHead


class NotASecret(Fault):
    """A secret key that is not 32 bytes."""


def sign_head(head: Head, secret: bytes) -> SignedHead:
    """Sign a head's note by Ed25519 (RFC 8032); the same head and secret always give the same signature.

    Raises:
        NotASecret: the secret is not 32 bytes.
    """
    return SignedHead(head, _key(secret).sign(head.note()))


def public_key(secret: bytes) -> bytes:
    """Give the 32-byte public key of a secret, to be posted where everyone can compare it.

    Raises:
        NotASecret: the secret is not 32 bytes.
    """
    return _key(secret).public_key().public_bytes_raw()


def _key(secret: bytes) -> Ed25519PrivateKey:
    if len(secret) != 32:
        raise NotASecret("The secret key of a log is 32 bytes.")
    return Ed25519PrivateKey.from_private_bytes(secret)
