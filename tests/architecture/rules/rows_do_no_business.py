"""A model is a row: it does not override save or delete, and it writes no other rows."""

import ast
from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, example, is_room_code


def find(source: Source) -> Iterator[Breach]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef) and node.name in {
            "save",
            "delete",
            "full_clean",
            "asave",
            "adelete",
        }:
            yield node.lineno, f"`def {node.name}` in a model; an action says what happens"


RULE = Rule(
    says="Models do not override save or delete.",
    where=lambda source: is_room_code(source) and source.is_part("models"),
    find=find,
    good=(example("def is_open(self, at): return self.closes_at > at", "linli/circle/listen/models.py"),),
    bad=(example("class Voice:\n    def save(self): ...", "linli/circle/listen/models/voice.py"),),
)
