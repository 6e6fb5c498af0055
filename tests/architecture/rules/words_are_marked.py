"""Chinese words for people are marked for translation; words of data say so, on their line or above their statement."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, dotted, example, is_room_code
from tests.architecture.rules.words_can_be_translated import GETTEXT

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]")
MARK = "# han:"
PATTERNS = {"compile", "fullmatch", "match", "search", "sub", "findall", "finditer", "split"}


def find(source: Source) -> Iterator[Breach]:
    lines, tree = source.text.splitlines(), source.tree
    spared = _docstrings(tree) | _marked(tree) | _declared(tree, lines)
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str) and HAN.search(node.value)):
            continue
        if id(node) not in spared and not any(
            MARK in line for line in lines[node.lineno - 1 : node.end_lineno]
        ):
            yield (
                node.lineno,
                f"{node.value[:20]!r} is not marked for translation (machine words: `{MARK} reason`)",
            )


def _docstrings(tree: ast.Module) -> set[int]:
    """Strings that stand alone: docstrings, and prose."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _declared(tree: ast.Module, lines: list[str]) -> set[int]:
    """Strings of a statement whose line above, or first line, says that its words are data."""
    return {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt)
        and any(MARK in line for line in lines[max(0, node.lineno - 2) : node.lineno])
        for inner in ast.walk(node)
    }


def _marked(tree: ast.Module) -> set[int]:
    """Strings inside a call of gettext, or inside a pattern."""
    return {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in GETTEXT | PATTERNS
        for inner in ast.walk(node)
    }


RULE = Rule(
    says="No bare Chinese text in Python outside gettext, phrases, choices and the demo.",
    where=lambda source: (
        is_room_code(source)
        and source.room != "faces.demo"
        and not source.is_part("phrases", "choices", "management")
    ),
    find=find,
    good=(
        example('"""听：a room."""\ntitle = _("我的诉求")'),
        example('COLUMN = "房号"  # han: the heading in the register file'),
        example('AREA = "小区"', "linli/ground/people/choices.py"),
        example('# han: headings in the register file\nCOLUMNS = {\n    "房号": 1,\n}'),
        example('help = "导入"', "linli/circle/listen/management/commands/bring.py"),  # a console's language
        example('DAY = re.compile("([0-9]{4})年")'),
        example('name = "王阿姨"', "linli/faces/demo/actions/corner.py"),
    ),
    bad=(
        example('title = "我的诉求"'),
        example('raise Refused(f"没有{thing}")'),
        example('# han: data\nA = "室"\nB = "楼"'),
    ),
)
