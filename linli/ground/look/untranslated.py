"""Finds the words that code and templates show to people and that nobody has translated yet."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from linli.ground.look import catalogue

_CALL = re.compile(r"""\b(_|n?p?gettext)\(((?:\s*u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?)+)""")
_NAMES = {"_": "gettext"}


def used(folder: Path) -> set[catalogue.Key]:
    """Return every message that Python and templates under a folder ask for; specimens and tests are passed over."""
    keys: set[catalogue.Key] = set()
    for path in folder.rglob("*"):
        if "patterns" in path.parts or not path.is_file():
            continue
        if path.suffix == ".py":
            keys |= set(_in_python(ast.parse(path.read_text("utf-8"))))
        elif path.suffix in {".html", ".txt"}:
            keys |= set(_in_template(path.read_text("utf-8")))
    return keys


def _in_python(tree: ast.AST) -> Iterator[catalogue.Key]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2].removesuffix("_lazy").removesuffix("_noop")
            words = [
                arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            ]
            yield from _key(name, words)


def _in_template(source: str) -> Iterator[catalogue.Key]:
    for name, listed in _CALL.findall(templatize(source)):
        yield from _key(name, list(ast.literal_eval(f"[{listed}]")))


def _key(name: str, words: list[str]) -> Iterator[catalogue.Key]:
    name = _NAMES.get(name, name)
    if name in {"gettext", "ngettext"} and words:
        yield "", words[0]
    elif name in {"pgettext", "npgettext"} and len(words) > 1:
        yield words[0], words[1]


def missing(folder: Path, pos: Iterable[Path]) -> list[catalogue.Key]:
    """Return, sorted, the messages used under a folder that none of the .po files translates."""
    translated = {
        message.key
        for po in pos
        for message in catalogue.read(po)
        if all(message.translations) and not message.doubtful
    }
    return sorted(used(folder) - translated)
