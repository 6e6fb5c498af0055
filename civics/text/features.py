"""What a message is recognised by: pairs of characters of what it says, and of the names of places it says it about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civics.text.grams import codes, gram_ids
from civics.text.normal import fold
from civics.text.places import find_places

__all__ = ["BUCKETS", "GAP", "Features", "Grams", "bucket_of", "features_of", "pairs_of", "place_pairs"]

Grams = NDArray[np.uint32]
Counts = NDArray[np.uint8]
Buckets = NDArray[np.int64]

PAIR = 2
TITLE_WEIGHT = 2
BODY_LENGTH = 420
MARGIN = 100
PLACES_WITHIN = 150
LEAD_LENGTH = 30
MOST_COUNTED = 255
BUCKET_BITS = 21
BUCKETS = 1 << BUCKET_BITS
SPREAD = np.uint64(0x9E3779B97F4A7C15)

SUFFIX = re.compile(r"(?<=..)(?:小区|社区|街道|公园|广场|学校|安置房)$")
# Anonymised messages write regions as letters (A市, B12区) and their province as 西地省: neither says where.
REGION = re.compile(r"西地省|(?<![a-z\d])[a-z]\d*[市区县州]")
NOT_WORDS = re.compile(r"[\W_]+")
GAP = "\x00"

NUMBERED = re.compile(r"(\d{1,4})(号楼|栋|幢|座|号|单元|期|组)?", re.ASCII)
UNITS = {"单元": "单", "期": "期", "组": "组"}
FIRST_SIGN, SIGNS = 0xE000, 6400


@dataclass(frozen=True, slots=True)
class Features:
    """The distinct pairs of characters of one message, sorted; a pair is 2 × 16 bits.

    `words` come with how often they occur (the title counting double), `places` with 2 if the title names them, else
    1. `names` are the places themselves, those of the title first; `said` is the text without them.
    """

    words: Grams
    word_counts: Counts
    places: Grams
    place_marks: Counts
    names: tuple[str, ...] = ()
    said: str = ""


def features_of(title: str, text: str, place: str = "") -> Features:
    """Take a message apart. Only the first 420 characters are read, and places sought in 150 of them. O(length).

    Without a title the first 30 characters stand in for it.
    """
    body = _beginning(text)
    given = fold(place[:BODY_LENGTH])
    head = f"{given} {fold(title[:BODY_LENGTH]) or body[:LEAD_LENGTH]}"
    written = [*find_places(head), *filter(None, [given])], find_places(body[:PLACES_WITHIN])
    in_title, in_body = ([_trimmed(name) for name in names] for names in written)
    names = tuple(dict.fromkeys((*in_title, *in_body)))
    rest = _without(f"{head}|{head}|{body}", {*written[0], *written[1], *names})
    words, counts = np.unique(pairs_of(rest), return_counts=True)
    firsts, others = place_pairs(in_title), place_pairs(in_body)
    places = np.union1d(firsts, others)
    marks = np.where(np.isin(places, firsts), TITLE_WEIGHT, 1).astype(np.uint8)
    return Features(words, np.minimum(counts, MOST_COUNTED).astype(np.uint8), places, marks, names, rest)


def bucket_of(grams: NDArray[np.uint32] | NDArray[np.uint64], *, kind: int = 0) -> Buckets:
    """Spread numbers over 2^21 buckets by multiplication (Fibonacci hashing): the same on every machine and day."""
    salted = grams.astype(np.uint64) + np.uint64(kind << 40)
    return ((salted * SPREAD) >> np.uint64(64 - BUCKET_BITS)).astype(np.int64)


def place_pairs(names: Iterable[str]) -> Grams:
    """Number the pairs of characters of names of places; a number in a name is one sign: 13号楼 is not like 3号楼."""
    return pairs_of(GAP.join(NUMBERED.sub(_one_sign, name) for name in names))


def pairs_of(text: str, *, gaps: bool = False) -> Grams:
    """Number the pairs of characters of a text in which GAP stands for every break.

    Pairs across a break are left out, or with `gaps` kept as 0, so that entry i begins at character i.
    """
    points = codes(text)
    if len(points) < PAIR:
        return np.empty(0, dtype=np.uint32)
    pairs = gram_ids(points, PAIR).astype(np.uint32)
    whole = (points[:-1] != 0) & (points[1:] != 0)
    return np.where(whole, pairs, 0).astype(np.uint32) if gaps else pairs[whole]


def _beginning(text: str) -> str:
    """Fold the first 420 characters; addresses and blanks fold away, so that more must be read now and then."""
    read = fold(text[: 2 * BODY_LENGTH])
    if len(read) < BODY_LENGTH + MARGIN and len(text) > 2 * BODY_LENGTH:
        read = fold(text[: 4 * BODY_LENGTH])
    return read[:BODY_LENGTH]


def _trimmed(name: str) -> str:
    return SUFFIX.sub("", name)


def _one_sign(match: re.Match[str]) -> str:
    return chr(FIRST_SIGN + int(match[1]) % SIGNS) + UNITS.get(match[2] or "", "号")


def _without(text: str, names: set[str]) -> str:
    for name in sorted(names, key=lambda one: (-len(one), one)):
        text = text.replace(name, GAP)
    return NOT_WORDS.sub(GAP, REGION.sub(GAP, text))
