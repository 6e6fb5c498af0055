"""A public function of the core, an action, a query or the library says which refusals and faults it raises."""

import ast
from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, dotted, example, is_code

SPARED = {"NotImplementedError", "AssertionError", "StopIteration"}


def find(source: Source) -> Iterator[Breach]:
    for function in _public(source.tree):
        told = ast.get_docstring(function) or ""
        for name in sorted(_raised(function) - SPARED):
            if name not in told.partition("Raises:")[2]:
                yield function.lineno, f"{function.name} raises {name}; its docstring says so under `Raises:`"


def _public(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    for body in bodies:
        yield from (
            node for node in body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        )


def _raised(function: ast.FunctionDef) -> set[str]:
    """The classes that the function itself raises; an exception passed on by name is not its own."""
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and node.exc is not None:
            name = dotted(node.exc).rpartition(".")[2]
            names |= {name} if name[:1].isupper() else set()
    return names


def _tells(source: Source) -> bool:
    return is_code(source) and (
        source.path.parts[0] == "civics"
        or source.is_part("actions", "queries")
        or source.room == "ground.lib"
    )


RULE = Rule(
    says="Docstrings name what is raised.",
    where=_tells,
    find=find,
    good=(
        example(
            'def close(at):\n    """Close.\n\n    Raises:\n        TooLate: it ended.\n    """\n    raise TooLate'
        ),
        example("def _close(at):\n    raise TooLate"),
        example('def close(at):\n    """Close."""\n    try: pass\n    except E as error: raise'),
    ),
    bad=(
        example('def close(at):\n    """Close."""\n    raise TooLate(at=at)'),
        example('class A:\n    def close(self):\n        """Close."""\n        raise TooLate'),
    ),
)
