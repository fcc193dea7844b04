"""Give pages the time that a busy machine takes: a test waits for what a reader would see, not for a delay."""

import faulthandler
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.app_page import SECONDS, SIZE
from tests.support.browser import StreamlitServer, Windows, browser_of, end_browsers
from tests.support.example_app import serve_example

expect.set_options(timeout=30_000)

# A gesture may fall while the page replaces what is under the pointer: a reader makes it again, and so does the test,
# once. What is wrong is wrong twice.
_AGAIN = pytest.mark.flaky(reruns=1)

# Waits for a page have their own limit; asking a browser that hangs to evaluate or to close something has none.
_PATIENCE_SECONDS = 300.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each test of the browser start again once; the summary names those that did."""
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(_AGAIN)


@contextmanager
def _patience() -> Iterator[None]:
    """End the browsers when what is done with them does not end: the test fails, and says where it stood."""
    timer = threading.Timer(_PATIENCE_SECONDS, _lose_patience)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _lose_patience() -> None:
    faulthandler.dump_traceback(sys.__stderr__)
    end_browsers()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Iterator[None]:
    """Bound what is opened for a test."""
    with _patience():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Bound the test itself."""
    with _patience():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Bound what is closed after it."""
    with _patience():
        return (yield)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StreamlitServer]:
    """Serve the application on a base that holds the example, for every test that writes nothing in it."""
    with serve_example(tmp_path_factory.mktemp("example")) as running:
        yield running


@pytest.fixture(scope="module")
def window_options() -> dict[str, Any]:
    """Say how the window of the module is opened."""
    return {"viewport": SIZE, "accept_downloads": True}


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory, window_options: dict[str, Any]) -> Iterator[Windows]:
    """Keep the window of the module's pages."""

    def prepare(window: BrowserContext) -> None:
        window.set_default_timeout(2 * SECONDS)

    with closing(Windows(lambda: tmp_path_factory.mktemp("window"), prepare, **window_options)) as kept:
        yield kept


@pytest.fixture
def window(windows: Windows) -> BrowserContext:
    """Give the window of the module's pages."""
    return windows.current()


@pytest.fixture
def browser(window: BrowserContext) -> Browser:
    """Give the browser of the window."""
    return browser_of(window)


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """Give a new page, closed at the end."""
    opened = window.new_page()
    yield opened
    opened.close()
