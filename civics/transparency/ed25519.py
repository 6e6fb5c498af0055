"""Checking an Ed25519 signature with whole numbers alone, so that a verifier needs no library (RFC 8032)."""

import hashlib

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

# A point is (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z: additions need no division.
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def is_valid(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether the 64-byte signature over the message is by the 32-byte public key. Some milliseconds.

    Nothing here is secret, so nothing needs constant time. The check is the one without cofactor,
    encode(s*B - k*A) = R, as common libraries do it; s must be below the group order.
    """
    if len(public_key) != 32 or len(signature) != 64:
        return False
    signer = _decode(public_key)
    s = int.from_bytes(signature[32:], "little")
    if signer is None or s >= ORDER:
        return False
    challenge = hashlib.sha512(signature[:32] + public_key + message).digest()
    k = int.from_bytes(challenge, "little") % ORDER
    x, y, z, t = signer
    return _encode(_add(_times(s, BASE), _times(k, (P - x, y, z, P - t)))) == signature[:32]


def _add(one: Point, two: Point) -> Point:
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(factor: int, point: Point) -> Point:
    total = NEUTRAL
    while factor:
        if factor & 1:
            total = _add(total, point)
        point = _add(point, point)
        factor >>= 1
    return total


def _encode(point: Point) -> bytes:
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _decode(text: bytes) -> Point | None:
    number = int.from_bytes(text, "little")
    odd, y = number >> 255, number & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if y >= P or x * x % P != square or (x == 0 and odd):
        return None
    if x & 1 != odd:
        x = P - x
    return x, y, 1, x * y % P


_FOUR_FIFTHS = 4 * pow(5, -1, P) % P
BASE = _decode(_FOUR_FIFTHS.to_bytes(32, "little")) or NEUTRAL
