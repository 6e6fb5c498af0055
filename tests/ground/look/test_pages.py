"""Every page of the pattern book, in every mode, in a real browser: readable, reachable, nothing refused."""

from collections.abc import Iterable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from linli.ground.look.patterns import PAGES
from tests.ground.look.conftest import Open

pytestmark = pytest.mark.journey

BOOK = ("", *PAGES)


def leaves(page: Page, names: Iterable[str] = BOOK) -> Iterator[str]:
    """Turn to each page of the book in the same browser window and name it."""
    root = page.url.partition("/patterns")[0] + "/patterns"
    for name in names:
        page.goto(f"{root}/{name}".rstrip("/"))
        yield name or "book"


MODES = ("", "dark", "care", "care.dark", "more", "care.more")


@pytest.mark.parametrize("look", MODES)
def test_no_page_breaks_a_rule_of_accessibility(open_page: Open, look: str) -> None:
    found = {}
    page = open_page(look=look)
    for name in leaves(page):
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for fault in Axe().run(page).response["violations"]:
            found[f"{name}: {fault['id']}"] = [node["html"][:120] for node in fault["nodes"]][:3]

    assert found == {}


def test_no_page_breaks_a_rule_of_accessibility_in_english_at_a_desk(open_page: Open) -> None:
    page = open_page(language="en", width=1280)
    found = {
        f"{name}: {fault['id']}": fault["nodes"][0]["html"][:120]
        for name in leaves(page)
        for fault in Axe().run(page).response["violations"]
    }

    assert found == {}


@pytest.mark.parametrize("look", ["", "care"])
def test_no_page_scrolls_sideways(open_page: Open, look: str) -> None:
    """640 is a desk of 1280 at 200 %, 320 at 400 %."""
    too_wide = {}
    page = open_page(look=look)
    for name in leaves(page):
        for width in (320, 360, 640, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                too_wide[f"{name} at {width}"] = wide

    assert too_wide == {}


@pytest.mark.parametrize(("look", "least"), [("", 48), ("care", 60)])
def test_what_a_thumb_presses_is_large_enough(open_page: Open, look: str, least: int) -> None:
    boxes = ".field input:not([type=radio], [type=checkbox]), select"
    pressed = f".press:not(.press-mini, .press-link), .foot a, .choice, {boxes}"
    small = {}
    page = open_page(look=look)
    for name in leaves(page, ("home", "say", "receipt", "matter")):
        for label, height in page.evaluate(
            "seen => [...document.querySelectorAll(seen)].filter(one => one.checkVisibility())"
            ".map(one => [one.textContent.trim() || one.name, one.getBoundingClientRect().height])",
            pressed,
        ):
            if height < least:
                small[f"{name}: {label}"] = height

    assert small == {}


LETTERS = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) {
    const words = walk.currentNode.data.trim(), around = walk.currentNode.parentElement;
    if (words && around.checkVisibility() && !around.closest("svg, .sr, sup, code"))
      found.push([words.slice(0, 20), parseFloat(getComputedStyle(around).fontSize)]);
  }
  return found;
}"""


@pytest.mark.parametrize("look", ["", "care"])
def test_no_letter_is_too_small(open_page: Open, look: str) -> None:
    least = 22 if look == "care" else 13
    sizes = {}
    page = open_page(look=look)
    for name in leaves(page):
        for words, size in page.evaluate(LETTERS):
            if size < least:
                sizes[f"{name}: {words}"] = size

    assert sizes == {}


def test_nothing_on_any_page_is_refused_by_the_content_policy(open_page: Open) -> None:
    page = open_page("home")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for _ in leaves(page):
        page.wait_for_load_state("networkidle")

    assert said == []


def test_the_first_tab_offers_to_skip_to_the_content(open_page: Open) -> None:
    page = open_page("home")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_large_type_is_one_press_away_without_script(open_page: Open) -> None:
    page = open_page("matter", java_script_enabled=False)
    page.get_by_role("button", name="长辈版", exact=True).click()

    assert page.locator("html").get_attribute("data-mode") == "care"
    assert page.url.endswith("/-/patterns/matter")


def test_without_script_nothing_that_needs_it_is_shown(open_page: Open) -> None:
    page = open_page("say", java_script_enabled=False)

    shown = page.locator(
        "[data-read-aloud], [data-voice-note], [data-print], [data-offline], [data-restored]"
    )
    assert [one.is_visible() for one in shown.all()] == [False] * shown.count()


def test_paper_is_white_and_bears_no_buttons(open_page: Open) -> None:
    page = open_page("result", look="dark")
    page.emulate_media(media="print")

    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert [one.is_visible() for one in page.locator(".press, .foot, .display").all()].count(True) == 0


def test_motion_stops_for_those_who_asked(open_page: Open) -> None:
    page = open_page("matter", reduced_motion="reduce")

    assert page.evaluate("getComputedStyle(document.querySelector('.ring .now')).animationName") == "none"


def test_a_page_costs_one_stylesheet_and_at_most_two_scripts(open_page: Open) -> None:
    page = open_page("home")
    kinds = page.evaluate("performance.getEntriesByType('resource').map(one => one.name.split('.').pop())")

    assert (kinds.count("css"), kinds.count("js")) == (1, 2)
