"""The beauty budget counts what a reader counts, and lets nothing get worse."""

import ast

import pytest

from tools import measure
from tools.measure import Function


def function(text: str) -> Function:
    (node,) = ast.parse(text).body
    assert isinstance(node, Function)
    return node


def handler(text: str) -> ast.ExceptHandler:
    (node,) = ast.parse(f"try:\n    pass\n{text}:\n    pass").body
    assert isinstance(node, ast.Try)
    return node.handlers[0]


def test_a_function_is_as_long_as_from_def_to_its_last_line() -> None:
    assert measure.lines_of(function("@cache\ndef f():\n    a = 1\n\n    return a\n")) == 4


def test_actor_and_moment_and_what_a_star_gathers_are_not_counted_as_parameters() -> None:
    counted = measure.parameters_of(function("def f(self, a, /, b, *c, by, at, d=1, **e): ..."))

    assert [argument.arg for argument in counted] == ["a", "b", "d"]


def test_whatever_has_no_type_is_named() -> None:
    assert measure.unannotated(function("def f(self, a: int, b, *c, **d): ...")) == ["b", "c", "d", "return"]
    assert measure.unannotated(function("def f(self, a: int) -> None: ...")) == []


@pytest.mark.parametrize(
    ("text", "broad"),
    [
        ("except", True),
        ("except Exception", True),
        ("except (OSError, BaseException)", True),
        ("except OSError", False),
        ("except (OSError, json.JSONDecodeError)", False),
    ],
)
def test_a_broad_except_is_told_from_a_narrow_one(text: str, broad: bool) -> None:
    assert measure.is_broad(handler(text)) is broad


FIGURES = {name: worst / 2 for name, worst in measure.WORST.items()}


def test_figures_as_good_as_recorded_pass() -> None:
    assert measure.judge(FIGURES, FIGURES) == []


def test_a_figure_worse_than_recorded_is_named_even_below_the_limit() -> None:
    worse = FIGURES | {"functions over 30 lines, percent": 1.5}

    assert measure.judge(worse, FIGURES) == [
        "functions over 30 lines, percent: 1.5, but it was 1 and may only get better."
    ]


def test_no_record_allows_more_than_the_limit() -> None:
    worse = FIGURES | {"functions over 30 lines, percent": 3.0}

    assert len(measure.judge(worse, worse)) == 1
