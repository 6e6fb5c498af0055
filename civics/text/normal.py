"""Text made comparable: full-width forms folded, white space and blanked-out characters brought to one form."""

import re
import unicodedata

__all__ = ["fold", "fold_keeping_length", "squeeze"]

ADDRESS_ON_THE_WEB = re.compile(r"https?://[\w./?=&%#-]*", re.ASCII)
BLANKED = re.compile(r"[*×✱＊•●]{2,}")
WHITE = re.compile(r"\s+")


def _one_to_one() -> dict[int, str]:
    """Full-width and other compatibility characters that stand for exactly one ordinary character."""
    blocks = (*range(0x2460, 0x2474), 0x3000, *range(0xFF01, 0xFF5F), *range(0x2000, 0x200B), 0xA0)
    table = {}
    for code in blocks:
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain
    return table


ONE_TO_ONE = _one_to_one()


def fold_keeping_length(text: str) -> str:
    """Fold full-width letters, digits and spaces into ordinary ones; every position stays where it was."""
    return text.translate(ONE_TO_ONE)


def fold(text: str) -> str:
    """Fold a text for comparison: half-width, small letters, one sign for each blanked-out stretch, no web addresses.

    White space becomes a single space; a text of nothing but white space becomes empty.
    """
    plain = fold_keeping_length(text).lower()
    plain = ADDRESS_ON_THE_WEB.sub("", plain)
    plain = BLANKED.sub("*", plain)
    return WHITE.sub(" ", plain).strip()


def squeeze(text: str) -> str:
    """Fold a text and leave out all white space: what Chinese without word breaks looks like."""
    return fold(text).replace(" ", "")
