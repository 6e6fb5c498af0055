"""The signature check in whole numbers against RFC 8032 section 7.1 and against `cryptography`."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.transparency.ed25519 import ORDER, is_valid
from civics.transparency.heads import Head
from civics.transparency.signing import NotASecret, public_key, sign_head

VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd"
            "25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]


@pytest.mark.parametrize(("secret", "key", "message", "signature"), VECTORS)
def test_the_published_signatures_are_valid(secret: str, key: str, message: str, signature: str) -> None:
    assert public_key(bytes.fromhex(secret)).hex() == key
    assert Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).sign(
        bytes.fromhex(message)
    ) == bytes.fromhex(signature)
    assert is_valid(bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature))


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.data())
def test_a_true_signature_is_valid_and_one_flipped_bit_is_not(
    secret: bytes, message: bytes, data: st.DataObject
) -> None:
    key = public_key(secret)
    signature = Ed25519PrivateKey.from_private_bytes(secret).sign(message)
    said = bytearray(key + signature + message)
    at = data.draw(st.integers(0, len(said) * 8 - 1))
    said[at // 8] ^= 1 << (at % 8)

    assert is_valid(key, message, signature)
    assert not is_valid(bytes(said[:32]), bytes(said[96:]), bytes(said[32:96]))


def test_a_signature_made_to_look_different_is_refused() -> None:
    _, key, message, signature = (bytes.fromhex(part) for part in VECTORS[0])
    shifted = int.from_bytes(signature[32:], "little") + ORDER

    assert not is_valid(key, message, signature[:32] + shifted.to_bytes(32, "little"))
    assert not is_valid(key, message, signature[:63])
    assert not is_valid(key[:31], message, signature)
    assert not is_valid(b"\xff" * 32, message, signature)
    assert not is_valid(b"\x02" + b"\x00" * 31, message, signature)


def test_a_head_is_signed_over_name_size_root_and_time() -> None:
    secret = bytes(range(32))
    head = Head("金海岸/journal", 3, bytes(32), 1_790_000_000_000)

    signed = sign_head(head, secret)

    assert head.note().decode() == f"linli tree head v1\n金海岸/journal\n3\n{'00' * 32}\n1790000000000\n"
    assert signed == sign_head(head, secret)
    assert signed.is_signed_by(public_key(secret))
    assert not signed.is_signed_by(public_key(bytes(32)))
    with pytest.raises(NotASecret):
        sign_head(head, b"short")
