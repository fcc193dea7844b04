"""Keep the example's base: made on the first run, ready afterwards, made again when the example changes."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from app.commands.failures import CommandFailure
from app.commands.session import Session
from graph.engine import stop
from ingest.examples import example_paths

_ROOT = Path(__file__).resolve().parents[2]


def prepare_example(session: Session, folder: Path) -> None:
    """
    Make sure that the base of a folder holds the example as this version ships it.

    Parameters
    ----------
    session
        Where messages go.
    folder
        Data folder of the example; the environment must already name it.

    Notes
    -----
    A base that holds nothing but a former example is made anew. One where the person imported something of
    their own is kept, and the new example is imported over the old.
    """
    files = example_paths()
    wanted = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    mark = folder / "exemple.json"
    ready = _read(mark)
    if ready == wanted and (folder / "engine").is_dir():
        return
    session.out.note("Préparation de l’exemple (une seule fois)…")
    if ready and _holds_only(set(ready) | set(wanted)):
        stop(folder)
        shutil.rmtree(folder / "engine", ignore_errors=True)
    _maillage("import", *map(str, files), "--yes")
    mark.write_text(json.dumps(wanted), encoding="utf-8")


def _holds_only(names: set[str]) -> bool:
    """Tell whether nothing but these files was ever written into the base."""
    entries = json.loads(_maillage("journal", "--json"))["journal"]
    return all(set(entry["fichier"].split(" + ")) <= names for entry in entries)


def _maillage(*words: str) -> str:
    """Run one command in a process of its own: what it needed in memory goes with it."""
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *words, "--quiet"],
        cwd=_ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        reason = done.stderr.strip().splitlines()
        raise CommandFailure(
            f"L’exemple n’a pas pu être préparé. {reason[-1] if reason else ''}".rstrip(),
            code="APP-114",
            status=done.returncode,
        )
    return done.stdout


def _read(mark: Path) -> dict[str, str]:
    try:
        content = json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
