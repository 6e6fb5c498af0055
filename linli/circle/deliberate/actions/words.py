"""Tidies what people write, and refuses nothing or too much."""

from linli.circle.deliberate.refusals import TooManyWords, WordsMissing
from linli.ground.lib.text import tidy


def asked(words: str, what: object, most: int) -> str:
    """Return the words tidied.

    Raises:
        WordsMissing: there are none; `what` says what is missing.
        TooManyWords: there are more than `most`.
    """
    kept = tidy(words)
    if not kept:
        raise WordsMissing(what=what)
    return within(kept, most)


def within(words: str, most: int) -> str:
    """Return the words tidied; none are allowed.

    Raises:
        TooManyWords: there are more than `most`.
    """
    kept = tidy(words)
    if len(kept) > most:
        raise TooManyWords(most=most, length=len(kept))
    return kept
