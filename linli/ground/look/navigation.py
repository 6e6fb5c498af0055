"""What a navigation is made of: tabs that a later room hands to the base pages."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: where it leads and its word; at the foot of a phone also its icon."""

    url: str
    label: str | Promise
    icon: str = ""
    current: bool = False
    count: int = 0
    """How many wait there; 0 shows nothing."""
    say: bool = False
    """The round one in the middle."""
    care: bool = True
    """Whether it stays in care mode, which has room for three."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing a neighbour can do: where, its character, its words, and a short note under them."""

    url: str
    character: str
    words: str | Promise
    note: str | Promise = ""
    due: bool = False
    """Whether it waits for this neighbour now."""
