"""
Run the real command `maillage` in a process of its own, as a person or a script does.

The process is forked from one that has loaded the program: hundreds of commands then cost what they do, not what Python
takes to load it. `MAILLAGE` starts one from nothing, for tests of the start itself, of signals and of terminals.
"""

import json
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import ModuleType
from typing import Any

from graph.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
MAILLAGE = (sys.executable, "-m", "app.cli")
_OURS = ("MAILLAGE_", "NEO4J_")
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Done:
    """Hold what a command left: exit code and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return its answer; it must be one JSON document."""
        return json.loads(self.out)


def environment(settings: Settings | None = None, **more: str) -> dict[str, str]:
    """Return this process's environment with the settings of one engine, and nothing else of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    if settings is not None:
        kept |= {"MAILLAGE_DATA": str(settings.data_dir), "MAILLAGE_LINGER": "5"}
        if settings.uses_server:
            kept |= {
                "NEO4J_URI": settings.neo4j_uri,
                "NEO4J_USERNAME": settings.neo4j_username,
                "NEO4J_PASSWORD": settings.neo4j_password.get_secret_value(),
                "NEO4J_DATABASE": settings.neo4j_database,
            }
    return kept | {"PYTHONPATH": str(ROOT), **more}


def maillage(
    *words: str, settings: Settings | None = None, stdin: str = "", cwd: Path | None = None, **more: str
) -> Done:
    """
    Run one command to its end; it may take two minutes at most.

    Parameters
    ----------
    words
        Words after `maillage`.
    settings
        Engine to use.
    stdin
        What it can read; it never sees a terminal.
    cwd
        Folder to run in.
    more
        Other environment variables.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("in", "out", "err")]
        files[0].write_bytes(stdin.encode())
        process = _commands().Process(
            target=_command,
            args=(words, [str(file) for file in files], str(cwd or ROOT), environment(settings, **more)),
        )
        with _no_main():
            process.start()
        process.join(_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
            message = f"{words} ran for more than {_SECONDS} s"
            raise TimeoutError(message)
        out, err = (file.read_text(encoding="utf-8") for file in files[1:])
        status = process.exitcode
    assert status is not None
    return Done(status, out, err)


@contextmanager
def _no_main() -> Iterator[None]:
    """Hide this process's own script: a new process would run it first, and Streamlit's tests leave theirs behind."""
    before = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = before


@cache
def _commands() -> ForkServerContext:
    """Return what makes processes out of the one that has loaded the program."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.preloaded"])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(ROOT)
    try:
        forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    return context


def _command(words: tuple[str, ...], files: list[str], folder: str, variables: dict[str, str]) -> None:
    """Run one command here, in a process that ends with it: streams, folder and environment become its own."""
    for number, file in enumerate(files):
        descriptor = os.open(file, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT)
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - they live as long as the process
        for number, mode in enumerate("rww")
    )
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(folder)
    sys.argv = ["maillage", *words]
    from app.cli import main

    status = main(list(words))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
