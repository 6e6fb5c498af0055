"""Proposals for masking: stretches of a text that may show who somebody is, for a person to confirm or refuse."""

import re
from collections.abc import Iterable

from civics.text.normal import fold_keeping_length
from civics.text.shapes import Mask

__all__ = ["covered", "propose_masks"]

PHONE = re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def propose_masks(text: str, names: Iterable[str] = ()) -> tuple[Mask, ...]:
    """Find what may identify a person: numbers, plates, addresses on the net, names; `names` are known neighbours.

    The result is sorted and without overlaps; positions count characters of `text` as given. Nothing is decided here.
    """
    plain = fold_keeping_length(text)
    found = [Mask(m.start(), m.end(), "phone", "像手机号") for m in PHONE.finditer(plain)]
    found += [Mask(m.start(), m.end(), "id_number", "像身份证号") for m in ID_NUMBER.finditer(plain)]
    for name in names:
        found += [
            Mask(m.start(), m.end(), "neighbour", "邻居的名字") for m in re.finditer(re.escape(name), plain)
        ]
    return tuple(sorted(found, key=lambda mask: (mask.start, -mask.end)))


def covered(text: str, masks: Iterable[Mask], *, sign: str = "*") -> str:
    """Write the text with the given stretches covered, one sign for each character."""
    letters = list(text)
    for mask in masks:
        letters[mask.start : mask.end] = sign * (mask.end - mask.start)
    return "".join(letters)
