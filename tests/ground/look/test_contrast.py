"""Every text stands out from every ground it may stand on, in every mode, as WCAG 2.2 measures it."""

import re

import pytest

from linli.ground.look.bundle import HERE

CSS = (HERE / "css" / "tokens.css").read_text("utf-8")

TEXTS = {
    "ink": "ground raised sunken dusk indigo-soft now-soft done-soft wait-soft alarm-soft",
    "ink-2": "ground raised sunken dusk indigo-soft now-soft done-soft wait-soft",
    "ink-3": "ground raised sunken",
    "indigo": "ground raised sunken dusk indigo-soft",
    "now": "ground raised sunken now-soft",
    "done": "ground raised done-soft",
    "wait": "ground raised wait-soft",
    "alarm": "ground raised alarm-soft",
    "on-indigo": "indigo indigo-deep",
    "on-now": "now",
    "on-field": "field",
    "on-field-2": "field",
    "field-now": "field",
}
GRAPHICS = {"edge": "ground raised sunken", "focus": "ground raised", "indigo": "sunken", "now": "raised"}
MODES = {
    "light": ((":root",), 4.5),
    "dark": ((":root", '[data-theme="dark"]'), 4.5),
    "care": ((":root", '[data-mode="care"]'), 7.0),
    "care dark": (
        (
            ":root",
            '[data-theme="dark"]',
            '[data-mode="care"]',
            '[data-mode="care"]:where([data-theme="dark"])',
        ),
        7.0,
    ),
    "more": ((":root", '[data-contrast="more"]'), 7.0),
    "care more": ((":root", '[data-mode="care"]', '[data-contrast="more"]'), 7.0),
    "dark more": ((":root", '[data-theme="dark"]', '[data-contrast="more"]'), 7.0),
    "care dark more": (
        (
            ":root",
            '[data-theme="dark"]',
            '[data-mode="care"]',
            '[data-mode="care"]:where([data-theme="dark"])',
            '[data-contrast="more"]',
        ),
        7.0,
    ),
}


def declared(selector: str) -> dict[str, str]:
    """What the first block of this selector sets, by name."""
    start = CSS.index(f"{selector} {{")
    return dict(re.findall(r"(--[a-z0-9-]+|color-scheme):\s*([^;]+);", CSS[start : CSS.index("}", start)]))


def colours(mode: str) -> dict[str, str]:
    """The colours in force in a mode: later blocks win, as in the style sheet, whose blocks all weigh the same."""
    merged: dict[str, str] = {}
    for selector in MODES[mode][0]:
        merged |= declared(selector)
    return {name.removeprefix("--"): value for name, value in merged.items() if value.startswith("#")}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_does() -> None:
    assert round(contrast("#ffffff", "#000000"), 2) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("mode", MODES)
def test_every_text_can_be_read_on_every_ground(mode: str) -> None:
    seen, floor = colours(mode), MODES[mode][1]
    ratios = {
        f"{text} on {ground}": round(contrast(seen[text], seen[ground]), 2)
        for text, grounds in TEXTS.items()
        for ground in grounds.split()
    }

    assert {pair: ratio for pair, ratio in ratios.items() if ratio < floor} == {}


@pytest.mark.parametrize("mode", MODES)
def test_every_shape_that_means_something_stands_out(mode: str) -> None:
    seen = colours(mode)
    ratios = {
        f"{shape} on {ground}": round(contrast(seen[shape], seen[ground]), 2)
        for shape, grounds in GRAPHICS.items()
        for ground in grounds.split()
    }

    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}


@pytest.mark.parametrize(
    ("chosen", "wished"),
    [
        ('[data-theme="dark"]', ":root:where(:not([data-theme]))"),
        (
            '[data-mode="care"]:where([data-theme="dark"])',
            '[data-mode="care"]:where(:root:not([data-theme]))',
        ),
        ('[data-contrast="more"]', ":root:where(:not([data-contrast]))"),
    ],
)
def test_what_is_chosen_and_what_the_system_wishes_look_the_same(chosen: str, wished: str) -> None:
    assert declared(chosen) == declared(wished)


@pytest.mark.parametrize("mode", ['[data-theme="dark"]', '[data-contrast="more"]'])
def test_a_mode_leaves_no_colour_of_the_light_one_standing(mode: str) -> None:
    of_light = {name for name, value in declared(":root").items() if value.startswith("#")}

    assert of_light - set(declared(mode)) == set()
