"""Run the real command `maillage` in a process of its own, as a person or a script does."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
MAILLAGE = (sys.executable, "-m", "app.cli")
_OURS = ("MAILLAGE_", "NEO4J_")


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
    done = subprocess.run(
        [*MAILLAGE, *words],
        input=stdin.encode(),
        capture_output=True,
        cwd=cwd or ROOT,
        env=environment(settings, **more),
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
