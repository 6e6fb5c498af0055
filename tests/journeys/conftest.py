"""A real Chromium before a running house: neighbours at their phones, staff at their desks."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

# Playwright keeps an event loop in this thread; Django would otherwise refuse to touch the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
GRAVE = {"serious", "critical"}


@pytest.fixture
def sit_down(browser, street, live_server, transactional_db) -> Iterator[Callable[..., Page]]:
    """Give a neighbour a browser: `sit_down("gu_min", desk=True)`; "nobody" is not signed in."""
    contexts = []

    def seated(name: str, *, desk: bool = False, mode: str = "", script: bool = True) -> Page:
        context = browser.new_context(
            locale="zh-CN",
            base_url=live_server.url,
            viewport=DESK if desk else PHONE,
            java_script_enabled=script,
            color_scheme="light",
        )
        contexts.append(context)
        cookies = {"look": mode} if mode else {}
        if name != "nobody":
            cookies[settings.SESSION_COOKIE_NAME] = (
                street.client(name).cookies[settings.SESSION_COOKIE_NAME].value
            )
        context.add_cookies(
            [{"name": key, "value": value, "url": live_server.url} for key, value in cookies.items()]
        )
        return context.new_page()

    yield seated
    for context in contexts:
        context.close()


@pytest.fixture
def shoot() -> Callable[[Page, str], None]:
    """Keep a picture of the first screen of a page in SHOTS, when somebody asked for pictures."""
    folder = os.environ.get("SHOTS")

    def kept(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.evaluate("window.scrollTo(0, 0)")
            page.screenshot(path=str(Path(folder) / f"{name}.png"), animations="disabled")

    return kept


@pytest.fixture
def sound() -> Callable[[Page], None]:
    """Check a page as it stands: nothing grave for axe, nothing wider than the screen."""

    def checked(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        grave = [
            (one["id"], [node["target"] for node in one["nodes"]]) for one in found if one["impact"] in GRAVE
        ]
        assert grave == [], page.url
        wide, screen = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= screen, f"{page.url} is {wide} wide on a screen of {screen}"

    return checked
