"""How a text becomes a row of numbers for the classifier: character 1- to 3-grams, the first line counted as a title."""

import re

import numpy as np
from numpy.typing import NDArray

from civics.text.grams import Ids, codes, gram_ids
from civics.text.normal import fold

__all__ = ["Counts", "count", "one_text"]

Counts = tuple[Ids, NDArray[np.float64]]

BODY, TITLE = 0, 1
REGION = re.compile(r"[a-z]\d*(?=[市区县州])")
DIGITS = re.compile(r"\d+")


def one_text(title: str, detail: str) -> str:
    """Put a title and a body together the way the classifier expects them: the title on the first line."""
    return f"{title.strip()}\n{detail.strip()}" if title.strip() else detail.strip()


def plain(text: str) -> str:
    """Blur what says where and how many but not what about: letters for places, and figures."""
    return DIGITS.sub("0", REGION.sub("", fold(text))).replace(" ", "")


def count(text: str) -> Counts:
    """Count the distinct n-grams of a text: sorted gram numbers and how often each occurs. O(length)."""
    head, newline, rest = text.partition("\n")
    parts = [(plain(text), BODY)]
    if newline and rest.strip():
        parts.append((plain(head), TITLE))
    ids = [gram_ids(codes(part), size, kind=kind) for part, kind in parts for size in (1, 2, 3)]
    grams, times = np.unique(np.concatenate(ids), return_counts=True)
    return grams, times.astype(np.float64)
