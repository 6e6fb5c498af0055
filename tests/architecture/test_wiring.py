"""News is either heard or knowingly unheard, and every verb of the journal has its sentence."""

import ast
import importlib
import inspect
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from linli import wiring
from linli.faces.web import manners
from linli.ground.journal import sentences
from tests.architecture.house import ROOT, calls, dotted, is_room_code, sources

VERB = re.compile(r"[a-z]+\.[a-z_]+")
PLACES = re.compile(r"%\((\w+)\)")


def events() -> set[type]:
    """Every piece of news that a room declares."""
    found = set()
    for path in sorted(ROOT.glob("linli/*/*/events.py")):
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        found |= {
            thing
            for thing in vars(module).values()
            if inspect.isclass(thing) and thing.__module__ == module.__name__
        }
    return found


def heard() -> set[type]:
    return {*wiring.SAME_BREATH, *wiring.AFTERWARDS}


def written_verbs() -> Iterator[tuple[str, str, set[str] | None]]:
    """Each verb that an action writes, where, and the facts it gives with it (None when they cannot be seen)."""
    for source in sources():
        if not is_room_code(source) or source.room == "ground.journal":
            continue
        for call, name in calls(source.tree):
            if name.rpartition(".")[2] in {"record", "entry_of", "tell", "_tell"} and call.args:
                facts = {keyword.arg for keyword in call.keywords}
                if name.endswith("tell"):
                    facts |= passed_on()[source.room]
                for verb in constants(call.args[0]):
                    yield verb, f"{source.path}:{call.lineno}", None if None in facts else facts


@cache
def passed_on() -> dict[str, set[str | None]]:
    """For each room, the facts that its own `tell` adds to those it is given."""
    found: dict[str, set[str | None]] = defaultdict(set)
    for source in sources():
        for node in ast.walk(source.tree) if is_room_code(source) else ():
            if isinstance(node, ast.FunctionDef) and node.name in {"tell", "_tell"}:
                inner = [call for call, name in calls(node) if name.endswith("record")]
                found[source.room] |= {one.arg for call in inner for one in call.keywords if one.arg}
    return found


def constants(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be: one, or one of two; anything else is reported as it is written."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from constants(body)
            yield from constants(other)
        case _:
            yield f"<{ast.unparse(node)}>"


def declared() -> dict[str, str]:
    """Each verb that some room's phrases.py has a sentence for, and where."""
    return {
        str(key.value): str(source.path)
        for source in sources()
        if is_room_code(source) and source.path.name == "phrases.py"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign)
        and dotted(node.targets[0]) == "SENTENCES"
        and isinstance(node.value, ast.Dict)
        for key in node.value.keys
        if isinstance(key, ast.Constant)
    }


def in_deeds() -> Iterator[tuple[ast.AST, str]]:
    """Every piece of code in the deeds of all rooms, with its place: helpers there pass verbs on."""
    for source in sources():
        if is_room_code(source) and source.is_part("actions", "subscribers", "tasks"):
            yield from (
                (node, f"{source.path}:{getattr(node, 'lineno', 0)}") for node in ast.walk(source.tree)
            )


def spoken() -> dict[str, str]:
    """Every text in the deeds that looks like a verb, and where."""
    kinds = {verb.partition(".")[0] for verb in declared()}
    return {
        node.value: where
        for node, where in in_deeds()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if VERB.fullmatch(node.value) and node.value.partition(".")[0] in kinds
    }


def composed() -> tuple[str, ...]:
    """The beginnings of verbs that are put together, as `matter.` in f"matter.{step}"."""
    return tuple(
        str(node.values[0].value)
        for node, _ in in_deeds()
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
        if re.fullmatch(r"[a-z]+\.", str(node.values[0].value))
    )


def test_every_piece_of_news_is_heard_or_knowingly_unheard() -> None:
    assert events() - heard() - wiring.UNHEARD == set()


def test_nothing_is_both_heard_and_called_unheard() -> None:
    assert heard() & wiring.UNHEARD == set()


def test_the_wiring_names_only_news_that_a_room_declares() -> None:
    assert (heard() | wiring.UNHEARD) - events() == set()


def test_every_declared_piece_of_news_is_told_by_somebody() -> None:
    made = {
        name.rpartition(".")[2]
        for source in sources()
        if is_room_code(source) and source.is_part("actions")
        for _, name in calls(source.tree)
    }

    assert {event.__name__ for event in events()} - made == set()


def test_hearers_are_subscribers() -> None:
    hearers = [hear for hear in [*wiring.SAME_BREATH.values(), *wiring.AFTERWARDS.values()] for hear in hear]

    assert [hear for hear in hearers if not hear.__module__.endswith((".subscribers", ".tasks"))] == []


def test_every_verb_has_its_sentence_and_every_sentence_its_verb() -> None:
    written = {verb: where for verb, where, _ in written_verbs() if not verb.startswith("<")} | spoken()

    assert {verb: where for verb, where in written.items() if verb not in sentences.known()} == {}
    unused = {verb: where for verb, where in declared().items() if verb not in written}
    assert {verb: where for verb, where in unused.items() if not verb.startswith(composed())} == {}


def test_a_sentence_names_only_facts_that_its_entry_keeps() -> None:
    missing = [
        f"{where}: {verb} does not keep {place}"
        for verb, where, facts in written_verbs()
        if facts is not None and verb in wiring.SENTENCES
        for place in PLACES.findall(str(wiring.SENTENCES[verb]))
        if place not in facts
    ]

    assert missing == []


def test_every_room_with_sentences_is_hung_up() -> None:
    assert {verb: where for verb, where in declared().items() if verb not in sentences.known()} == {}


def test_the_table_of_the_trail_speaks_only_of_verbs_that_are_written() -> None:
    kinds = {verb.partition(".")[0] for verb in sentences.known()}

    assert [row for row in manners.rows() if row not in sentences.known() and row not in kinds] == []


def test_what_may_be_heard_only_once_is_heard_from_the_outbox() -> None:
    afterwards = {hearer for hearers in wiring.AFTERWARDS.values() for hearer in hearers}

    assert wiring.ONCE - afterwards == set()
