"""The default classes of a compound, and the starter examples of a beginner's model, both as data beside this file."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

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


def _starter() -> dict[str, list[dict[str, str]]]:
    table: dict[str, list[dict[str, str]]] = tomllib.loads(
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
    """Read the starter examples as (text, class key) pairs: made up for this project, none of them a real message."""
    return tuple((text, one["key"]) for one in _starter()["kinds"] for text in one["examples"])
