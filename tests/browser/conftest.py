"""Give pages the time that a busy machine takes: a test waits for what a reader would see, not for a delay."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.app_page import SECONDS, SIZE
from tests.support.browser import StreamlitServer, open_window
from tests.support.example_app import serve_example

expect.set_options(timeout=30_000)

# A gesture may fall while the page replaces what is under the pointer: a reader makes it again, and so does the test,
# once. What is wrong is wrong twice.
_AGAIN = pytest.mark.flaky(reruns=1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each test of the browser start again once; the summary names those that did."""
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(_AGAIN)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StreamlitServer]:
    """Serve the application on a base that holds the example, for every test that writes nothing in it."""
    with serve_example(tmp_path_factory.mktemp("example")) as running:
        yield running


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """Open the window of the module's pages."""
    with open_window(tmp_path_factory.mktemp("window"), viewport=SIZE, accept_downloads=True) as opened:
        opened.set_default_timeout(2 * SECONDS)
        yield opened


@pytest.fixture(scope="module")
def browser(window: BrowserContext) -> Browser:
    """Give the browser of the window: who opens a context in it is somebody else."""
    assert window.browser is not None
    return window.browser


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """Give a new page, closed at the end."""
    opened = window.new_page()
    yield opened
    opened.close()
