"""The beauty budget: measures the code, holds it to limits, and lets the recorded figures only get better."""

import argparse
import ast
import json
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.environment import ROOT

RECORD = ROOT / "tools" / "budget.json"
PRODUCT = ("civics", "linli", "tools", "dev")
ALSO_SHORT = ("tests", "bench")
BANNED = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "service", "services",
          "handler", "handlers", "data", "info"}  # fmt: skip

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_CLASS, MOST_PARAMETERS, LONGEST_TEMPLATE = 400, 50, 250, 7, 150
LONG_FUNCTION = 30
GIVEN = {"self", "cls", "by", "at"}

# What is recorded, and the worst it may ever be. Smaller is better for each of them.
WORST = {
    "functions over 30 lines, percent": 2.0,
    "modules with a broad except": 1.0,
    "median lines of a template": 25.0,
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Findings:
    """What the walk through the house has seen."""

    breaches: list[str] = field(default_factory=list)
    function_lengths: list[int] = field(default_factory=list)
    template_lengths: list[int] = field(default_factory=list)
    broad: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return the figures that are recorded."""
        long = sum(length > LONG_FUNCTION for length in self.function_lengths)
        return {
            "functions over 30 lines, percent": round(100 * long / max(1, len(self.function_lengths)), 2),
            "modules with a broad except": float(len(self.broad)),
            "median lines of a template": float(statistics.median(self.template_lengths or [0])),
        }


def lines_of(node: ast.stmt) -> int:
    """Return how many lines a function or class takes, its decorators not counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def parameters_of(function: Function) -> list[ast.arg]:
    """Return the parameters a caller has to think of: not self and cls, not what a star gathers, and not the actor
    and the moment, which the grammar of the house gives to every deed.
    """
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [argument for argument in named if argument.arg not in GIVEN]


def is_kernel(function: Function) -> bool:
    """Tell whether a function is compiled by numba: a kernel takes flat arrays, and only its own module calls it."""
    named = [deco.func if isinstance(deco, ast.Call) else deco for deco in function.decorator_list]
    return any(isinstance(name, ast.Name) and name.id in {"njit", "vectorize", "compiled"} for name in named)


def unannotated(function: Function) -> list[str]:
    """Return the names of parameters without a type, and `return` when that has none."""
    starred = [argument for argument in (function.args.vararg, function.args.kwarg) if argument is not None]
    bare = [argument.arg for argument in [*parameters_of(function), *starred] if argument.annotation is None]
    return bare + (["return"] if function.returns is None else [])


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Tell whether an except clause catches everything there is."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"})
        for kind in kinds
    )


def walk() -> Findings:
    """Return what the house looks like now."""
    found = Findings()
    for path in _files(PRODUCT, ".py"):
        _measure_product(path, found)
    for path in _files(ALSO_SHORT, ".py"):
        _measure_file(path, found)
    for suffix in (".css", ".js"):
        for path in _files(("linli",), suffix):
            _measure_file(path, found)
    for path in _files(("linli",), ".html"):
        _measure_template(path, found)
    return found


def _files(roots: tuple[str, ...], suffix: str) -> Iterator[Path]:
    for root in roots:
        place = ROOT / root
        paths = [place] if place.is_file() else sorted(place.rglob(f"*{suffix}"))
        if place.is_file() and suffix != ".py":
            continue
        for path in paths:
            if "migrations" not in path.parts and "__pycache__" not in path.parts:
                yield path


def _measure_file(path: Path, found: Findings) -> str:
    text = path.read_text(encoding="utf-8")
    if (length := text.count("\n")) > LONGEST_FILE:
        found.breaches.append(
            f"{_name(path)}: {length} lines; a file has at most {LONGEST_FILE}. Cut it by noun."
        )
    return text


def _measure_product(path: Path, found: Findings) -> None:
    if path.stem in BANNED or path.parent.name in BANNED:
        found.breaches.append(f"{_name(path)}: a module is named by its thing, never {path.stem!r}.")
    tree = ast.parse(_measure_file(path, found))
    for node in ast.walk(tree):
        if isinstance(node, Function):
            _measure_function(node, path, found)
        elif isinstance(node, ast.ClassDef) and lines_of(node) > LONGEST_CLASS:
            found.breaches.append(
                f"{_name(path)}:{node.lineno}: class {node.name} has {lines_of(node)} lines."
            )
    if any(isinstance(node, ast.ExceptHandler) and is_broad(node) for node in ast.walk(tree)):
        found.broad.append(_name(path))


def _measure_function(function: Function, path: Path, found: Findings) -> None:
    where = f"{_name(path)}:{function.lineno}: {function.name}"
    length, parameters = lines_of(function), parameters_of(function)
    found.function_lengths.append(length)
    if length > LONGEST_FUNCTION:
        found.breaches.append(f"{where} has {length} lines; at most {LONGEST_FUNCTION}. Cut it into steps.")
    if len(parameters) > MOST_PARAMETERS and not is_kernel(function):
        found.breaches.append(f"{where} takes {len(parameters)} parameters; at most {MOST_PARAMETERS}.")
    if bare := unannotated(function):
        found.breaches.append(f"{where} lacks the types of {', '.join(bare)}.")


def _measure_template(path: Path, found: Findings) -> None:
    length = path.read_text(encoding="utf-8").count("\n")
    found.template_lengths.append(length)
    if length > LONGEST_TEMPLATE:
        found.breaches.append(f"{_name(path)}: {length} lines; a template has at most {LONGEST_TEMPLATE}.")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def judge(figures: dict[str, float], record: dict[str, float]) -> list[str]:
    """Return a sentence for every figure that is worse than recorded, or than it may ever be."""
    return [
        f"{name}: {value:g}, but it was {min(record.get(name, worst), worst):g} and may only get better."
        for name, worst in WORST.items()
        if (value := figures[name]) > min(record.get(name, worst), worst)
    ]


def main(words: list[str]) -> int:
    """Measure, say what is amiss, and with --tighten record what got better."""
    parser = argparse.ArgumentParser(prog="python -m tools.measure", description=__doc__)
    parser.add_argument("--tighten", action="store_true", help="record the figures that got better")
    asked = parser.parse_args(words)
    found, record = walk(), json.loads(RECORD.read_text(encoding="utf-8"))
    figures = found.figures()
    troubles = found.breaches + judge(figures, record)
    if figures["modules with a broad except"] > WORST["modules with a broad except"]:
        troubles.append(
            f"Broad excepts stand in {', '.join(found.broad)}; linli/ground/lib/boundary.py alone may."
        )
    if asked.tighten:
        better = {name: min(record.get(name, worst), figures[name]) for name, worst in WORST.items()}
        RECORD.write_text(json.dumps(better, indent=2) + "\n", encoding="utf-8")
    print("\n".join([*(f"{value:6g}  {name}" for name, value in figures.items()), *troubles]))
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
