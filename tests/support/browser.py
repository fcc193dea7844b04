"""Drive a real Chromium against a Streamlit server that the test started itself."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A browser that phones home would blur what the page itself asks for.
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
)


@dataclass(frozen=True)
class StreamlitServer:
    """A running server: its address and the file it logs to."""

    url: str
    log: Path


def find_chromium() -> Path | None:
    """Return the browser: `MAILLAGE_CHROMIUM` first, then the usual names on the path."""
    named = os.environ.get("MAILLAGE_CHROMIUM")
    if named:
        return Path(named)
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return Path(found) if found else None


def require_chromium() -> Path:
    """Return the browser, or skip the test; with `MAILLAGE_REQUIRE_BROWSER=1` its absence is a failure."""
    chromium = find_chromium()
    if chromium is not None and chromium.exists():
        return chromium
    reason = "no Chromium on this machine (set MAILLAGE_CHROMIUM to its path)"
    if os.environ.get("MAILLAGE_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start a headless Chromium and close it at the end."""
    chromium = require_chromium()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=list(_QUIET))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def serve_streamlit(
    script: Path,
    *,
    log: Path,
    arguments: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    seconds: float = 60.0,
) -> Iterator[StreamlitServer]:
    """
    Serve a Streamlit script on a free port of the loopback, and stop it at the end.

    The server writes to `log`; when it does not become healthy in time, the test fails with that log.
    """
    port = _free_port()
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(script)),
        *("--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"),
        *("--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false"),
        *(("--", *arguments) if arguments else ()),
    ]
    # A streamlit configuration of the person who runs the tests must not change them.
    variables = {**os.environ, "HOME": str(log.parent), "PYTHONPATH": str(ROOT), **(environment or {})}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=variables,
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    url = f"http://localhost:{port}"
    try:
        _wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health", process, log, seconds)
        yield StreamlitServer(url=url, log=log)
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def open_window(folder: Path, **options: Any) -> Iterator[BrowserContext]:
    """
    Start a headless Chromium that keeps its cache in `folder`, and close it at the end.

    The pages of a private window compile all their scripts each time: with a cache, a visit costs 40 % less.
    """
    chromium = require_chromium()
    with sync_playwright() as driver:
        window = driver.chromium.launch_persistent_context(
            folder, executable_path=chromium, args=list(_QUIET), locale="fr-FR", **options
        )
        try:
            yield window
        finally:
            window.close()


class Windows:
    """
    Keep one window open for the tests of a module, and open another when its browser has died.

    Parameters
    ----------
    make_folder
        Makes an empty folder for the cache of a window.
    prepare
        Called with each window once it is open.
    options
        How to open it, as `open_window` takes it.
    """

    def __init__(
        self, make_folder: Callable[[], Path], prepare: Callable[[BrowserContext], None], **options: Any
    ) -> None:
        self._make_folder = make_folder
        self._prepare = prepare
        self._options = options
        self._stack = ExitStack()
        self._window: BrowserContext | None = None

    def current(self) -> BrowserContext:
        """Return the window that is open, a new one when there is none."""
        if self._window is None or not browser_of(self._window).is_connected():
            self.close()
            self._window = self._stack.enter_context(open_window(self._make_folder(), **self._options))
            self._prepare(self._window)
        return self._window

    def close(self) -> None:
        """Close the window; without effect when there is none."""
        self._window = None
        self._stack.close()


def browser_of(window: BrowserContext) -> Browser:
    """Return the browser of a window: who opens another context in it is somebody else."""
    assert window.browser is not None
    return window.browser


def end_browsers() -> None:
    """Kill every browser that this process has started; what waits for one of them is told at once."""
    for process in psutil.Process().children(recursive=True):
        try:
            if "chrom" in process.name():
                process.kill()
        except psutil.NoSuchProcess:
            continue


def watch_requests(page: Page) -> list[str]:
    """Return a list that fills with every address the page asks for outside this machine."""
    outside: list[str] = []

    def note(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in LOCAL_HOSTS:
            outside.append(url)

    page.on("request", lambda request: note(request.url))
    page.on("websocket", lambda socket_: note(socket_.url))
    return outside


def watch_errors(page: Page) -> list[str]:
    """Return a list that fills with the errors of the page's scripts."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    return errors


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.15)
    state = "still starting" if process.poll() is None else f"exit code {process.returncode}"
    pytest.fail(f"streamlit is not healthy ({state}). Its log:\n{log.read_text(encoding='utf-8', errors='replace')}")
