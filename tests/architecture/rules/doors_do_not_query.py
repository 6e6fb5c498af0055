"""Doors ask queries; they never reach for rows themselves."""

import ast
from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, example, is_room_code

DOORS = ("views", "api", "tasks", "subscribers", "admin", "templatetags", "context")


def find(source: Source) -> Iterator[Breach]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            yield node.lineno, "`.objects` in a door; ask a query"


RULE = Rule(
    says="No `.objects` in views, api, tasks, subscribers, admin, context or templatetags.",
    where=lambda source: is_room_code(source) and source.is_part(*DOORS),
    find=find,
    good=(
        example("voices = queries.open_to(account, at)", "linli/circle/listen/views.py"),
        example("Voice.objects.filter(pk=1)", "linli/circle/listen/queries/voices.py"),
    ),
    bad=(
        example("Voice.objects.get(pk=1)", "linli/circle/listen/views/voices.py"),
        example("Voice.objects.all()", "linli/circle/listen/templatetags/listen.py"),
    ),
)
