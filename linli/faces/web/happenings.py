"""One date as calendars carry it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Happening:
    """One date: `name` is its own for ever ("meeting-12"); `changes` counts how often it was moved."""

    name: str
    title: str
    since: datetime
    until: datetime
    path: str
    changed_at: datetime
    place: str = ""
    words: str = ""
    changes: int = 0
    is_off: bool = False
