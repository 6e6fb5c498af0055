"""The pattern book served on a port of its own, and a browser that reads it with a reader's choices."""

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler, get_internal_wsgi_application
from playwright.sync_api import Browser, Page

Open = Callable[..., Page]


class Quiet(WSGIRequestHandler):
    """Answers without writing a line for each request."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def book() -> Iterator[str]:
    """The address of the pattern book; its pages ask no database, so none is made for them."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads = True
    server.set_app(StaticFilesHandler(get_internal_wsgi_application()))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/-/patterns"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def open_page(browser: Browser, book: str) -> Iterator[Open]:
    """Open a page of the book: `open_page("home", look="care.dark", width=360, language="en", before="script")`."""
    contexts = []

    def opened(
        name: str = "", look: str = "", width: int = 390, language: str = "", before: str = "", **more: object
    ) -> Page:
        size = {"width": width, "height": 900}
        context = browser.new_context(locale="zh-CN", color_scheme="light", viewport=size, **more)
        contexts.append(context)
        kept = {"look": look, "django_language": language}
        context.add_cookies(
            [{"name": key, "value": value, "url": book} for key, value in kept.items() if value]
        )
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.goto(f"{book}{'/' if name else ''}{name}")
        return page

    yield opened
    for context in contexts:
        context.close()
