"""Permissions as sentences: named facts about (who, what, when) that compose with & | ~ and can explain themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

Who = TypeVar("Who")
What = TypeVar("What")


@dataclass(frozen=True, slots=True)
class Sentence(Generic[Who, What]):
    """A statement about one person and one thing at one moment, true or false."""

    words: str
    holds: Callable[[Who, What, datetime], bool]

    def __call__(self, who: Who, what: What, at: datetime) -> bool:
        """Say whether the sentence is true."""
        return self.holds(who, what, at)

    def __and__(self, other: "Sentence[Who, What]") -> "Sentence[Who, What]":
        return Sentence(f"{self.words} & {other.words}", lambda a, b, t: self(a, b, t) and other(a, b, t))

    def __or__(self, other: "Sentence[Who, What]") -> "Sentence[Who, What]":
        return Sentence(f"({self.words} | {other.words})", lambda a, b, t: self(a, b, t) or other(a, b, t))

    def __invert__(self) -> "Sentence[Who, What]":
        return Sentence(f"~{self.words}", lambda a, b, t: not self(a, b, t))


def fact(holds: Callable[[Who, What, datetime], bool]) -> Sentence[Who, What]:
    """Turn a function of (who, what, at) into a sentence named after it."""
    return Sentence(holds.__name__, holds)
