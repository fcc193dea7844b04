"""
Lock files between processes, and tell which processes still use the engine.

A lock is held by the operating system for a living process and vanishes with it, however it died: no
process number is ever trusted, so a number that the system gave to another program misleads nobody.
"""

import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

if sys.platform == "win32":  # pragma: no cover
    import msvcrt
else:
    import fcntl


class FileLock:
    """
    Hold one file exclusively, between processes and between the threads of one process.

    Parameters
    ----------
    path
        The file; created with mode 0600 when absent. Its content is never touched.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def acquire(self, timeout: float = 0.0) -> bool:
        """
        Take the lock, waiting at most `timeout` seconds.

        Parameters
        ----------
        timeout
            Seconds; 0 tries once.

        Returns
        -------
        taken
            False when another holder kept it all that time.
        """
        deadline = time.monotonic() + timeout
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        while not _try_lock(descriptor):
            if time.monotonic() >= deadline:
                os.close(descriptor)
                return False
            time.sleep(0.02)
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Give the lock back; without effect when it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def is_held_elsewhere(self) -> bool:
        """Tell whether another holder has the lock now."""
        if not self.path.exists():
            return False
        probe = FileLock(self.path)
        taken = probe.acquire()
        probe.release()
        return not taken

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _try_lock(descriptor: int) -> bool:
    """Try once; the system frees the lock when the descriptor or its process ends."""
    try:
        if sys.platform == "win32":  # pragma: no cover
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class Lease:
    """
    Say for as long as this process lives that it uses the engine.

    Parameters
    ----------
    folder
        Folder of the leases, one locked file per client.
    """

    def __init__(self, folder: Path) -> None:
        # Locked under a name the engine does not look at, then renamed: it never sees a lease unlocked.
        name = f"{os.getpid()}-{time.monotonic_ns()}"
        draft = folder / f"{name}.draft"
        self._lock = FileLock(draft)
        self._lock.acquire()
        self.path = draft.rename(folder / f"{name}.lease")

    def release(self) -> None:
        """End the lease; the engine counts its linger time from the last one."""
        self._lock.release()
        self.path.unlink(missing_ok=True)


def count_clients(folder: Path) -> int:
    """
    Count the leases of living processes, and remove those of dead ones.

    Parameters
    ----------
    folder
        Folder of the leases.

    Returns
    -------
    clients
        Number of leases still locked.
    """
    living = 0
    for path in folder.glob("*.lease"):
        lock = FileLock(path)
        if lock.acquire():
            path.unlink(missing_ok=True)
            lock.release()
        else:
            living += 1
    return living
