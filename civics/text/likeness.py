"""How alike two messages are: by what they say, read more gently when they speak of the same place."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["JOINS_FROM", "MOST", "Likeness", "place_weight", "scaled", "word_weight"]

Floats = NDArray[np.float64]

SAME_PLACE = 0.035
NO_PLACE = 0.13
OTHER_PLACE = 0.40
MOST = 3.0
JOINS_FROM = 1.0
MOST_APART = 0.5
PLACE_FROM = 0.05
PLACE_FULL = 0.35
PLACE_PRIOR = 500
PLACE_FLOOR = 2.5
PLACE_HALF = 5.0
STRONG_PLACE = 10.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """One message against several: cosine of words, agreement of places (both 0 to 1) and the score made of them.

    A `score` of 1 is where messages begin to belong together; it never exceeds 3.
    """

    words: Floats
    places: Floats
    scores: Floats


def word_weight(texts: int, held: NDArray[np.int64]) -> Floats:
    """Weigh pairs of characters by rarity: 1 + ln((1 + texts) / (1 + texts that hold it))."""
    return np.asarray(1.0 + np.log((1.0 + texts) / (1.0 + held)))


def place_weight(texts: int, held: NDArray[np.int64]) -> Floats:
    """Weigh pairs from names of places: ln((500 + texts) / (1 + texts that hold it)) - 2.5, and never below 0.

    What one in twelve messages names, a district say, tells nothing about where. The 500 stand in for messages not
    yet there, so that the first compound in a young index weighs as much as it will later.
    """
    return np.asarray(np.maximum(0.0, np.log((PLACE_PRIOR + texts) / (1.0 + held)) - PLACE_FLOOR))


def scaled(
    words: Floats, shared: Floats, mine: tuple[float, float], theirs: tuple[Floats, Floats]
) -> Likeness:
    """Turn cosines of words and weights of places into scores.

    `shared` is the squared weight of the place pairs both name; `mine` and `theirs` are (squared weight of all place
    pairs, of those in the title). The words must agree to 0.035 if both speak of the same place, to 0.13 if that is
    unknown, and to 0.40 if their titles name different places: then only an almost equal text is alike, and it is
    not about the same thing. Measured on 4 326 messages: see docs/algorithms/topics.md.
    """
    whole, title = mine
    their_whole, their_title = theirs
    product, smaller = whole * their_whole, np.minimum(whole, their_whole)
    cosine = shared / np.sqrt(np.maximum(product, 1e-9))
    within = shared / np.maximum(smaller, 1e-9)
    places = np.sqrt(cosine * within) * -np.expm1(-shared / PLACE_HALF)
    apart = (places < PLACE_FROM) & (title > STRONG_PLACE) & (their_title > STRONG_PLACE)
    agree = np.clip((places - PLACE_FROM) / (PLACE_FULL - PLACE_FROM), 0.0, 1.0)
    needed = np.where(apart, OTHER_PLACE, NO_PLACE) ** (1.0 - agree) * SAME_PLACE**agree
    return Likeness(words, places, np.minimum(words / needed, np.where(apart, MOST_APART, MOST)))
