"""Run Streamlit as a child process: on loopback, without a window, until it ends or we are told to."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from app.commands.failures import NO_ENGINE, CommandFailure

FIRST_PORT = 8501
_PORTS = 100
_READY_SECONDS = 60.0
_STOP_SECONDS = 10.0
_POLL = 0.1
_APP = Path(__file__).resolve().parents[1]


def is_loopback(address: str) -> bool:
    """Tell whether only this machine can reach an address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def is_free(port: int, address: str) -> bool:
    """Tell whether a port of an address can be listened on."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            # A port that was just left is free again; on Windows this option means something else.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def free_port(address: str) -> int:
    """
    Return the usual port, or the first free one that follows it.

    Raises
    ------
    CommandFailure
        If a hundred ports in a row are taken, or the address is not one of this machine.
    """
    for port in range(FIRST_PORT, FIRST_PORT + _PORTS):
        if is_free(port, address):
            return port
    raise CommandFailure(
        f"Aucun port libre sur « {address} » de {FIRST_PORT} à {FIRST_PORT + _PORTS - 1}.",
        "Vérifiez l’adresse, ou donnez un port avec --port.",
        code="APP-112",
        status=NO_ENGINE,
    )


def open_browser(url: str) -> None:
    """Open the person's browser where there is a screen to show it on."""
    graphical = sys.platform in {"darwin", "win32"} or {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
    if graphical:
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(url)


class Screens:
    """
    Hold the process that serves the screens, from `with` to its end.

    Parameters
    ----------
    port, address
        Where it listens.
    log
        File that keeps what the process says; written anew at each start.

    Attributes
    ----------
    url
        Address to visit on this machine.
    """

    def __init__(self, *, port: int, address: str, log: Path) -> None:
        host = f"[{address}]" if ":" in address else address
        self.url = f"http://{host}:{port}"
        self._port = port
        self._address = address
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _stop_asked)
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("wb") as log:
            self._log.chmod(0o600)
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=_APP,
                env=os.environ | {"PYTHONPATH": _search_path()},
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def wait_until_ready(self) -> None:
        """
        Wait until the screens answer.

        Raises
        ------
        CommandFailure
            If they end first, or take more than a minute.
        """
        deadline = time.monotonic() + _READY_SECONDS
        while not self._answers():
            self._check_alive()
            if time.monotonic() > deadline:
                raise self._lost("L’application ne répond pas après une minute.")
            time.sleep(_POLL)

    def wait(self) -> None:
        """
        Wait for a request to stop (Ctrl-C), which is a normal end.

        Raises
        ------
        CommandFailure
            If the screens end by themselves.
        """
        try:
            while True:
                self._check_alive()
                time.sleep(_POLL)
        except KeyboardInterrupt:
            return

    def _command(self) -> list[str]:
        options = {
            "server.address": self._address,
            "server.port": str(self._port),
            "server.headless": "true",
            "server.fileWatcherType": "none",
            "browser.gatherUsageStats": "false",
        }
        flags = [word for name, value in options.items() for word in (f"--{name}", value)]
        return [sys.executable, "-m", "streamlit", "run", str(_APP / "main.py"), *flags]

    def _answers(self) -> bool:
        host = "127.0.0.1" if self._address in {"0.0.0.0", "localhost"} else self._address  # noqa: S104 - compared
        connection = http.client.HTTPConnection(host, self._port, timeout=2)
        try:
            connection.request("GET", "/_stcore/health")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _check_alive(self) -> None:
        if self._process is not None and self._process.poll() is not None:
            raise self._lost("L’application s’est arrêtée d’elle-même.")

    def _lost(self, message: str) -> CommandFailure:
        return CommandFailure(
            message,
            f"Relancez ; si cela se répète, joignez « {self._log} » à votre demande d’aide.",
            code="APP-113",
            status=NO_ENGINE,
        )


def _search_path() -> str:
    """Let the child import this very package, installed or not."""
    return os.pathsep.join(filter(None, [str(_APP.parent), os.environ.get("PYTHONPATH")]))


def _stop_asked(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
