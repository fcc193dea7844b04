"""Run the real command with a terminal, so that it may ask and be answered."""

import os
import pty
import select
import subprocess
import time

from graph.settings import Settings
from tests.support.command import MAILLAGE, ROOT, environment


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
        shown, deadline = b"", time.monotonic() + 60
        while words.encode() not in shown:
            assert time.monotonic() < deadline, shown.decode(errors="replace")
            if select.select([self._fd], [], [], 1)[0]:
                shown += os.read(self._fd, 65536)
        return shown.decode(errors="replace")

    def type(self, text: str) -> None:
        os.write(self._fd, text.encode())

    def end(self) -> tuple[int, str]:
        """Return the exit code and the answer."""
        assert self.process.stdout is not None
        out = self.process.stdout.read().decode("utf-8")
        self.process.stdout.close()
        status = self.process.wait(60)
        os.close(self._fd)
        return status, out
