"""How the trail shows each verb of the journal, read from verbs.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HEARD = "听"  # han: a drawn character


@dataclass(frozen=True, slots=True)
class Manner:
    """How the trail shows a verb: the character in its seal, whether by post, whether only in the whole story."""

    character: str = HEARD
    office: bool = False
    quiet: bool = False
    back: bool = False


_UNTOLD = Manner(quiet=True)


@cache
def _told() -> dict[str, Manner]:
    rows: dict[str, Any] = tomllib.loads(Path(__file__).with_name("verbs.toml").read_text(encoding="utf-8"))
    return {key: Manner(**row) for key, row in rows.items()}


def manner(verb: str) -> Manner:
    """Return how the trail shows a verb: its own row, else that of its first word, else quietly."""
    told = _told()
    return told.get(verb) or told.get(verb.partition(".")[0]) or _UNTOLD


def rows() -> tuple[str, ...]:
    """Return the verbs, or first words of verbs, that have a row in verbs.toml."""
    return tuple(_told())


def placed(verb: str) -> bool:
    """Say whether a verb, or the first word of it, has a row in verbs.toml."""
    return verb in _told() or verb.partition(".")[0] in _told()
