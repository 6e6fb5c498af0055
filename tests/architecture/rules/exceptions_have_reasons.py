"""Whoever switches a check off says why, on the same line."""

import re
from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, example

OFF = re.compile(
    r"#\s*(noqa\b(?P<codes>: ?[A-Z0-9, ]+)?|type: ignore(?P<kinds>\[[\w, -]+\])?|djlint:off)(?P<rest>.*)"
)


def find(source: Source) -> Iterator[Breach]:
    for number, line in enumerate(source.text.splitlines(), 1):
        if match := OFF.search(line):
            if not (match["codes"] or match["kinds"]):
                yield number, "a check is switched off without naming it"
            elif not re.match(r"\s*(--?|#|:)\s*\S+\s+\S+", match["rest"]):
                yield number, "a check is switched off without a reason on the line"


def _is_ours(source: Source) -> bool:
    return (
        source.path.suffix == ".py"
        and "migrations" not in source.path.parts
        and source.path.parts[0] != "tests"
    )


RULE = Rule(
    says="`noqa` and `type: ignore` name what they switch off, and why.",
    where=_is_ours,
    find=find,
    good=(
        example("import x  # noqa: PLC0415 -- rooms must be loaded before they are wired"),
        example("x = y  # type: ignore[misc] # django-stubs cannot see the annotation"),
    ),
    bad=(
        example("import x  # noqa"),
        example("import x  # noqa: F401"),
        example("x = y  # type: ignore[misc]"),
    ),
)
