"""Name the cause when the engine's process died before it was ready, from what it wrote."""

import re
from typing import TYPE_CHECKING

from graph.engine import errors
from graph.engine.files import EngineFolder
from graph.engine.serve import EXIT_HELD

if TYPE_CHECKING:
    from graph.settings import Settings

_CAUSES = (
    ("disk", re.compile(r"No space left on device|Disk quota exceeded", re.I)),
    ("port", re.compile(r"Address already in use|BindException", re.I)),
    ("folder", re.compile(r"Permission denied|Read-only file system|AccessDenied", re.I)),
    ("memory", re.compile(r"Could not reserve|OutOfMemory|insufficient memory|Cannot allocate memory", re.I)),
    ("held", re.compile(r"LockException|locked by another process", re.I)),
    ("missing", re.compile(r"No module named|No JAR files found", re.I)),
)
"""Tried in this order; the first whose words are found names the cause."""


def diagnose(folder: EngineFolder, settings: "Settings", code: int, log_start: int) -> errors.EngineError:
    """
    Return the error to raise for a child that died.

    Parameters
    ----------
    folder
        Where it ran.
    settings
        What it was asked for.
    code
        Its exit code.
    log_start
        Size of the log before it was started, in bytes: what it said comes after.

    Returns
    -------
    error
        GRA-101, 102, 103, 104, 106 or 109 when the cause is known, GRA-107 otherwise.
    """
    with folder.log.open("rb") as log:
        log.seek(log_start)
        said = log.read().decode("utf-8", "replace")
    cause = next((name for name, pattern in _CAUSES if pattern.search(said)), None)
    known = {
        "disk": lambda: errors.disk_full(settings.data_dir),
        "port": lambda: errors.port_taken(settings.bolt_port),
        # A privileged port is refused with the same words as a file.
        "folder": lambda: (
            errors.port_taken(settings.bolt_port)
            if "_require_free" in said
            else errors.folder_refused(settings.data_dir, PermissionError())
        ),
        "memory": lambda: errors.memory_short(settings.heap),
        "held": lambda: errors.folder_held(settings.data_dir),
        "missing": errors.engine_missing,
    }
    if code == EXIT_HELD:
        return errors.folder_held(settings.data_dir)
    if cause is not None:
        return known[cause]()
    return errors.child_died(folder.log)
