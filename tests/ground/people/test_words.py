"""What the room says: every refusal a whole sentence, every verb of the journal known."""

import importlib
import pkgutil
import re
from collections import defaultdict
from pathlib import Path

import pytest

import linli.ground.people as room
from linli.ground.lib.refusal import Refusal
from linli.ground.people.phrases import SENTENCES

for module in pkgutil.walk_packages(room.__path__, "linli.ground.people."):
    if "management" not in module.name and "migrations" not in module.name:
        importlib.import_module(module.name)


def refusals(kind=Refusal):
    """All refusals of this room."""
    for child in kind.__subclasses__():
        if child.__module__.startswith("linli.ground.people"):
            yield child
        yield from refusals(child)


@pytest.mark.parametrize(
    "refusal", sorted(set(refusals()), key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__
)
def test_every_refusal_is_a_sentence_with_a_code_and_a_status(refusal):
    words = str(refusal.reason) % defaultdict(lambda: "某")

    assert re.fullmatch(r"[^%{}]{4,}。", words)
    assert 400 <= refusal.status < 500
    assert re.fullmatch(r"[a-z_-]+", refusal.code)


def test_codes_of_refusals_are_told_apart():
    codes = [kind.code for kind in set(refusals())]

    assert sorted(codes) == sorted(set(codes))


def test_every_verb_written_into_the_journal_has_its_sentence():
    written = set()
    for path in Path(room.__path__[0]).rglob("*.py"):
        written.update(re.findall(r"record\(\s*\"([a-z_.]+)\"", path.read_text(encoding="utf-8")))

    assert written - SENTENCES.keys() == set()
    assert {verb for verb in SENTENCES if not verb.startswith("account.")} - written == set()
