"""Every module begins by saying in one plain sentence what it is for."""

import ast
from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, example, is_code


def find(source: Source) -> Iterator[Breach]:
    if not source.text.strip():
        return  # an empty __init__.py says nothing, and has nothing to say
    told = ast.get_docstring(source.tree)
    if not told:
        yield 1, "the module does not say what it is for"
    elif told.split("\n\n")[0].rstrip()[-1] not in ".。:;)!?`":
        yield 1, "the module's sentence does not end"


RULE = Rule(
    says="A module begins with one plain sentence.",
    where=lambda source: (
        is_code(source)
        or (source.path.suffix == ".py" and source.path.parts[0] in {"tools", "tests", "bench"})
    ),
    find=find,
    good=(example('"""Says who may."""\n'), example("")),
    bad=(example("import os\n"), example('"""utilities"""\n')),
)
