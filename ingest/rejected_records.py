"""Give back the records of a JSON file that an import left out: JSON of the same shape, each record with its reasons.

Corrected and imported again it is read as any export: the reasons (`pourquoi`) are never read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from graph.model.statement import Location
from ingest.kept import KeptTable
from ingest.readers.facts_json import FORMAT, VERSION
from ingest.rejected import Reasons
from ingest.rejected import is_personal as is_personal_cell
from ingest.report import ImportReport

RECORD_READERS = frozenset({"json", "gexf", "graphml"})
"""Names of the readers whose rows are records."""

WHY = "pourquoi"
"""Name of the list of reasons of a record."""

_LISTS = ("noeuds", "relations")
_ERASED = "La donnée personnelle a été vidée ici."


def write_rejected_records(report: ImportReport, tables: Iterable[KeptTable], path: Path) -> int:
    """
    Write the records left out, nodes then relationships, and return how many there are.

    Parameters
    ----------
    report
        Report of the import: its problems are the reasons.
    tables
        Rows left out (`Checked.rejetees`); those that are not records of a JSON file are passed over.
    path
        JSON to create, or to replace.

    Raises
    ------
    OSError
        If the file cannot be written.

    Notes
    -----
    A text that holds personal data is left empty: this file may be handed on.
    """
    reasons = Reasons(report)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in _LISTS}
    for table in tables:
        if table.records and table.sheet in found:
            found[table.sheet] += [
                _record(cells[0], reasons, Location(file=table.file, sheet=table.sheet, row=number))
                for number, cells in table.rows.items()
            ]
    content = {"entete": {"format": FORMAT, "version": VERSION}, **found}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return sum(map(len, found.values()))


def _record(entry: object, reasons: Reasons, where: Location) -> dict[str, Any]:
    """Return a record with its reasons; what is no record at all stands beside them."""
    said = reasons.told(where)
    issues = reasons.of(where)
    personal = {issue.colonne or "" for issue in issues if issue.code == "ING-207"}
    kept = _without(entry, personal) if personal else entry
    said += [_ERASED] if personal and kept != entry else []
    return {WHY: said, **kept} if isinstance(kept, dict) else {WHY: said, "contenu": kept}


def _without(value: object, personal: Collection[str], name: str = "") -> object:
    """Return a value of a record, texts that hold personal data emptied: parallel lists keep their length."""
    if isinstance(value, Mapping):
        return {key: _without(one, personal, str(key)) for key, one in value.items()}
    if isinstance(value, list):
        emptied = [_without(one, personal) for one in value]
        return [""] * len(value) if name in personal and emptied == value else emptied
    return "" if is_personal_cell(value, name in personal, doubtful=True) else value
