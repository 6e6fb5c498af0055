"""Templates of the whole house lean on the look: every class is in the stylesheet, every component names its inputs."""

import re
from pathlib import Path

import pytest

from linli.ground.look import bundle

HOUSE = bundle.HERE.parents[1]
TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))
COMPONENTS = sorted((bundle.HERE / "templates" / "ui").glob("*.html"))
SPRITE = (bundle.HERE / "static" / "look" / "icons.svg").read_text("utf-8")


def classes(source: str) -> set[str]:
    """The class names a template writes out in full; those put together from parts are left out."""
    bare = re.sub(r"\{#.*?#\}", "", source)
    written: set[str] = set()
    for value in re.findall(r'class="((?:[^"{]|\{[{%].*?[%}]\})*)"', bare):
        apart = re.sub(r"[\w-]*\{\{.*?\}\}[\w-]*|\{%.*?%\}", " ", value)
        written |= {name for name in apart.split() if re.fullmatch(r"[a-z][a-z0-9-]*[a-z0-9]", name)}
    return written


def test_every_class_written_in_a_template_is_in_the_stylesheet() -> None:
    sheets = [bundle.stylesheet(), *(sheet.read_text("utf-8") for sheet in HOUSE.glob("*/*/static/*/*.css"))]
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", "\n".join(sheets)))
    unknown = {
        path.relative_to(HOUSE).as_posix(): sorted(strange)
        for path in TEMPLATES
        if (strange := {name for name in classes(path.read_text("utf-8")) if name not in known})
    }

    assert unknown == {}


def test_classes_are_read_out_of_conditions_and_comments_are_passed_over() -> None:
    page = '{# class="old" #}<p class="row{% if x %} row-end{% endif %} tag-{{ kind }}"><b class="due">'

    assert classes(page) == {"row", "row-end", "due"}


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_says_what_it_is_for_and_names_its_inputs(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]

    assert re.match(rf"\{{# {path.stem}: .+(?:Inputs|No inputs|inputs)", first), first


def test_every_icon_that_is_asked_for_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'symbol id="([^"]+)"', SPRITE))
    asked = {
        name for path in TEMPLATES for name in re.findall(r'\{% icon "([^"]+)"', path.read_text("utf-8"))
    } | {name for path in TEMPLATES for name in re.findall(r'icon="([a-z-]+)"', path.read_text("utf-8"))}

    assert asked - drawn == set()


def test_a_form_that_asks_for_something_says_itself_what_is_missing() -> None:
    """Without `novalidate` the browser speaks first, in its own language, and no sentence of ours is ever read."""
    asks = re.compile(r"ui/(?:form|field|voice-note)\.html|\brequired\b|type=\"number\"")
    forms = re.compile(r"<form\b((?:[^>{]|\{[{%].*?[%}]\})*)>(.*?)</form>", re.DOTALL)
    silent = [
        path.relative_to(HOUSE).as_posix()
        for path in TEMPLATES
        for head, body in forms.findall(path.read_text("utf-8"))
        if "post" in head and asks.search(body) and "novalidate" not in head
    ]

    assert silent == []
