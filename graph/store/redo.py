"""Write a plan to disk before it is applied in several transactions, and read it back after a crash.

A plan too large for one transaction is first a file (the redo log), then batches that each say how far they got, in
the same transaction as what they write. Whoever opens the store next finishes it: nothing is half-written. The file
is JSON lines: a header, then packed lists of changes in the order of application. It is made and read list by list.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from graph.plan import Change, ChangeKind, NodeState, Plan, RelationshipState, State
from graph.store.journal import JournalEntry, entry_from, entry_to

PACKED = 500
"""Changes in one packed list."""

_PIECE_BYTES = 256 * 1024 * 1024
"""Size that no honest packed list reaches once unpacked; a hostile one would fill the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedoLog:
    """
    Hold a plan about to be written.

    Parameters
    ----------
    plan
        The whole plan.
    entry
        Journal entry to write when it is done.
    history
        Journal that takes the place of the present one, or None.
    past
        Packed changes of the entries of `history`: entry id, rank, content.
    """

    plan: Plan
    entry: JournalEntry
    history: Sequence[JournalEntry] | None = None
    past: Iterable[tuple[str, int, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RedoReader:
    """
    Read a log list by list.

    Parameters
    ----------
    path
        The file.
    entry, history
        As written.
    total
        Number of changes.
    """

    path: Path
    entry: JournalEntry
    history: tuple[JournalEntry, ...] | None
    total: int

    def packed(self, start: int = 0) -> Iterator[tuple[int, str]]:
        """Yield (position of the first change, packed list) from the list that begins at `start`."""
        with self.path.open(encoding="utf-8") as lines:
            # The last list may be short: it is over as soon as it is written.
            first = -(-start // PACKED)
            for number, line in enumerate(islice(lines, 1 + first, self._past_line), start=first):
                yield number * PACKED, line.rstrip("\n")

    def past(self) -> Iterator[tuple[str, int, str]]:
        """Yield the packed changes of the history."""
        with self.path.open(encoding="utf-8") as lines:
            for line in islice(lines, self._past_line, None):
                entry, rang, content = json.loads(line)
                yield entry, rang, content

    @property
    def _past_line(self) -> int:
        return 1 + -(-self.total // PACKED)


def redo_path(data_dir: Path, entry_id: str) -> Path:
    """Return where the redo log of a journal entry lives."""
    return data_dir / "en-cours" / f"{entry_id}.jsonl"


def write_redo(path: Path, log: RedoLog) -> None:
    """Write the log whole, flushed to the disk, before its name appears; changes in the order of application."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".partiel")
    header = {
        "total": len(log.plan.changes),
        "entree": entry_to(log.entry),
        "historique": None if log.history is None else [entry_to(entry) for entry in log.history],
    }
    with temporary.open("w", encoding="utf-8") as lines:
        lines.write(json.dumps(header, ensure_ascii=False) + "\n")
        for start in range(0, len(log.plan.changes), PACKED):
            lines.write(pack(log.plan.changes[start : start + PACKED]) + "\n")
        for piece in log.past:
            lines.write(json.dumps(piece) + "\n")
        lines.flush()
        os.fsync(lines.fileno())
    temporary.replace(path)


def read_redo(path: Path) -> RedoReader:
    """
    Open a log.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    with path.open(encoding="utf-8") as lines:
        header = json.loads(lines.readline())
    history = header["historique"]
    return RedoReader(
        path=path,
        entry=entry_from(header["entree"]),
        history=None if history is None else tuple(map(entry_from, history)),
        total=header["total"],
    )


def pack(changes: Iterable[Change]) -> str:
    """Return changes as one line of text: base64 of gzip of JSON."""
    content = json.dumps([_change(change) for change in changes], ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(content.encode(), compresslevel=1, mtime=0)).decode("ascii")


def unpack(text: str) -> list[Change]:
    """
    Return the changes that `pack` wrote.

    Raises
    ------
    ValueError, TypeError, KeyError, AttributeError
        If the text is damaged.
    """
    unzipped = zlib.decompressobj(wbits=31)
    try:
        content = unzipped.decompress(base64.b64decode(text, validate=True), _PIECE_BYTES)
    except zlib.error as error:
        raise ValueError(*error.args) from error
    if not unzipped.eof:
        raise ValueError(len(content))
    return [
        Change(ChangeKind(kind), state_from(before), state_from(after)) for kind, before, after in json.loads(content)
    ]


def state_to(state: State | None) -> dict[str, Any] | None:
    """Return a state as plain JSON values, or None."""
    if state is None:
        return None
    # By hand: `asdict` copies deeply, and a national plan has hundreds of thousands of states.
    common: dict[str, Any] = {
        "id": state.id,
        "properties": state.properties,
        "fait": state.fait,
        "reference": state.reference,
        "origines": list(state.origines),
    }
    if state.dits:
        common["dits"] = dict(state.dits)
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
