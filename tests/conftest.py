"""What all tests share: which database they run on, real data when it is there, a folder for each test's files.

The database follows DATABASE_URL, as everywhere in the house: unset, an SQLite in memory; set, a PostgreSQL.
`./dev test` runs both. A test that needs one of them alone says so by `pytest.mark.postgres`.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import translation

from linli.circle.listen.tables import leaner_terms
from linli.ground.look import catalogue
from tools import browser as chromium

pytest_plugins = ["tests.street"]

ROOT = Path(__file__).resolve().parents[1]


def pytest_sessionstart() -> None:
    """Compile the translations, as `prepare` does for a home."""
    catalogue.compile_all(settings.LOCALE_PATHS)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Call every test with a browser a journey; skip, with a plain word, what only a PostgreSQL can show.

    Files with long tests begin first, so that at the end nobody waits for one of them.
    """
    elsewhere = pytest.mark.skip(reason="needs PostgreSQL: ./dev test WORD --postgres")
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.journey)
        if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
            item.add_marker(elsewhere)
    yield
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> None:
    """With tables made from the models alone, give them what their migrations add beyond that."""
    if request.config.getoption("nomigrations"):
        with django_db_blocker.unblock(), connection.schema_editor() as editor:
            leaner_terms(apps, editor)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all journeys; loaded only when a journey asks for it."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, and Django would take the whole test for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find()[0], args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the checkout (or SHARED_DATA); the test is skipped when there is none."""
    folder = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no real data in {folder}")
    return folder


@pytest.fixture(autouse=True)
def _own_files(request: pytest.FixtureRequest) -> None:
    """Keep what a test uploads in that test's own folder."""
    if {"db", "transactional_db", "live_server", "client", "street"} & set(request.fixturenames):
        request.getfixturevalue("settings").MEDIA_ROOT = request.getfixturevalue("tmp_path") / "files"


@pytest.fixture(autouse=True)
def _in_chinese() -> None:
    """Begin each test in the house's own language, whatever the last request before it spoke."""
    translation.activate(settings.LANGUAGE_CODE)
