"""Counts which deeds of the house are done, by whomever: the walk itself, a room in passing, a subscriber."""

import functools
import importlib
import inspect
import pkgutil
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

ROOMS = (
    "linli.circle.matters",
    "linli.circle.listen",
    "linli.circle.deliberate",
    "linli.circle.decide",
    "linli.circle.deliver",
    "linli.circle.disclose",
    "linli.circle.evaluate",
    "linli.commons.notices",
)
NOT_WALKED = frozenset(
    {
        "linli.circle.listen.actions.authors",  # a newcomer turns out to be a resident: tests/circle/listen
        "linli.circle.listen.actions.bulk",  # a table of voices is read: tests/circle/listen/test_imports.py
        "linli.circle.listen.actions.imports",  # as above
        "linli.circle.listen.actions.visits",  # somebody called on: tests/circle/listen
        "linli.circle.listen.actions.classifiers",  # trained by a command: tests/circle/listen/test_learning.py
    }
)
"""Deeds that belong to no matter's way: brought by files and commands, proven where they live."""
NEVER = {
    "linli.circle.listen.actions.voices.write_down": "needs a recording: tests/circle/listen",
}
"""Deeds of the rooms that are walked which no walk does, and why."""


def watched(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count from now on every deed that is done without being refused."""
    calls: Counter[str] = Counter()
    here, counted = modules(), {}
    for module in here:
        for name, deed in inspect.getmembers(module, inspect.isfunction):
            if deed.__module__ == module.__name__ and not name.startswith("_"):
                counted[deed] = _counted(deed, f"{module.__name__}.{name}", calls)
    for module in here:
        for name, deed in inspect.getmembers(module, inspect.isfunction):
            if deed in counted:  # also where it was imported by its name
                monkeypatch.setattr(module, name, counted[deed])
    return calls


def modules() -> list[Any]:
    """Return all modules of deeds in the rooms that are walked."""
    found = []
    for room in ROOMS:
        package = importlib.import_module(f"{room}.actions")
        found += [
            importlib.import_module(f"{room}.actions.{one.name}")
            for one in pkgutil.iter_modules(package.__path__)
        ]
    return found


def undone(calls: Counter[str]) -> set[str]:
    """Return the deeds of the rooms that are walked which were not done, but for those that have a reason."""
    return {deed for deed in _deeds() if not calls[deed]} - NEVER.keys()


def idle(calls: Counter[str]) -> set[str]:
    """Return the modules that are walked of which no deed was done."""
    return {deed.rpartition(".")[0] for deed in _deeds()} - {name.rpartition(".")[0] for name in calls}


@functools.cache
def _deeds() -> frozenset[str]:
    """Every deed by somebody of the modules that are walked."""
    return frozenset(
        f"{module.__name__}.{name}"
        for module in modules()
        if module.__name__ not in NOT_WALKED
        for name, deed in inspect.getmembers(module, inspect.isfunction)
        if deed.__module__ == module.__name__
        and not name.startswith("_")
        and "by" in inspect.signature(deed).parameters
    )


def _counted(deed: Callable[..., Any], name: str, calls: Counter[str]) -> Callable[..., Any]:
    @functools.wraps(deed)
    def counted(*arguments: Any, **named: Any) -> Any:
        made = deed(*arguments, **named)
        calls[name] += 1
        return made

    return counted
