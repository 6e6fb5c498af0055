"""The default classes of a compound, and the starter examples of a beginner's model, both as data beside this file."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

__all__ = ["Kind", "Scheme", "default_scheme", "starter_examples"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One class of what people say: `reply` names how soon it wants an answer (urgent, ordinary, hard)."""

    key: str
    zh: str
    en: str
    reply: str
    hint: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """The classes a community sorts its voices into, in the order shown to people."""

    key: str
    zh: str
    en: str
    kinds: tuple[Kind, ...]

    def kind(self, key: str) -> Kind:
        """Give the class with this key.

        Raises:
            KeyError: the scheme has no such class.
        """
        return {kind.key: kind for kind in self.kinds}[key]


def _starter() -> dict[str, list[dict[str, Any]]]:
    table: dict[str, list[dict[str, Any]]] = tomllib.loads(
        files("civics.text").joinpath("starter.toml").read_text(encoding="utf-8")
    )
    return table


def default_scheme() -> Scheme:
    """Read the default scheme for compounds: ten classes."""
    kinds = tuple(
        Kind(one["key"], one["zh"], one["en"], one["reply"], one["hint"]) for one in _starter()["kinds"]
    )
    return Scheme(key="compound", zh="小区事务", en="Compound matters", kinds=kinds)


def starter_examples() -> tuple[tuple[str, str], ...]:
    """Read the starter examples as (text, class key) pairs: sentences, then single words that are typical of a class.

    All are made up for this project; none is a real message.
    """
    kinds = _starter()["kinds"]
    sentences = [(text, kind["key"]) for kind in kinds for text in kind["examples"]]
    return (*sentences, *((word, kind["key"]) for kind in kinds for word in kind["words"].split()))
