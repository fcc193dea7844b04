"""Show how far a long work has come, on a terminal and nowhere else."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from app.commands.output import Output


class Steps:
    """
    Hold a bar that moves from one named step to the next; silent in a pipe, with `--quiet` or `--json`.

    Parameters
    ----------
    out
        Form of the answer.
    total
        Number of steps.
    """

    def __init__(self, out: Output, *, total: int) -> None:
        visible = sys.stderr.isatty() and not out.quiet
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            console=out.messages(),
            transient=True,
            disable=not visible,
        )
        self._task = self._progress.add_task("", total=total + 1)

    def start(self, name: str) -> None:
        """Begin a step."""
        self._progress.start()
        self._progress.update(self._task, description=f"{name}…", advance=1)

    def stop(self) -> None:
        """Take the bar away, so that something may be printed or asked."""
        self._progress.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
