"""What people are told, in plain words: each room declares its sentences in phrases.py; the wiring hangs them up."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import Promise

from linli.ground.messages.models import Message

Words = Mapping[str, str | Promise]

_told: dict[str, str | Promise] = {}
_whys: dict[str, str | Promise] = {}
_ways: dict[str, str] = {}


class NoWords(Exception):
    """A room tells something it has not declared in phrases.py."""


def hang(told: Words, whys: Words, mute: str = "") -> None:
    """Hang up what all rooms tell, the reasons why somebody is told, and the name of the address that mutes a matter.

    Called once, when the house is loaded.
    """
    _ways["mute"] = mute
    for shelf, words in ((_told, told), (_whys, whys)):
        shelf.clear()
        shelf.update(words)


def known() -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of what can be told, and of the reasons why."""
    return frozenset(_told), frozenset(_whys)


def mute_url(matter: int | None) -> str:
    """Return where one says that one wants to hear no more of a matter, or nothing."""
    name = _ways.get("mute", "")
    return reverse(name, args=[matter]) if name and matter is not None else ""


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
