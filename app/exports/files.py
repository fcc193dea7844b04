"""Put files and folders under their name only once they are complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def complete_or_absent(path: Path) -> Iterator[Path]:
    """
    Give a place to write a file or a folder, and rename it to `path` when the block ends well.

    What stood at `path` before is replaced then, and only then; on any error nothing changes.

    Yields
    ------
    draft
        Path beside the final one, in the same folder; nothing stands there yet.
    """
    path = path.absolute()
    draft = path.with_name(f".{os.getpid()}.partiel.{path.name}")
    try:
        yield draft
        if draft.is_dir() and path.exists():
            # A folder cannot take the place of something in one step.
            former = path.with_name(f".{os.getpid()}.ancien.{path.name}")
            path.rename(former)
            draft.rename(path)
            _remove(former)
        else:
            draft.replace(path)
    finally:
        _remove(draft)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
