"""What the house does by itself: named chores, each at its own pace, hung up by the wiring and done by `tend`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Task:
    """One chore: `deed(at=now)` every so often; its return value is only logged."""

    name: str
    every: timedelta
    deed: Callable[[datetime], object]


_hung: list[Task] = []


def hang(tasks: tuple[Task, ...]) -> None:
    """Hang up the list of chores; called once, when the house is loaded."""
    _hung[:] = tasks


def hung() -> tuple[Task, ...]:
    """Return the chores in force."""
    return tuple(_hung)
