"""What people are told, in plain words: each room declares its sentences in phrases.py; the wiring hangs them up."""

from collections.abc import Mapping

from django.utils.functional import Promise

from linli.ground.messages.models import Message

Words = Mapping[str, str | Promise]

_told: dict[str, str | Promise] = {}
_whys: dict[str, str | Promise] = {}


class NoWords(Exception):
    """A room tells something it has not declared in phrases.py."""


def hang(told: Words, whys: Words) -> None:
    """Hang up what all rooms tell and the reasons why somebody is told; called once, when the house is loaded."""
    for shelf, words in ((_told, told), (_whys, whys)):
        shelf.clear()
        shelf.update(words)


def known() -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of what can be told, and of the reasons why."""
    return frozenset(_told), frozenset(_whys)


def sentence(message: Message) -> str:
    """Return what a person is told.

    Raises:
        NoWords: the wording is not declared.
    """
    if message.words not in _told:
        raise NoWords(message.words)
    return str(_told[message.words]) % dict(message.facts)


def why(message: Message) -> str:
    """Return why they are told ("you said this").

    Raises:
        NoWords: the reason is not declared.
    """
    if message.why not in _whys:
        raise NoWords(message.why)
    return str(_whys[message.why])
