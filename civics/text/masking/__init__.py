"""Proposals for masking: stretches of a text that may show who somebody is, for a person to confirm or refuse."""

from collections.abc import Iterable

from civics.text.masking.marks import find_marks
from civics.text.masking.names import find_names, find_neighbours
from civics.text.masking.numbers import find_numbers
from civics.text.normal import fold_keeping_length
from civics.text.shapes import Mask

__all__ = ["covered", "propose_masks"]


def propose_masks(text: str, names: Iterable[str] = ()) -> tuple[Mask, ...]:
    """Find what may identify a person: numbers, plates, accounts, homes and names; `names` are known neighbours.

    The result is sorted and without overlaps; positions count characters of `text` as given. Nothing is decided here:
    a proposal may be wrong, and what is not proposed may still need masking. O(length × names).
    """
    plain = fold_keeping_length(text)
    found = [
        *find_numbers(plain),
        *find_marks(plain),
        *find_neighbours(plain, names),
        *find_names(plain),
    ]
    return tuple(_without_overlaps(found))


def covered(text: str, masks: Iterable[Mask], *, sign: str = "*") -> str:
    """Write the text with the given stretches covered, one sign for each character."""
    letters = list(text)
    for mask in masks:
        letters[mask.start : mask.end] = sign * (mask.end - mask.start)
    return "".join(letters)


def _without_overlaps(found: list[Mask]) -> list[Mask]:
    """Keep what was found first (numbers before names) and, of one kind, the longer."""
    kept: list[Mask] = []
    for mask in found:
        if all(mask.end <= other.start or other.end <= mask.start for other in kept):
            kept.append(mask)
    return sorted(kept, key=lambda mask: mask.start)
