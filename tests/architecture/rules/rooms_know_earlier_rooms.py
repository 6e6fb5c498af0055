"""A room's pages extend, include and link only to earlier rooms and to their own: templates are imports too."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.architecture.house import (
    ROOT,
    Breach,
    Rule,
    Source,
    calls,
    example,
    is_room_code,
    is_template,
    may_know,
    order_of_rooms,
)

TEMPLATES = re.compile(r"""\{%\s*(?:extends|include|partial)\s+["']([\w./-]+)["']""")
LINKS = re.compile(r"""\{%\s*url\s+["']([\w-]+):""")
LINKING = {"reverse", "reverse_lazy", "redirect", "resolve_url", "render", "render_to_string", "get_template"}
PAGE, MODULE = "linli/circle/matters/templates/matters/matter.html", "linli/circle/matters/views.py"


@cache
def room_of_template(name: str) -> str:
    """The room in which a template stands, or an empty word for templates of others."""
    found = sorted(ROOT.glob(f"linli/*/*/templates/{name}"))
    if found:
        parts = found[0].relative_to(ROOT).parts
        return f"{parts[1]}.{parts[2]}"
    return room_called(name.partition("/")[0])


@cache
def room_called(name: str) -> str:
    return next((room for room in order_of_rooms() if room.endswith(f".{name}")), "")


def find(source: Source) -> Iterator[Breach]:
    for line, room, what in _used(source):
        if room and not may_know(source.room, room):
            yield line, f"{source.room} uses {what} of {room}, which stands after it"


def _used(source: Source) -> Iterator[tuple[int, str, str]]:
    if source.path.suffix == ".py":
        for call, name in calls(source.tree):
            if name.rpartition(".")[2] in LINKING:
                yield from _named(call)
        return
    for number, line in enumerate(source.text.splitlines(), 1):
        yield from ((number, room_of_template(name), name) for name in TEMPLATES.findall(line))
        yield from ((number, room_called(name), f"the address {name}:…") for name in LINKS.findall(line))


def _named(call: ast.Call) -> Iterator[tuple[int, str, str]]:
    for argument in call.args[:2]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            name = argument.value
            if re.fullmatch(r"[\w./-]+\.(html|txt)(#[\w-]+)?", name):
                yield call.lineno, room_of_template(name.partition("#")[0]), name
            elif re.fullmatch(r"[\w-]+:[\w:-]+", name):
                yield call.lineno, room_called(name.partition(":")[0]), f"the address {name}"


RULE = Rule(
    says="Templates and links go only to earlier rooms and to their own.",
    where=lambda source: bool(source.room) and (is_template(source) or is_room_code(source)),
    find=find,
    good=(
        example('{% extends "look/page.html" %}', PAGE),
        example('{% url "matters:matter" matter.pk %}', PAGE),
        example('{% url "account_login" %}', PAGE),
        example('redirect("matters:matter", pk=1)', MODULE),
    ),
    bad=(
        example('{% include "listen/voice.html" %}', PAGE),
        example('{% url "listen:voice" voice.pk %}', PAGE),
        example('reverse("web:home")', MODULE),
        example('render(request, "listen/voice.html#row", {})', MODULE),
    ),
)
