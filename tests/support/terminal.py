"""Run the real command with a terminal, so that it may ask and be answered."""

import os
import pty
import select
import signal
import subprocess
import time

from graph.settings import Settings
from tests.support.command import MAILLAGE, ROOT, environment

_SECONDS = 60.0
_AGAIN_SECONDS = 20.0


class Terminal:
    """Run one command with a terminal for its input and its messages."""

    def __init__(self, settings: Settings, *words: str) -> None:
        ours, theirs = pty.openpty()
        self._fd = ours
        self.process = subprocess.Popen(
            [*MAILLAGE, *words],
            stdin=theirs,
            stderr=theirs,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=environment(settings, TERM="dumb"),
            start_new_session=True,
        )
        os.close(theirs)

    def read_until(self, words: str) -> str:
        """Return what was shown up to these words."""
        shown, deadline = b"", time.monotonic() + _SECONDS
        while words.encode() not in shown:
            assert time.monotonic() < deadline, shown.decode(errors="replace")
            if select.select([self._fd], [], [], 1)[0]:
                shown += os.read(self._fd, 65536)
        return shown.decode(errors="replace")

    def type(self, text: str) -> None:
        os.write(self._fd, text.encode())

    def interrupt(self) -> None:
        """
        Ask the command to stop, and again when nothing comes of it, as a person does.

        A signal that falls in the instant between the last look of Python and its wait for a line wakes nothing up.
        """
        for _ in range(3):
            self.process.send_signal(signal.SIGINT)
            if select.select([self.process.stdout], [], [], _AGAIN_SECONDS)[0]:
                return

    def end(self) -> tuple[int, str]:
        """Return the exit code and the answer; what is shown meanwhile is read too, or it would hold the command up."""
        assert self.process.stdout is not None
        out = self.process.stdout.fileno()
        ends = [out, self._fd]
        answer, deadline = b"", time.monotonic() + _SECONDS
        while out in ends:
            if time.monotonic() >= deadline:
                self.process.kill()
                message = f"the command was still there after {_SECONDS:.0f} s; it had answered {answer!r}"
                raise AssertionError(message)
            for end in select.select(ends, [], [], 1)[0]:
                piece = _read(end)
                if not piece:
                    ends.remove(end)
                elif end == out:
                    answer += piece
        self.process.stdout.close()
        status = self.process.wait(_SECONDS)
        os.close(self._fd)
        return status, answer.decode("utf-8")


def _read(descriptor: int) -> bytes:
    """Return what can be read; nothing at the end, which a terminal says by an error."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""
