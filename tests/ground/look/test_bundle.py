"""Many small files are served as two: nothing is left out, nothing is imported, nothing is inline."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from linli.ground.look import bundle

PARTS = sorted(
    path.relative_to(bundle.HERE / "css").as_posix() for path in (bundle.HERE / "css").rglob("*.css")
)
BEHAVIOURS = sorted((bundle.HERE / "js").glob("*.js"))


def test_the_stylesheet_imports_every_part_once() -> None:
    named = re.findall(r'@import "([^"]+)";', (bundle.HERE / "css" / "look.css").read_text("utf-8"))

    assert sorted([*named, "look.css"]) == PARTS


def test_the_made_stylesheet_holds_every_part_and_no_import() -> None:
    made = bundle.stylesheet()
    parts = {part: (bundle.HERE / "css" / part).read_text("utf-8") for part in PARTS if part != "look.css"}

    assert "@import" not in made
    assert [part for part, text in parts.items() if text not in made] == []


def test_the_made_stylesheet_closes_every_brace_it_opens() -> None:
    bare = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", bundle.stylesheet(), flags=re.DOTALL)

    assert bare.count("{") == bare.count("}")


@pytest.mark.parametrize("part", [part for part in PARTS if "/" in part])
def test_a_part_lives_in_the_layer_of_its_folder(part: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", (bundle.HERE / "css" / part).read_text("utf-8"), flags=re.DOTALL).strip()

    assert text.startswith(f"@layer {part.partition('/')[0]} {{")


@pytest.mark.parametrize("path", BEHAVIOURS, ids=lambda path: path.stem)
def test_a_behaviour_stands_alone_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")

    assert text.startswith("// ")
    assert re.findall(r"^\s*(?:import|export)\b", text, re.MULTILINE) == []


def test_every_custom_property_that_is_used_is_a_token_or_set_beside_it() -> None:
    made = bundle.stylesheet()
    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", made))
    declared = set(re.findall(r"(--[a-z0-9-]+):", made))

    assert used - declared == set()


def test_the_finder_makes_both_files_and_no_other(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    finder = bundle.MadeFiles()

    assert Path(finder.find("look/look.css")).read_text("utf-8") == bundle.stylesheet()
    assert finder.find("look/look.css", find_all=True) == [str(tmp_path / "made" / "look" / "look.css")]
    assert finder.find("look/icons.svg") == []
    assert [name for name, _ in finder.list(None)] == ["look/look.css", "look/look.js"]


def test_a_changed_part_is_made_anew(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    finder = bundle.MadeFiles()
    made = Path(finder.find("look/look.js"))
    made.write_text("old", "utf-8")

    finder.find("look/look.js")

    assert made.read_text("utf-8") == bundle.script()


def test_django_finds_the_made_files() -> None:
    assert Path(str(finders.find("look/look.css"))).name == "look.css"
