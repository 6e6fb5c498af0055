"""What the journal says in plain words: one sentence a verb, declared by each room, hung up by the wiring."""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise

from linli.ground.journal.models import Entry

Sentences = Mapping[str, str | Promise]

_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_hung: dict[str, str | Promise] = {}


class NoSentence(Exception):
    """A verb has no sentence: its room has not declared it in phrases.py."""


def hang(sentences: Sentences) -> None:
    """Hang up the sentences of all rooms; called once, when the house is loaded."""
    _hung.clear()
    _hung.update(sentences)


def known() -> frozenset[str]:
    """Return the verbs that have a sentence."""
    return frozenset(_hung)


def spoken() -> Sentences:
    """Return every verb that has a sentence, with its sentence."""
    return dict(_hung)


def sentence(entry: Entry) -> str:
    """Return what happened in plain words, with the numbers and days of the entry's payload where the sentence names
    them.

    Raises:
        NoSentence: the verb is not declared.
    """
    if entry.verb not in _hung:
        raise NoSentence(entry.verb)
    words = str(_hung[entry.verb])
    return words % {name: _as_written(value) for name, value in entry.payload.items()}


def _as_written(value: object) -> object:
    """Return a day as the reader's language writes it, anything else as it is."""
    if isinstance(value, str) and _A_DAY.fullmatch(value):
        return date_format(date.fromisoformat(value))
    return value
