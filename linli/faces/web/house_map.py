"""Draws the map of the house from the house itself: rooms, news, chores, verbs."""

import importlib
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.utils import translation

from linli.circle.matters.choices import TRANSITIONS
from linli.ground.journal import chores, news, sentences

_HEAD = "# Map of the house\n\nDrawn from the code by `./dev map`; a test fails when it is out of date.\n"


def draw() -> str:
    """Return the map as Markdown."""
    with translation.override("zh-hans"):
        parts = [_HEAD, *_rooms(), *_circle(), *_news(), *_chores(), *_verbs()]
    return "\n".join(parts) + "\n"


def _rooms() -> Iterator[str]:
    yield "## Rooms\n\nFrom the ground up; a room knows only those above its line.\n"
    rows = (
        (f"`{config.name.removeprefix('linli.')}`", _first_line(config.name))
        for config in apps.get_app_configs()
        if config.name.startswith("linli.")
    )
    yield _table(("room", "what it is for"), rows)


def _circle() -> Iterator[str]:
    yield "## The circle\n\nEvery legal step of a matter, and what it must bring along; there are no others.\n"
    yield "```mermaid\nstateDiagram-v2"
    for (stage, step), move in TRANSITIONS.items():
        yield f"    {stage.value} --> {move.to.value}: {step.value}"
    yield "```\n"
    rows = (
        (
            stage.label,
            step.label,
            move.to.label,
            "、".join(sorted(str(need.label) for need in move.needs)) or "–",
        )
        for (stage, step), move in TRANSITIONS.items()
    )
    yield _table(("from", "step", "to", "needs"), ((str(a), str(b), str(c), d) for a, b, c, d in rows))


def _news() -> Iterator[str]:
    same_breath, afterwards = news.wired()
    told = dict.fromkeys([*same_breath, *afterwards])
    yield "## News\n\nWhat an action tells, and who hears it: in the same breath (one transaction), or afterwards.\n"
    rows = (
        (f"`{_short(event)}`", _names(same_breath.get(event, ())), _names(afterwards.get(event, ())))
        for event in told
    )
    yield _table(("news", "in the same breath", "afterwards"), rows)


def _chores() -> Iterator[str]:
    yield "## Chores\n\nWhat `tend` does by itself.\n"
    yield _table(("chore", "every"), ((task.name, str(task.every)) for task in chores.hung()))


def _verbs() -> Iterator[str]:
    yield "## Verbs\n\nEvery word of the journal, as the trail says it.\n"
    known = sentences.spoken()
    yield _table(("verb", "sentence"), ((f"`{verb}`", str(known[verb])) for verb in sorted(known)))


def _names(hearers: Iterable[object]) -> str:
    return "<br>".join(f"`{_short(hearer)}`" for hearer in hearers) or "–"


def _short(thing: object) -> str:
    module, name = getattr(thing, "__module__", ""), getattr(thing, "__qualname__", "")
    return f"{module.removeprefix('linli.')}.{name}"


def _first_line(module: str) -> str:
    return (importlib.import_module(module).__doc__ or "").strip().splitlines()[0]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return (
        "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
        + "\n"
    )
