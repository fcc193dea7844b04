"""Keep the mappings that a person confirmed, one file per shape of table, in the folder of the data."""

from __future__ import annotations

import json
from pathlib import Path

from ingest.mapping.model import TableMapping, from_json

FOLDER = "correspondances"


def place(folder: Path, shape: str) -> Path:
    """Return the file where the mapping of a shape is kept."""
    return folder / FOLDER / f"{shape}.json"


def save(folder: Path, mapping: TableMapping) -> Path:
    """
    Keep a mapping, in the place of the former one of the same shape; return the file.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    path = place(folder, mapping.shape)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps(mapping.to_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)
    return path


def load(folder: Path | None, shape: str) -> TableMapping | None:
    """Return the mapping kept for a shape; None when there is none, or none that can still be applied."""
    if folder is None:
        return None
    try:
        content = json.loads(place(folder, shape).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return from_json(content)


def forget(folder: Path, shape: str) -> None:
    """Take away the mapping kept for a shape, if there is one."""
    place(folder, shape).unlink(missing_ok=True)
