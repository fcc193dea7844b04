"""Lay out the engine's part of the data folder: secrets, state, leases, log. Everything in it is private."""

import contextlib
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

DATABASE = "maillage"
ROOT = "root"
READER = "lecteur"

_LOG_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class EngineState:
    """Describe the running engine to whoever joins it."""

    pid: int
    bolt_port: int
    http_port: int
    version: str
    started_at: str
    heap: str


@dataclass(frozen=True, slots=True)
class Passwords:
    """Hold the two passwords that this folder's engine knows; never shown, never logged."""

    root: str
    reader: str

    def __repr__(self) -> str:
        return "Passwords(…)"


@dataclass(frozen=True, slots=True)
class EngineFolder:
    """
    Name every file of the engine under one data folder.

    Parameters
    ----------
    data_dir
        The user's data folder; the engine keeps to its subfolder `engine`.
    """

    data_dir: Path

    @property
    def root(self) -> Path:
        """The engine's own folder, mode 0700."""
        return self.data_dir / "engine"

    @property
    def state_file(self) -> Path:
        """The running engine's `EngineState`; removed on a clean stop, stale after a crash."""
        return self.root / "engine.json"

    @property
    def passwords_file(self) -> Path:
        """The random passwords, made once per folder."""
        return self.root / "passwords.json"

    @property
    def life_lock(self) -> Path:
        """Locked by the engine's process for as long as it lives."""
        return self.root / "life.lock"

    @property
    def door_lock(self) -> Path:
        """Locked while someone starts, joins or stops the engine: one at a time."""
        return self.root / "door.lock"

    @property
    def leases(self) -> Path:
        """One locked file per client."""
        return self.root / "clients"

    @property
    def logs(self) -> Path:
        """Folder of the engine's logs."""
        return self.root / "log"

    @property
    def log(self) -> Path:
        """What the engine's process says."""
        return self.logs / "engine.log"

    def prepare(self) -> None:
        """
        Create what is missing and close everything to other users.

        Raises
        ------
        OSError
            If the folder cannot be made or written.
        """
        self.data_dir.mkdir(parents=True, exist_ok=True)
        for folder in (self.root, self.leases, self.logs):
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o700)
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".previous.log"))

    def read_state(self) -> EngineState | None:
        """Return the state left by the last engine, None when there is none or it cannot be read."""
        data = _read_json(self.state_file)
        try:
            return EngineState(**data) if data else None
        except TypeError:
            return None

    def write_state(self, state: EngineState) -> None:
        """Publish the state; a reader sees the former one or this one, never a part."""
        _write_json(self.state_file, asdict(state))

    def passwords(self) -> Passwords:
        """
        Return this folder's passwords, made at random the first time.

        The accounts of a folder whose passwords are lost are forgotten with them: the engine makes them
        anew when it starts, and no data is touched.
        """
        data = _read_json(self.passwords_file)
        if {"root", "reader"} <= data.keys():
            return Passwords(data["root"], data["reader"])
        made = Passwords(secrets.token_urlsafe(24), secrets.token_urlsafe(24))
        self.accounts_file.unlink(missing_ok=True)
        _write_json(self.passwords_file, asdict(made))
        return made

    @property
    def accounts_file(self) -> Path:
        """The engine's own list of accounts (hashed)."""
        return self.root / "config" / "server-users.jsonl"

    @property
    def groups_file(self) -> Path:
        """The engine's own list of groups and their rights."""
        return self.root / "config" / "server-groups.json"


def write_private(path: Path, text: str) -> None:
    """Write a file of mode 0600 in one go: complete or absent."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def _write_json(path: Path, data: dict[str, Any]) -> None:
    write_private(path, json.dumps(data, ensure_ascii=False, indent=1))


def _read_json(path: Path) -> dict[str, Any]:
    """Read an object; anything else counts as absent."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}
