"""Hold what becomes of a browser that no longer answers: it is ended, and the next test has another."""

import threading

import pytest
from playwright.sync_api import Error

from tests.support.browser import Windows, end_browsers

pytestmark = pytest.mark.browser


def test_a_page_that_hangs_is_ended_and_another_window_opens(windows: Windows) -> None:
    window = windows.current()
    assert windows.current() is window
    page = window.new_page()
    page.goto("data:text/html,<p>bonjour")
    timer = threading.Timer(1.0, end_browsers)
    timer.start()
    with pytest.raises(Error, match="closed"):
        page.evaluate("while (true) {}")
    timer.join()
    assert windows.current() is not window
    assert windows.current().new_page().evaluate("1 + 1") == 2
