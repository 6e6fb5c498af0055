"""One way to write a value as bytes, so that two people who hold the same facts hold the same hash."""

import hashlib
import json
from typing import Any

from civics import __version__
from civics.faults import Fault

FORMAT = 1
DEEPEST = 64
WIDEST_BITS = 4096


class NotCanonical(Fault):
    """A value has no canonical form: a float, a key that is not text, broken text, or too deep a nest."""


def dumps(value: object) -> bytes:
    """Write a value as canonical JSON: sorted keys, no spaces, UTF-8, whole numbers only.

    Keys are sorted by code point. Cost: O(n log n) in the size of the value.

    Raises:
        NotCanonical: a float, bytes, a key that is not text, half a surrogate pair, more than 64 levels, or
            a number of more than 4096 bits.
    """
    _check(value, 0)
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    except UnicodeEncodeError as broken:
        raise NotCanonical("The text holds half of a surrogate pair; write it as proper UTF-8.") from broken


def loads(text: bytes | str) -> Any:
    """Read JSON as strictly as `dumps` writes it, whatever the spacing.

    Raises:
        NotCanonical: the text is not JSON, names a key twice, or holds a float or NaN.
    """
    try:
        value = json.loads(
            text, object_pairs_hook=_without_doubles, parse_float=_no_float, parse_constant=_no_float
        )
        _check(value, 0)
    except NotCanonical:
        raise
    except (ValueError, RecursionError) as broken:
        raise NotCanonical(f"This is not JSON: {_short(broken)}.") from broken
    return value


def digest(value: object) -> str:
    """Give the SHA-256 of a value's canonical JSON, in hexadecimal.

    Raises:
        NotCanonical: as `dumps`.
    """
    return hashlib.sha256(dumps(value)).hexdigest()


def outcome_document(
    *, rule: str, rule_set: dict[str, Any] | None, seed: str | None, question: object, outcome: dict[str, Any]
) -> dict[str, Any]:
    """Put an outcome into the envelope every family shares: what was asked, under which rule, by which code.

    `question` is the whole input; its hash alone goes in, so the same input gives the same bytes.

    Raises:
        NotCanonical: as `dumps`.
    """
    document = {
        "format": FORMAT,
        "library": f"civics {__version__}",
        "rule": rule,
        "rule_set": rule_set,
        "seed": seed,
        "input_sha256": digest(question),
        "outcome": outcome,
    }
    _check(document, 0)
    return document


def _check(value: object, depth: int) -> None:
    if depth > DEEPEST:
        raise NotCanonical(f"The value is nested more than {DEEPEST} levels deep.")
    if isinstance(value, dict):
        for key, part in value.items():
            if not isinstance(key, str):
                raise NotCanonical(f"A key must be text, not {type(key).__name__}.")
            _check(part, depth + 1)
    elif isinstance(value, list | tuple):
        for part in value:
            _check(part, depth + 1)
    elif type(value) is int:
        if value.bit_length() > WIDEST_BITS:
            raise NotCanonical(f"A whole number is wider than {WIDEST_BITS} bits.")
    elif value is not None and not isinstance(value, str | bool):
        raise NotCanonical(f"A {type(value).__name__} has no canonical form; use whole numbers or text.")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise NotCanonical("A key is named twice in one object.")
    return value


def _no_float(number: str) -> Any:
    raise NotCanonical(f"{_short(number)} is not a whole number; write amounts and areas in whole units.")


def _short(words: object) -> str:
    text = " ".join(str(words).split())
    return text if len(text) <= 60 else text[:57] + "..."
