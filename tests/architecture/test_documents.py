"""What the documents promise is there: tests, practices, terms, commands."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps

from linli.circle.matters import choices
from tests.architecture.house import ROOT, Source, calls, sources

PRACTICES = ROOT / "docs" / "practices.md"
GLOSSARY = ROOT / "docs" / "glossary.md"
NAMED_TEST = re.compile(r"tests/[\w/]+\.py(?:::\w+)?")
PRACTICE = re.compile(r"^\|\s*([A-Z]\d{1,2})\s*\|", re.MULTILINE)


def sources_of_tests() -> Iterator[Source]:
    return (source for source in sources() if source.path.parts[0] == "tests" and source.path.suffix == ".py")


def marked_practices() -> set[str]:
    """The practices that some test says it shows."""
    return {
        str(argument.value)
        for source in sources_of_tests()
        if source.path.name.startswith("test_")
        for call, name in calls(source.tree)
        if name.endswith("mark.practice")
        for argument in call.args
    }


def test_every_test_that_a_document_names_is_there() -> None:
    known = {str(source.path): source.text for source in sources_of_tests()}
    missing = []
    for source in sources():
        if source.path.suffix != ".md":
            continue
        for named in NAMED_TEST.findall(source.text):
            path, _, function = named.partition("::")
            if path not in known or (function and not re.search(rf"def {function}\b", known[path])):
                missing.append(f"{source.path}: {named}")

    assert missing == []


def test_every_practice_that_a_test_shows_is_in_the_list() -> None:
    assert marked_practices() - set(PRACTICE.findall(PRACTICES.read_text(encoding="utf-8"))) == set()


def test_every_practice_in_the_list_names_a_test_that_shows_it() -> None:
    rows = [line for line in PRACTICES.read_text(encoding="utf-8").splitlines() if PRACTICE.match(line)]

    assert [row for row in rows if not NAMED_TEST.search(row)] == []


def test_every_model_and_stage_is_in_the_glossary() -> None:
    told = set(re.findall(r"`(\w+)`", GLOSSARY.read_text(encoding="utf-8")))
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("linli.")}
    stages = {stage.name.lower() for stage in choices.Stage}

    assert sorted((models | stages) - told) == []


def test_every_setting_is_explained_and_every_explained_one_is_read() -> None:
    read = {
        str(argument.value)
        for source in sources()
        if source.path.parts[0] == "linli" and source.path.suffix == ".py"
        for call, name in calls(source.tree)
        if name.startswith("env.")
        for argument in call.args[:1]
        if re.fullmatch(r"[A-Z][A-Z_]+", str(getattr(argument, "value", "")))
    }
    told = set(
        re.findall(
            r"`((?:LINLI_|DATABASE_)[A-Z_]+)`", (ROOT / "docs" / "start.md").read_text(encoding="utf-8")
        )
    )

    assert told == read | {"LINLI_PORT"}


@pytest.mark.parametrize(
    "name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md", "docs/start.md"]
)
def test_a_document_names_only_files_that_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"\]\(([\w./-]+)\)", text)) | set(
        re.findall(r"`((?:docs|tests|linli|civics)/[\w./-]+)`", text)
    )

    assert sorted(path for path in named if not (ROOT / path).exists() and "NNNN" not in path) == []


def test_both_readmes_have_the_same_commands() -> None:
    english, chinese = (
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")
    )
    commands = re.compile(r"\./dev(?: (?:manage )?[a-z]+)?(?: --[a-z]+)?")

    assert sorted(set(commands.findall(english))) == sorted(set(commands.findall(chinese)))
