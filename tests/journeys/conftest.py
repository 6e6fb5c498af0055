"""A real Chromium before a running house: neighbours at their phones, staff at their desks."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from linli.ground.journal.actions import deliveries
from linli.ground.messages.actions import parcels
from tests.street import NOW

# Playwright keeps an event loop in this thread; Django would otherwise refuse to touch the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
GRAVE = {"serious", "critical"}


@pytest.fixture
def sit_down(browser, street, live_server, transactional_db) -> Iterator[Callable[..., Page]]:
    """Give a neighbour a browser: `sit_down("gu_min", desk=True)`; "nobody" is not signed in.

    Who sits down again takes up the same browser, signed in anew, with what it had fetched: styles, fonts, scripts.
    """
    contexts: dict[tuple[str, bool, str, bool], BrowserContext] = {}

    def seated(name: str, *, desk: bool = False, mode: str = "", script: bool = True) -> Page:
        seat = (name, desk, mode, script)
        if seat not in contexts:
            contexts[seat] = browser.new_context(
                locale="zh-CN",
                base_url=live_server.url,
                viewport=DESK if desk else PHONE,
                java_script_enabled=script,
                color_scheme="light",
            )
        cookies = {"look": mode} if mode else {}
        if name != "nobody":
            cookies[settings.SESSION_COOKIE_NAME] = (
                street.client(name).cookies[settings.SESSION_COOKIE_NAME].value
            )
        contexts[seat].add_cookies(
            [{"name": key, "value": value, "url": live_server.url} for key, value in cookies.items()]
        )
        return contexts[seat].new_page()

    yield seated
    for context in contexts.values():
        context.close()


@pytest.fixture
def shoot() -> Callable[..., None]:
    """Keep a picture of the first screen of a page, or of the screen from a part on, in SHOTS, when asked for."""
    folder = os.environ.get("SHOTS")

    def kept(page: Page, name: str, part: str = "") -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.evaluate("window.scrollTo(0, 0)")
            if part:
                page.locator(part).first.evaluate("one => one.scrollIntoView()")
                page.wait_for_function(
                    "[...document.images].every(one => one.complete || one.loading == 'lazy')"
                )
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


@dataclass
class HouseClock:
    """The clock that the house reads in a story of many days; it goes on ticking from where it is put."""

    shift: timedelta

    def at(self) -> datetime:
        """Return what the house takes for this moment."""
        return timezone.now()

    def on(self, *, days: float = 0, hours: float = 0) -> datetime:
        """Let time pass until so many days and hours after where it stands, and let the news of it be carried."""
        self.shift += timedelta(days=days, hours=hours)
        self.carry()
        return self.at()

    def carry(self) -> None:
        """Carry all news that is due, and what it has people told."""
        while deliveries.deliver_due(at=self.at()):
            pass
        parcels.carry(at=self.at())


@pytest.fixture
def house_clock(monkeypatch) -> HouseClock:
    """A clock that begins at the moment of most tests and may be put forward."""
    real = timezone.now
    clock = HouseClock(NOW - real())
    monkeypatch.setattr(timezone, "now", lambda: real() + clock.shift)
    return clock
