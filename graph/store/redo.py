"""Write a plan to disk before it is applied in several transactions, and read it back after a crash.

A plan too large for one transaction is first a file (the redo log), then batches that each say how far they got, in
the same transaction as what they write. Whoever opens the store next finishes it: nothing is half-written.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph.plan import Change, ChangeKind, NodeState, Plan, RelationshipState, State
from graph.store.journal import JournalEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class RedoLog:
    """
    Hold a plan under way.

    Parameters
    ----------
    plan
        The whole plan.
    entry
        Journal entry to write when it is done.
    history
        Journal that takes the place of the present one, or None.
    """

    plan: Plan
    entry: JournalEntry
    history: tuple[JournalEntry, ...] | None = None


def redo_path(data_dir: Path, entry_id: str) -> Path:
    """Return where the redo log of a journal entry lives."""
    return data_dir / "en-cours" / f"{entry_id}.json.gz"


def write_redo(path: Path, log: RedoLog) -> None:
    """Write the log whole, flushed to the disk, before its name appears."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".partiel")
    content = {
        "base_version": log.plan.base_version,
        "inchanges": log.plan.unchanged,
        "entree": asdict(log.entry),
        "historique": None if log.history is None else [asdict(entry) for entry in log.history],
        "changements": [_change(change) for change in log.plan.changes],
    }
    with temporary.open("wb") as raw:
        with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
            packed.write(json.dumps(content, ensure_ascii=False).encode())
        raw.flush()
        os.fsync(raw.fileno())
    temporary.replace(path)


def read_redo(path: Path) -> RedoLog:
    """
    Read a log back.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    content = json.loads(gzip.decompress(path.read_bytes()))
    plan = Plan(
        changes=tuple(
            Change(ChangeKind(kind), state_from(before), state_from(after))
            for kind, before, after in content["changements"]
        ),
        unchanged=content["inchanges"],
        base_version=content["base_version"],
    )
    history = content.get("historique")
    return RedoLog(
        plan=plan,
        entry=JournalEntry(**content["entree"]),
        history=None if history is None else tuple(JournalEntry(**entry) for entry in history),
    )


def state_to(state: State | None) -> dict[str, Any] | None:
    """Return a state as plain JSON values, or None."""
    if state is None:
        return None
    # By hand: `asdict` copies deeply, and a national plan has hundreds of thousands of states.
    common = {
        "id": state.id,
        "properties": state.properties,
        "fait": state.fait,
        "reference": state.reference,
        "origines": list(state.origines),
    }
    if isinstance(state, RelationshipState):
        return {**common, "type": state.type, "start": state.start, "end": state.end}
    return {**common, "labels": list(state.labels)}


def state_from(content: Mapping[str, Any] | None) -> State | None:
    """Return the state that `state_to` wrote, or None."""
    if content is None:
        return None
    values = {**content, "origines": tuple(content["origines"])}
    if "type" in values:
        return RelationshipState(**values)
    values["labels"] = tuple(values["labels"])
    return NodeState(**values)


def _change(change: Change) -> list[Any]:
    return [str(change.kind), state_to(change.before), state_to(change.after)]
