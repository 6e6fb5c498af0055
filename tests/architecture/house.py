"""The house as the rules see it: its files, its rooms in order, and what a rule is."""

import ast
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = {".git", ".venv", ".cache", "var", "__pycache__", "node_modules"}

Breach = tuple[int, str]


@dataclass(frozen=True)
class Source:
    """One file: where it stands, and what it says."""

    path: PurePosixPath
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """`circle.listen` for a file of that room, else an empty word."""
        parts = self.path.parts
        return f"{parts[1]}.{parts[2]}" if parts[0] == "linli" and len(parts) > 3 else ""

    def is_part(self, *names: str) -> bool:
        """Whether the file is one of these modules of its room, or lies in the folder that one became."""
        return bool(self.room) and self.path.parts[3].removesuffix(".py") in names


@dataclass(frozen=True)
class Rule:
    """One rule of the house, with examples that prove it can tell good from bad."""

    says: str
    where: Callable[[Source], bool]
    find: Callable[[Source], Iterator[Breach]]
    good: tuple[Source, ...]
    bad: tuple[Source, ...]


def example(text: str, path: str = "linli/circle/listen/queries.py") -> Source:
    """An example as it would stand in the house."""
    return Source(PurePosixPath(path), text)


def is_code(source: Source) -> bool:
    """Our own Python, migrations left out."""
    return (
        source.path.suffix == ".py"
        and source.path.parts[0] in {"civics", "linli"}
        and "migrations" not in source.path.parts
    )


def is_room_code(source: Source) -> bool:
    return is_code(source) and source.path.parts[0] == "linli"


def is_template(source: Source) -> bool:
    return source.path.suffix in {".html", ".txt", ".svg"} and "templates" in source.path.parts


@cache
def paths() -> tuple[Path, ...]:
    """Every file that is or is about to be in the repository; without git, everything but what is built."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not LEFT_OUT & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in found if path.is_file()))


@cache
def sources() -> tuple[Source, ...]:
    """Every text file of the repository."""
    found = []
    for path in paths():
        body = path.read_bytes()
        if b"\0" not in body[:8192]:
            found.append(
                Source(
                    PurePosixPath(path.relative_to(ROOT).as_posix()), body.decode("utf-8", errors="replace")
                )
            )
    return tuple(found)


@cache
def order_of_rooms() -> dict[str, tuple[int, int]]:
    """Each room with its floor and its place on it, read from the import contracts: the one list of the order."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = {
        contract["containers"][0]: contract["layers"]
        for contract in contracts
        if contract["type"] == "layers"
    }
    order = {}
    for floor, name in enumerate(reversed(layers["linli"])):
        for place, rooms in enumerate(reversed(layers.get(f"linli.{name}", []))):
            for room in rooms.split("|"):
                order[f"{name}.{room.strip(' ()')}"] = (floor, place)
    return order


def may_know(room: str, other: str) -> bool:
    """Whether a room may use another: itself, or one that stands before it."""
    order = order_of_rooms()
    return room == other or (other in order and order[other] < order[room])


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the dotted name of what is called: `timezone.now`; `_` stands for what has no name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def dotted(node: ast.expr) -> str:
    """The dotted name of an expression; a call inside counts as the name that is called."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{dotted(value)}.{name}"
        case ast.Call(func=func):
            return dotted(func)
        case _:
            return "_"


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every imported thing by its full name, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
